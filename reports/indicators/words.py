"""Indicators in Russian: figures, targets, how everything is reckoned; the same words on the phone and on paper."""

from __future__ import annotations

from datetime import tzinfo
from fractions import Fraction

from reports.indicators.model import Denominator, Figures, Indicator, Line, Numerator, Reading, Target
from reports.protection.cells import Cell, Hidden, Reason
from reports.russian import GAP, counted, decimal, of_many, short_day, whole
from reports.statistics.shares import Share
from surveys.campaigns.composition import last_day_of
from surveys.campaigns.model import Campaign

NO_TARGET = "цель не задана"
NO_CAMPAIGNS = "в этом учебном году таких кампаний ещё не было"
ANONYMOUS = "Среди кампаний есть анонимная, поэтому кто именно не ответил, не знает никто."
NOTHING_LEFT_OUT = (
    "Сомнительные ответы, если они есть, не исключены: по разнице можно было бы узнать чьи-то ответы, потому что "
    "сомнительных или остальных слишком мало."
)
MUNICIPAL_ONLY = "Показатель считается только по всему центру: по одной организации он сказал бы слишком много."


def percents(value: float) -> str:
    """«75 %», «69,6 %»: a tenth is told where there is one, so that 69.6 is not taken for 70."""
    places = 0 if value == round(value) else 1
    return f"{decimal(value, places)}{GAP}%"


def share_words(share: Share) -> str:
    """«75 % (120 из 160)»; of nobody there is no share."""
    if not share.of:
        return "считать пока некого"
    return f"{percents(share.percent)} ({whole(share.count)} из {whole(share.of)})"


def figure_words(share: Cell[Share]) -> str:
    """The share in words, or why it is not told; not only a dash where nobody has answered."""
    if isinstance(share, Hidden) and share.reason is Reason.NOBODY:
        return "пока нет ответов"
    return share.said(share_words)


def target_words(target: Target | None) -> str:
    """«не менее 70 %», «прирост за год не менее 20 п. п.», «не менее 30 человек»."""
    if target is None:
        return NO_TARGET
    value = decimal(target.value, 0 if target.value == round(target.value) else 1)
    match target.reading:
        case Reading.YEARLY_INCREMENT:
            return f"прирост за год не менее {value}{GAP}п.{GAP}п."
        case Reading.ABSOLUTE:
            return f"не менее {of_many(int(target.value), 'человека', 'человек')}"
    return f"не менее {value}{GAP}%"


def verdict_words(indicator: Indicator, line: Line) -> str:
    """«достигнута», «пока не достигнута, не хватает 12 человек»; why it cannot be said; empty without a target."""
    target = indicator.setting.target
    if target is None:
        return ""
    if line.is_reached is None:
        is_step = target.reading is Reading.YEARLY_INCREMENT
        known = line.share.known()
        if is_step and known is not None and known.of:
            return "сравнить не с чем: показателя за прошлый год нет"
        return ""
    return line.is_reached.said(lambda reached: "достигнута" if reached else _lacking_words(line))


def _lacking_words(line: Line) -> str:
    lacking, share = None if line.lacking is None else line.lacking.known(), line.share.known()
    if lacking is None or share is None:
        return "пока не достигнута"
    if share.count + lacking > share.of:
        return "недостижима: столько людей нет"
    return f"пока не достигнута, не хватает {of_many(lacking, 'человека', 'человек')}"


def before_words(before: Fraction) -> str:
    """«год назад 62,5 %»."""
    return f"год назад {percents(float(before))}"


def numerator_words(indicator: Indicator) -> str:
    """Who is counted."""
    definition, setting = indicator.definition, indicator.setting
    done = definition.finished_words
    match setting.numerator:
        case Numerator.CLEAN if indicator.left_out is not None:
            return f"{done}, и ответы не сомнительны: не наспех и не одной и той же кнопкой"
        case Numerator.WITH_COURSES:
            return f"{done} и проходили курсы за последние три года (по профилю)"
        case Numerator.SATISFIED:
            return f"{done} с индексом {setting.satisfied_from} и выше"
    return done


def denominator_words(indicator: Indicator) -> str:
    """Of whom."""
    match indicator.setting.denominator:
        case Denominator.INVITED:
            return "приглашены в кампании"
        case Denominator.ANSWERED:
            return "ответили достаточно, чтобы посчитать индекс; наставники и наставляемые отдельно"
    return indicator.definition.listed_words


def counting_words(indicator: Indicator) -> str:
    """How people are counted."""
    if indicator.definition.is_of_answers:
        return "Из нескольких кампаний одной анкеты берётся последняя."
    once = "Каждый человек считается один раз, даже если ответил в нескольких кампаниях."
    if not indicator.papers:
        return once
    sheets = counted(indicator.papers, "ответ", "ответа", "ответов")
    return f"{once} Ещё {sheets} на бумаге: чьи они, неизвестно, поэтому в числитель они не входят."


def left_out_words(indicator: Indicator) -> str:
    """How many doubtful answers were not counted, or why none were; whether there are any is not told then."""
    if indicator.setting.numerator is not Numerator.CLEAN or indicator.is_own or _is_of_nobody(indicator):
        return ""
    left_out = indicator.left_out
    if left_out is None:
        return NOTHING_LEFT_OUT
    answers = ("сомнительный ответ", "сомнительных ответа", "сомнительных ответов")
    return left_out.said(lambda count: f"Не учтено: {counted(count, *answers)}.")


def _is_of_nobody(indicator: Indicator) -> bool:
    shares = [line.share.known() for line in indicator.lines]
    return all(share is not None and not share.count for share in shares)


def sentence(indicator: Indicator, line: Line) -> str:
    """«Прошли муниципальную самооценку затруднений: 75 % (120 из 160); цель — не менее 70 %, достигнута.»"""
    title = indicator.definition.title
    named = f"{title} ({line.label.lower()})" if line.label else title
    told = f"{named}: {figure_words(line.share)}"
    target = indicator.setting.target
    if target is None:
        return f"{told}."
    aim = f"цель — {target_words(target)}"
    verdict = verdict_words(indicator, line)
    return f"{told}; {aim}, {verdict}." if verdict else f"{told}; {aim}."


def campaign_words(campaign: Campaign, zone: tzinfo) -> str:
    """««Осень», волна 2 (05.10.2026 — 19.10.2026)»."""
    wave = f", волна {campaign.wave}" if campaign.wave > 1 else ""
    last = short_day(last_day_of(campaign.closed_at or campaign.closes_at, zone))
    if campaign.started_at is None:
        return f"«{campaign.title}»{wave} (до {last})"
    return f"«{campaign.title}»{wave} ({short_day(campaign.started_at.astimezone(zone).date())} — {last})"


def sentences_about(figures: Figures, questionnaire: str) -> tuple[str, ...]:
    """What is said of each figure that follows from a questionnaire where it is reported on."""
    return tuple(
        " ".join(filter(None, (sentence(each, line), left_out_words(each))))
        for each in figures.indicators
        for line in each.lines
        if each.definition.questionnaires.get(questionnaire) == line.label
    )

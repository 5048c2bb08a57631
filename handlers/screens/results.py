"""Results on a phone: short lines, one under another, nothing that has to be read across."""

import html
from collections.abc import Iterable, Sequence

from handlers.choosing import OWN_ONES
from handlers.result_payloads import ResultAct, ResultTap
from handlers.screen import Button, Screen, button
from handlers.screens.markup import unmarked
from handlers.texts import Speech
from reports.extremes import extreme_items, told
from reports.instruments import Instrument, instrument_of
from reports.russian import counted, decimal, percent, whole
from reports.summary.model import (
    Block,
    ChoiceQuestion,
    Comparison,
    Crossing,
    CrossRow,
    Difference,
    Item,
    Part,
    Summary,
)

BAR = 10
MOST_BLOCKS = 14
MOST_QUESTIONS = 5
MOST_OPTIONS = 4
MOST_ROWS = 8
MOST_NOTES = 3
LONGEST_LABEL = 110
LONGEST_TITLE = 300
LONGEST = 3900
"""Units of a message; Telegram takes 4096."""

Rows = list[tuple[Button, ...]]


def summary_screen(
    speech: Speech,
    summary: Summary,
    number: int,
    chosen: str,
    *,
    is_whole: bool,
    has_earlier: bool,
    has_others: bool = False,
) -> Screen:
    """The summary in one message, with everything that can be done about it.

    `is_whole`: of the whole centre; `has_others`: there are other organisations of one's own.
    """
    rows = _summary_rows(speech, summary, number, chosen, is_whole, has_earlier)
    if has_others:
        others = ResultTap(act=ResultAct.LOOK, number=number, page=OWN_ONES)
        rows.insert(-1, (button(speech.plain("results-other-own"), others),))
    return Screen(summary_text(speech, summary), tuple(rows))


def _summary_rows(
    speech: Speech, summary: Summary, number: int, chosen: str, is_whole: bool, has_earlier: bool
) -> Rows:
    def tap(key: str, act: ResultAct, carried: str = "") -> Button:
        return button(speech.plain(key), ResultTap(act=act, number=number, chosen=carried))

    rows: Rows = []
    files = tap("results-files", ResultAct.FILES, chosen)
    if not summary.is_empty:
        is_shown = summary.n.is_shown or _comes_later(summary)
        rows.append((tap("results-charts", ResultAct.CHARTS, chosen), files) if is_shown else (files,))
        if is_whole and is_shown:
            rows.append((tap("results-filter", ResultAct.FILTER, chosen), tap("results-compare", ResultAct.COMPARE)))
            rows.append((tap("results-cross", ResultAct.CROSS),))
        if has_earlier and is_shown:
            rows.append((tap("results-waves", ResultAct.WAVES, chosen),))
        if chosen and is_whole:
            rows.append((tap("results-everybody", ResultAct.LOOK),))
    rows.append((tap("results-refresh", ResultAct.LOOK, chosen), tap("results-list", ResultAct.LIST)))
    return rows


def summary_text(speech: Speech, summary: Summary) -> str:
    """Coverage, blocks, the weakest and the strongest, what is hidden and why."""
    parts = [heading_of(speech, summary)]
    if summary.is_empty:
        return joined([*parts, _why_empty(speech, summary)])
    instrument = instrument_of(summary.heading.questionnaire_key)
    if _comes_later(summary):
        everywhere = _municipal_blocks(speech, summary, instrument.headline)
        return fitting([*parts, speech.say("results-own-later"), *everywhere, speech.say("results-steps")])
    if not summary.n.is_shown:
        return joined([*parts, speech.say("results-few", least=summary.protection.min_cell)])
    parts += _blocks(speech, summary, instrument.headline)
    if any(not block.pronounced.is_shown for block in (*summary.blocks, *summary.overall)):
        parts.append(f"<i>{speech.say('results-hidden-note')}</i>")
    parts += _extremes(instrument.weakest, extreme_items(summary, summary.weakest), instrument)
    parts += _extremes(instrument.strongest, extreme_items(summary, summary.strongest), instrument)
    if not summary.blocks:
        parts += [_choice(speech, question) for question in summary.choices[:MOST_QUESTIONS]]
        if (left := len(summary.choices) - MOST_QUESTIONS) > 0:
            questions = counted(left, "вопрос", "вопроса", "вопросов")
            parts.append(f"<i>{speech.say('results-more-questions', questions=questions)}</i>")
    return fitting(parts)


def _comes_later(summary: Summary) -> bool:
    """The own organisation's figures, while answers are taken; the municipal ones are there."""
    heading = summary.heading
    return not summary.n.is_shown and heading.moves_in_steps and heading.is_own_organisation


def _why_empty(speech: Speech, summary: Summary) -> str:
    """Nobody has answered; or the first answers to an anonymous campaign are still held back."""
    if summary.heading.filters:
        return speech.say("results-nobody-such")
    return speech.say("results-held-back" if summary.coverage.total.finished else "results-no-answers")


def heading_of(speech: Speech, summary: Summary) -> str:
    """What the figures are about and of how many; the title is the first line."""
    heading, total = summary.heading, summary.coverage.total
    lines = [f"<b>{_plain(cut(heading.title, LONGEST_TITLE))}</b>"]
    lines += [
        speech.say("results-filtered", label=one.label, values=cut(", ".join(one.values), LONGEST_TITLE))
        for one in heading.filters
    ]
    if summary.coverage.is_known:
        lines.append(
            speech.say(
                "results-coverage",
                finished=whole(total.finished),
                invited=whole(total.invited),
                share=percent(total.share),
            )
        )
    if heading.opened_on is None and not summary.coverage.is_known:
        lines.append(speech.say("results-from-menu", year=heading.school_year))
    is_held_back = heading.moves_in_steps and summary.is_empty
    if summary.n.is_shown and not summary.is_empty:
        lines.append(speech.say("results-n", n=summary.n.said(whole), at=heading.as_of))
    if heading.moves_in_steps and not is_held_back and not heading.filters:
        lines.append(speech.say("results-steps"))
    return "\n".join(lines)


def _blocks(speech: Speech, summary: Summary, headline: str) -> list[str]:
    if not summary.blocks:
        return []
    municipal = {block.key: block for block in summary.municipal}
    lines = [f"<b>{_plain(headline)}</b>"]
    shown = [*summary.blocks[:MOST_BLOCKS], *summary.overall]
    lines += [_block(speech, block, municipal.get(block.key)) for block in shown]
    return [f"{lines[0]}\n{lines[1]}", *lines[2:]]


def _municipal_blocks(speech: Speech, summary: Summary, headline: str) -> list[str]:
    """Those of everybody alone."""
    shown = [block for block in summary.municipal if block.pronounced.is_shown][:MOST_BLOCKS]
    lines = [_block(speech, block, None) for block in shown]
    return [f"<b>{_plain(headline)}</b>\n{lines[0]}", *lines[1:]] if lines else [speech.say("results-held-back")]


def _block(speech: Speech, block: Block, everywhere: Block | None) -> str:
    lines = [_plain(cut(block.label))]
    known = block.pronounced.known()
    if known is None:
        lines.append(_plain(block.pronounced.said(lambda share: percent(share.share))))
    else:
        lines.append(f"{bar(known.share)} <b>{percent(known.share)}</b>")
        mean = block.index.said(lambda spread: decimal(spread.mean, 0))
        level = "" if block.level is None else block.level.said(str)
        n = block.n.said(whole)
        plain = speech.say("results-block-plain", mean=mean, n=n)
        lines.append(speech.say("results-block", mean=mean, n=n, level=level) if level else plain)
    if everywhere is not None and everywhere.pronounced.is_shown:
        share = everywhere.pronounced.said(lambda one: percent(one.share))
        lines.append(speech.say("results-municipal", share=share))
    return "\n".join(lines)


def _extremes(title: str, items: Sequence[Item], instrument: Instrument) -> list[str]:
    if not items:
        return []
    lines = [
        f"{place}. {_plain(cut(item.label.rstrip('.')))} — {_plain(told(item, instrument))}"
        for place, item in enumerate(items, start=1)
    ]
    return ["\n".join([f"<b>{_plain(title)}</b>", *lines])]


def _choice(speech: Speech, question: ChoiceQuestion) -> str:
    lines = [f"<b>{_plain(cut(question.label))}</b>"]
    shares = [(option.label, option.share) for option in question.options]
    ordered = sorted(shares, key=lambda one: -_known(one[1]))
    lines += [f"{_said(share)} — {_plain(cut(label, 60))}" for label, share in ordered[:MOST_OPTIONS]]
    if (left := len(ordered) - MOST_OPTIONS) > 0:
        options = counted(left, "вариант", "варианта", "вариантов")
        lines.append(f"<i>{speech.say('results-more-options', options=options)}</i>")
    return "\n".join(lines)


def comparison_screen(speech: Speech, summary: Summary, comparison: Comparison | None, number: int) -> Screen:
    """Two groups, or two waves."""
    back = back_to_summary(speech, number)
    if comparison is None:
        return Screen(speech.say("results-nothing-to-compare"), (back,))
    title = compared_title(speech, comparison)
    means = speech.say("results-compared-means")
    parts = [f"<b>{_plain(cut(summary.heading.title, LONGEST_TITLE))}</b>\n{title}\n{means}"]
    for each in comparison.differences:
        line = _in_time(each) if comparison.is_of_waves else _side_by_side(comparison, each)
        broken = [f"• {_plain(what)}" for what in each.broken_by[:MOST_NOTES]]
        words = _plain(line), _plain(sentence_of(each.sentence))
        parts.append("\n".join([f"<b>{_plain(cut(each.label))}</b>", *words, *broken]))
    if not comparison.differences and not comparison.notes:
        parts.append(speech.say("results-nothing-to-compare"))
    parts += [f"<i>{_plain(note)}</i>" for note in comparison.notes]
    return Screen(fitting(parts), (back,))


def compared_title(speech: Speech, comparison: Comparison) -> str:
    """«2025/2026 и 2026/2027», «Категория: Первая и Высшая»."""
    before, after = comparison.before, comparison.after
    if sides_of(comparison) != (before, after):
        after = sides_of(comparison)[1]
    return speech.say("results-compared", before=cut(before, LONGEST_TITLE), after=cut(after, LONGEST_TITLE))


def _in_time(each: Difference) -> str:
    """«33,6 → 29,0 (n = 378 и 585)»: rounded more, it would seem to contradict the sentence about a change."""
    before, after = (side.mean.said(decimal) for side in (each.before, each.after))
    people = [side.n.said(whole) for side in (each.before, each.after)]
    return f"{before} → {after} (n = {people[0]} и {people[1]})"


def _side_by_side(comparison: Comparison, each: Difference) -> str:
    """«Детский сад № 3 — 42, Школа № 5 — 39.»."""
    before, after = (side.mean.said(lambda mean: decimal(mean, 0)) for side in (each.before, each.after))
    first, second = map(cut, sides_of(comparison))
    return f"{first} — {before}, {second} — {after}."


def sides_of(comparison: Comparison) -> tuple[str, str]:
    """What is compared; groups of one attribute without its name."""
    labels = comparison.before, comparison.after
    attributes = {label.partition(": ")[0] for label in labels}
    if len(attributes) == 1 and all(": " in label for label in labels):
        return labels[0].partition(": ")[2], labels[1].partition(": ")[2]
    return labels


def sentence_of(text: str) -> str:
    """«Разница небольшая и может быть случайной (ответили 25 человек).» of «разница …: 25 человек»."""
    said, colon, people = text.rstrip(".").rpartition(": ")
    if colon and people.endswith(("человек", "человека")):
        text = f"{said} (ответили {people})"
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def crossing_screen(speech: Speech, summary: Summary, number: int, *, is_by_attribute: bool = False) -> Screen:
    """One question by another, a row after a row."""
    back = back_to_summary(speech, number)
    if not summary.crossings:
        return Screen(speech.say("results-no-crossing"), (back,))
    crossing = summary.crossings[0]
    key = "results-crossed-by-attribute" if is_by_attribute else "results-crossed"
    parts = [
        speech.say(key, question=cut(crossing.label), by=cut(crossing.by_label)),
        *(_cross_row(crossing, row) for row in crossing.rows[:MOST_ROWS] if not _is_hidden(row)),
        _hidden_rows(speech, crossing),
        _plain(sentence_of(crossing.sentence)),
        *(f"<i>{_plain(note)}</i>" for note in crossing.footnotes[:MOST_NOTES]),
    ]
    return Screen(fitting(parts), (back,))


def _is_hidden(row: CrossRow) -> bool:
    return not row.n.is_shown and not any(share.is_shown for share in row.shares)


def _hidden_rows(speech: Speech, crossing: Crossing) -> str:
    """«Не показаны: Первый год, не указано.»: one line instead of a heading and a dash for each."""
    labels = [cut(row.label, 60) for row in crossing.rows[:MOST_ROWS] if _is_hidden(row)]
    return speech.say("results-crossed-hidden", groups=", ".join(labels)) if labels else ""


def _cross_row(crossing: Crossing, row: CrossRow) -> str:
    heading = f"<b>{_plain(cut(row.label, 60))}</b> (n = {row.n.said(whole)})"
    if not any(share.is_shown for share in row.shares):
        return f"{heading}\nн/д"
    lines = [
        f"{_said(share)} — {_plain(cut(label, 60))}"
        for label, share in zip(crossing.columns, row.shares, strict=True)
    ]
    return "\n".join([heading, *lines])


def back_to_summary(speech: Speech, number: int) -> tuple[Button, ...]:
    """A row that leads to the whole summary."""
    return (button(speech.plain("results-back"), ResultTap(act=ResultAct.LOOK, number=number)),)


def bar(share: float) -> str:
    """Squares, because old phones have them."""
    filled = min(BAR, int(share * BAR + 0.5))
    return "■" * filled + "□" * (BAR - filled)


def cut(label: str, most: int = LONGEST_LABEL) -> str:
    """At most so many characters, after a whole word."""
    if len(label) <= most:
        return label
    return label[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-.") + "…"


def fitting(parts: Iterable[str]) -> str:
    """As many parts, from the first on, as a message takes. Telegram counts as UTF-16 does: a smiley is two."""
    taken: list[str] = []
    left = LONGEST
    for part in parts:
        left -= len(unmarked(part).encode("utf-16-le")) // 2 + 2
        if left < 0:
            break
        if part:
            taken.append(part)
    return "\n\n".join(taken)


def joined(parts: Iterable[str]) -> str:
    """Those there are, one below another."""
    return "\n\n".join(part for part in parts if part)


def _said(share: Part) -> str:
    return share.said(lambda one: percent(one.share))


def _known(share: Part) -> float:
    known = share.known()
    return known.share if known is not None else -1.0


def _plain(text: str) -> str:
    return html.escape(text, quote=False)

"""Indicators on a phone: figures with their targets, how they are reckoned, who is missing."""

import html
from collections.abc import Sequence

from handlers.result_payloads import IndicatorAct, IndicatorTap, ResultAct, ResultTap
from handlers.screen import Button, Screen, button
from handlers.screens.menu import shortened
from handlers.screens.results import bar, cut, fitting
from handlers.texts import Speech
from reports.indicators import words
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.model import Figures, Indicator, Line, Uncovered
from reports.russian import whole

ON_A_PAGE = 8
MOST_CODES = 120
MOST_CAMPAIGNS = 6
PLACES = {code: place for place, code in enumerate(DEFINITIONS)}
CODES = tuple(DEFINITIONS)

Rows = list[tuple[Button, ...]]


def indicators_screen(speech: Speech, figures: Figures, *, is_own: bool, may_see_people: bool) -> Screen:
    """All of them, and what can be opened."""
    key = "indicators-of-organisation" if is_own else "indicators"
    parts = [speech.say(key, year=figures.school_year)]
    parts += [_figure(speech, each) for each in figures.indicators]
    parts += [speech.say("indicators-choose"), speech.say("indicators-as-of", at=figures.as_of)]
    rows: Rows = [
        (_tap(each.definition.short, IndicatorAct.LOOK, each.definition.code),) for each in figures.indicators
    ]
    files = [_tap(speech.plain("indicators-file"), IndicatorAct.FILE)]
    if may_see_people:
        rows.append((*files, _tap(speech.plain("indicators-file-people"), IndicatorAct.FILE_WITH_PEOPLE)))
    else:
        rows.append(tuple(files))
    back = button(speech.plain("indicators-to-results"), ResultTap(act=ResultAct.LIST))
    rows.append((_tap(speech.plain("indicators-refresh"), IndicatorAct.LIST), back))
    return Screen(fitting(parts), tuple(rows))


def _figure(speech: Speech, indicator: Indicator) -> str:
    lines = [f"<b>{_plain(indicator.definition.title)}</b>", *_lines(speech, indicator)]
    return "\n".join(lines)


def _lines(speech: Speech, indicator: Indicator) -> list[str]:
    """The figures one under another; a target that all of them share is told once."""
    told: list[str] = []
    verdicts = [words.verdict_words(indicator, line) for line in indicator.lines]
    for line, verdict in zip(indicator.lines, verdicts, strict=True):
        told += _line(line)
        if verdict and len(indicator.lines) > 1:
            told[-1] += f" — {_plain(verdict)}"
    if indicator.setting.target is None:
        return [*told, speech.say("indicator-no-target")]
    target = words.target_words(indicator.setting.target)
    if len(verdicts) == 1 and verdicts[0]:
        told.append(speech.say("indicator-target-verdict", target=target, verdict=verdicts[0]))
    else:
        told.append(speech.say("indicator-target", target=target))
    return told


def _line(line: Line) -> list[str]:
    share = line.share.known()
    told = words.figure_words(line.share)
    if line.before is not None:
        told = f"{told}, {line.before.said(words.before_words)}"
    if line.label:
        return [f"{_plain(line.label)}: {_plain(told)}"]
    return [*([bar(share.share)] if share is not None and share.of else []), _plain(told)]


def indicator_screen(
    speech: Speech, figures: Figures, indicator: Indicator, news: str = "", *, may_change: bool
) -> Screen:
    """One of them: figures, formula, campaigns, how many are missing."""
    target = indicator.setting.target
    source = [] if target is None or not target.source else [speech.say("indicator-source", source=target.source)]
    numerator, denominator = _counts(indicator)
    how = speech.say(
        "indicator-how",
        numerator=f"{numerator}{words.numerator_words(indicator)}",
        denominator=f"{denominator}{words.denominator_words(indicator)}",
    )
    remarks = filter(None, (words.counting_words(indicator), words.left_out_words(indicator)))
    parts = [
        news,
        "\n".join([_figure(speech, indicator), *source]),
        "\n".join([how, *(_plain(each) for each in remarks)]),
        _campaigns(speech, indicator),
        _missing(speech, indicator),
        f"<i>{_plain(indicator.definition.note)}</i>" if indicator.definition.note else "",
        speech.say("indicators-as-of", at=figures.as_of),
    ]
    code = indicator.definition.code
    rows: Rows = []
    if indicator.uncovered:
        rows.append((_tap(speech.plain("indicator-see-missing"), IndicatorAct.UNCOVERED, code),))
    if may_change:
        rows.append((_tap(speech.plain("indicator-change-target"), IndicatorAct.TARGET, code),))
        rows.append((_tap(speech.plain("indicator-change-reckoning"), IndicatorAct.RECKONING, code),))
    rows.append((_tap(speech.plain("indicator-to-list"), IndicatorAct.LIST),))
    return Screen(fitting(parts), tuple(rows))


def _counts(indicator: Indicator) -> tuple[str, str]:
    """«120 — » and «160 — », where there is one figure and it is known."""
    known = indicator.lines[0].share.known() if len(indicator.lines) == 1 else None
    return ("", "") if known is None else (f"{whole(known.count)} — ", f"{whole(known.of)} — ")


def _campaigns(speech: Speech, indicator: Indicator) -> str:
    if not indicator.campaigns:
        return speech.say("indicator-no-campaigns")
    shown = [f"• {_plain(cut(each))}" for each in indicator.campaigns[-MOST_CAMPAIGNS:]]
    return "\n".join([speech.say("indicator-campaigns"), *shown])


def _missing(speech: Speech, indicator: Indicator) -> str:
    if indicator.definition.is_of_answers or not indicator.places:
        return ""
    if not indicator.uncovered:
        return speech.say("indicator-nobody-missing")
    return speech.say("indicator-missing", people=indicator.missing, places=len(indicator.uncovered))


def uncovered_screen(speech: Speech, indicator: Indicator, page: int, *, may_see_people: bool) -> Screen:
    """Organisations whose people are not all covered, a page at a time, by name: there is no ranking."""
    code = indicator.definition.code
    pages = max(1, -(-len(indicator.uncovered) // ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = indicator.uncovered[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    has_people = may_see_people and not indicator.is_anonymous
    parts = [speech.say("indicator-uncovered", title=indicator.definition.title)]
    rows: Rows = []
    if has_people:
        rows = [(_place(each, code),) for each in shown]
        parts.append(speech.say("indicator-uncovered-choose"))
    else:
        parts.append("\n".join(_row(speech, each) for each in shown) or speech.say("indicator-nobody-missing"))
    if may_see_people and indicator.is_anonymous:
        parts.append(f"<i>{_plain(words.ANONYMOUS)}</i>")
    if pages > 1:
        parts.append(speech.say("indicator-uncovered-page", page=page + 1, pages=pages))
        rows.append(_turning(speech, code, page, pages))
    rows.append((_tap(speech.plain("indicator-back"), IndicatorAct.LOOK, code),))
    return Screen("\n\n".join(parts), tuple(rows))


def _place(each: Uncovered, code: str) -> Button:
    label = f"{each.label} — {each.count.missing}"
    tap = IndicatorTap(act=IndicatorAct.PLACE, option=PLACES[code], number=each.organisation)
    return button(shortened(label), tap)


def _row(speech: Speech, each: Uncovered) -> str:
    return speech.say(
        "indicator-uncovered-row", place=each.label, missing=each.count.missing, people=each.count.people
    )


def _turning(speech: Speech, code: str, page: int, pages: int) -> tuple[Button, ...]:
    turns = (("indicators-before", page - 1), ("indicators-after", page + 1))
    return tuple(_tap(speech.plain(key), IndicatorAct.UNCOVERED, code, to) for key, to in turns if 0 <= to < pages)


def place_screen(speech: Speech, indicator: Indicator, place: Uncovered, people: Sequence[str]) -> Screen:
    """Who of one organisation is not covered, by personal codes."""
    shown, more = people[:MOST_CODES], len(people) - MOST_CODES
    parts = [
        speech.say(
            "indicator-place",
            place=place.label,
            missing=place.count.missing,
            people=place.count.people,
            title=indicator.definition.title,
        )
    ]
    if shown:
        parts.append(speech.say("indicator-place-codes", codes=", ".join(shown)))
    if more > 0:
        parts.append(speech.say("indicator-place-more", more=more))
    parts.append(speech.say("indicator-place-note"))
    code, page = indicator.definition.code, indicator.uncovered.index(place) // ON_A_PAGE
    back = _tap(speech.plain("indicator-to-places"), IndicatorAct.UNCOVERED, code, page)
    return Screen("\n\n".join(parts), ((back,), (_tap(speech.plain("indicator-back"), IndicatorAct.LOOK, code),)))


def not_reckoned_screen(speech: Speech, code: str) -> Screen:
    """It was kept, and cannot be shown now."""
    again = _tap(speech.plain("indicator-back"), IndicatorAct.LOOK, code)
    return Screen(speech.say("indicator-not-reckoned"), ((again,),))


def _tap(label: str, act: IndicatorAct, code: str = CODES[0], page: int = 0) -> Button:
    return button(label, IndicatorTap(act=act, option=PLACES[code], number=page))


def _plain(text: str) -> str:
    return html.escape(text, quote=False)

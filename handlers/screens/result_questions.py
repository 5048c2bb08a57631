"""What is asked before figures are shown: which part of the answers, which groups, which questions, which file."""

import html
from collections.abc import Mapping, Sequence

from handlers.choosing import BY_ATTRIBUTE, BY_QUESTION, Pairs, written
from handlers.result_payloads import ResultAct, ResultTap
from handlers.screen import Button, Screen, button
from handlers.screens.menu import shortened
from handlers.screens.results import Rows, cut
from handlers.texts import Speech
from reports.answers.options import Several
from reports.downloads import KINDS, PLAIN, WORKING
from reports.responses import ATTRIBUTES
from reports.summary.model import GroupTable, Summary
from surveys.model import Key, Question

ON_A_PAGE = 10
PAGES = 100
"""A page stands in a number together with the attribute."""
IN_A_ROW = 5
NOT_A_GROUP = frozenset({"", "others"})
"""People of whom it is not known, and small groups taken together."""
PLACES_OF_FIGURES = [place for place, key in enumerate(KINDS) if key in WORKING]
"""Among all kinds: files of figures, of which there are two while a campaign takes answers."""
SEVERAL = tuple(Several)


def attributes_screen(speech: Speech, summary: Summary, number: int, act: ResultAct, chosen: Pairs) -> Screen:
    """Which attribute; those already chosen are left out."""
    taken = {name for name, _ in chosen}
    told = written(chosen) or ""
    rows: Rows = []
    for table in summary.groups:
        if table.attribute not in taken and len(_groups(table)) > (act is ResultAct.FIRST):
            page = ATTRIBUTES.index(table.attribute) * PAGES
            tap = ResultTap(act=act, number=number, page=page, chosen=told)
            rows.append((button(shortened(table.label), tap),))
    if act is ResultAct.VALUES:
        text = speech.say("results-ask-attribute" if rows else "results-no-groups")
    else:
        text = speech.say("results-ask-groups" if rows else "results-no-groups-yet")
    return Screen(text, (*rows, _back(speech, number, told)))


def values_screen(
    speech: Speech, summary: Summary, number: int, act: ResultAct, following: ResultAct, page: int, chosen: Pairs
) -> Screen | None:
    """Which value of an attribute; None if there is no such attribute."""
    place, at = divmod(page, PAGES)
    table = summary.table(ATTRIBUTES[place]) if 0 <= place < len(ATTRIBUTES) else None
    if table is None:
        return None
    rows: Rows = []
    groups = [row for row in _groups(table) if (table.attribute, row.key) not in chosen]
    for row in groups[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]:
        told = written([*chosen, (table.attribute, row.key)])
        if told is not None:
            tap = ResultTap(act=following, number=number, page=place * PAGES, chosen=told)
            rows.append((button(shortened(row.label), tap),))
    turn = _turning(
        speech, ResultTap(act=act, number=number, page=page, chosen=written(chosen) or ""), at, len(groups)
    )
    text = speech.say("results-ask-value", label=table.label)
    return Screen(text, (*rows, *turn, _back(speech, number, "")))


def _groups(table: GroupTable) -> list:  # type: ignore[type-arg]
    return [row for row in table.rows if row.key not in NOT_A_GROUP]


def questions_screen(
    speech: Speech,
    questions: Sequence[tuple[int, Question]],
    named: Mapping[Key, int],
    summary: Summary,
    number: int,
    page: int,
    chosen: str,
) -> Screen:
    """Which question, by its number; buttons carry places. `chosen` is the one it is split by, if that is known."""
    is_second = bool(chosen)
    rows: Rows = []
    if is_second and not page:
        tables = [table for table in summary.groups if len(_groups(table)) > 1]
        for table in tables:
            told = f"{chosen}~{BY_ATTRIBUTE}{ATTRIBUTES.index(table.attribute)}"
            tap = ResultTap(act=ResultAct.CROSSED, number=number, chosen=told)
            rows.append((button(shortened(table.label), tap),))
    some = questions[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [f"{named[each.name]}. {html.escape(cut(each.label, 90), quote=False)}" for _, each in some]
    numbers = [_numbered(number, place, named[each.name], chosen) for place, each in some]
    rows += [tuple(numbers[at : at + IN_A_ROW]) for at in range(0, len(numbers), IN_A_ROW)]
    act = ResultAct.CROSS_BY if is_second else ResultAct.CROSS
    turn = _turning(speech, ResultTap(act=act, number=number, page=page, chosen=chosen), page, len(questions))
    text = "\n\n".join([speech.say("results-ask-by" if is_second else "results-ask-question"), "\n".join(lines)])
    return Screen(text, (*rows, *turn, _back(speech, number, "")))


def _numbered(number: int, place: int, name: int, chosen: str) -> Button:
    if chosen:
        told, act = f"{chosen}~{BY_QUESTION}{place}", ResultAct.CROSSED
    else:
        told, act = str(place), ResultAct.CROSS_BY
    return button(str(name), ResultTap(act=act, number=number, chosen=told))


def files_screen(speech: Speech, number: int, chosen: str, *, may_export: bool, asks_for_whom: bool) -> Screen:
    """Which file; answers one by one are for those with the right to them."""
    rows: Rows = []
    for place, kind in enumerate(PLAIN.values()):
        if kind.needs_answers and not may_export:
            continue
        act = ResultAct.OPTIONS if kind.needs_answers or asks_for_whom else ResultAct.FILE
        rows.append((button(kind.label, ResultTap(act=act, number=number, page=place, chosen=chosen)),))
    return Screen(speech.say("results-ask-file"), (*rows, _back(speech, number, chosen)))


def for_whom_screen(speech: Speech, number: int, place: int, chosen: str) -> Screen:
    """Who a file of a campaign that takes answers is for: others may know of everybody together only."""
    places = list(KINDS)
    kind = KINDS[places[place]]
    working = places.index(WORKING[kind.key].key)

    def to(label: str, which: int) -> tuple[Button, ...]:
        tap = ResultTap(act=ResultAct.FILE, number=number, page=which, chosen=chosen)
        return (button(speech.plain(label), tap),)

    others = [] if chosen else [to("results-for-others", place)]
    key = "results-for-whom-filtered" if chosen else "results-for-whom"
    rows = (*others, to("results-for-work", working), _to_files(speech, number, chosen))
    return Screen(speech.say(key, file=kind.label), rows)


def options_screen(speech: Speech, number: int, page: int, chosen: str, *, has_codes: bool) -> Screen | None:
    """How answers are laid out: every button shows what it will be changed to; None for what was made up."""
    found = layout_of(page)
    if found is None or not list(KINDS.values())[found[0]].needs_answers:
        return None
    place, are_codes, several, is_personal = found

    def turned(label: str, *layout: int) -> tuple[Button, ...]:
        tap = ResultTap(act=ResultAct.OPTIONS, number=number, page=page_of(place, *layout), chosen=chosen)
        return (button(label, tap),)

    kind = list(KINDS.values())[place]
    next_several = (several + 1) % len(SEVERAL)
    rows: Rows = [
        turned(speech.plain("results-codes" if are_codes else "results-labels"), 1 - are_codes, several, is_personal),
        turned(speech.plain(f"results-several-{SEVERAL[several]}"), are_codes, next_several, is_personal),
    ]
    if has_codes:
        key = "results-with-codes" if is_personal else "results-without-codes"
        rows.append(turned(speech.plain(key), are_codes, several, 1 - is_personal))
    make = ResultTap(act=ResultAct.FILE, number=number, page=page, chosen=chosen)
    rows.append((button(speech.plain("results-make"), make),))
    rows.append(_to_files(speech, number, chosen))
    return Screen(speech.say("results-ask-options", file=kind.label), tuple(rows))


def _to_files(speech: Speech, number: int, chosen: str) -> tuple[Button, ...]:
    return (button(speech.plain("results-to-files"), ResultTap(act=ResultAct.FILES, number=number, chosen=chosen)),)


def page_of(place: int, are_codes: int, several: int, is_personal: int) -> int:
    """A kind of file and its options in one number."""
    return place + len(KINDS) * (are_codes + 2 * (several + len(SEVERAL) * is_personal))


def layout_of(page: int) -> tuple[int, int, int, int] | None:
    """The reverse: the place of the kind, codes, the layout of several answers, personal codes."""
    rest, place = divmod(page, len(KINDS))
    rest, are_codes = divmod(rest, 2)
    is_personal, several = divmod(rest, len(SEVERAL))
    return (place, are_codes, several, is_personal) if is_personal in (0, 1) and page >= 0 else None


def _turning(speech: Speech, tap: ResultTap, at: int, total: int) -> Rows:
    """Buttons to the neighbouring pages."""
    turns = []
    if at > 0:
        turns.append(button(speech.plain("results-before"), tap.model_copy(update={"page": tap.page - 1})))
    if (at + 1) * ON_A_PAGE < total:
        turns.append(button(speech.plain("results-after"), tap.model_copy(update={"page": tap.page + 1})))
    return [tuple(turns)] if turns else []


def _back(speech: Speech, number: int, chosen: str) -> tuple[Button, ...]:
    return (button(speech.plain("results-back"), ResultTap(act=ResultAct.LOOK, number=number, chosen=chosen)),)

"""Results besides those of campaigns: of what nobody was asked for, and of several organisations of one's own."""

from collections import Counter
from collections.abc import Sequence

from handlers.choosing import written
from handlers.result_payloads import ResultAct, ResultTap
from handlers.screen import MOST_ON_BUTTON, Screen, button
from handlers.screens.menu import shortened
from handlers.screens.results import MOST_CAMPAIGNS, Rows, back_to_summary
from handlers.texts import Speech
from people.centre import school_year_text
from people.model import OrganisationId
from reports.unasked import Unasked

MOST_OWN = 30


def unasked_screen(speech: Speech, unasked: Sequence[Unasked]) -> Screen:
    """Questionnaires passed from the menu, by school year."""
    rows: Rows = []
    times = Counter(each.title for each in unasked)
    for each in unasked[:MOST_CAMPAIGNS]:
        label = _of_its_year(each) if times[each.title] > 1 else _with_year(each)
        rows.append((button(label, ResultTap(act=ResultAct.LOOK, number=each.number)),))
    back = button(speech.plain("results-list"), ResultTap(act=ResultAct.LIST))
    return Screen(speech.say("results-unasked-list" if unasked else "results-unasked-none"), (*rows, (back,)))


def _with_year(unasked: Unasked) -> str:
    """The year is told where there is room for it."""
    return shortened(f"{unasked.title}, {school_year_text(unasked.source.school_year)}")


def _of_its_year(unasked: Unasked) -> str:
    """Of several years: the year tells them apart, so it is the title that is cut."""
    year = school_year_text(unasked.source.school_year)
    return f"{shortened(unasked.title, MOST_ON_BUTTON - len(year) - 2)}, {year}"


def own_ones_screen(speech: Speech, number: int, own: Sequence[tuple[OrganisationId, str]]) -> Screen:
    """Several organisations of one's own."""
    rows: Rows = []
    for organisation, name in own[:MOST_OWN]:
        chosen = written([("organisation", str(organisation))])
        if chosen is not None:
            rows.append((button(shortened(name), ResultTap(act=ResultAct.LOOK, number=number, chosen=chosen)),))
    return Screen(speech.say("results-ask-own"), (*rows, back_to_summary(speech, number)))

"""What results there are to choose from: campaigns, what nobody was asked for, organisations of one's own."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo

from handlers.choosing import UNASKED, written
from handlers.payloads import ControlAct, ControlTap
from handlers.result_payloads import IndicatorAct, IndicatorTap, ResultAct, ResultTap
from handlers.screen import MOST_ON_BUTTON, Screen, button
from handlers.screens.campaign_names import on_button, told_apart
from handlers.screens.menu import shortened
from handlers.screens.results import Rows, back_to_summary, joined
from handlers.texts import Speech
from people.centre import school_year_text
from people.model import OrganisationId
from reports.unasked import Unasked
from surveys.campaigns.model import Campaign

MOST_CAMPAIGNS, MOST_OWN = 12, 30


def results_screen(
    speech: Speech,
    campaigns: Sequence[Campaign],
    zone: tzinfo,
    news: str = "",
    *,
    at: int = 0,
    has_unasked: bool = False,
) -> Screen:
    """A page of campaigns to choose from, named as in their own list, and the way to what came without any."""
    at = at if 0 <= at * MOST_CAMPAIGNS < len(campaigns) else 0
    listed = campaigns[at * MOST_CAMPAIGNS : (at + 1) * MOST_CAMPAIGNS]
    added = told_apart(listed, zone)
    rows: Rows = [
        (button(on_button(each, added[each.id]), ResultTap(act=ResultAct.LOOK, number=each.id)),) for each in listed
    ]
    rows += _turning(speech, at, len(campaigns))
    if has_unasked:
        rows.append((button(speech.plain("results-unasked"), ResultTap(act=ResultAct.LIST, page=UNASKED)),))
    text = speech.say("results" if campaigns else "results-none")
    back = button(speech.plain("results-to-desk"), ControlTap(act=ControlAct.DESK))
    indicators = button(speech.plain("control-indicators"), IndicatorTap(act=IndicatorAct.LIST))
    return Screen(joined([news, text]), (*rows, (indicators,), (back,)))


def _turning(speech: Speech, at: int, total: int) -> Rows:
    """Buttons to newer and to older campaigns."""
    turns = []
    if at > 0:
        turns.append(button(speech.plain("results-before"), ResultTap(act=ResultAct.LIST, number=at - 1)))
    if (at + 1) * MOST_CAMPAIGNS < total:
        turns.append(button(speech.plain("results-after"), ResultTap(act=ResultAct.LIST, number=at + 1)))
    return [tuple(turns)] if turns else []


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

"""Use cases of staff with indicators; every method looks at the right first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from people.centre import Centre
from people.model import OrganisationId
from people.policy import Item, may_travel
from people.ports import PlaceStore
from people.roles import Action
from people.visitor import Visitor
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.choosing import eligible, that_count
from reports.indicators.model import Definition, Figures, Indicator, Setting
from reports.indicators.ports import IndicatorReckoner, IndicatorRequest, IndicatorStore, Stored
from reports.indicators.settings import INDICATOR, RECKONING, carried_over
from reports.results import may_see_results, own_organisation
from surveys.campaigns.ports import CampaignStore, Composer
from surveys.composing import Lists, Option
from surveys.model import Respondent
from surveys.service import Outcome, SurveyService

HIDDEN = ("indicator", "task")
"""Questions that the button has answered."""


class IndicatorService:
    """Look, see who is missing, change."""

    def __init__(
        self,
        store: IndicatorStore,
        campaigns: CampaignStore,
        reckoner: IndicatorReckoner,
        surveys: SurveyService,
        composer: Composer,
        places: PlaceStore,
    ) -> None:
        self._store = store
        self._campaigns = campaigns
        self._reckoner = reckoner
        self._surveys = surveys
        self._composer = composer
        self._places = places

    async def figures(self, visitor: Visitor, codes: tuple[str, ...] = ()) -> Figures | None:
        """All indicators, or these; None without the right to them."""
        if visitor.centre is None or not may_see_results(visitor):
            return None
        request = IndicatorRequest(visitor.centre.id, codes, own_organisation(visitor))
        return await self._reckoner.indicators(request)

    async def indicator(self, visitor: Visitor, code: str) -> tuple[Figures, Indicator] | None:
        """One of them."""
        figures = await self.figures(visitor, (code,)) if code in DEFINITIONS else None
        found = None if figures is None else figures.of(code)
        return None if figures is None or found is None else (figures, found)

    async def uncovered_codes(
        self, visitor: Visitor, code: str, organisation: OrganisationId
    ) -> Sequence[str] | None:
        """Personal codes of those of an organisation who are not covered; None where they may not be seen."""
        definition = DEFINITIONS.get(code)
        if visitor.centre is None or definition is None or not may_see_people(visitor):
            return None
        setting = await self._setting(visitor.centre, definition)
        campaigns = that_count(
            definition,
            setting,
            await self._campaigns.of_centre(visitor.centre.id),
            visitor.centre.school_year,
        )
        found = await self._store.uncovered_codes(visitor.centre.id, definition, setting, campaigns, organisation)
        return [each for _, each in found]

    async def change(self, visitor: Visitor, code: str, task: str) -> Outcome | None:
        """Open the form that changes the target, or what is reckoned; None without the right to it."""
        definition = DEFINITIONS.get(code)
        if visitor.centre is None or definition is None or not may_change(visitor):
            return None
        lists = await self._lists(visitor.centre, definition, task)
        hidden = HIDDEN if lists["campaigns"] else (*HIDDEN, "campaigns")
        form = await self._composer.compose(INDICATOR, lists, hidden)
        who = Respondent(visitor.account.id, visitor.centre)
        given = {"indicator": code, "named": definition.short, "task": task}
        return await self._surveys.open_filled(who, form, given)

    async def was_kept(self, visitor: Visitor, code: str, finished_at: datetime | None) -> bool:
        """Whether the change that was finished then is the one that holds."""
        stored = {} if visitor.centre is None else await self._store.stored(visitor.centre.id)
        return code in stored and stored[code].changed_at == finished_at

    async def state(self, visitor: Visitor) -> str:
        """Changes when a file that names indicators would hold others: what is to be reached, who is in the list."""
        if visitor.centre is None:
            return ""
        stored = await self._store.stored(visitor.centre.id)
        newest = max((each.changed_at for each in stored.values()), default=None)
        return f"{newest} {await self._places.count_people(visitor.centre.id, None)}"

    async def _setting(self, centre: Centre, definition: Definition) -> Setting:
        stored = await self._store.stored(centre.id)
        return setting_of(definition, stored.get(definition.code), centre.school_year)

    async def _lists(self, centre: Centre, definition: Definition, task: str) -> Lists:
        there = eligible(definition, await self._campaigns.of_centre(centre.id), centre.school_year)
        return {
            "campaigns": [Option(str(each.id), _named(each.title, each.wave)) for each in there]
            * (task == RECKONING),
            "numerators": [Option(each.value) for each in definition.numerators],
            "denominators": [Option(each.value) for each in definition.denominators],
        }


def _named(title: str, wave: int) -> str:
    return title if wave == 1 else f"{title}, волна {wave}"


def setting_of(definition: Definition, stored: Stored | None, school_year: int) -> Setting:
    """What a centre has chosen; of an earlier school year, what is still good for this one."""
    if stored is None:
        return definition.setting
    return stored.setting if stored.school_year == school_year else carried_over(stored.setting)


def may_change(visitor: Visitor) -> bool:
    """Whether this person may say what is to be reached here."""
    return may_see_results(visitor) and visitor.actor.may_here(Action.RUN_CAMPAIGNS)


def may_see_people(visitor: Visitor) -> bool:
    """Whether this person may see by their codes who is not covered: as answers one by one."""
    is_right = visitor.actor.may_here(Action.EXPORT_ANSWERS) and visitor.actor.may_here(Action.SEE_COVERAGE)
    return visitor.centre is not None and is_right and may_travel(visitor.centre, Item.LIST_OF_CODES)

"""Describing an announcement in the chat: the form with the lists of the centre, opened for one thing at a time."""

from people.audience import Audience
from people.model import CentreId
from people.ports import PlaceStore
from people.roles import Action
from people.visitor import Visitor
from surveys.campaigns.ports import Composer
from surveys.composing import Lists, Option, audience_lines, organisation_lists
from surveys.model import Respondent
from surveys.ports import Shelf
from surveys.service import Outcome, SurveyService

ANNOUNCEMENT = "announcement"
"""The questionnaire that describes an announcement."""
NEW = "new"
"""In place of an announcement that is there."""
TASK = "task"
"""The question that the button has answered; nobody is to come back to it."""
TRAITS = ("work", "subject", "experience", "category", "kind")


class AnnouncementForms:
    """Opens the form; what becomes of its answers happens in the transaction that ends it."""

    def __init__(self, surveys: SurveyService, composer: Composer, shelf: Shelf, places: PlaceStore) -> None:
        self._surveys = surveys
        self._composer = composer
        self._shelf = shelf
        self._places = places

    async def open(self, visitor: Visitor, task: str, which: str = NEW) -> Outcome | None:
        """Ask what the task needs; `which` is the announcement with its revision. None without the right to it."""
        if visitor.centre is None or not visitor.actor.may_here(Action.ANNOUNCE):
            return None
        form = await self._composer.compose(ANNOUNCEMENT, await self._lists(visitor), answered=[TASK])
        who = Respondent(visitor.account.id, visitor.centre)
        return await self._surveys.open_filled(who, form, {"which": which, TASK: task})

    async def words(self, centre: CentreId, audience: Audience) -> list[str]:
        """Whom an announcement is for, in words."""
        form = await self._composer.compose(ANNOUNCEMENT, {})
        there = await self._places.organisations(centre)
        return audience_lines(form, audience, {str(each.id): each.card.short_name for each in there})

    async def _lists(self, visitor: Visitor) -> Lists:
        assert visitor.centre is not None
        places = organisation_lists(await self._places.organisations(visitor.centre.id))
        there = [each for each in await self._shelf.all_of(visitor.centre.id) if not each.is_internal]
        traits = [
            *TRAITS,
            *("territory",) * bool(places["territories"]),
            *("organisation",) * bool(places["organisations"]),
        ]
        return {
            **places,
            "questionnaires": [Option(each.key, each.title, each.button) for each in there],
            "traits": [Option(code) for code in traits],
        }

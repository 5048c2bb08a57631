"""Describing a campaign in the chat: the form with the lists of the centre, for a new one or one to change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from people.policy import Mode, may_keep_names
from people.ports import PlaceStore
from people.roles import Action
from people.visitor import Visitor
from surveys.campaigns.composition import CAMPAIGN, answers_of
from surveys.campaigns.model import Campaign
from surveys.campaigns.outcomes import Trouble
from surveys.campaigns.ports import CampaignStore, Composer, Versions
from surveys.campaigns.year import YEAR, Plan, planned_answers
from surveys.composing import NO_MENTOR, Lists, Option, audience_lines, organisation_lists
from surveys.model import CHOOSING, CampaignId, Questionnaire, Respondent, Run
from surveys.ports import Shelf
from surveys.service import Outcome, SurveyService

MOST_EARLIER = 6
"""Earlier campaigns whose answers may be asked about."""
MOST_OPTIONS = 12
YOUNG = "yt-1"
TRAITS = ("work", "subject", "experience", "category", "kind")


class CompositionService:
    """Opens the form; what becomes of its answers happens in the transaction that ends it."""

    def __init__(
        self,
        surveys: SurveyService,
        campaigns: CampaignStore,
        composer: Composer,
        shelf: Shelf,
        versions: Versions,
        places: PlaceStore,
        clock: Callable[[], datetime],
    ) -> None:
        self._surveys = surveys
        self._campaigns = campaigns
        self._composer = composer
        self._shelf = shelf
        self._versions = versions
        self._places = places
        self._clock = clock

    async def new(self, visitor: Visitor) -> Outcome | None:
        """A new campaign; None without the right to it."""
        return await self._opened(visitor, {})

    def plans(self, visitor: Visitor) -> Sequence[Plan]:
        """The ready campaigns of the year: what comes next first, what is over last."""
        if visitor.centre is None:
            return ()
        today = self._clock().astimezone(visitor.centre.zone).date()
        days = {plan.key: plan.days(visitor.centre.school_year) for plan in YEAR}
        return sorted(YEAR, key=lambda plan: (days[plan.key][1] < today, days[plan.key]))

    async def planned(self, visitor: Visitor, key: str) -> Outcome | None:
        """A ready campaign of the methodical year, to be looked over; None without the right or the questionnaire."""
        plan = next((each for each in YEAR if each.key == key), None)
        if plan is None or visitor.centre is None:
            return None
        questionnaire = await self._shelf.current(plan.questionnaire, visitor.centre.id)
        if questionnaire is None:
            return None
        today = self._clock().astimezone(visitor.centre.zone).date()
        return await self._opened(visitor, planned_answers(plan, visitor.centre.school_year, today, questionnaire.id))

    async def change(self, visitor: Visitor, number: CampaignId) -> Outcome | Trouble:
        """The description of a campaign that has not started."""
        if visitor.centre is None or not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
            return Trouble.GONE
        campaign = await self._campaigns.find(number, visitor.centre.id)
        if campaign is None or not campaign.state.is_editable:
            return Trouble.GONE if campaign is None else Trouble.STARTED
        current = await self._shelf.current(campaign.questionnaire_key, visitor.centre.id)
        version = campaign.version if current is None else current.id
        answers = answers_of(replace(campaign, version=version), visitor.centre.zone)
        return await self._opened(visitor, answers, campaign.id) or Trouble.GONE

    async def _opened(
        self, visitor: Visitor, answers: dict[str, str], campaign: CampaignId | None = None
    ) -> Outcome | None:
        if visitor.centre is None or not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
            return None
        form = await self._composer.compose(CAMPAIGN, await self._lists(visitor))
        who = Respondent(visitor.account.id, visitor.centre, campaign=campaign)
        return await self._surveys.open_filled(who, form, answers)

    async def described(self, visitor: Visitor, run: Run) -> Campaign | None:
        """The campaign that a finished description has made or changed; None if it was not kept."""
        if visitor.centre is None or run.finished_at is None:
            return None
        found = await self._campaigns.of_centre(visitor.centre.id)
        return next((each for each in found if each.changed_at == run.finished_at), None)

    async def words(self, campaign: Campaign) -> list[str]:
        """Whom a campaign asks, in words."""
        form = await self._composer.compose(CAMPAIGN, {})
        there = await self._places.organisations(campaign.centre)
        return audience_lines(form, campaign.audience, {str(each.id): each.card.short_name for each in there})

    async def _lists(self, visitor: Visitor) -> Lists:
        assert visitor.centre is not None
        centre = visitor.centre.id
        places = organisation_lists(await self._places.organisations(centre))
        there = [each for each in await self._shelf.all_of(centre) if each.is_offered or each.scales]
        questionnaires = [Option(str(each.id), each.title, each.button) for each in there]
        earlier = await self._earlier(visitor)
        modes = [Mode.PSEUDONYMOUS, Mode.ANONYMOUS]
        if may_keep_names(visitor.centre):
            modes.append(Mode.IDENTIFIED)
        traits = [
            *TRAITS,
            *("territory",) * bool(places["territories"]),
            *("organisation",) * bool(places["organisations"]),
        ]
        young = next((each.id for each, _ in earlier if each.questionnaire_key == YOUNG), None)
        if young is not None:
            traits.append(f"{NO_MENTOR}.{young}")
        if earlier:
            traits.append("answered")
        return {
            **places,
            **_earlier_lists(earlier),
            "questionnaires": questionnaires,
            "traits": [Option(code) for code in traits],
            "modes": [Option(mode.value) for mode in modes],
        }

    async def _earlier(self, visitor: Visitor) -> Sequence[tuple[Campaign, Questionnaire]]:
        """Those whose answers belong to people: anonymous ones can choose nobody."""
        assert visitor.centre is not None
        found = await self._campaigns.of_centre(visitor.centre.id)
        known = [each for each in found if not each.state.is_editable and each.mode is not Mode.ANONYMOUS]
        return [(each, await self._versions.of(each.version)) for each in known[:MOST_EARLIER]]


def _earlier_lists(earlier: Sequence[tuple[Campaign, Questionnaire]]) -> dict[str, list[Option]]:
    campaigns, questions, answers = [], [], []
    for campaign, questionnaire in earlier:
        number = str(campaign.id)
        campaigns.append(Option(number, campaign.title))
        for question in questionnaire.questions:
            if question.kind not in CHOOSING or not 0 < len(question.choices) <= MOST_OPTIONS or question.repeats:
                continue
            code = f"{number}.{question.key}"
            questions.append(Option(code, question.label, columns={"campaign": number}))
            answers += [
                Option(f"{code}.{choice.code}", choice.label, choice.short, {"question": code})
                for choice in question.choices
            ]
    return {"campaigns": campaigns, "questions": questions, "answers": answers}

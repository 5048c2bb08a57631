"""What every handler works with, and the one place where the state of a run becomes a screen."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from delivery.broadcasts import BroadcastService
from delivery.ports import ChannelStore
from delivery.reminders import ReminderService
from handlers.display import Display
from handlers.documents import Documents
from handlers.files import Files
from handlers.screen import Screen
from handlers.screens.answers import day_text
from handlers.screens.aside import expired_screen, paused_screen
from handlers.screens.asked import Asked, asked_introduction_screen, asked_parts, campaign_over_screen
from handlers.screens.control import control_screen, has_control, owner_welcome_screen
from handlers.screens.menu import introduction_screen, menu_screen
from handlers.screens.people import welcome_screen
from handlers.screens.question import AS_IT_IS, Look, question_screen
from handlers.screens.result import result_screen
from handlers.texts import Speech
from people import codes
from people.audit import Note
from people.centre import Door
from people.consent import missing_details
from people.entrance import EntranceService
from people.invitations import InvitationService
from people.lists.service import ListService
from people.model import Account, CentreId
from people.ports import AccountStore, AuditStore, PlaceStore
from people.privacy import PrivacyService
from people.roles import Action
from people.setup import SETUP
from people.visitor import Visitor
from reports.indicators.service import IndicatorService
from reports.indicators.settings import INDICATOR
from reports.jobs.service import JobService
from reports.paper.service import PaperService
from reports.results import ResultService
from reports.templates import TemplateService
from surveys.announcing import ANNOUNCEMENT, AnnouncementForms
from surveys.authoring import AuthoringService
from surveys.campaigns.answering import AnsweringService
from surveys.campaigns.boards import BoardStore
from surveys.campaigns.composer import CompositionService
from surveys.campaigns.composition import CAMPAIGN, last_day_of
from surveys.campaigns.service import CampaignService
from surveys.model import PASSED_OVER, Respondent, Run, RunId, Status
from surveys.path import Progress, path_of, question_of
from surveys.scoring import score
from surveys.service import SurveyService

QUESTIONNAIRE_LINK = "q_"
"""A deep link «?start=q_pd-1» opens the introduction of a questionnaire."""
ENTRY_LINK = "o_"
"""A deep link «?start=o_K7M42XPA93» is a code that need not be typed."""
MOST_PARTED = 500


@dataclass(frozen=True, slots=True)
class Desk:
    """Services and texts, handed to handlers by aiogram."""

    surveys: SurveyService
    authoring: AuthoringService
    campaigns: CampaignService
    composition: CompositionService
    asked: AnsweringService
    paper: PaperService
    boards: BoardStore
    places: PlaceStore
    entrance: EntranceService
    invitations: InvitationService
    lists: ListService
    privacy: PrivacyService
    audit: AuditStore
    documents: Documents
    jobs: JobService
    results: ResultService
    indicators: IndicatorService
    templates: TemplateService
    files: Files
    owners: frozenset[int]
    """Addresses of those who run the installation."""
    accounts: AccountStore
    speech: Speech
    display: Display
    reminders: ReminderService
    announcing: AnnouncementForms
    broadcasts: BroadcastService
    channels: ChannelStore
    zone: tzinfo
    clock: Callable[[], datetime]
    parted: deque[RunId] = field(default_factory=lambda: deque(maxlen=MOST_PARTED))
    """Runs that were just finished anonymously and are not there any more: a double tap is thanked, not corrected."""
    zones: dict[CentreId, tzinfo] = field(default_factory=dict)
    """Of the centres whose people were here since the start; a screen of a run has nobody to ask."""

    def now(self) -> datetime:
        """The time where the centre is."""
        return self.clock().astimezone(self.zone)

    async def person(self, address: int) -> Account:
        """Who is at this address, known from now on."""
        return await self.accounts.recognise(address, self.clock())

    async def visitor(self, account: Account) -> Visitor:
        """The person with the place they belong to and what they may do there."""
        is_owner = account.address in self.owners
        try:
            visitor = await self.places.visitor(account, is_owner=is_owner)
        except LookupError:  # deleted at the person's wish by another worker, while this one remembered
            self.accounts.forget(account.address)
            visitor = await self.places.visitor(await self.person(account.address), is_owner=is_owner)
        if visitor.centre is not None:
            self.zones[visitor.centre.id] = visitor.centre.zone
        return visitor

    def respondent(self, visitor: Visitor) -> Respondent:
        """The same person as questionnaires know them."""
        member, centre = visitor.member, visitor.centre
        if member is None or centre is None:
            return Respondent(visitor.account.id, centre)
        known = member.profile.known(centre.school_year)
        return Respondent(visitor.account.id, centre, member.organisation, known, member.is_guest)

    def zone_of(self, visitor: Visitor) -> tzinfo:
        """Where this person's centre is."""
        return visitor.centre.zone if visitor.centre else self.zone

    async def note(self, visitor: Visitor, action: str, details: str = "") -> None:
        """Write down what this person did."""
        centre = visitor.centre.id if visitor.centre else None
        await self.audit.write(Note(self.clock(), centre, visitor.name_in_audit, action, "", details))

    def run_screen(self, run: Run, look: Look = AS_IT_IS) -> Screen:
        """The run as it stands: its question, the pause, the result, or that it is closed."""
        if run.status.is_open and run.open_until is not None and self.clock() >= run.open_until:
            return campaign_over_screen(self.speech, run)
        match run.status:
            case Status.FINISHED:
                return result_screen(self.speech, run, score(run.questionnaire, run.answers), self.zone)
            case Status.EXPIRED if run.campaign is not None:
                return campaign_over_screen(self.speech, run)
            case Status.EXPIRED:
                return expired_screen(self.speech, run)
            case Status.PAUSED:
                return paused_screen(self.speech, run, self.progress(run))
        path = path_of(run, self.now())
        question = question_of(run, path)
        if question is None:
            return expired_screen(self.speech, run)
        return question_screen(self.speech, run, path, question, self._noted(run, look))

    def _noted(self, run: Run, look: Look) -> Look:
        """Who answers while the campaign ends is told what follows from it; who only tries, that it is so."""
        if run.is_trial and not look.hint:
            return replace(look, hint=self.speech.say("trial-note"))
        if run.closes_at is None or run.open_until is None or self.clock() < run.closes_at or look.hint:
            return look
        zone = self.zone if run.centre is None else self.zones.get(run.centre, self.zone)
        day = day_text(last_day_of(run.open_until, zone))
        return replace(look, hint=self.speech.say("asked-late-note", day=day))

    def progress(self, run: Run) -> Progress:
        """Where an open run stands."""
        path = path_of(run, self.now())
        question = question_of(run, path)
        return path.progress(question) if question else Progress(0, 0)

    async def menu(self, account: Account, news: str = "") -> Screen:
        """The menu of this person; for a stranger, the way in."""
        visitor = await self.visitor(account)
        if not visitor.is_known:
            return await self._threshold(visitor, news)
        asked = await self.waiting(visitor)
        keys = {each.campaign.questionnaire_key for each, _, _ in asked}
        standings = await self.surveys.standings(self.respondent(visitor))
        waiting = [
            (s, self.progress(s.open) if s.open else None) for s in standings if s.questionnaire.key not in keys
        ]
        parts, rows = asked_parts(self.speech, asked, self.clock(), self.zone_of(visitor))
        return menu_screen(
            self.speech,
            waiting,
            "\n\n".join([news, *parts] if news else parts),
            rows,
            has_data=visitor.is_known,
            has_control=has_control(visitor),
        )

    async def waiting(self, visitor: Visitor) -> list[Asked]:
        """What campaigns ask this person, and how far each has come."""
        told: list[Asked] = []
        for invited in await self.asked.waiting(visitor):
            run = await self.asked.run(visitor.account.id, invited)
            progress = self.progress(run) if run is not None and run.status.is_open else None
            told.append((invited, await self.asked.questionnaire(invited), progress))
        return told

    async def _threshold(self, visitor: Visitor, news: str) -> Screen:
        centres = await self.places.centres()
        if not centres and visitor.actor.may_here(Action.OPEN_CENTRE):
            open_run = await self.surveys.being_answered(visitor.account.id)
            return self.run_screen(open_run) if open_run else owner_welcome_screen(self.speech)
        if visitor.actor.may_here(Action.OPEN_CENTRE):
            return control_screen(self.speech, visitor, news)
        if await self.entrance.walk_in(visitor) is not None:
            return await self.menu(visitor.account, news)
        is_open = any(centre.door is Door.OPEN for centre in centres)
        return welcome_screen(self.speech, news, is_ready=bool(centres), is_open=is_open)

    async def outcome_screen(self, account: Account, run: Run, look: Look = AS_IT_IS) -> Screen:
        """What follows a reply: the next question, the result, or what the bot itself had asked for."""
        if run.status is not Status.FINISHED or not run.questionnaire.is_internal or run.is_trial:
            return self.run_screen(run, look)
        visitor = await self.visitor(account)
        if run.questionnaire.key == SETUP:
            return self._set_up(visitor, run)
        if run.questionnaire.key == CAMPAIGN:
            from handlers.campaigns import described_screen

            return await described_screen(visitor, run, self)
        if run.questionnaire.key == INDICATOR:
            from handlers.indicators import changed_screen

            return await changed_screen(visitor, run, self)
        if run.questionnaire.key == ANNOUNCEMENT:
            from handlers.announcements import announced_screen

            return await announced_screen(visitor, run, self)
        has_skipped = PASSED_OVER in run.answers.values()
        news = self.speech.say("profile-done-in-part" if has_skipped else "profile-done")
        if visitor.member is not None and run.revision == len(run.answers):
            news = f"{news}\n\n{self.speech.say('joined', code=codes.told(visitor.member.code))}"
            return await self.first_step(visitor, news)
        return await self.menu(account, news)

    async def first_step(self, visitor: Visitor, news: str) -> Screen:
        """For somebody who has just come in: what is asked of them at once, the menu is a tap away."""
        if asked := await self.waiting(visitor):
            invited, questionnaire, _progress = asked[0]
            zone = self.zone_of(visitor)
            return asked_introduction_screen(self.speech, invited.campaign, questionnaire, zone, news)
        standings = await self.surveys.standings(self.respondent(visitor))
        untouched = [s for s in standings if s.open is None and s.finished is None and not s.is_taken]
        if not untouched or len(untouched) < len(standings):
            return await self.menu(visitor.account, news)
        more = self.speech.say("joined-more") if len(untouched) > 1 else ""
        return introduction_screen(self.speech, untouched[0], "\n\n".join(part for part in (news, more) if part))

    def _set_up(self, visitor: Visitor, run: Run) -> Screen:
        if visitor.centre is None or (run.centre is not None and run.centre != visitor.centre.id):
            return control_screen(self.speech, visitor, self.speech.say("settings-lost"))
        key = "settings-saved" if run.centre is not None else "setup-done"
        parts = [self.speech.say(key, centre=visitor.centre.name)]
        if missing := missing_details(visitor.centre):
            words = ", ".join(self.speech.plain(f"setup-detail-{detail}") for detail in missing)
            parts.append(self.speech.say("setup-missing", details=words))
        return control_screen(self.speech, visitor, "\n\n".join(parts))

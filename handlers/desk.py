"""What every handler works with, and the one place where the state of a run becomes a screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from delivery.reminders import ReminderService
from handlers.display import Display
from handlers.files import Files
from handlers.screen import Screen
from handlers.screens.aside import expired_screen, paused_screen
from handlers.screens.menu import menu_screen
from handlers.screens.question import AS_IT_IS, Look, question_screen
from handlers.screens.result import result_screen
from handlers.texts import Speech
from people.model import Account
from people.ports import AccountStore
from surveys.authoring import AuthoringService
from surveys.model import Run, Status
from surveys.path import Progress, path_of, question_of
from surveys.scoring import score
from surveys.service import SurveyService

QUESTIONNAIRE_LINK = "q_"
"""A deep link «?start=q_pd-1» opens the introduction of a questionnaire."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Services and texts, handed to handlers by aiogram."""

    surveys: SurveyService
    authoring: AuthoringService
    files: Files
    staff: frozenset[int]
    """Addresses of those who may author questionnaires."""
    accounts: AccountStore
    speech: Speech
    display: Display
    reminders: ReminderService
    zone: tzinfo
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """The time where the centre is."""
        return self.clock().astimezone(self.zone)

    async def person(self, address: int) -> Account:
        """Who is at this address, known from now on."""
        return await self.accounts.recognise(address, self.clock())

    def run_screen(self, run: Run, look: Look = AS_IT_IS) -> Screen:
        """The run as it stands: its question, the pause, the result, or that it is closed."""
        match run.status:
            case Status.FINISHED:
                return result_screen(self.speech, run, score(run.questionnaire, run.answers), self.zone)
            case Status.EXPIRED:
                return expired_screen(self.speech, run)
            case Status.PAUSED:
                return paused_screen(self.speech, run, self.progress(run))
        path = path_of(run, self.now())
        question = question_of(run, path)
        if question is None:
            return expired_screen(self.speech, run)
        return question_screen(self.speech, run, path, question, look)

    def progress(self, run: Run) -> Progress:
        """Where an open run stands."""
        path = path_of(run, self.now())
        question = question_of(run, path)
        return path.way.progress(question) if question else Progress(0, 0)

    async def menu(self, account: Account, news: str = "") -> Screen:
        """The menu of this person."""
        standings = await self.surveys.standings(account.id)
        waiting = [(s, self.progress(s.open) if s.open else None) for s in standings]
        return menu_screen(self.speech, waiting, news, is_staff=account.address in self.staff)

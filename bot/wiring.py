"""Building the whole from its parts, with plain constructors."""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.checker import ProcessChecker
from bot.documents import ProcessDocuments
from bot.job_delivery import JobDelivery
from bot.job_kinds import KINDS as JOB_KINDS
from bot.job_process import JobProcesses
from bot.jobs import Jobs
from bot.lists import ProcessListReader, ProcessListWork
from bot.paper import ProcessPaperPress
from bot.questionnaires import load_library
from bot.reactions import is_quiet, reactions
from bot.recipients import RECIPIENTS
from bot.reckoning import ProcessReckoner
from bot.settings import Settings
from bot.templates import ProcessTemplatePress
from delivery.broadcasts import BroadcastService
from delivery.pacer import Pacer
from delivery.reminders import ReminderService
from delivery.sender import Sender
from handlers.announcements import announcements_router
from handlers.api import BotApi
from handlers.asked import asked_router
from handlers.authoring import authoring_router
from handlers.boards import LiveBoards
from handlers.campaigns import campaigns_router
from handlers.control import control_router
from handlers.deliveries import deliveries_router
from handlers.desk import Desk
from handlers.display import Display
from handlers.entrance import entrance_router
from handlers.files import Files, Pictures
from handlers.groups import groups_router
from handlers.indicators import indicators_router
from handlers.intake import Intake
from handlers.jobs import TelegramJobChat, jobs_router
from handlers.mailings import mailings_router
from handlers.menu import last_router, menu_router
from handlers.notices import KINDS, TelegramTransport
from handlers.own_results import own_results_router
from handlers.results import results_router
from handlers.runs import runs_router
from handlers.templates import templates_router
from handlers.texts import Speech
from people.entrance import EntranceService
from people.invitations import InvitationService
from people.lists.service import ListService
from people.lists.work import HereAndNow
from people.privacy import PrivacyService
from reports.indicators.service import IndicatorService
from reports.jobs.model import JobKind
from reports.jobs.service import JobService
from reports.paper.service import PaperService
from reports.results import ResultService
from reports.templates import TemplateService
from storage.accounts import SqlAccountStore
from storage.answers_state import SqlAnswersState
from storage.boards import SqlBoardStore
from storage.broadcasts import SqlBroadcastStore
from storage.campaigns import SqlCampaignStore
from storage.channels import SqlChannelStore
from storage.composer import SqlComposer
from storage.database import Database
from storage.forms import SqlFormStore
from storage.indicators import SqlIndicatorStore
from storage.jobs import SqlJobStore
from storage.lane import Lane
from storage.leases import SqlLeases
from storage.outbox import SqlOutbox
from storage.packs import SqlPacks
from storage.paper import SqlPaperStore
from storage.people.audit import SqlAuditStore
from storage.people.entrance import SqlEntranceStore
from storage.people.lists import SqlListStore
from storage.people.places import SqlPlaceStore
from storage.people.posts import SqlPostStore
from storage.people.privacy import SqlPrivacyStore
from storage.people.retention import SqlRetention
from storage.row_secret import SqlRowSecret
from storage.runs import SqlRunStore
from storage.schema import check_schema
from storage.sealing import Sealer
from storage.shelf import SqlShelf
from storage.templates import SqlTemplateStore
from storage.unasked import SqlUnasked
from storage.versions import SqlVersionStore
from surveys.announcing import AnnouncementForms
from surveys.authoring import AuthoringService
from surveys.campaigns.answering import AnsweringService
from surveys.campaigns.composer import CompositionService
from surveys.campaigns.due import DueCampaigns
from surveys.campaigns.service import CampaignService
from surveys.service import SurveyService

Clock = Callable[[], datetime]

MESSAGES_PER_SECOND = 25
"""Telegram stops a bot at about thirty."""
JOBS_AT_ONCE = max(1, (os.cpu_count() or 1) - 1)
"""One processor stays for taps."""
IN_FLIGHT = 8
"""Messages at once: enough for the pace where an answer takes 0.3 s; so many may arrive twice after a sudden end."""


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that runs."""

    settings: Settings
    bot: Bot
    api: BotApi
    intake: Intake
    database: Database
    lane: Lane
    outbox: SqlOutbox
    leases: SqlLeases
    sender: Sender
    boards: LiveBoards
    retention: SqlRetention
    jobs: Jobs
    reckoner: ProcessReckoner
    packs: SqlPacks
    versions: SqlVersionStore
    due_campaigns: DueCampaigns
    desk: Desk
    clock: Clock

    async def close(self) -> None:
        """Give everything back: open transactions first, then connections."""
        await self.reckoner.close()
        await self.lane.close()
        await self.database.close()
        await self.bot.session.close()


async def build(settings: Settings, clock: Clock = utc_now, kinds: Mapping[str, JobKind] = JOB_KINDS) -> Application:
    """The application on a prepared database; SchemaError, SealingError, DefectsError or OutageError else."""
    database = Database(settings.database_url)
    try:
        await check_schema(database)
        sealer = Sealer(settings.keys)
        accounts = SqlAccountStore(database, sealer)
        await accounts.check_key()
        row_secret = await SqlRowSecret(database, sealer).kept(settings.row_secret)
        versions = SqlVersionStore(database)
        library = await load_library(versions, clock)
    except BaseException:
        await database.close()
        raise
    lane = make_lane(database, versions)
    runs = SqlRunStore(database, versions, lane, reactions(clock))
    outbox = SqlOutbox(database, sealer)
    forms = SqlFormStore(database, versions)
    bot = make_bot(settings)
    api = BotApi(bot)
    display = Display(api, accounts, Pictures(bot, forms))
    places, audit = SqlPlaceStore(database), SqlAuditStore(database)
    entrance = SqlEntranceStore(database, sealer)
    shelf = SqlShelf(library, forms, versions)
    files, speech, holder = Files(bot), Speech(settings.texts_overlay), secrets.token_hex(8)
    job_store = SqlJobStore(database, sealer)
    is_alone = database.is_sqlite or not settings.webhook_url
    jobs = Jobs(job_store, holder, JOBS_AT_ONCE, clock, is_alone=is_alone)
    job_service = JobService(job_store, places, jobs, kinds, clock)
    job_chat = TelegramJobChat(files, display, speech)
    processes = JobProcesses(settings.database_url, row_secret, clock)
    reckoner = ProcessReckoner(settings.database_url, clock)
    jobs.open(JobDelivery(job_store, job_service, places, processes, job_chat, kinds, holder, clock))

    def local_clock() -> datetime:
        return clock().astimezone(settings.zone)

    surveys = SurveyService(runs, shelf, local_clock)
    campaigns = SqlCampaignStore(database)
    composer = SqlComposer(library, versions, clock)
    desk = Desk(
        surveys=surveys,
        campaigns=CampaignService(campaigns, shelf, versions, clock),
        composition=CompositionService(surveys, campaigns, composer, shelf, versions, places, clock),
        asked=AnsweringService(campaigns, runs, versions, clock),
        boards=SqlBoardStore(database, sealer),
        paper=PaperService(
            SqlPaperStore(database, versions), campaigns, versions, places, ProcessPaperPress(), clock
        ),
        authoring=AuthoringService(forms, shelf, ProcessChecker(), clock),
        places=places,
        entrance=EntranceService(entrance, places, audit, clock),
        invitations=InvitationService(SqlPostStore(database, sealer), places, clock),
        lists=make_lists(settings, database, sealer, clock),
        privacy=PrivacyService(SqlPrivacyStore(database), clock),
        audit=audit,
        documents=ProcessDocuments(reckoner),
        jobs=job_service,
        results=ResultService(
            campaigns, SqlUnasked(database, versions), versions, SqlAnswersState(database), reckoner, clock
        ),
        indicators=IndicatorService(SqlIndicatorStore(database), campaigns, reckoner, surveys, composer, places),
        templates=TemplateService(SqlTemplateStore(database), ProcessTemplatePress(), clock),
        files=files,
        owners=settings.admins,
        accounts=accounts,
        speech=speech,
        display=display,
        reminders=ReminderService(outbox, clock, settings.zone),
        channels=SqlChannelStore(database),
        announcing=AnnouncementForms(surveys, composer, shelf, places),
        broadcasts=BroadcastService(
            SqlBroadcastStore(database, RECIPIENTS), clock, 500 if database.is_sqlite else 5_000
        ),
        zone=settings.zone,
        clock=clock,
    )
    return Application(
        settings=settings,
        bot=bot,
        api=api,
        intake=Intake(make_dispatcher(desk), bot, desk.speech, display),
        database=database,
        lane=lane,
        outbox=outbox,
        leases=SqlLeases(database, holder),
        sender=Sender(
            outbox,
            TelegramTransport(desk, KINDS),
            Pacer(MESSAGES_PER_SECOND),
            clock,
            settings.zone,
            lanes=IN_FLIGHT,
            portion=MESSAGES_PER_SECOND,
        ),
        boards=LiveBoards(desk),
        packs=SqlPacks(database, versions),
        retention=SqlRetention(database, versions, settings.periods, clock),
        jobs=jobs,
        reckoner=reckoner,
        versions=versions,
        due_campaigns=DueCampaigns(campaigns, shelf, clock),
        desk=desk,
        clock=clock,
    )


def make_lists(settings: Settings, database: Database, sealer: Sealer, clock: Clock) -> ListService:
    """Lists; on PostgreSQL long ones are compared and applied by a process of their own."""
    store, reader = SqlListStore(database, sealer), ProcessListReader()
    here = HereAndNow(store, reader)
    work = here if database.is_sqlite else ProcessListWork(here, settings.database_url, settings.keys)
    return ListService(store, SqlPlaceStore(database), reader, clock, work=work)


def make_bot(settings: Settings) -> Bot:
    """The bot, talking to the Bot API that the settings name."""
    server = TelegramAPIServer.from_base(settings.api_url)
    return Bot(settings.token.get_secret_value(), session=AiohttpSession(api=server))


def make_dispatcher(desk: Desk) -> Dispatcher:
    """Routers in the order of how often they are needed; no FSM, for answers are the state."""
    dispatcher = Dispatcher(disable_fsm=True, desk=desk)
    dispatcher.include_routers(*routers())
    return dispatcher


def routers() -> Sequence[Router]:
    """In the order of how often they are needed."""
    return (
        runs_router(),
        asked_router(),
        groups_router(),
        deliveries_router(),
        menu_router(),
        entrance_router(),
        control_router(),
        announcements_router(),
        campaigns_router(),
        mailings_router(),
        authoring_router(),
        results_router(),
        indicators_router(),
        own_results_router(),
        templates_router(),
        jobs_router(),
        last_router(),
    )


def make_lane(database: Database, versions: SqlVersionStore) -> Lane:
    """The fast lane of this engine."""
    if database.is_sqlite:
        from storage.sqlite_lane import SqliteLane

        return SqliteLane(database.url.database or "", database.gate, versions.known, is_quiet)
    from storage.postgres_lane import PostgresLane

    return PostgresLane(database.url, versions.known, is_quiet)

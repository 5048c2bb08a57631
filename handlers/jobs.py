"""Asking for files that take a while, calling them off, and bringing them to the phone."""

import asyncio
import logging

from aiogram import Router
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.display import Display
from handlers.files import MOST_SENT, Files
from handlers.payloads import JobAct, JobTap
from handlers.screen import Toast
from handlers.screens.jobs import progress_screen, queued_screen, stopped_screen, trouble_screen
from handlers.texts import Speech
from people.visitor import Visitor
from reports.jobs.model import Job, JobDraft, JobId, JobTroubleError, Made, Progress, Trouble
from reports.jobs.service import No

log = logging.getLogger(__name__)

ATTEMPTS = 6
"""A file that took minutes is not thrown away because Telegram stumbles for one."""
_PAUSE = 2.0


def jobs_router() -> Router:
    """The buttons under a progress."""
    router = Router(name="jobs")
    router.callback_query.register(on_job, JobTap.filter())
    return router


async def order(visitor: Visitor, draft: JobDraft, desk: Desk) -> Toast | None:
    """Take a wish for a file; its progress is a message of its own."""
    asked = await desk.jobs.ask(visitor, draft)
    match asked:
        case No.DENIED:
            return Toast(desk.speech.plain("control-denied"))
        case No.TOO_MANY:
            return Toast(desk.speech.plain("job-too-many"), is_alert=True)
        case No.ASKED_ALREADY:
            return Toast(desk.speech.plain("job-asked-already", what=draft.what))
    job = JobId(asked)
    message = await desk.display.say(visitor.account.address, queued_screen(desk.speech, job, draft.what))
    if not await desk.jobs.begin(job, message):
        await desk.display.take_back(visitor.account.address, message)
    return None


async def on_job(query: CallbackQuery, callback_data: JobTap, desk: Desk) -> Toast | None:
    """«Отменить» and «Попробовать ещё раз»; only of one's own jobs."""
    account, job = await desk.person(query.from_user.id), JobId(callback_data.number)
    is_cancelling = callback_data.act is JobAct.CANCEL
    done = await (desk.jobs.cancel if is_cancelling else desk.jobs.again)(account.id, job)
    if done is None:
        return Toast(desk.speech.plain("job-over"))
    if query.message is not None:
        screen = stopped_screen(desk.speech, done) if is_cancelling else queued_screen(desk.speech, job, done)
        await desk.display.renew(account.address, query.message.message_id, screen)
    return None


class TelegramJobChat:
    """The `JobChat` of jobs."""

    def __init__(self, files: Files, display: Display, speech: Speech) -> None:
        self._files = files
        self._display = display
        self._speech = speech

    async def tell(self, job: Job, message: int, progress: Progress) -> None:
        """See `JobChat.tell`."""
        await self._display.renew(job.asker.address, message, progress_screen(self._speech, job, progress))

    async def give(self, job: Job, made: Made) -> str:
        """See `JobChat.give`."""
        if made.path.stat().st_size > MOST_SENT:
            raise JobTroubleError(Trouble.TOO_BIG_TO_SEND)
        for attempt in range(ATTEMPTS):
            try:
                return await self._files.deliver(job.asker.address, made.path, made.name, made.caption)
            except TelegramRetryAfter as error:
                pause = float(error.retry_after)
            except TelegramEntityTooLarge as error:
                raise JobTroubleError(Trouble.TOO_BIG_TO_SEND) from error
            except (TelegramServerError, TelegramNetworkError) as error:
                log.info("job %s: trying again: %s", job.id, error)
                pause = _PAUSE * 2**attempt
            except TelegramAPIError as error:
                raise JobTroubleError(Trouble.NOT_SENT) from error
            await asyncio.sleep(pause)
        raise JobTroubleError(Trouble.NOT_SENT)

    async def give_again(self, job: Job, sent_as: str) -> bool:
        """See `JobChat.give_again`."""
        caption = self._speech.plain("job-same-file")
        try:
            await self._files.give_again(job.asker.address, sent_as, caption)
        except TelegramBadRequest:
            return False
        except TelegramAPIError as error:
            raise JobTroubleError(Trouble.NOT_SENT) from error
        return True

    async def end(self, job: Job, message: int | None, error: JobTroubleError | None) -> None:
        """See `JobChat.end`."""
        chat = job.asker.address
        if error is None:
            await self._display.take_back(chat, message)
            return
        screen = trouble_screen(self._speech, job, error)
        if message is None or not await self._display.renew(chat, message, screen):
            await self._display.say(chat, screen)

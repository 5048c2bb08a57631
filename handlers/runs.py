"""Answering: taps on options, taps on moves, typed answers. The router that most updates belong to."""

import html

from aiogram import Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message

from handlers.attachments import attached
from handlers.desk import Desk
from handlers.entrance import knock
from handlers.payloads import BeginTap, MoveTap, OptionTap, PageTap, RemindTap, RetryTap, RunTap
from handlers.screen import Toast
from handlers.screens.announcements import with_these_words
from handlers.screens.answers import answer_text
from handlers.screens.options import ON_A_PAGE
from handlers.screens.question import AS_IT_IS, Look
from handlers.taps import TappedMessage, show
from people import codes
from people.model import Account
from people.policy import Mode
from people.roles import Action
from surveys.events import Declined, Outdated, Recorded, Ticked
from surveys.model import Key, Kind, Run, RunId, Status, VersionId
from surveys.replies import Answer, Located, Move, Reply, Said, Sent, Tapped
from surveys.service import Outcome

HINTED = ("photo", "voice", "sticker")
"""Kinds of messages with a hint of their own."""
ECHOED = (Kind.DATE, Kind.TIME, Kind.MOMENT)
"""Kinds whose typed answers are repeated as they were understood."""
LONGEST_CODE = 40
FEWEST_WORDS = 3
"""Of what may be meant as an announcement; «меню» and «добрый день» are not."""


def runs_router() -> Router:
    """First in line: a tap on an option is what this bot does all day."""
    router = Router(name="runs")
    taps = router.callback_query
    taps.register(on_option, OptionTap.filter())
    taps.register(on_move, MoveTap.filter())
    taps.register(on_page, PageTap.filter())
    taps.register(on_begin, BeginTap.filter())
    taps.register(on_run, RunTap.filter())
    taps.register(on_remind, RemindTap.filter())
    taps.register(on_retry, RetryTap.filter())
    return router


async def on_option(
    query: CallbackQuery, tapped: TappedMessage, callback_data: OptionTap, desk: Desk
) -> Toast | None:
    """An option was tapped."""
    reply = Reply(Tapped(callback_data.option), revision=callback_data.revision)
    return await _take(query, tapped, RunId(callback_data.run), reply, desk)


async def on_move(query: CallbackQuery, tapped: TappedMessage, callback_data: MoveTap, desk: Desk) -> Toast | None:
    """«Назад», «Пропустить», «Дальше», «Готово» or «Пауза» was tapped."""
    reply = Reply(callback_data.move, revision=callback_data.revision)
    return await _take(query, tapped, RunId(callback_data.run), reply, desk)


async def on_page(query: CallbackQuery, tapped: TappedMessage, callback_data: PageTap, desk: Desk) -> Toast | None:
    """«‹» or «›» under a long list."""
    account = await desk.person(query.from_user.id)
    run = await desk.surveys.find(account.id, RunId(callback_data.run))
    if run is None:
        return await _to_menu(query, tapped, account, desk)
    is_current = run.revision == callback_data.revision
    look = Look(page=callback_data.page) if is_current else Look()
    await show(query, tapped, account, desk.run_screen(run, look), desk)
    return None if is_current else Toast(desk.speech.plain(_outdated_key(run)))


async def on_begin(query: CallbackQuery, tapped: TappedMessage, callback_data: BeginTap, desk: Desk) -> Toast | None:
    """«Начать» was tapped: a new run, or the one that is open already."""
    account = await desk.person(query.from_user.id)
    who = desk.respondent(await desk.visitor(account))
    outcome = await desk.surveys.begin(who, VersionId(callback_data.version), callback_data.begun)
    if outcome is None:
        return await _to_menu(query, tapped, account, desk)
    await show(query, tapped, account, desk.run_screen(outcome.run), desk)
    return None


async def on_run(query: CallbackQuery, tapped: TappedMessage, callback_data: RunTap, desk: Desk) -> Toast | None:
    """«Продолжить» or «Мой результат» was tapped."""
    account = await desk.person(query.from_user.id)
    run = await desk.surveys.find(account.id, RunId(callback_data.run))
    if run is not None and run.status is Status.PAUSED:
        resumed = await desk.surveys.answer(account.id, run.id, Reply(Move.RESUME, revision=run.revision))
        run = resumed.run if resumed else None
    if run is None:
        return await _to_menu(query, tapped, account, desk)
    await show(query, tapped, account, desk.run_screen(run), desk)
    return None


async def on_remind(query: CallbackQuery, callback_data: RemindTap, desk: Desk) -> Toast | None:
    """«Напомнить завтра» was tapped."""
    account = await desk.person(query.from_user.id)
    run = await desk.surveys.find(account.id, RunId(callback_data.run))
    if run is None or not run.status.is_open:
        return Toast(desk.speech.plain("outdated-unknown"))
    is_new = await desk.reminders.remind_tomorrow(account.id, run.id)
    return Toast(desk.speech.plain("reminder-set" if is_new else "reminder-already"))


async def on_retry(query: CallbackQuery, tapped: TappedMessage, desk: Desk) -> Toast | None:
    """«Повторить» under an apology for a message that could not be taken."""
    original = query.message.reply_to_message if isinstance(query.message, Message) else None
    account = await desk.person(query.from_user.id)
    if original is None or original.from_user is None or original.from_user.id != query.from_user.id:
        return await _to_menu(query, tapped, account, desk)
    await take_message(original, account, desk)
    return None


async def take_message(message: Message, account: Account, desk: Desk) -> None:
    """A message that is not a command: an answer if a question waits for one, else the menu."""
    run = await desk.surveys.being_answered(account.id)
    if run is None:
        await _take_unasked(message, account, desk)
        return
    reply = Reply(_said(message), message=message.message_id)
    outcome = await desk.surveys.answer(account.id, run.id, reply)
    if outcome is None:
        await desk.display.send(message.chat.id, account.id, await desk.menu(account))
        return
    screen = await desk.outcome_screen(account, outcome.run, _look(outcome, message, desk))
    await desk.display.send(message.chat.id, account.id, screen)


async def _take_unasked(message: Message, account: Account, desk: Desk) -> None:
    """A text that answers nothing: a code, from a stranger even a mistyped one; what staff may send; the menu."""
    visitor = await desk.visitor(account)
    text = message.text or ""
    if text and (codes.is_code(codes.typed(text)) or (not visitor.is_known and _may_be_code(text))):
        await desk.display.send(message.chat.id, account.id, await knock(visitor, text, desk))
    elif len(text.split()) >= FEWEST_WORDS and visitor.actor.may_here(Action.ANNOUNCE):
        menu = await desk.menu(account, desk.speech.say("announce-these-ask"))
        screen = with_these_words(desk.speech, menu)
        await desk.display.send(message.chat.id, account.id, screen, reply_to=message.message_id)
    else:
        await desk.display.send(message.chat.id, account.id, await desk.menu(account))


def _may_be_code(text: str) -> bool:
    """Something with a digit and no sentence: meant as a code, so that saying what is wrong helps."""
    return len(text) <= LONGEST_CODE and any(sign.isdigit() for sign in text)


def _said(message: Message) -> Answer:
    if message.forward_origin is None:
        if message.text is not None:
            return Said(message.text)
        if message.location is not None:
            place = message.location
            return Located(place.latitude, place.longitude, place.horizontal_accuracy or 0.0)
    return attached(message) or Sent(ContentType(message.content_type).value)


def _look(outcome: Outcome, message: Message, desk: Desk) -> Look:
    """What to say above the question: why the message did not fit, or how it was understood."""
    for event in outcome.events:
        if isinstance(event, Declined):
            return Look(hint=_hint(event, message, desk), only=event.options)
        if isinstance(event, Recorded):
            return Look(hint=_understood(outcome.run, event, desk))
    return Look()


def _understood(run: Run, recorded: Recorded, desk: Desk) -> str:
    """Dates are typed in many ways: say which one was kept."""
    name = recorded.key.rpartition("/")[2]
    question = run.questionnaire.by_key.get(Key(name))
    if question is None or question.kind not in ECHOED or not recorded.value:
        return ""
    return desk.speech.say("question-understood", answer=answer_text(desk.speech, question, recorded.value))


def _hint(declined: Declined, message: Message, desk: Desk) -> str:
    why = _why(declined, desk)
    if message.text is None or message.forward_origin is not None:
        kind = ContentType(message.content_type).value
        kind = kind if kind in HINTED else "other"
        return f"{desk.speech.say(f'declined-{kind}')} {why}"
    return why


async def _take(query: CallbackQuery, tapped: TappedMessage, run_id: RunId, reply: Reply, desk: Desk) -> Toast | None:
    account = await desk.person(query.from_user.id)
    outcome = await desk.surveys.answer(account.id, run_id, reply)
    if outcome is None and run_id in desk.parted:
        return Toast(desk.speech.plain("anonymous-accepted"))
    if outcome is None:
        return await _to_menu(query, tapped, account, desk)
    if outcome.run.mode is Mode.ANONYMOUS and outcome.run.status is Status.FINISHED:
        desk.parted.append(outcome.run.id)
    for event in outcome.events:
        if isinstance(event, Declined):
            return Toast(_why(event, desk, is_plain=True))
    screen = await desk.outcome_screen(account, outcome.run, _same_page(outcome, reply))
    await show(query, tapped, account, screen, desk)
    if any(isinstance(event, Outdated) for event in outcome.events):
        return Toast(desk.speech.plain(_outdated_key(outcome.run)))
    return None


def _same_page(outcome: Outcome, reply: Reply) -> Look:
    """After a tick in a long list people go on where they are."""
    if isinstance(reply.act, Tapped) and any(isinstance(event, Ticked) for event in outcome.events):
        return Look(page=reply.act.option // ON_A_PAGE)
    return AS_IT_IS


def _outdated_key(run: Run) -> str:
    match run.status:
        case Status.FINISHED:
            return "outdated-finished"
        case Status.EXPIRED:
            return "outdated-expired"
    return "outdated-answered"


def _why(declined: Declined, desk: Desk, *, is_plain: bool = False) -> str:
    if declined.message:
        return declined.message if is_plain else html.escape(declined.message, quote=False)
    speak = desk.speech.plain if is_plain else desk.speech.say
    details = {name: _plain_number(value) for name, value in declined.details.items()}
    return speak(f"declined-{declined.problem}", **details)


def _plain_number(value: float) -> int | str:
    return int(value) if float(value).is_integer() else format(value, "g").replace(".", ",")


async def _to_menu(query: CallbackQuery, tapped: TappedMessage, account: Account, desk: Desk) -> Toast:
    """The button leads nowhere: somebody else's, forged, or of something deleted."""
    await show(query, tapped, account, await desk.menu(account), desk)
    return Toast(desk.speech.plain("outdated-unknown"))

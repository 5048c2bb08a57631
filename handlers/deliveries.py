"""Announcements on their way: to a person, changed afterwards, and what comes of their buttons."""

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery

from delivery.announcement import announcement_from_data
from delivery.broadcast import Part
from delivery.model import BroadcastId, Notice, NoticeId, Obsolete
from handlers.desk import QUESTIONNAIRE_LINK, Desk
from handlers.menu import introduction
from handlers.payloads import DeliveryTap
from handlers.screen import Toast
from handlers.screens.deliveries import announcement_call, correction_call


def deliveries_router() -> Router:
    """Buttons under what was sent to many."""
    router = Router(name="deliveries")
    router.callback_query.register(on_delivery_tap, DeliveryTap.filter())
    return router


async def bring_announcement(desk: Desk, notice: Notice) -> int:
    """Send it, and with it whatever else waits for this person."""
    parts = [Part(each.id, each.data) for each in (notice, *notice.joined)]
    method, parameters = announcement_call(desk.speech, parts, await _link(desk, notice))
    if notice.is_silent:
        parameters["disable_notification"] = True
    sent = await desk.display.bring(method, {**parameters, "chat_id": notice.to.address})
    return int(sent["message_id"])


async def _link(desk: Desk, notice: Notice) -> str:
    """In a channel everybody presses the same button: it has to lead into a private chat."""
    if notice.to.address > 0:
        return ""
    me = await desk.display.bring("getMe", {})
    return f"https://t.me/{me['username']}?start={QUESTIONNAIRE_LINK}"


async def bring_correction(desk: Desk, notice: Notice) -> None:
    """Change the message that was delivered, as its parts read now."""
    found = await desk.broadcasts.store.delivered(BroadcastId(int(str(notice.data["broadcast"]))), notice.to.id)
    if found is None:
        raise Obsolete
    method, parameters = correction_call(desk.speech, found.parts, await _link(desk, notice))
    try:
        await desk.display.bring(method, {**parameters, "chat_id": notice.to.address, "message_id": found.message})
    except TelegramBadRequest as error:
        if "message to edit not found" in error.message:
            raise Obsolete from error  # the person has deleted it
        if "message is not modified" not in error.message:
            raise


async def on_delivery_tap(query: CallbackQuery, callback_data: DeliveryTap, desk: Desk) -> Toast | None:
    """Open the questionnaire below the announcement: its words stay to be read again."""
    account = await desk.person(query.from_user.id)
    pressed = await desk.broadcasts.store.press(NoticeId(callback_data.number), account.id, desk.clock())
    if pressed is None:
        return Toast(desk.speech.plain("outdated-unknown"))
    screen = await introduction(account, announcement_from_data(pressed.data).questionnaire, desk)
    if screen is None:
        return Toast(desk.speech.plain("announcement-form-gone"), is_alert=True)
    await desk.display.send(account.address, account.id, screen)
    return None

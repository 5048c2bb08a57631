"""aiogram imported quickly means the same as aiogram imported as usual."""

import json
import subprocess
import sys

SAYS_WHAT_IT_UNDERSTANDS = """
import json, sys
if sys.argv[1] == "quick":
    from bot.quick_aiogram import quicken_aiogram
    quicken_aiogram()
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetMe, SendDocument, SetMyCommands, SetWebhook
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, Update, WebhookInfo

bot = Bot("123456:ABCDEFGHIJKLMNOP", session=AiohttpSession())
told = [Update.model_validate(u, context={"bot": bot}).model_dump(mode="json") for u in json.load(sys.stdin)]
commands = SetMyCommands(commands=[BotCommand(command="a", description="b")], scope=BotCommandScopeAllPrivateChats())
told.append(commands.model_dump(mode="json"))
told.append(SetWebhook(url="https://x").model_dump(mode="json", exclude={"certificate"}))
answer = json.dumps({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Bot", "username": "b"}})
told.append(bot.session.check_response(bot, GetMe(), 200, answer).result.model_dump(mode="json"))
sent = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}}
sent["document"] = {"file_id": "f", "file_unique_id": "u"}
answer = json.dumps({"ok": True, "result": sent})
sent = bot.session.check_response(bot, SendDocument(chat_id=7, document="x"), 200, answer).result
told.append(sent.model_dump(mode="json"))
told.append(WebhookInfo(url="", has_custom_certificate=False, pending_update_count=0).model_dump(mode="json"))
try:
    slow = json.dumps({"ok": False, "error_code": 429, "description": "slow", "parameters": {"retry_after": 7}})
    bot.session.check_response(bot, GetMe(), 429, slow)
except TelegramRetryAfter as error:
    told.append(error.retry_after)
json.dump(told, sys.stdout)
"""

WHO = {"id": 7, "is_bot": False, "first_name": "Мария"}
CHAT = {"id": 7, "type": "private", "first_name": "Мария"}
PLAIN = {"message_id": 5, "date": 1_790_000_000, "chat": CHAT, "from": WHO}
FILE = {"file_id": "f", "file_unique_id": "u"}
LEFT = {"user": {"id": 1, "is_bot": True, "first_name": "Бот"}, "status": "left"}
CONTENTS = [
    {"text": "/start x", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    {"photo": [{**FILE, "width": 1, "height": 1}], "caption": "вот"},
    {"voice": {**FILE, "duration": 1}},
    {"document": FILE},
    {"location": {"latitude": 1.5, "longitude": 2.5}},
    {"contact": {"phone_number": "+7", "first_name": "М"}},
    {"text": "да", "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}},
    {"text": "да", "reply_to_message": {**PLAIN, "message_id": 4, "text": "вопрос"}},
]
UPDATES = [
    *({"update_id": n, "message": {**PLAIN, **content}} for n, content in enumerate(CONTENTS)),
    {
        "update_id": 90,
        "callback_query": {
            "id": "1",
            "from": WHO,
            "chat_instance": "1",
            "data": "a:1:2:3",
            "message": {**PLAIN, "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "a:1:2:3"}]]}},
        },
    },
    {
        "update_id": 91,
        "my_chat_member": {
            "chat": CHAT,
            "from": WHO,
            "date": 1,
            "old_chat_member": LEFT,
            "new_chat_member": {**LEFT, "status": "kicked", "until_date": 0},
        },
    },
]


def understood(how: str) -> object:
    done = subprocess.run(
        [sys.executable, "-c", SAYS_WHAT_IT_UNDERSTANDS, how],
        input=json.dumps(UPDATES),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_quick_and_usual_aiogram_understand_the_same() -> None:
    assert understood("quick") == understood("usual")

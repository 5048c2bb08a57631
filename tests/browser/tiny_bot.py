"""A bot of a few lines over plain HTTP, so that the page is tested without any of our own code behind it."""

import asyncio
from typing import Any

import aiohttp

Update = dict[str, Any]


class TinyBot:
    """Polls a simulator; everything it does is decided by the text or by the data it gets."""

    def __init__(self, api_url: str, token: str) -> None:
        self._address = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"
        self._session = aiohttp.ClientSession()
        self._tasks: set[asyncio.Task[None]] = set()
        self._polling: asyncio.Task[None] | None = None
        self.may_answer = asyncio.Event()
        self.received: asyncio.Queue[bytes] = asyncio.Queue()

    async def call(self, method: str, **parameters: Any) -> Any:
        """One Bot API call; a refusal is an error of the test."""
        async with self._session.post(f"{self._address}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    def begin(self) -> None:
        """Start polling."""
        self._polling = asyncio.create_task(self._poll())

    async def end(self) -> None:
        """Stop polling and whatever is in hand; an error in a handler comes out here."""
        for task in [self._polling, *self._tasks]:
            if task is not None:
                task.cancel()
        outcomes = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()
        failures = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert failures == []

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self._tasks.add(asyncio.create_task(self._take(update)))

    async def _take(self, update: Update) -> None:
        if "callback_query" in update:
            await self._answer(update["callback_query"])
        elif "message" not in update:
            return
        elif "document" in update["message"]:
            await self._keep(update["message"]["document"]["file_id"])
        else:
            await self._reply(update["message"])

    async def _answer(self, query: Update) -> None:
        message = query["message"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        match query["data"]:
            case "slow":
                await self.may_answer.wait()
                await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Записано")
            case "alert":
                await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Важно", show_alert=True)
            case "next":
                await self.call("editMessageText", text="Вопрос 2 из 40", reply_markup=question("last"), **place)
                await self.call("answerCallbackQuery", callback_query_id=query["id"])
            case "last":
                await self.call("editMessageText", text="Спасибо!", **place)
                await self.call("answerCallbackQuery", callback_query_id=query["id"])

    async def _keep(self, file_id: str) -> None:
        file = await self.call("getFile", file_id=file_id)
        async with self._session.get(f"{self._files}/{file['file_path']}") as response:
            self.received.put_nowait(await response.read())

    async def _reply(self, message: Update) -> None:
        chat = message["chat"]["id"]
        match message.get("text", ""):
            case "/start":
                await self.call("sendMessage", chat_id=chat, text="Вопрос 1 из 40", reply_markup=question("next"))
            case "медленно":
                await self.call(
                    "sendMessage", chat_id=chat, text="Нажмите", reply_markup=one_button("Медленная", "slow")
                )
            case "важно":
                await self.call(
                    "sendMessage", chat_id=chat, text="Нажмите", reply_markup=one_button("Важная", "alert")
                )
            case "клавиатура":
                keyboard = {"keyboard": [[{"text": "Моя карта"}]], "resize_keyboard": True}
                await self.call("sendMessage", chat_id=chat, text="Выбирайте", reply_markup=keyboard)
            case "файл":
                await self._send_file(chat)
            case "длинно":
                await self.call(
                    "sendMessage", chat_id=chat, text="Слово" * 60, reply_markup=one_button("Ответ" * 30, "next")
                )
            case text:
                await self.call("sendMessage", chat_id=chat, text=f"Вы написали: {text}")

    async def _send_file(self, chat: int) -> None:
        form = aiohttp.FormData({"chat_id": str(chat), "caption": "Сводка готова"}, quote_fields=False)
        form.add_field("document", b"summary of the year", filename="Сводка.txt", content_type="text/plain")
        async with self._session.post(f"{self._address}/sendDocument", data=form) as response:
            assert (await response.json())["ok"]


def one_button(text: str, data: str) -> Update:
    """An inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


def question(data: str) -> Update:
    """Two answers under a question; both lead on."""
    answers = ("Справляюсь уверенно", "Нужна помощь")
    return {"inline_keyboard": [[{"text": text, "callback_data": data}] for text in answers]}

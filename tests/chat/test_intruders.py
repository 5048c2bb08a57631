"""Every payload there is, with every act and number, from everybody who has no right to it: nothing comes of it."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiogram.filters.callback_data import CallbackData

from handlers import payloads
from handlers.payloads import OwnAct, OwnTap
from tests.chat.cast import Someone, documents, sends
from tests.chat.test_centre import role_code
from tests.chat.town import FORM, Town, code_of, fills_the_profile, opens_a_centre, ready

WORDS = ("", "pd-1", "seminar")
LAST = (OwnTap(act=OwnAct.WITHDRAWN).pack(), OwnTap(act=OwnAct.DELETED).pack())
"""Whoever has deleted themselves tries nothing more."""
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
OF_ANYBODY = {"мои данные.xlsx", "мои данные.json", "акт об удалении.docx"}
OF_COORDINATOR = OF_ANYBODY | {
    "список.xlsx",
    "список-заготовка.xlsx",
    "приглашения.docx",
    "согласие - наставничество.docx",
    "согласие - мероприятия и конкурсы.docx",
    "согласие - публикация итогов.docx",
    "согласие - передача в регион.docx",
}


def every_payload(numbers: tuple[int, ...]) -> list[str]:
    """All that a button could send; of several numbers, the first is whose thing it is."""
    found: list[str] = []
    for payload in vars(payloads).values():
        if isinstance(payload, type) and issubclass(payload, CallbackData) and payload is not CallbackData:
            found += _packed(payload, numbers)
    return [each for each in found if each not in LAST] + list(LAST)


def _packed(payload: type[CallbackData], numbers: tuple[int, ...]) -> Iterator[str]:
    values: list[tuple[Any, ...]] = []
    for field in payload.model_fields.values():
        kind: Any = field.annotation
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            values.append(tuple(kind))
        elif kind is bool:
            values.append((False, True))
        elif kind is int:
            values.append(numbers)
            numbers = (0, 1)
        else:
            values.append(WORDS)
    for together in itertools.product(*values):
        yield payload(**dict(zip(payload.model_fields, together, strict=True))).pack()


@dataclass(frozen=True)
class Own:
    """What is the intruder's own, and may change."""

    account: int
    code: str | None

    def is_in(self, row: dict[str, Any]) -> bool:
        """Whether a row of the database is about this person."""
        return row.get("account_id") == self.account or (self.code is not None and row.get("code") == self.code)


def own_of(town: Town, someone: Someone) -> Own:
    """Who somebody is in the database."""
    sealer = town.bot.app.desk.accounts._sealer
    with closing(sqlite3.connect(str(town.bot.app.database.url.database))) as database:
        rows = database.execute("SELECT id, sealed_address FROM accounts").fetchall()
        account = next(number for number, sealed in rows if sealer.open(sealed) == someone.id)
        code = database.execute("SELECT code FROM members WHERE account_id = ?", (account,)).fetchone()
    return Own(account, code[0] if code else None)


def rows_of(town: Town, centre: int, own: Own) -> dict[str, list[str]]:
    """Everything that belongs to a centre, without what is the intruder's own."""
    found = {}
    with closing(sqlite3.connect(str(town.bot.app.database.url.database))) as database:
        database.row_factory = sqlite3.Row
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            if "centre_id" in columns and table not in ("audit", "doorsteps", "accounts"):
                there = database.execute(f"SELECT * FROM {table} WHERE centre_id = ?", (centre,)).fetchall()
                rows = [dict(row) for row in there]
                found[table] = sorted(str(row) for row in rows if not own.is_in(row))
    return found


def numbers_in(town: Town) -> tuple[int, ...]:
    """Of things that are there, Anna's form among them, and of nothing."""
    with closing(sqlite3.connect(str(town.bot.app.database.url.database))) as database:
        [newest] = database.execute("SELECT max(id) FROM questionnaire_versions").fetchone()
    return 1, 2, newest, 10**6


async def tries_everything(town: Town, intruder: Someone, secrets: tuple[str, ...]) -> None:
    """Tap it all, and type what links would say: nothing of the secrets comes back."""
    began = len(intruder.person.chat.messages)
    seen: set[str] = set()
    for data in every_payload(numbers_in(town)):
        await intruder.presses(data, on=_screen(intruder))
        assert intruder.toast is not None
        seen.add(_screen(intruder).text)
    for text in ("/start q_seminar", "/start o_2222222222", "/start c:d:1", "1", "c:d:1", "/result"):
        await intruder.says(text)
    seen |= {message.text or "" for message in intruder.person.chat.messages[began:]}
    assert not [(secret, text) for text in seen for secret in secrets if secret in text]


def _screen(intruder: Someone) -> Any:
    """The last message with buttons that can be edited; files have none."""
    return [m for m in intruder.person.chat.messages if m.is_bot and not m.deleted and m.media is None][-1]


async def furnished(town: Town) -> tuple[str, str]:
    """Anna's centre with a form of its own; gives the codes of its school and its kindergarten."""
    code = await ready(town)
    await sends(town.anna, "семинар.md", FORM)
    await town.anna.taps("Опубликовать")
    garden = await code_of(town.anna, "Детский сад № 3")
    return code, garden


async def test_a_stranger_a_teacher_and_a_coordinator_reach_nothing_that_is_not_theirs(town: Town) -> None:
    code, garden = await furnished(town)
    await town.anna.taps("Назначить координатора")
    waiting = role_code(town.anna)
    await code_of(town.anna, "Школа № 5")
    await town.anna.taps("Назначить координатора")
    stranger, maria, olga = town.person("Чужой"), town.person("Мария"), town.person("Ольга")
    await olga.says(role_code(town.anna))
    await maria.says(code)
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await stranger.says("/start")
    await town.bot.ticks(minutes=1)
    for intruder, known in ((stranger, ()), (maria, ()), (olga, (code,))):
        own, had = own_of(town, intruder), set(documents(town.sim, intruder))
        before = rows_of(town, 1, own)
        await tries_everything(town, intruder, tuple({code, garden, waiting, "Детский сад № 3"} - set(known)))
        after = rows_of(town, 1, own)
        if intruder is olga:  # the code of her own school is hers to renew
            del before["invitations"], after["invitations"]
        assert after == before
        assert set(documents(town.sim, intruder)) - had <= (OF_COORDINATOR if intruder is olga else OF_ANYBODY)
    assert await code_of(town.anna, "Детский сад № 3") == garden


async def test_an_administrator_of_another_centre_reaches_nothing_of_this_one(town: Town) -> None:
    code, garden = await furnished(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await opens_a_centre(town.anna, "Центр Кизела", "Частная организация")
    await town.anna.taps("Роли")
    await town.anna.taps("Пригласить администратора")
    boris = town.person("Борис")
    await boris.says(role_code(town.anna))
    boris.sees("Вы администратор центра «Центр Кизела».")
    own = own_of(town, boris)
    before = rows_of(town, 1, own)
    await tries_everything(town, boris, (code, garden, "Школа № 5", "Детский сад № 3", "Опрос"))
    assert rows_of(town, 1, own) == before
    # Of his own two files, which have one name, he calls off the second at the message of the first.
    town.expects_refusals = [NOT_MODIFIED]


async def test_who_runs_the_installation_sees_nothing_inside_a_centre_of_others(town: Town) -> None:
    code, garden = await furnished(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Роли")
    await town.anna.taps("Передать мои дела")
    await town.person("Ольга").says(role_code(town.anna))
    await town.anna.says("/start")
    own = own_of(town, town.anna)
    before = rows_of(town, 1, own)
    await tries_everything(town, town.anna, (code, garden, "Школа № 5", "Детский сад № 3", "Опрос"))
    assert rows_of(town, 1, own) == before

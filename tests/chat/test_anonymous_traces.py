"""After an anonymous questionnaire the database, its backup, the log, the outbox and all files are tried."""

import io
import logging
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands import hush_libraries
from tests.chat.cast import Someone, documents, sends
from tests.chat.town import Town, fills_the_profile, ready

FORM = """
| settings | | | | |
| | form_title | form_id | version | mode |
| | Честный отзыв | honest | 1 | anonymous |

| survey | | | |
| | type | name | label |
| | text | first | Что мешает работать? |
| | text | second | Что помогает? |
"""
WORDS = {"Мария": "звонарнопаль", "Ольга": "кедровзимник", "Ирина": "лапотьвербный"}
"""What only one person would say."""


async def answers(town: Town, name: str, code: str) -> tuple[Someone, datetime]:
    """Come in, answer with a pause and a reminder on the way, look at one's own data; tells when the end was."""
    someone = town.person(name)
    await someone.says(code)
    await someone.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(someone)
    await someone.taps("Честный отзыв")
    await someone.taps("Начать")
    await someone.says(f"{WORDS[name]} раз")
    await someone.taps("Пауза")
    await someone.taps("Напомнить завтра")
    await town.bot.ticks(days=1, seconds=len(WORDS[name]))
    await someone.taps("Продолжить с вопроса 2")
    town.bot.clock.passes(seconds=37, microseconds=len(name))
    await someone.says(f"{WORDS[name]} два")
    finished_at = town.bot.clock()
    town.bot.clock.passes(minutes=3)
    await someone.says("/start")
    await someone.taps("Мои данные")
    await someone.taps("Скачать всё")
    town.bot.clock.passes(minutes=3)
    return someone, finished_at


def unpacked(data: bytes) -> bytes:
    """The bytes of a file, of a packed one those of its parts."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(part) for part in package.namelist())


async def test_nothing_that_is_kept_or_given_out_connects_a_person_with_an_answer(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hush_libraries()
    code = await ready(town)
    await sends(town.anna, "отзыв.md", FORM)
    await town.anna.taps("Опубликовать")
    everybody, finished = {}, []
    for name in WORDS:
        everybody[name], finished_at = await answers(town, name, code)
        finished.append(finished_at)
    await town.bot.ticks(days=2)

    # The file as it is, and as a backup takes it.
    path = Path(str(town.bot.app.database.url.database))
    backup = tmp_path / "backup.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM INTO ?", (str(backup),))
    told = dict.fromkeys(WORDS, 0)
    with closing(sqlite3.connect(backup)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f"SELECT * FROM {table}").fetchall():
                for name, word in WORDS.items():
                    if any(word in str(value) for value in row):
                        assert table == "anonymous_answers"
                        assert not any(str(other.id) in str(row) for other in everybody.values())
                        told[name] += 1
                for moment in finished:  # to the second, in any column of any row
                    seconds = str(int(moment.timestamp()))
                    assert not any(str(value).startswith(seconds) for value in row), (table, row)
        codes = [code for (code,) in database.execute("SELECT code FROM members")]
        said = database.execute("SELECT * FROM anonymous_answers").fetchall()
        assert not any(code in str(row) for code in codes for row in said)
    assert told == dict.fromkeys(WORDS, 1)

    # Earlier words are nowhere in the file itself either: neither in freed pages nor beside it.
    with closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM anonymous_answers")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = b"".join(part.read_bytes() for part in path.parent.glob(path.name + "*"))
    assert [word for word in WORDS.values() if word.encode() in stored] == []

    # The log, and everything that was given out.
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Журнал действий")
    await town.anna.taps("Скачать за год")
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Организации и люди")
    await town.anna.taps("Выгрузить список")
    given = [
        unpacked(data)
        for someone in (town.anna, *everybody.values())
        for data in documents(town.sim, someone).values()
    ]
    assert len(given) >= 2 + 2 * len(WORDS)
    for word in WORDS.values():
        assert word not in caplog.text
        assert not any(word.encode() in data for data in given)
    assert not any("Честный отзыв".encode() in data for data in given)
    assert not any(str(someone.id) in caplog.text for someone in everybody.values())

"""Finished answers in columns: packs tell the same as the rows, and nobody stays in a pack who was deleted."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import delete, func, insert, select, text, update

from people.audit import Note
from people.model import AccountId, CentreId
from reports.ports import Source, Wanted
from reports.responses import NOT_ASKED, SKIPPED, Responses
from storage.answers import SqlAnswers
from storage.database import Database
from storage.pack_tables import answer_packs
from storage.packs import SqlPacks
from storage.people.privacy import SqlPrivacyStore
from storage.people_tables import anonymous_answers, organisations
from storage.tables import accounts, runs
from surveys.model import Key, Questionnaire
from tests.clock import Ticking
from tests.storage.cast import Stores, worker

FORM = """
| settings | | | |
| | form_title | form_id | version |
| | Проба | probe | 1 |

| survey | | | | |
| | type | name | label | known_as |
| | select_one c | category | Категория? | category |
| | select_one s | first | Первый? | |
| | select_multiple h | help | Чем помочь? | |
| | rank h | order | По порядку? | |
| | decimal | hours | Сколько часов? | |
| | text | words | Что ещё? | |
| | begin_repeat | children | Дети | |
| | text | name | Имя | |
| | end_repeat | | | |

| choices | | | |
| | list_name | name | label |
| | c | first | Первая |
| | c | highest | Высшая |
| | s | yes | Да |
| | s | no | Нет |
| | h | course | Курс |
| | h | mentor | Наставник |
"""
NEWER = FORM.replace("| Проба | probe | 1 |", "| Проба | probe | 2 |").replace(
    "| | s | yes | Да |\n| | s | no | Нет |", "| | s | no | Нет |\n| | s | maybe | Может быть |"
)
ALL = Wanted(words=True, row_ids=True, codes=True)
FEW = 8
"""Rows of a pack in these tests."""


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


def answers_of(luck: random.Random) -> dict[str, str]:
    said: dict[str, str] = {}
    for key, options in {"category": ("first", "highest"), "first": ("yes", "no")}.items():
        if luck.random() < 0.8:
            said[key] = luck.choice([*options, ""])
    if luck.random() < 0.8:
        said["help"] = luck.choice(["", "course", "mentor course"])
        said["order"] = luck.choice(["", "mentor course", "course mentor"])
        said["hours"] = luck.choice(["", "3.5", "-2", "10"])
        said["words"] = luck.choice(["", "тишины", "«=1+1»\n😀"])
    if luck.random() < 0.3:
        said["children[1]/name"] = "Ваня"
        said["children[2]/name"] = "Аня"
    return said


async def finished(
    stores: Stores, form: Questionnaire, people: int, *, campaign: int | None = 7, seed: int = 1
) -> tuple[CentreId, list[AccountId]]:
    """So many who have finished, in two schools, at once."""
    centre = await stores.centre(f"Центр {seed}")
    async with stores.database.writing() as connection:
        schools = await _schools(connection, centre)
    return centre, await finished_in(stores, form, people, centre, schools, campaign=campaign, seed=seed)


async def finished_in(
    stores: Stores,
    form: Questionnaire,
    people: int,
    centre: CentreId,
    schools: Sequence[int],
    *,
    campaign: int | None = 7,
    seed: int = 1,
) -> list[AccountId]:
    """So many more in a centre that is there."""
    luck = random.Random(seed)
    persons = [await stores.person(1000 * seed + number) for number in range(people)]
    now = stores.clock()
    async with stores.database.writing() as connection:
        for number, person in enumerate(persons):
            row = {
                "account_id": person, "version_id": form.id, "questionnaire_key": form.key, "status": "finished",
                "revision": 9, "answers": orjson.dumps(answers_of(luck)).decode(), "heard": 0, "begun_at": now,
                "touched_at": now, "expires_at": now, "finished_at": now, "centre_id": centre,
                "organisation_id": schools[number % 2] if number % 7 else None, "campaign_id": campaign,
            }  # fmt: skip
            await connection.execute(insert(runs).values(row))
    return persons


async def finished_anonymously(
    stores: Stores, form: Questionnaire, people: int, *, campaign: int | None = 7, seed: int = 2
) -> CentreId:
    luck = random.Random(seed)
    centre = await stores.centre(f"Центр {seed}")
    async with stores.database.writing() as connection:
        schools = await _schools(connection, centre)
        for number in range(people):
            row = {
                "id": luck.getrandbits(62), "version_id": form.id, "questionnaire_key": form.key,
                "answers": orjson.dumps(answers_of(luck)).decode(), "centre_id": centre, "school_year": 2026,
                "organisation_id": schools[number % 2], "campaign_id": campaign,
                "source": ("chat", "paper")[number % 2],
                "is_hasty": number % 3 == 0,
            }  # fmt: skip
            await connection.execute(insert(anonymous_answers).values(row))
    return centre


async def _schools(connection: Any, centre: CentreId) -> list[int]:
    schools = []
    for name in ("Школа 2", "Школа 10"):
        row = {
            "centre_id": centre, "name": name, "short_name": name, "folded_name": name.casefold(), "kind": "school",
            "territory": "Север", "has_low_results": False, "is_closed": False,
        }  # fmt: skip
        added = insert(organisations).values(row).returning(organisations.c.id)
        schools.append((await connection.execute(added)).scalar_one())
    return schools


def of_campaign(centre: CentreId) -> Source:
    return Source(centre, "probe", 2026, 7)  # type: ignore[arg-type]


def in_words(responses: Responses | None) -> dict[str, dict[str, Any]]:
    """Everything by respondent, as one reads it; so the order of rows does not matter."""
    if responses is None:
        return {}
    told: dict[str, dict[str, Any]] = {}
    for row, name in enumerate(responses.row_ids):
        said: dict[str, Any] = {}
        for key, column in responses.choices.items():
            question = responses.questionnaire.by_key[key]
            code = int(column[row])
            said[key] = question.choices[code].code if code >= 0 and question.kind == "choice" else code
        for key, ticks in responses.ticks.items():
            said[f"{key}:"] = ticks[row].tolist()
        for key, numbers in responses.numbers.items():
            said[f"{key}#"] = repr(float(numbers[row]))
        said |= {f"{key}=": words[row] for key, words in responses.texts.items()}
        for attribute in responses.attributes.values():
            code = int(attribute.codes[row])
            said[f"@{attribute.name}"] = attribute.keys[code] if code >= 0 else None
        said["version"] = responses.versions[responses.version_codes[row]]
        said["flags"] = bool(responses.is_hasty[row]), bool(responses.is_paper[row]), responses.finished_on[row]
        said["turns"] = [(turns, said_) for r, turns, said_ in responses.repeats.get(Key("children"), ()) if r == row]
        told[name] = said
    return told


async def counts(stores: Stores) -> tuple[int, int]:
    """Packs that hold something, and rows in them."""
    query = select(func.count(), func.coalesce(func.sum(answer_packs.c.size), 0)).where(answer_packs.c.size > 0)
    async with stores.database.reading() as connection:
        packs, rows = (await connection.execute(query)).one()
    return packs, rows


def packs_of(stores: Stores) -> SqlPacks:
    return SqlPacks(stores.database, stores.versions, least=FEW, most=FEW)


def answers_from(stores: Stores) -> SqlAnswers:
    return SqlAnswers(stores.database, stores.versions, b"secret")


async def test_packs_tell_the_same_as_the_rows(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 21)
    before = in_words(await answers_from(stores).responses(of_campaign(centre), ALL))
    assert await packs_of(stores).pack_waiting() == 16

    assert await counts(stores) == (2, 16)
    after = await answers_from(stores).responses(of_campaign(centre), ALL)
    raw = await answers_from(stores).responses(of_campaign(centre), ALL, only_raw=True)
    assert len(before) == 21
    assert in_words(after) == in_words(raw) == before


async def test_what_was_not_asked_is_told_from_what_was_passed_over(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 40)
    responses = await answers_from(stores).responses(of_campaign(centre))
    assert responses is not None
    assert set(responses.choices[Key("first")].tolist()) == {NOT_ASKED, SKIPPED, 0, 1}
    assert set(responses.choices[Key("hours")].tolist()) == {NOT_ASKED, SKIPPED, 0}


async def test_nobody_stays_in_a_pack_who_was_deleted(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, [person, *_] = await finished(stores, form, 16, campaign=None)
    source = Source(centre, "probe", 2026)
    await packs_of(stores).pack_waiting()
    await SqlPrivacyStore(stores.database).erase(person, Note(stores.clock(), centre, "test", "erased"))

    assert await counts(stores) == (1, 8)
    async with stores.database.reading() as connection:
        emptied = select(answer_packs.c.figures, answer_packs.c.words).where(answer_packs.c.size == 0)
        assert (await connection.execute(emptied)).all() == [(b"", b"")]
    left = await answers_from(stores).responses(source, ALL)
    assert len(in_words(left)) == 15
    assert in_words(left) == in_words(await answers_from(stores).responses(source, ALL, only_raw=True))


async def test_what_is_remembered_of_a_look_changes_with_every_answer(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, persons = await finished(stores, form, 12)
    source, answers = of_campaign(centre), answers_from(stores)
    before = in_words(await answers.responses(source, ALL))
    assert in_words(await answers.responses(source, ALL)) == before

    async with stores.database.writing() as connection:
        first = runs.c.account_id == persons[0]
        await connection.execute(update(runs).where(first).values(answers='{"category": "highest"}'))
        await connection.execute(delete(accounts).where(accounts.c.id == persons[1]))
    after = in_words(await answers.responses(source, ALL))
    assert after == in_words(await answers_from(stores).responses(source, ALL))
    assert len(after) == 11
    assert after != before


async def test_an_emptied_pack_is_taken_apart_and_its_others_are_packed_anew(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, persons = await finished(stores, form, 24)
    await packs_of(stores).pack_waiting()
    async with stores.database.writing() as connection:  # by cascade, as whoever deletes an account
        await connection.execute(delete(accounts).where(accounts.c.id.in_([persons[0], persons[9]])))
    assert await counts(stores) == (1, 8)

    assert await packs_of(stores).pack_waiting() == 8
    assert await counts(stores) == (2, 16)
    assert len(in_words(await answers_from(stores).responses(of_campaign(centre), ALL))) == 22


async def test_two_workers_pack_nobody_twice(database: Database, stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 48)
    other = worker(database, stores.clock)
    done = await asyncio.gather(packs_of(stores).pack_waiting(), packs_of(other).pack_waiting())
    await other.lane.close()

    assert await counts(stores) == (sum(done) // FEW, sum(done))
    assert len(in_words(await answers_from(stores).responses(of_campaign(centre), ALL))) == 48
    responses = await answers_from(stores).responses(of_campaign(centre))
    assert responses is not None
    assert responses.size == 48


async def test_somebody_deleted_while_being_packed_is_in_no_pack(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, persons = await finished(stores, form, 32)

    async def leave() -> None:
        for person in persons[::5]:
            async with stores.database.writing() as connection:
                await connection.execute(delete(accounts).where(accounts.c.id == person))

    await asyncio.gather(packs_of(stores).pack_waiting(), leave())
    left = await answers_from(stores).responses(of_campaign(centre), ALL)
    assert len(in_words(left)) == 32 - len(persons[::5])
    assert in_words(left) == in_words(await answers_from(stores).responses(of_campaign(centre), ALL, only_raw=True))


async def test_of_anonymous_answers_enough_stay_outside_to_hide_the_next(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre = await finished_anonymously(stores, form, 45)
    before = in_words(await answers_from(stores).responses(of_campaign(centre), ALL))
    assert await packs_of(stores).pack_waiting() == 24  # 21 are too few for a pack and twenty left behind

    async with stores.database.reading() as connection:
        alone = select(func.count()).select_from(anonymous_answers).where(anonymous_answers.c.pack_id.is_(None))
        assert (await connection.execute(alone)).scalar_one() == 21
    after = await answers_from(stores).responses(of_campaign(centre), ALL)
    assert in_words(after) == before
    assert len(before) == 45


async def test_no_word_of_the_deleted_is_left_in_the_file(stores: Stores) -> None:
    if not stores.database.is_sqlite:
        pytest.skip("dead rows of PostgreSQL are in no dump; vacuum takes them")
    form = await stores.questionnaire(FORM)
    _, persons = await finished(stores, form, 8)
    await packs_of(stores).pack_waiting()
    async with stores.database.reading() as connection:
        blobs = (await connection.execute(select(answer_packs.c.figures))).scalars().all()
    async with stores.database.writing() as connection:
        await connection.execute(delete(accounts).where(accounts.c.id == persons[3]))
    async with stores.database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    content = Path(str(stores.database.url.database)).read_bytes()  # noqa: ASYNC240
    assert blobs[0][20:60] not in content


async def test_versions_are_put_together_by_name_and_code(stores: Stores) -> None:
    older, newer = await stores.questionnaire(FORM), await stores.questionnaire(NEWER)
    centre, _ = await finished(stores, older, 16)
    await packs_of(stores).pack_waiting()
    now = stores.clock()
    async with stores.database.writing() as connection:
        for number, said in enumerate(("no", "maybe", "")):
            person = (await connection.execute(select(accounts.c.id).offset(number).limit(1))).scalar_one()
            row = {
                "account_id": person, "version_id": newer.id, "questionnaire_key": "probe", "status": "finished",
                "revision": 9, "answers": orjson.dumps({"first": said}).decode(), "heard": 0, "begun_at": now,
                "touched_at": now, "expires_at": now, "finished_at": now, "centre_id": centre, "campaign_id": 7,
            }  # fmt: skip
            await connection.execute(insert(runs).values(row))
    responses = await answers_from(stores).responses(of_campaign(centre), ALL)
    assert responses is not None
    assert responses.versions == ("1", "2")
    first = responses.questionnaire.by_key[Key("first")]
    assert [choice.code for choice in first.choices] == ["no", "maybe", "yes"]
    told = in_words(responses)
    of_newer = sorted(str(said["first"]) for said in told.values() if said["version"] == "2")
    assert of_newer == ["-2", "maybe", "no"]
    raw = await answers_from(stores).responses(of_campaign(centre), ALL, only_raw=True)
    assert told == in_words(raw)


async def test_runs_from_the_menu_belong_to_their_school_year(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, persons = await finished(stores, form, 20, campaign=None)
    last_year = 1_750_000_000_000_000  # June 2025
    async with stores.database.writing() as connection:
        earlier = runs.c.account_id.in_(persons[:9])
        await connection.execute(
            text("UPDATE runs SET finished_at = :at WHERE account_id <= :most"), {"at": last_year, "most": persons[8]}
        )
        assert (await connection.execute(select(func.count()).select_from(runs).where(earlier))).scalar_one() == 9
    assert await packs_of(stores).pack_waiting() == 16

    sizes = []
    for year in (2024, 2025, 2026):
        responses = await answers_from(stores).responses(Source(centre, "probe", year))
        sizes.append(responses.size if responses else 0)
    assert sizes == [9, 0, 11]
    assert await answers_from(stores).responses(of_campaign(centre)) is None


async def test_codes_are_told_only_to_whoever_asks_for_them(stores: Stores) -> None:
    form = await stores.questionnaire(FORM)
    centre, _ = await finished(stores, form, 3)
    plain = await answers_from(stores).responses(of_campaign(centre), Wanted(row_ids=True))
    assert plain is not None
    assert plain.codes == ()
    assert len(set(plain.row_ids)) == 3

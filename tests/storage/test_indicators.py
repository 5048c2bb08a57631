"""Indicators on both engines: settings by year, each person counted once, and figures against a slow reckoning."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import orjson
import pytest
from sqlalchemy import delete, insert, update

from people.model import OrganisationId
from people.policy import Mode
from people.roles import Role
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.model import (
    Definition,
    Denominator,
    Figures,
    Headcount,
    Indicator,
    Numerator,
    Reading,
    Setting,
    Target,
)
from reports.indicators.ports import IndicatorRequest, Stored
from reports.indicators.settings import RECKONING, TARGET, setting_to_json
from storage.campaign_people import upsert
from storage.campaign_tables import campaign_counts, campaigns
from storage.database import Database
from storage.indicator_figures import KeptIndicators, SqlIndicators
from storage.indicator_keeping import keep_indicator
from storage.indicator_tables import indicator_settings
from storage.indicators import SqlIndicatorStore
from storage.people.audit import SqlAuditStore
from storage.people_tables import members, posts
from storage.tables import runs
from surveys import engine
from surveys.campaigns.model import NOWHERE, Campaign
from surveys.model import CampaignId, Key, Questionnaire, Run
from surveys.ports import NOT_NUMBERED
from surveys.xlsform import read_markdown
from tests.clock import Ticking
from tests.pure.reports.indicators.shapes import LIBRARY
from tests.storage.cast import Stores, worker
from tests.storage.test_campaigns import World, member_row, world

SELF, YOUNG, MENTORING, HEADS = DEFINITIONS.values()


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


@dataclass
class Person:
    """Somebody of a centre, as a slow reckoning knows them."""

    member: int
    account: int | None
    code: str
    place: int | None
    told: dict[str, str]
    invited: set[int]
    finished: set[int]
    doubtful: set[int]


class Town:
    """A centre with campaigns of the library's questionnaires, and many people."""

    def __init__(self, there: World, seed: int) -> None:
        self.there, self.stores, self.luck = there, there.stores, random.Random(seed)
        self.people: list[Person] = []
        self.campaigns: list[Campaign] = []

    async def form(self, name: str) -> Questionnaire:
        text = (LIBRARY / f"{name}.md").read_text(encoding="utf-8")
        return await self.stores.versions.add(name, read_markdown(f"{name}.md", text), self.stores.clock())

    async def campaign(self, name: str, **changes: Any) -> Campaign:
        form = await self.form(name)
        draft = await self.there.drafted(version=form.id, questionnaire_key=name, title=name, **changes)
        async with self.stores.database.writing() as connection:
            now = self.stores.clock()
            await connection.execute(
                update(campaigns).where(campaigns.c.id == draft.id).values(state="running", started_at=now)
            )
        [found] = [each for each in await self.there.store.of_centre(self.there.centre) if each.id == draft.id]
        self.campaigns.append(found)
        return found

    async def peopled(self, count: int) -> None:
        for number in range(count):
            has_come = self.luck.random() < 0.8
            account = await self.stores.person(9000 + number) if has_come else None
            place = self.luck.choice([*self.there.places, None])
            told = {
                "young": self.luck.choice(["yes", "no", ""]),
                "experience": self.luck.choice(["first_year", "years_1_3", "over_20", ""]),
                "work": self.luck.choice(["head", "subject"]),
                "courses": self.luck.choice(["this_year", "years_1_3", "over_3_years", ""]),
            }
            row = member_row(self.there, f"P{number:03}", place, account) | told  # type: ignore[arg-type]
            async with self.stores.database.writing() as connection:
                made = insert(members).values(row).returning(members.c.id)
                member = (await connection.execute(made)).scalar_one()
            self.people.append(Person(member, account, row["code"], place, told, set(), set(), set()))

    async def answered(self, campaign: Campaign, form: Questionnaire) -> None:
        """Some are invited, some of them finish, some of those with one button all along."""
        for person in self.people:
            if self.luck.random() < 0.3:
                continue
            person.invited.add(campaign.id)
            await self.there.store.invite(campaign.id, person.member, person.place)  # type: ignore[arg-type]
            if person.account is None or self.luck.random() < 0.4:
                continue
            person.finished.add(campaign.id)
            is_doubtful = self.luck.random() < 0.4
            if is_doubtful:
                person.doubtful.add(campaign.id)
            async with self.stores.database.writing() as connection:
                given = _given(form, is_doubtful=is_doubtful)
                await connection.execute(insert(runs).values(_run(self, campaign, person, given)))
                mine = (campaign_counts.c.campaign_id == campaign.id) & (
                    campaign_counts.c.organisation_id == (person.place or NOWHERE)
                )
                await connection.execute(
                    update(campaign_counts).where(mine).values(finished=campaign_counts.c.finished + 1)
                )

    async def indicator(self, definition: Definition, setting: Setting) -> Indicator:
        await kept(self.there, definition, setting)
        request = IndicatorRequest(self.there.centre, (definition.code,))
        figures = SqlIndicators(self.stores.database, self.stores.versions)
        [found] = (await figures.figures(request, self.stores.clock())).indicators
        return found


def _given(form: Questionnaire, *, is_doubtful: bool) -> str:
    items = [question for question in form.questions if question.scale]
    said = {each.key: each.choices[0 if is_doubtful else n % 4].code for n, each in enumerate(items)}
    return orjson.dumps(said).decode()


def _run(town: Town, campaign: Campaign, person: Person, given: str) -> dict[str, Any]:
    now = town.stores.clock()
    return {
        "account_id": person.account, "version_id": campaign.version, "questionnaire_key": campaign.questionnaire_key,
        "status": "finished", "revision": 9, "answers": given, "heard": 0, "begun_at": now - timedelta(minutes=9),
        "touched_at": now,
"expires_at": now, "finished_at": now, "centre_id": town.there.centre, "organisation_id": person.place,
        "campaign_id": campaign.id,
    }  # fmt: skip


async def town_of(stores: Stores, seed: int, count: int = 60) -> Town:
    there = await world(stores)
    async with stores.database.writing() as connection:
        await connection.execute(delete(members))
    town = Town(there, seed)
    await town.peopled(count)
    return town


async def kept(there: World, definition: Definition, setting: Setting, year: int = 2026) -> None:
    """Put a setting where the bot keeps it."""
    key = {"centre_id": there.centre, "code": definition.code, "school_year": year}
    told = {"setting": orjson.dumps(setting_to_json(setting)).decode(), "changed_at": there.stores.clock()}
    async with there.stores.database.writing() as connection:
        keeping = upsert(connection, indicator_settings).values({**key, **told})
        await connection.execute(keeping.on_conflict_do_update(index_elements=list(key), set_=told))


def concerns(definition: Definition, person: Person) -> bool:
    """In plain words, who is in the list of an indicator."""
    match definition.code:
        case "IND-07":
            return person.told["young"] == "yes" and person.told["experience"] in ("first_year", "years_1_3")
        case "IND-16":
            return person.told["work"] == "head"
    return True


def slowly(
    town: Town, definition: Definition, setting: Setting, chosen: Sequence[Campaign]
) -> tuple[dict[int, Headcount], int, list[tuple[int, str]]]:
    """People one after another: counts by organisation, how many are doubtful, and who is missing."""
    numbers = {each.id for each in chosen}
    counts: dict[int, Headcount] = {}
    doubtful, missing = 0, []
    for person in town.people:
        is_meant = concerns(definition, person) if setting.denominator is Denominator.LISTED else False
        if setting.denominator is Denominator.INVITED:
            is_meant = bool(person.invited & numbers)
        if not is_meant:
            continue
        finished = person.finished & numbers
        is_covered = bool(finished)
        if setting.numerator is Numerator.WITH_COURSES:
            is_covered = is_covered and person.told["courses"] in ("this_year", "years_1_3")
        place = person.place or NOWHERE
        counts[place] = counts.get(place, Headcount()) + Headcount(1, int(is_covered))
        doubtful += bool(finished) and finished <= person.doubtful
        if not is_covered:
            missing.append((place, person.code))
    return counts, doubtful, sorted(missing)


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_way_to_reckon_is_the_same_as_one_person_after_another(stores: Stores, seed: int) -> None:
    town = await town_of(stores, seed)
    pd1, mt1 = await town.form("pd-1"), await town.form("mt-1")
    for name, form in (("pd-1", pd1), ("mt-1", mt1), ("pd-1", pd1)):
        await town.answered(await town.campaign(name), form)
    first = town.campaigns[0].id
    store = SqlIndicatorStore(stores.database)
    for definition in (SELF, HEADS):
        there = [each for each in town.campaigns if each.questionnaire_key in definition.questionnaires]
        for numerator in (*definition.numerators, Numerator.FINISHED):
            for denominator in definition.denominators:
                for some in ((), (first,)) if definition is SELF else ((),):
                    setting = Setting(numerator, denominator, None, some)
                    chosen = [each for each in there if not some or each.id in some]
                    counts, doubtful, missing = slowly(town, definition, setting, chosen)
                    found = await town.indicator(definition, setting)

                    total = sum(counts.values(), Headcount())
                    left_out = doubtful if numerator is Numerator.CLEAN and doubtful >= 5 else 0
                    share = found.lines[0].share.known()
                    assert share is not None
                    assert (share.count, share.of) == (total.covered - left_out, total.people)
                    told = {each.organisation: each.count for each in found.uncovered}
                    assert told == {place: each for place, each in counts.items() if each.missing}
                    codes = await store.uncovered_codes(town.there.centre, definition, setting, chosen)
                    assert list(codes) == missing


async def test_codes_of_one_organisation_and_of_people_without_one(stores: Stores) -> None:
    town = await town_of(stores, 3)
    await town.answered(await town.campaign("pd-1"), await town.form("pd-1"))
    store, setting = SqlIndicatorStore(stores.database), SELF.setting
    missing = slowly(town, SELF, setting, town.campaigns)[2]
    for place in (*town.there.places, NOWHERE):
        found = await store.uncovered_codes(town.there.centre, SELF, setting, town.campaigns, OrganisationId(place))
        assert list(found) == [each for each in missing if each[0] == place]


async def test_of_an_anonymous_campaign_counts_are_known_and_nobody_by_code(stores: Stores) -> None:
    there = await world(stores)
    town = Town(there, 1)
    form = await stores.questionnaire()
    campaign = await there.started(mode=Mode.ANONYMOUS)
    async with stores.database.writing() as connection:
        await connection.execute(update(campaigns).values(questionnaire_key="pd-1"))
    run = await there.begins(0, campaign)
    assert run is not None
    await there.finishes(run)
    campaign = replace(campaign, questionnaire_key="pd-1")
    assert form.id == campaign.version

    for denominator in (Denominator.INVITED, Denominator.LISTED):
        setting = Setting(Numerator.FINISHED, denominator)
        indicator = await town.indicator(SELF, setting)
        assert indicator.is_anonymous
        first, second = there.places
        assert {each.organisation: each.count for each in indicator.uncovered} == {
            first: Headcount(3, 1),
            second: Headcount(2, 0),
        }
        store = SqlIndicatorStore(stores.database)
        assert await store.uncovered_codes(there.centre, SELF, setting, [campaign]) == []


async def test_growth_is_measured_against_the_counts_of_the_year_before(stores: Stores, database_url: str) -> None:
    town = await town_of(stores, 4)
    form = await town.form("pd-1")
    earlier = await town.campaign("pd-1", school_year=2025)
    await town.answered(earlier, form)
    invited = sum(earlier.id in each.invited for each in town.people)
    finished = sum(earlier.id in each.finished for each in town.people)
    await town.answered(await town.campaign("pd-1"), form)
    setting = replace(SELF.setting, target=Target(5, Reading.YEARLY_INCREMENT))

    [line] = (await town.indicator(SELF, setting)).lines
    assert line.before is not None
    assert line.before.known() == Fraction(100 * finished, invited)
    await kept(town.there, SELF, replace(setting, before=12.5))
    request = IndicatorRequest(town.there.centre, (SELF.code,))
    figures = await asyncio.to_thread(_of_another_process, database_url, request, stores.clock())
    [line] = figures.indicators[0].lines
    assert line.before is not None
    assert line.before.known() == Fraction("12.5")


def _of_another_process(database_url: str, request: IndicatorRequest, now: datetime) -> Figures:
    kept_open = KeptIndicators(database_url)
    try:
        assert kept_open.figures(request, now) == kept_open.figures(request, now)
        return kept_open.figures(request, now)
    finally:
        kept_open.close()


async def test_satisfaction_is_reckoned_for_both_sides_and_never_for_one_organisation(stores: Stores) -> None:
    town = await town_of(stores, 5)
    form = await town.form("mf-1-mentor")
    await town.answered(await town.campaign("mf-1-mentor"), form)
    mentors, mentees = (await town.indicator(MENTORING, MENTORING.setting)).lines

    answered = sum(bool(each.finished) for each in town.people)
    share = mentors.share.known()
    assert (mentors.label, share and share.of) == ("Наставники", answered)
    assert mentees.share.said(str) == "—"
    own = IndicatorRequest(town.there.centre, own=OrganisationId(town.there.places[0]))
    told = await SqlIndicators(stores.database, stores.versions).figures(own, stores.clock())
    assert [each.definition.code for each in told.indicators] == ["IND-01s", "IND-07", "IND-16"]
    assert all(len(each.uncovered) <= 1 for each in told.indicators)


async def test_the_setting_of_an_earlier_year_is_stored_beside_and_the_newest_is_found(stores: Stores) -> None:
    there = await world(stores)
    old, new = SELF.setting, replace(SELF.setting, target=None, campaigns=(CampaignId(7),))
    await kept(there, SELF, new, 2027)
    await kept(there, SELF, old, 2026)

    found = await SqlIndicatorStore(stores.database).stored(there.centre)
    assert found == {"IND-01s": Stored(new, 2027, stores.clock())}
    assert await SqlIndicatorStore(stores.database).stored(await stores.centre("Другой")) == {}


async def finished(there: World, answers: dict[str, str]) -> Run:
    """The form of an indicator, answered by the first of the staff."""
    account = (await there.stores.accounts.recognise(1, there.stores.clock())).id
    text = (LIBRARY / "indicator.md").read_text(encoding="utf-8")
    form = await there.stores.versions.add("indicator", read_markdown("indicator.md", text), there.stores.clock())
    run, _ = engine.begin(NOT_NUMBERED, account, form, there.stores.clock())
    return replace(run, answers=_keyed(answers), centre=there.centre)


async def test_a_change_is_kept_noted_and_does_not_undo_another_one(stores: Stores) -> None:
    there = await world(stores)
    await there.staff()
    target = {"indicator": "IND-07", "task": TARGET, "reading": "min_level", "percent": "90", "source": "приказ"}
    reckoning = {"indicator": "IND-07", "task": RECKONING, "numerator": "clean", "denominator": "invited"}
    run = await finished(there, target)
    async with stores.database.writing() as connection:
        await keep_indicator(connection, run, stores.clock())  # nobody has given the right
    store = SqlIndicatorStore(stores.database)
    assert await store.stored(there.centre) == {}

    async with stores.database.writing() as connection:
        row = {
            "account_id": run.owner, "role": Role.METHODOLOGIST.value, "centre_id": there.centre, "label": "",
            "given_at": stores.clock(),
        }  # fmt: skip
        await connection.execute(insert(posts).values(row))
        await keep_indicator(connection, run, stores.clock())
        await keep_indicator(connection, replace(run, answers=_keyed(reckoning)), stores.clock())
    setting = Setting(
        Numerator.CLEAN, Denominator.INVITED, Target(90, Reading.MIN_LEVEL, "приказ"), satisfied_from=70
    )
    assert (await store.stored(there.centre))["IND-07"] == Stored(setting, 2026, stores.clock())
    now = stores.clock()
    notes = await SqlAuditStore(stores.database).read(there.centre, now, now + timedelta(seconds=1))
    assert [(each.action, each.about, each.details) for each in notes[-2:]] == [
        ("indicator_changed", "indicator IND-07", "min_level 90, finished of listed, campaigns 0"),
        ("indicator_changed", "indicator IND-07", "min_level 90, clean of invited, campaigns 0"),
    ]


def _keyed(answers: dict[str, str]) -> dict[Key, str]:
    return {Key(key): value for key, value in answers.items()}

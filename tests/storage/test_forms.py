"""Forms of authors: drafts, versions with their files, publications — and trials that leave nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from storage import tables
from storage.database import Database
from storage.forms import SqlFormStore
from storage.shelf import SqlShelf
from surveys import engine
from surveys.authoring import Draft, StoredFile
from surveys.model import Run, VersionId
from surveys.ports import NOT_NUMBERED
from surveys.replies import Move, Reply, Tapped
from surveys.xlsform import read_markdown
from tests.clock import Ticking
from tests.storage.cast import SMALL, Stores, worker


@pytest.fixture
def stores(database: Database) -> Stores:
    return worker(database, Ticking())


def forms_of(stores: Stores) -> SqlFormStore:
    return SqlFormStore(stores.database, stores.versions)


SOURCE = StoredFile("probe.md", SMALL.encode())


async def test_a_draft_replaces_the_one_before_with_all_its_files(stores: Stores) -> None:
    forms, author = forms_of(stores), await stores.person()
    assert await forms.draft_of(author) is None
    await forms.keep_draft(author, Draft("a.xlsx", b"one", {"x.csv": b"x", "y.png": b"y"}))
    await forms.keep_draft(author, Draft("b.xlsx", b"two", {"x.csv": b"z"}))
    assert await forms.draft_of(author) == Draft("b.xlsx", b"two", {"x.csv": b"z"})
    assert await forms.draft_of(await stores.person(1002)) is None


async def test_the_same_files_are_the_same_version_and_other_files_another(stores: Stores) -> None:
    centre = await stores.centre()
    forms, form = forms_of(stores), read_markdown("probe.md", SMALL)
    first = await forms.freeze(centre, form, SOURCE, {"a.png": b"1"}, stores.clock())
    again = await forms.freeze(centre, form, SOURCE, {"a.png": b"1"}, stores.clock())
    other = await forms.freeze(centre, form, SOURCE, {"a.png": b"2"}, stores.clock())

    assert first.id == again.id != other.id
    assert await forms.source_of(first.id) == SOURCE
    assert await forms.file_of(other.id, "a.png") == StoredFile("a.png", b"2")
    await forms.remember_sent(other.id, "a.png", "AgAC")
    assert await forms.file_of(other.id, "a.png") == StoredFile("a.png", b"2", "AgAC")
    assert await forms.file_of(first.id, "a.png") == StoredFile("a.png", b"1")
    assert await forms.version(VersionId(999), centre) is None


async def test_a_publication_is_seen_by_every_worker_and_gives_way_to_the_next(stores: Stores) -> None:
    centre = await stores.centre()
    forms, author, form = forms_of(stores), await stores.person(), read_markdown("probe.md", SMALL)
    library = await stores.questionnaire()
    old = await forms.freeze(centre, form, SOURCE, {}, stores.clock())
    new = await forms.freeze(centre, form, SOURCE, {"a.png": b"1"}, stores.clock())
    other_worker = worker(stores.database, stores.clock)
    shelf = SqlShelf([library], forms_of(other_worker), other_worker.versions)
    assert await shelf.current("probe", centre) == library

    for version in (old, new):
        await forms.publish(centre, version.id, author, stores.clock())
        current = await shelf.current("probe", centre)
        assert current is not None
        assert current.id == version.id
    assert [each.questionnaire.id for each in await forms.published(centre)] == [new.id]
    assert (await shelf.successor(old.id, centre)) == new

    assert await forms.withdraw(centre, "probe")
    assert not await forms.withdraw(centre, "probe")
    assert [questionnaire.id for questionnaire in await shelf.on_offer(centre)] == [library.id]
    assert await shelf.successor(VersionId(999), centre) is None


async def test_what_nobody_published_or_answered_is_forgotten_after_a_while(stores: Stores) -> None:
    centre = await stores.centre()
    forms, author, form = forms_of(stores), await stores.person(), read_markdown("probe.md", SMALL)
    library = await stores.questionnaire()
    tried, published, answered = [
        await forms.freeze(centre, form, SOURCE, {"a.png": bytes([number])}, stores.clock()) for number in range(3)
    ]
    await forms.publish(centre, published.id, author, stores.clock())
    await stores.begun(author, answered)
    assert await forms.forget_unused(stores.clock()) == 0

    stores.clock.passes(days=31)
    assert await forms.forget_unused(stores.clock()) == 1
    fresh = forms_of(worker(stores.database, stores.clock))
    assert await fresh.version(tried.id, centre) is None
    assert not await forms.publish(centre, tried.id, author, stores.clock())
    assert await fresh.file_of(tried.id, "a.png") is None
    for kept in (published, answered):
        assert await fresh.version(kept.id, centre) is not None
    assert await stores.versions.of(library.id) == library


async def test_a_trial_stands_beside_a_real_run_and_vanishes_when_it_ends(stores: Stores) -> None:
    author, questionnaire = await stores.person(), await stores.questionnaire()
    real, _events = await stores.begun(author, questionnaire)
    begun = engine.begin(NOT_NUMBERED, author, questionnaire, stores.clock())[0]
    first = await stores.runs.try_out(_trial(begun))
    second = await stores.runs.try_out(_trial(begun))
    assert await stores.runs.find(first.id, author) is None
    assert {run.id: run.is_trial for run in await stores.runs.of_owner(author)} == {real.id: False, second.id: True}

    run = second
    for act in (Tapped(0), Tapped(1), Move.SKIP):
        reply = Reply(act, revision=run.revision)
        changed = await stores.runs.change(
            run.id, author, lambda r, reply=reply: engine.answer(r, reply, stores.clock())
        )
        assert changed is not None
        run = changed[0]
    assert run.is_trial
    assert not run.status.is_open
    async with stores.database.reading() as connection:
        count = (await connection.execute(select(func.count()).select_from(tables.runs))).scalar_one()
    assert count == 1


def _trial(begun: Run) -> Run:
    return replace(begun, is_trial=True)

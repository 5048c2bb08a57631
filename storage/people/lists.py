"""Lists: files that wait to be applied, applying all of one, taking it back, giving it out."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.plan import KnownOrganisation, KnownPerson, PersonChange, Plan
from people.lists.words import folded
from people.member import PROFILE_KEYS
from people.model import AccountId, CentreId, MemberId, OrganisationId
from people.roles import Role
from storage.database import Database
from storage.people.appointments import follow_list
from storage.people.audit import write_down
from storage.people.bulk import insert_all, insert_numbered
from storage.people.rows import card_values, to_card
from storage.people.unused import unused_codes
from storage.people_tables import (
    anonymous_answers,
    centres,
    import_changes,
    imports,
    invitations,
    members,
    organisations,
    posts,
)
from storage.sealing import Sealer
from storage.tables import runs

AT_ONCE = 40
"""Rows of one statement, about a millisecond of the processor; between two of them others get it."""
REST = 0.001
"""Seconds between portions on PostgreSQL."""
ORGANISATION = "organisation"
PERSON = "person"
_KEPT = (
    "organisation_id", "own_number", "name_mark", "sealed_name", "role", "has_left", "given_in", *PROFILE_KEYS,
)  # fmt: skip
"""Columns of a member that a list may change."""
_IMPORTED = tuple(key for key in PROFILE_KEYS if key not in ("courses", "special_needs"))


T = TypeVar("T")


class SqlListStore:
    """The `ListStore`."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def keep(self, account: AccountId, centre: CentreId, file: str, data: bytes, now: datetime) -> int:
        """See `ListStore.keep`."""
        row = {
            "centre_id": centre,
            "account_id": account,
            "file": file,
            "content": data,
            "state": "checked",
            "sent_at": now,
        }
        async with self._database.writing() as connection:
            mine = (imports.c.account_id == account) & (imports.c.state == "checked")
            await connection.execute(delete(imports).where(mine))
            return int((await connection.execute(insert(imports).values(row).returning(imports.c.id))).scalar_one())

    async def kept(self, number: int, centre: CentreId) -> tuple[str, bytes] | None:
        """See `ListStore.kept`."""
        query = select(imports.c.file, imports.c.content).where(
            imports.c.id == number, imports.c.centre_id == centre, imports.c.state == "checked"
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (row.file, bytes(row.content))

    async def known_organisations(self, centre: CentreId) -> Sequence[KnownOrganisation]:
        """See `ListStore.known_organisations`."""
        query = select(organisations).where(organisations.c.centre_id == centre).order_by(organisations.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [KnownOrganisation(OrganisationId(row.id), to_card(row), row.is_closed) for row in rows]

    async def known_people(self, centre: CentreId) -> AsyncIterator[Sequence[KnownPerson]]:
        """See `ListStore.known_people`."""
        last = 0
        while True:
            query = (
                select(members)
                .where(members.c.centre_id == centre, members.c.id > last)
                .order_by(members.c.id)
                .limit(AT_ONCE)
            )
            async with self._database.reading() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            last = rows[-1].id
            yield [_known(row) for row in rows]

    def mark_of(self, centre: CentreId, name: str) -> str:
        """See `ListStore.mark_of`."""
        return str(self._sealer.digests_of(f"{centre}:{folded(name)}")[0])

    async def apply(self, number: int, centre: CentreId, plan: Plan, note: Note) -> bool:
        """See `ListStore.apply`."""
        async with self._database.writing() as connection:
            waiting = (imports.c.id == number) & (imports.c.centre_id == centre) & (imports.c.state == "checked")
            taken = update(imports).where(waiting).values(state="applied", applied_at=note.at, content=None)
            if not (await connection.execute(taken)).rowcount:
                return False
            settings = select(centres.c.settings).where(centres.c.id == centre)
            year = int(orjson.loads((await connection.execute(settings)).scalar_one())["school_year"])
            work = _Applying(connection, self._sealer, number, centre, year)
            await work.organisations(plan)
            await work.people(plan)
            await follow_list(connection, centre, note.at)
            # Older ones cannot be taken back any more: the newest list has built on them.
            older = select(imports.c.id).where(imports.c.centre_id == centre, imports.c.id < number)
            await connection.execute(delete(import_changes).where(import_changes.c.import_id.in_(older)))
            await write_down(connection, note)
        return True

    async def last_applied(self, centre: CentreId) -> tuple[int, str, datetime] | None:
        """See `ListStore.last_applied`."""
        query = (
            select(imports.c.id, imports.c.file, imports.c.applied_at)
            .where(imports.c.centre_id == centre, imports.c.state == "applied")
            .order_by(imports.c.id.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (row.id, row.file, row.applied_at)

    async def undo(self, centre: CentreId, note: Note) -> tuple[int, int] | None:
        """See `ListStore.undo`."""
        async with self._database.writing() as connection:
            query = (
                select(imports.c.id)
                .where(imports.c.centre_id == centre, imports.c.state == "applied")
                .order_by(imports.c.id.desc())
                .limit(1)
                .with_for_update()
            )
            number = (await connection.execute(query)).scalar_one_or_none()
            if number is None:
                return None
            undone = await _undo(connection, number)
            await follow_list(connection, centre, note.at)
            await connection.execute(update(imports).where(imports.c.id == number).values(state="undone"))
            await connection.execute(delete(import_changes).where(import_changes.c.import_id == number))
            await write_down(connection, note)
        return undone

    async def export(
        self, centre: CentreId, only: frozenset[OrganisationId] | None, *, with_names: bool
    ) -> tuple[Sequence[ListedOrganisation], Sequence[ListedPerson]]:
        """See `ListStore.export`."""
        known = await self.known_organisations(centre)
        names = {each.id: each.card.short_name for each in known}
        listed = [
            ListedOrganisation(line, each.card, each.code, each.is_closed) for line, each in enumerate(known, start=2)
        ]
        people: list[ListedPerson] = []
        query = select(members).where(members.c.centre_id == centre, members.c.organisation_id.is_not(None))
        if only is not None:
            query = query.where(members.c.organisation_id.in_(only))
            listed = []
        async with self._database.reading() as connection:
            rows = await connection.execute(query.order_by(members.c.organisation_id, members.c.id))
            for line, row in enumerate(rows, start=2):
                listed_person = _listed(line, row, names[row.organisation_id])
                if with_names and row.sealed_name:
                    listed_person = replace(listed_person, name=self._sealer.open_text(row.sealed_name))
                people.append(listed_person)
        return listed, people


class _Applying:
    """One list, inside one transaction."""

    def __init__(
        self, connection: AsyncConnection, sealer: Sealer, number: int, centre: CentreId, school_year: int
    ) -> None:
        self._connection = connection
        self._sealer = sealer
        self._number = number
        self._centre = centre
        self._school_year = school_year
        self._new: dict[str, int] = {}

    async def organisations(self, plan: Plan) -> None:
        """New ones first, for people may be listed in them."""
        for number, listed in plan.changed_organisations:
            mine = organisations.c.id == number
            row = (await self._connection.execute(select(organisations).where(mine))).one()
            before = {**card_values(to_card(row), is_closed=row.is_closed)}
            await self._remember(ORGANISATION, [(int(number), before)])
            values = card_values(listed.card, is_closed=listed.is_closed)
            await self._connection.execute(update(organisations).where(mine).values(values))
        for some in portions(plan.new_organisations, AT_ONCE):
            rows = [
                {**card_values(listed.card, is_closed=listed.is_closed), "centre_id": self._centre} for listed in some
            ]
            made = await self._connection.execute(
                insert(organisations).returning(organisations.c.id, organisations.c.folded_name), rows
            )
            for row in made:
                self._new[row.folded_name] = row.id
                await self._remember(ORGANISATION, [(row.id, None)])

    async def people(self, plan: Plan) -> None:
        """In portions; each gives the others a chance."""
        for some in portions(plan.changed_people, AT_ONCE):
            await self._change(some)
        fresh = iter(await unused_codes(self._connection, len(plan.new_people)))
        for some in portions(plan.new_people, AT_ONCE):
            rows = [self._row(change, next(fresh)) for change in some]
            made = await insert_numbered(self._connection, members, rows)
            await self._remember(PERSON, [(number, None) for number in made])
            await self._rest()

    async def _rest(self) -> None:
        """Let taps go first; not on SQLite, where everybody else waits for this transaction."""
        if self._connection.dialect.name == "postgresql":
            await asyncio.sleep(REST)

    async def _change(self, some: Iterable[PersonChange]) -> None:
        changes = {int(change.id): change for change in some if change.id is not None}
        query = select(members.c.id, *(members.c[name] for name in _KEPT))
        rows = (await self._connection.execute(query.where(members.c.id.in_(changes)))).all()
        await self._remember(PERSON, [(row.id, {name: getattr(row, name) for name in _KEPT}) for row in rows])
        changing = update(members).where(members.c.id == bindparam("number"))
        changing = changing.values({name: bindparam(f"new_{name}") for name in _KEPT})
        values = [self._changed(row, changes[row.id]) for row in rows]
        if values:
            await self._connection.execute(changing, values)

    def _changed(self, row: Row[Any], change: PersonChange) -> Mapping[str, Any]:
        """Empty cells of the list change nothing."""
        listed, there = change.listed, {name: getattr(row, name) for name in _KEPT}
        told = self._told(listed)
        new = {**there, **{name: value for name, value in told.items() if value not in ("", None)}}
        new |= {"organisation_id": self._organisation(change), "role": listed.role.value, "has_left": listed.has_left}
        new["given_in"] = self._given_in(row.given_in, listed)
        return {"number": row.id, **{f"new_{name}": value for name, value in new.items()}}

    def _row(self, change: PersonChange, code: str) -> Mapping[str, Any]:
        listed = change.listed
        return {
            "centre_id": self._centre,
            "organisation_id": self._organisation(change),
            "code": code,
            "role": listed.role.value,
            "is_guest": False,
            "has_left": listed.has_left,
            **self._told(listed),
            "given_in": self._given_in("{}", listed),
        }

    def _given_in(self, before: str, listed: ListedPerson) -> str:
        """What a list tells counts as told in this school year."""
        told = {key: self._school_year for key, value in listed.profile.items() if value}
        return orjson.dumps({**orjson.loads(before), **told}).decode()

    def _told(self, listed: ListedPerson) -> Mapping[str, Any]:
        named = listed.name
        return {
            "own_number": listed.own_number,
            "name_mark": self._sealer.digests_of(f"{self._centre}:{folded(named)}")[0] if named else None,
            "sealed_name": self._sealer.seal_text(named) if named else "",
            **{key: listed.profile.get(key, "") for key in _IMPORTED},
        }

    def _organisation(self, change: PersonChange) -> int:
        where = change.organisation
        return self._new[where] if isinstance(where, str) else int(where)

    async def _remember(self, what: str, before: Iterable[tuple[int, Mapping[str, Any] | None]]) -> None:
        rows = [
            {
                "import_id": self._number,
                "what": what,
                "target_id": target,
                "before": None if values is None else orjson.dumps(dict(values)).decode(),
            }
            for target, values in before
        ]
        if rows:
            await insert_all(self._connection, import_changes, rows)


def portions(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most so many."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


async def _undo(connection: AsyncConnection, number: int) -> tuple[int, int]:
    """What was changed gets its old values; what was new goes, unless somebody uses it by now."""
    undone, stays = await _undo_new_people(connection, number)
    for what, table in ((PERSON, members), (ORGANISATION, organisations)):
        mine = select(import_changes).where(import_changes.c.import_id == number, import_changes.c.what == what)
        changed = mine.where(import_changes.c.before.is_not(None))
        for row in (await connection.execute(changed)).all():
            restored = update(table).where(table.c.id == row.target_id).values(orjson.loads(row.before))
            undone += (await connection.execute(restored)).rowcount
    new = select(import_changes.c.target_id).where(
        import_changes.c.import_id == number,
        import_changes.c.what == ORGANISATION,
        import_changes.c.before.is_(None),
    )
    for organisation in (await connection.execute(new)).scalars().all():
        if await _is_in_use(connection, organisation):
            stays += 1
        else:
            await connection.execute(delete(organisations).where(organisations.c.id == organisation))
            undone += 1
    return undone, stays


async def _undo_new_people(connection: AsyncConnection, number: int) -> tuple[int, int]:
    new = select(import_changes.c.target_id).where(
        import_changes.c.import_id == number, import_changes.c.what == PERSON, import_changes.c.before.is_(None)
    )
    has_come = members.c.account_id.is_not(None)
    counted = select(func.count()).select_from(members).where(members.c.id.in_(new), has_come)
    stays = int((await connection.execute(counted)).scalar_one())
    gone = await connection.execute(delete(members).where(members.c.id.in_(new), ~has_come))
    return int(gone.rowcount), stays


async def _is_in_use(connection: AsyncConnection, organisation: int) -> bool:
    for table in (members, posts, invitations, runs, anonymous_answers):
        used = select(func.count()).select_from(table).where(table.c.organisation_id == organisation)
        if (await connection.execute(used)).scalar_one():
            return True
    return False


def _known(row: Row[Any]) -> KnownPerson:
    return KnownPerson(
        MemberId(row.id),
        None if row.organisation_id is None else OrganisationId(row.organisation_id),
        row.code,
        row.own_number,
        "" if row.name_mark is None else str(row.name_mark),
        {key: value for key in _IMPORTED if (value := getattr(row, key))},
        Role(row.role),
        row.has_left,
    )


def _listed(line: int, row: Row[Any], organisation: str) -> ListedPerson:
    return ListedPerson(
        line,
        organisation,
        row.code,
        row.own_number,
        "",
        {key: value for key in _IMPORTED if (value := getattr(row, key))},
        Role(row.role),
        row.has_left,
    )

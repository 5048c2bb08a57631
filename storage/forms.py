"""Forms of authors: drafts, versions with their files, publications — the `FormStore`."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, union, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.model import AccountId, CentreId
from storage.database import Database
from storage.people.audit import write_down
from storage.people_tables import anonymous_answers, version_centres
from storage.tables import draft_files, drafts, publications, runs, version_files
from storage.tables import questionnaire_versions as versions
from storage.versions import SqlVersionStore
from surveys.authoring import Draft, Publication, StoredFile
from surveys.model import Questionnaire, VersionId
from surveys.xlsform.form import Form


class SqlFormStore:
    """One row for a draft, one for a version, one for a publication; files beside them."""

    def __init__(self, database: Database, stored: SqlVersionStore) -> None:
        self._database = database
        self._stored = stored

    async def keep_draft(self, author: AccountId, draft: Draft) -> None:
        """See `FormStore.keep_draft`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(draft_files).where(draft_files.c.account_id == author))
            await connection.execute(delete(drafts).where(drafts.c.account_id == author))
            row = {"account_id": author, "file": draft.file, "content": draft.data}
            await connection.execute(insert(drafts).values(row))
            for name, data in draft.attachments.items():
                file = {"account_id": author, "name": name, "content": data}
                await connection.execute(insert(draft_files).values(file))

    async def draft_of(self, author: AccountId) -> Draft | None:
        """See `FormStore.draft_of`."""
        async with self._database.reading() as connection:
            query = select(drafts.c.file, drafts.c.content).where(drafts.c.account_id == author)
            found = (await connection.execute(query)).one_or_none()
            if found is None:
                return None
            files = select(draft_files.c.name, draft_files.c.content).where(draft_files.c.account_id == author)
            attachments = {row.name: bytes(row.content) for row in await connection.execute(files)}
        return Draft(found.file, bytes(found.content), attachments)

    async def freeze(
        self, centre: CentreId, form: Form, source: StoredFile, files: Mapping[str, bytes], now: datetime
    ) -> Questionnaire:
        """See `FormStore.freeze`."""
        questionnaire = await self._stored.add(_digest(source, files), form, now)
        rows = [(source.name, source.data, True), *((name, data, False) for name, data in files.items())]
        try:
            async with self._database.writing() as connection:
                known = select(version_files.c.name).where(version_files.c.version_id == questionnaire.id).limit(1)
                if (await connection.execute(known)).first() is None:
                    for name, data, is_source in rows:
                        row = {"version_id": questionnaire.id, "name": name, "content": data, "is_source": is_source}
                        await connection.execute(insert(version_files).values(row))
        except IntegrityError:  # another worker was faster with the same files
            pass
        await self._give_to(questionnaire.id, centre)
        return questionnaire

    async def _give_to(self, version: VersionId, centre: CentreId) -> None:
        """The same file sent in two centres is one version that both may use."""
        try:
            async with self._database.writing() as connection:
                if not await _is_of(connection, version, centre):
                    row = {"version_id": version, "centre_id": centre}
                    await connection.execute(insert(version_centres).values(row))
        except IntegrityError:  # another worker was faster
            pass

    async def version(self, number: VersionId, centre: CentreId) -> Questionnaire | None:
        """See `FormStore.version`."""
        async with self._database.reading() as connection:
            if not await _is_of(connection, number, centre):
                return None
        try:
            return await self._stored.of(number)
        except KeyError:
            return None

    async def publish(self, centre: CentreId, version: VersionId, author: AccountId, now: datetime) -> bool:
        """See `FormStore.publish`."""
        async with self._database.writing() as connection:
            if not await _is_of(connection, version, centre):
                return False
            named = select(versions.c.key).where(versions.c.id == version)
            key = (await connection.execute(named)).scalar_one_or_none()
            assert key is not None
            values = {"version_id": version, "account_id": author, "published_at": now}
            there = (publications.c.key == key) & (publications.c.centre_id == centre)
            changed = await connection.execute(update(publications).where(there).values(values))
            if not changed.rowcount:
                await connection.execute(insert(publications).values({"key": key, "centre_id": centre, **values}))
            await write_down(
                connection, Note(now, centre, f"account {author}", "form_published", f"version {version}")
            )
        return True

    async def withdraw(self, centre: CentreId, key: str) -> bool:
        """See `FormStore.withdraw`."""
        there = (publications.c.key == key) & (publications.c.centre_id == centre)
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(publications).where(there))
        return bool(gone.rowcount)

    async def forget_unused(self, before: datetime) -> int:
        """See `FormStore.forget_unused`."""
        sent = select(version_files.c.version_id).where(version_files.c.is_source.is_(True))
        in_use = union(
            select(publications.c.version_id), select(runs.c.version_id), select(anonymous_answers.c.version_id)
        )
        unused = delete(versions).where(
            versions.c.added_at < before, versions.c.id.in_(sent), versions.c.id.not_in(in_use)
        )
        async with self._database.writing() as connection:
            gone = await connection.execute(unused)
        return int(gone.rowcount)

    async def published(self, centre: CentreId | None) -> Sequence[Publication]:
        """See `FormStore.published`."""
        query = (
            select(publications)
            .where(publications.c.centre_id == centre)
            .order_by(publications.c.published_at.desc(), publications.c.key)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Publication(
                await self._stored.of(VersionId(row.version_id)),
                AccountId(row.account_id),
                row.published_at,
            )
            for row in rows
        ]

    async def source_of(self, version: VersionId) -> StoredFile | None:
        """See `FormStore.source_of`."""
        return await self._file(version_files.c.version_id == version, version_files.c.is_source.is_(True))

    async def file_of(self, version: VersionId, name: str) -> StoredFile | None:
        """See `FormStore.file_of`."""
        return await self._file(version_files.c.version_id == version, version_files.c.name == name)

    async def remember_sent(self, version: VersionId, name: str, sent_as: str) -> None:
        """See `FormStore.remember_sent`."""
        this = (version_files.c.version_id == version) & (version_files.c.name == name)
        async with self._database.writing() as connection:
            await connection.execute(update(version_files).where(this).values(sent_as=sent_as))

    async def _file(self, *which: object) -> StoredFile | None:
        query = select(version_files.c.name, version_files.c.content, version_files.c.sent_as).where(*which)  # type: ignore[arg-type]
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else StoredFile(row.name, bytes(row.content), row.sent_as or "")


async def _is_of(connection: AsyncConnection, version: VersionId, centre: CentreId) -> bool:
    query = select(version_centres.c.version_id).where(
        version_centres.c.version_id == version, version_centres.c.centre_id == centre
    )
    return (await connection.execute(query)).first() is not None


def _digest(source: StoredFile, files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(source.data)
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()

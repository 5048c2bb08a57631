"""Frozen versions of questionnaires."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.tables import questionnaire_versions as versions
from storage.tables import runs
from surveys.composing import COMPOSED, Lists, filled
from surveys.model import Questionnaire, VersionId
from surveys.xlsform import Form, compile_form

MOST_COMPILED = 200
"""Versions kept ready; authors who try many drafts must not fill the memory."""


class SqlVersionStore:
    """Keeps forms; hands out compiled questionnaires, each compiled once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._compiled: dict[VersionId, Questionnaire] = {}

    @property
    def known(self) -> Mapping[VersionId, Questionnaire]:
        """What is compiled already; a version never changes, but one not used may leave."""
        return self._compiled

    async def of(self, version: VersionId) -> Questionnaire:
        """A version by its number; KeyError if there is none."""
        if version not in self._compiled:
            query = select(versions.c.form).where(versions.c.id == version)
            async with self._database.reading() as connection:
                form = (await connection.execute(query)).scalar_one_or_none()
            if form is None:
                raise KeyError(version)
            if len(self._compiled) >= MOST_COMPILED:
                del self._compiled[next(iter(self._compiled))]  # whoever needs it next compiles it again
            self._compiled[version] = compile_form(Form.from_json(orjson.loads(form)), version)
        return self._compiled[version]

    async def form_of(self, version: VersionId) -> Mapping[str, Any]:
        """A version as it is stored, to be asked by another process; KeyError if there is none."""
        query = select(versions.c.form).where(versions.c.id == version)
        async with self._database.reading() as connection:
            form = (await connection.execute(query)).scalar_one_or_none()
        if form is None:
            raise KeyError(version)
        return dict(orjson.loads(form))

    async def composed(
        self, template: Questionnaire, lists: Lists, answered: Collection[str], now: datetime
    ) -> Questionnaire:
        """A questionnaire with these lists filled in and these questions hidden; the same give the same version."""
        query = select(versions.c.form).where(versions.c.id == template.id)
        async with self._database.reading() as connection:
            form = Form.from_json(orjson.loads((await connection.execute(query)).scalar_one()))
        made = filled(form, lists, answered)
        digest = hashlib.sha256(orjson.dumps(made.to_json())).hexdigest()
        return await self.with_digest(digest) or await self.add(digest, made, now)

    async def forget_composed(self, before: datetime) -> int:
        """Delete those that nobody answers any more; gives how many."""
        in_use = select(runs.c.version_id)
        unused = (versions.c.version == COMPOSED) & (versions.c.added_at < before) & versions.c.id.not_in(in_use)
        async with self._database.writing() as connection:
            gone = list((await connection.execute(delete(versions).where(unused).returning(versions.c.id))).scalars())
        for number in gone:
            self._compiled.pop(number, None)
        return len(gone)

    async def with_digest(self, digest: str) -> Questionnaire | None:
        """The version made of a source with this digest, if it has been added before."""
        query = select(versions.c.id).where(versions.c.digest == digest)
        async with self._database.reading() as connection:
            number = (await connection.execute(query)).scalar_one_or_none()
        return None if number is None else await self.of(VersionId(number))

    async def add(self, digest: str, form: Form, now: datetime) -> Questionnaire:
        """Freeze a version; DefectsError if the form cannot be asked. Adding it twice is the same as once."""
        questionnaire = compile_form(form)
        row = {
            "key": questionnaire.key,
            "version": questionnaire.version[:64],
            "digest": digest,
            "form": orjson.dumps(form.to_json()).decode(),
            "added_at": now,
        }
        try:
            async with self._database.writing() as connection:
                await connection.execute(insert(versions).values(row))
        except IntegrityError:  # another worker was faster
            pass
        stored = await self.with_digest(digest)
        if stored is None:
            raise KeyError(digest)
        return stored

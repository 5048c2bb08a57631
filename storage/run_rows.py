"""Runs as rows and back; the statements of the hot path."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, bindparam, select, type_coerce, update

from people.model import AccountId
from people.policy import Mode
from storage.tables import runs
from storage.types import from_microseconds, to_microseconds
from surveys.model import Key, Questionnaire, Run, RunId, Status, VersionId

_MOMENTS = ("touched_at", "expires_at", "finished_at")

COLUMNS = (
    runs.c.id,
    runs.c.account_id,
    runs.c.version_id,
    runs.c.answers,
    runs.c.revision,
    runs.c.status,
    type_coerce(runs.c.begun_at, BigInteger),
    type_coerce(runs.c.touched_at, BigInteger),
    runs.c.position,
    runs.c.draft,
    runs.c.heard,
    type_coerce(runs.c.finished_at, BigInteger),
    runs.c.questionnaire_key,
    runs.c.mode,
    runs.c.centre_id,
    runs.c.organisation_id,
    runs.c.campaign_id,
    type_coerce(runs.c.closes_at, BigInteger),
    type_coerce(runs.c.open_until, BigInteger),
)
TRIAL = "=trial"
"""Stands in `questionnaire_key` for any questionnaire that is only tried out: one trial per person."""
VERSION = 2
"""Place of the questionnaire version in a row."""


def _raw(name: str) -> Any:
    """A parameter given to the driver as it is: moments are numbers already."""
    column = runs.c[name]
    return bindparam(name, type_=BigInteger() if name in _MOMENTS else column.type)


LOAD = (
    select(*COLUMNS)
    .where(runs.c.id == bindparam("run_id", type_=BigInteger()))
    .where(runs.c.account_id == bindparam("owner", type_=BigInteger()))
)
CHANGED = (
    "answers",
    "revision",
    "status",
    "touched_at",
    "position",
    "draft",
    "heard",
    "expires_at",
    "finished_at",
)
SAVE = (
    update(runs)
    .where(runs.c.id == bindparam("run_id", type_=BigInteger()))
    .where(runs.c.revision == bindparam("seen", type_=runs.c.revision.type))
    .values({name: _raw(name) for name in CHANGED})
)


def to_run(row: Sequence[Any], questionnaire: Questionnaire) -> Run:
    """A run from a row as the driver gives it (moments are numbers) in the order of `COLUMNS`."""
    return Run(
        id=RunId(row[0]),
        owner=AccountId(row[1]),
        questionnaire=questionnaire,
        answers=orjson.loads(row[3]),
        revision=row[4],
        status=Status(row[5]),
        begun_at=from_microseconds(row[6]),
        touched_at=from_microseconds(row[7]),
        position=None if row[8] is None else Key(row[8]),
        draft=row[9],
        heard=row[10],
        finished_at=_moment(row[11]),
        is_trial=row[12] == TRIAL,
        mode=Mode(row[13]),
        centre=row[14],
        organisation=row[15],
        campaign=row[16],
        closes_at=_moment(row[17]),
        open_until=_moment(row[18]),
    )


def _moment(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)


def version_of(row: Sequence[Any]) -> VersionId:
    """The questionnaire version a row belongs to."""
    return VersionId(row[VERSION])


def to_values(run: Run, seen: int) -> Mapping[str, Any]:
    """Parameters of `SAVE`; `seen` is the revision the change started from."""
    finished = run.finished_at
    return {
        **_plain(run),
        "run_id": run.id,
        "seen": seen,
        "touched_at": to_microseconds(run.touched_at),
        "expires_at": to_microseconds(run.expires_at),
        "finished_at": None if finished is None else to_microseconds(finished),
    }


def to_stored(run: Run) -> Mapping[str, Any]:
    """Values of the same columns for the toolkit, which turns moments into numbers by itself."""
    return {
        **_plain(run),
        "touched_at": run.touched_at,
        "expires_at": run.expires_at,
        "finished_at": run.finished_at,
    }


def _plain(run: Run) -> dict[str, Any]:
    return {
        "answers": orjson.dumps(run.answers).decode(),
        "revision": run.revision,
        "status": run.status.value,
        "position": run.position,
        "draft": run.draft,
        "heard": run.heard,
    }

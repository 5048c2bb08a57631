"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, types
from sqlalchemy.engine import Dialect

BigId = BigInteger().with_variant(Integer, "sqlite")
"""64-bit ids; SQLite numbers rows by itself only in a column called INTEGER."""

_MICROSECONDS = 1_000_000


class Moment(types.TypeDecorator[datetime]):
    """A point in time, stored as microseconds since 1970 UTC; always aware in Python.

    SQLite has no time type and gives naive values back; a number sorts, compares and indexes the same on both
    engines and costs the hot path nothing.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """ValueError for a time without a zone: it would be a different time on another machine."""
        return None if value is None else to_microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """UTC."""
        return None if value is None else from_microseconds(value)


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * _MICROSECONDS + since.microseconds


def from_microseconds(value: int) -> datetime:
    """The reverse of `to_microseconds`."""
    seconds, rest = divmod(value, _MICROSECONDS)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

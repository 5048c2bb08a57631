"""Nobody is written to in the evening, at night or on a Sunday."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.quiet_hours import is_quiet, next_decent

VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")
NEW_YEARS = [datetime.fromisoformat(f"{year}-01-01") for year in (2024, 2028)]
MOMENTS = st.datetimes(*NEW_YEARS, timezones=st.just(UTC))
ZONES = st.sampled_from([ZoneInfo(name) for name in ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka")])


@pytest.mark.parametrize(
    ("local", "decent"),
    [
        ("2026-11-26 08:00", "2026-11-26 08:00"),
        ("2026-11-26 07:59", "2026-11-26 08:00"),
        ("2026-11-26 19:59", "2026-11-26 19:59"),
        ("2026-11-26 20:00", "2026-11-27 08:00"),
        ("2026-11-28 20:00", "2026-11-30 08:00"),  # from Saturday evening to Monday
        ("2026-11-29 12:00", "2026-11-30 08:00"),
    ],
)
def test_the_next_decent_moment(local: str, decent: str) -> None:
    at = [datetime.fromisoformat(text).replace(tzinfo=VLADIVOSTOK) for text in (local, decent)]
    assert next_decent(at[0].astimezone(UTC), VLADIVOSTOK) == at[1]


@given(MOMENTS, ZONES)
def test_it_is_never_quiet_never_earlier_and_never_later_than_needed(moment: datetime, zone: ZoneInfo) -> None:
    decent = next_decent(moment, zone)
    assert not is_quiet(decent, zone)
    assert moment <= decent < moment + timedelta(hours=37)
    if decent > moment:
        assert is_quiet(decent - timedelta(seconds=1), zone)

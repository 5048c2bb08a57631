"""The hour of a reminder that people ask for themselves."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from delivery.reminders import tomorrow_about_now


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-05 14:20", "2026-10-06 14:20"),
        ("2026-10-05 23:50", "2026-10-06 19:00"),
        ("2026-10-05 03:10", "2026-10-06 09:00"),
        ("2026-10-10 12:00", "2026-10-12 12:00"),  # Saturday: not on Sunday
    ],
)
def test_a_reminder_comes_tomorrow_at_a_decent_hour(now: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Vladivostok")
    local = datetime.fromisoformat(now).replace(tzinfo=zone)

    assert tomorrow_about_now(local.astimezone(UTC), zone) == datetime.fromisoformat(expected).replace(tzinfo=zone)

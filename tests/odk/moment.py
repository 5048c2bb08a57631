"""The moment at which both engines look at the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))

"""Figures and words as Russian offices write them: commas, thin groups of thousands, the right form of a noun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.statistics.shares import Share

GAP = "\N{NO-BREAK SPACE}"
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip


def whole(count: int) -> str:
    """«12 345»."""
    return f"{count:,}".replace(",", GAP)


def decimal(value: float, places: int = 1) -> str:
    """«45,2»; a minus that is one."""
    rounded = f"{value:.{places}f}"
    if float(rounded) == 0:
        rounded = rounded.lstrip("-")
    return rounded.replace(".", ",").replace("-", "\N{MINUS SIGN}")


def percent(share: float) -> str:
    """«45 %» of 0.45; below one and above ninety-nine per cent a tenth is told."""
    value = 100 * share
    places = 1 if 0 < value < 1 or 99 < value < 100 else 0
    return f"{decimal(value, places)}{GAP}%"


def part(share: Share) -> str:
    """«45 % (54 из 120)»."""
    return f"{percent(share.share)} ({whole(share.count)} из {whole(share.of)})"


def counted(count: int, one: str, few: str, many: str) -> str:
    """«1 человек», «3 человека», «15 человек»."""
    last, teens = count % 10, count % 100
    form = one if last == 1 and teens != 11 else few if 2 <= last <= 4 and not 12 <= teens <= 14 else many
    return f"{whole(count)}{GAP}{form}"


def of_many(count: int, one: str, many: str) -> str:
    """The form after «из», «менее», «у»: «21 человека», «5 человек», «1 раздела»."""
    form = one if count % 10 == 1 and count % 100 != 11 else many
    return f"{whole(count)}{GAP}{form}"


def day(on: date) -> str:
    """«5 октября 2026 года»."""
    return f"{on.day}{GAP}{_MONTHS[on.month - 1]} {on.year}{GAP}года"


def short_day(on: date) -> str:
    """«05.10.2026»."""
    return f"{on:%d.%m.%Y}"


def lower_first(text: str) -> str:
    """«предмет» of «Предмет»; abbreviations stay: «РМО»."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def listed(words: Sequence[str]) -> str:
    """«a, b и c»."""
    return " и ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))

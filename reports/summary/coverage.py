"""How far each organisation has come; shown always, for it tells nothing of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from people.model import OrganisationId
from people.organisation import NameOrder, Organisation, order_of_name
from reports.summary.model import CoverageRow, CoverageTable
from surveys.campaigns.model import NOWHERE, Coverage

WITHOUT = "без организации"


def coverage_table(
    counted: Mapping[OrganisationId, Coverage],
    organisations: Sequence[Organisation],
    only: OrganisationId | None = None,
) -> CoverageTable:
    """Rows by name, people of no organisation last; `only` one organisation for its coordinator."""
    names = {each.id: each.card.short_name for each in organisations}
    some = {number: told for number, told in counted.items() if only is None or number == only}
    rows = [
        CoverageRow(str(number), names.get(number, WITHOUT), told)
        for number, told in sorted(some.items(), key=lambda pair: _order(pair[0], names))
    ]
    return CoverageTable(tuple(rows), sum((row.coverage for row in rows), Coverage()))


def _order(number: OrganisationId, names: Mapping[OrganisationId, str]) -> tuple[bool, NameOrder, int]:
    return number == NOWHERE or number not in names, order_of_name(names.get(number, "")), number

"""Lists as lines of JSON, for the way between the bot and the process that reads workbooks.

Portions of rows, a line each, so that neither side holds the processor for long.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, TypeVar

import orjson

from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.organisation import OrganisationCard, OrganisationKind
from people.roles import Role
from workbooks.defect import Defect, Place

T = TypeVar("T")
ROWS_ON_A_LINE = 50
NO_LIST = b"null"


def listed_lines(listed: Listed | None) -> Iterator[bytes]:
    """A head with what is wrong, then rows; None says that the file is no list."""
    if listed is None:
        yield NO_LIST
        return
    yield orjson.dumps(
        {
            "file": listed.file,
            "defects": [asdict(each) for each in listed.defects],
            "notes": [asdict(each) for each in listed.notes],
        }
    )
    yield from row_lines(listed.organisations, listed.people)


def row_lines(organisations: Iterable[ListedOrganisation], people: Iterable[ListedPerson]) -> Iterator[bytes]:
    """Rows only."""
    for some in _portions(organisations):
        yield orjson.dumps(["organisations", [_organisation_row(each) for each in some]])
    for portion in _portions(people):
        yield orjson.dumps(["people", [_person_row(each) for each in portion]])


class Gathering:
    """Takes lines one by one and gives the list."""

    def __init__(self) -> None:
        self._head: dict[str, Any] = {"file": "", "defects": [], "notes": []}
        self._is_list = True
        self._kept: dict[object, Any] = {}
        self.organisations: list[ListedOrganisation] = []
        self.people: list[ListedPerson] = []

    def take(self, line: bytes) -> None:
        """One line, as it was written."""
        told = orjson.loads(line)
        match told:
            case None:
                self._is_list = False
            case ["organisations", rows]:
                self.organisations += [_organisation(row) for row in rows]
            case ["people", rows]:
                self.people += [self._person(row) for row in rows]
            case _:
                self._head = told

    def _person(self, row: Sequence[Any]) -> ListedPerson:
        line, organisation, code, own_number, name, profile, role, has_left = row
        # A hundred thousand people have a few thousand schools and passports between them.
        organisation = self._kept.setdefault(organisation, organisation)
        profile = self._kept.setdefault(tuple(profile.items()), profile)
        return ListedPerson(line, organisation, code, own_number, name, profile, Role(role), has_left)

    @property
    def listed(self) -> Listed | None:
        """All that came."""
        if not self._is_list:
            return None
        defects, notes = (tuple(map(_defect, self._head[name])) for name in ("defects", "notes"))
        return Listed(self._head["file"], tuple(self.organisations), tuple(self.people), defects, notes)


def _portions(things: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = iter(things)
    while some := list(islice(rest, ROWS_ON_A_LINE)):
        yield some


def _organisation_row(each: ListedOrganisation) -> list[Any]:
    card = each.card
    told = [card.name, card.short_name, card.kind, card.territory, card.has_low_results, card.staff]
    return [each.line, *told, each.code, each.is_closed]


def _organisation(row: Sequence[Any]) -> ListedOrganisation:
    line, name, short_name, kind, territory, has_low_results, staff, code, is_closed = row
    card = OrganisationCard(name, short_name, OrganisationKind(kind), territory, has_low_results, staff)
    return ListedOrganisation(line, card, code, is_closed)


def _person_row(each: ListedPerson) -> list[Any]:
    known = [each.organisation, each.code, each.own_number, each.name, dict(each.profile), each.role, each.has_left]
    return [each.line, *known]


def _defect(data: dict[str, Any]) -> Defect:
    return Defect(data["code"], Place(**data["where"]), data["what"], data["remedy"])

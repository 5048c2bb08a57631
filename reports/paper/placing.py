"""Which organisation a sheet of paper comes from, by the name somebody has typed."""

from collections.abc import Iterable, Sequence

from people.lists.words import folded
from people.model import OrganisationId
from people.organisation import Organisation
from people.roles import Action, Actor
from reports.paper.model import LONGEST_NUMBER, Sheet
from reports.printing.entry_reading import Entry
from reports.printing.paper_entry import ENTRY, ORGANISATION, PAPER
from workbooks.defect import Defect, Place


class Places:
    """Organisations of a centre, and which of them somebody may bring paper from."""

    def __init__(self, organisations: Iterable[Organisation], actor: Actor) -> None:
        self._known = {each.id: each for each in organisations}
        self._named: dict[str, set[OrganisationId]] = {}
        for each in self._known.values():
            for name in (each.card.name, each.card.short_name):
                self._named.setdefault(folded(name), set()).add(each.id)
        everywhere = actor.may_here(Action.ENTER_PAPER)
        self._mine = frozenset(self._known) if everywhere else actor.organisations(Action.ENTER_PAPER)

    def name(self, organisation: OrganisationId) -> str:
        """Its short name."""
        return self._known[organisation].card.short_name

    def sheets(self, file: str, entries: Sequence[Entry]) -> tuple[list[Sheet], list[Defect]]:
        """Sheets with their organisations, and what keeps others from having one."""
        sheets, defects = [], []
        for entry in entries:
            found = self._placed(file, entry)
            if isinstance(found, Defect):
                defects.append(found)
            else:
                sheets.append(found)
        return sheets, defects

    def _there(self, name: str) -> set[OrganisationId]:
        """All that are called so; closed ones only where none is open."""
        there = self._named.get(folded(name), set())
        return {each for each in there if not self._known[each].is_closed} or there

    def _placed(self, file: str, entry: Entry) -> Sheet | Defect:
        number = " ".join(entry.paper.split()).casefold()
        if not number or len(number) > LONGEST_NUMBER:
            where = Place(file, ENTRY, entry.line, PAPER)
            what = "У листа слишком длинный номер." if number else "У листа нет номера."
            return Defect("paper_number", where, what, "Впишите номер, который стоит на бумаге.")
        where = Place(file, ENTRY, entry.line, ORGANISATION)
        there = self._there(entry.organisation)
        shown = entry.organisation if len(entry.organisation) <= LONGEST_NUMBER else entry.organisation[:63] + "…"
        if not there:
            what = f"Организации «{shown}» в списке центра нет."
            return Defect("unknown_organisation", where, what, "Напишите название так, как в списке организаций.")
        if len(there) > 1:
            what = f"Организаций с названием «{shown}» несколько."
            return Defect("ambiguous_organisation", where, what, "Напишите полное название.")
        [organisation] = there
        if organisation not in self._mine:
            what = f"«{shown}» — не ваша организация."
            return Defect("foreign_organisation", where, what, "Такие листы введёт методист или их координатор.")
        return Sheet(organisation, number, entry.answers)

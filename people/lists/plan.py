"""What a list would change: compared with what is there, before anything is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from people.lists.model import ORGANISATIONS, STAFF, ListedOrganisation, ListedPerson
from people.lists.summary import Summary
from people.lists.words import folded
from people.model import MemberId, OrganisationId
from people.organisation import OrganisationCard
from people.roles import OF_ORGANISATIONS, Role
from workbooks.defect import Defect, Place

MOST_DEFECTS = 1_000


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation of the centre as it is."""

    id: OrganisationId
    card: OrganisationCard
    is_closed: bool = False

    @property
    def code(self) -> str:
        """What stands in the column «Код» of an export."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the centre as the list knows them; `name_mark` is a keyed hash, for names are sealed."""

    id: MemberId
    organisation: OrganisationId | None
    code: str
    own_number: str
    name_mark: str
    profile: Mapping[str, str]
    role: Role
    has_left: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What the one who imports may do; `only` are the organisations of a coordinator, None is the whole centre."""

    only: frozenset[OrganisationId] | None = None
    may_change_organisations: bool = True
    may_grant: bool = True
    may_keep_names: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody new (`id` is None) or changed; the organisation is there already or comes with the same file."""

    listed: ListedPerson
    organisation: OrganisationId | str
    id: MemberId | None = None


@dataclass
class Plan:
    """What would happen."""

    new_organisations: list[ListedOrganisation] = field(default_factory=list)
    changed_organisations: list[tuple[OrganisationId, ListedOrganisation]] = field(default_factory=list)
    new_people: list[PersonChange] = field(default_factory=list)
    changed_people: list[PersonChange] = field(default_factory=list)
    same: int = 0
    absent: int = 0
    """There, but not on a sheet of the file that has rows: they stay as they are."""
    defects: list[Defect] = field(default_factory=list)
    notes: list[Defect] = field(default_factory=list)

    def summary(self) -> Summary:
        """The same in numbers."""
        return Summary(
            len(self.new_organisations),
            len(self.changed_organisations),
            len(self.new_people),
            len(self.changed_people),
            self.same,
            self.absent,
            tuple(self.defects),
            tuple(self.notes),
        )


class Planner:
    """Takes rows one by one, so that a long list can let others have the processor in between."""

    def __init__(self, file: str, known: Iterable[KnownOrganisation], limits: Limits) -> None:
        self.plan = Plan()
        self._file = file
        self._limits = limits
        self._by_id = {each.code: each for each in known}
        self._by_name: dict[str, OrganisationId | str] = {}
        self._seen: set[object] = set()
        self._shown: dict[str, str] = {}
        """The same names as people write them."""
        for each in self._by_id.values():
            self._name(each.card.name, each.id)
        for each in self._by_id.values():
            self._name(each.card.short_name, each.id)
        self._people: list[dict[object, KnownPerson]] = [{}, {}, {}]
        self._has_organisations = self._has_people = False
        self._people_known = 0
        self._people_seen: set[MemberId] = set()

    def knows(self, people: Iterable[KnownPerson]) -> None:
        """People that are there already."""
        by_code, by_number, by_name = self._people
        for person in people:
            self._people_known += 1
            by_code[person.code] = person
            if person.own_number:
                by_number[person.organisation, folded(person.own_number)] = person
            if person.name_mark:
                by_name[person.organisation, person.name_mark] = person

    def add_organisation(self, listed: ListedOrganisation) -> None:
        """One row of «Организации»."""
        self._has_organisations = True
        if not self._limits.may_change_organisations:
            self._wrong(ORGANISATIONS, listed.line, "not_yours", "Список организаций меняет методический центр.")
            return
        known = self._known(listed)
        if listed.code and known is None:
            what = f"Организации с кодом «{listed.code}» здесь нет."
            self._wrong(ORGANISATIONS, listed.line, "unknown_code", what, "Сотрите код, если организация новая.")
            return
        if known is None:
            self._note_possible_rename(listed)
            self.plan.new_organisations.append(listed)
            self._name(listed.card.name, folded(listed.card.short_name))
            self._name(listed.card.short_name, folded(listed.card.short_name))
            return
        self._seen.add(known.id)
        self._name(listed.card.short_name, known.id)
        self._name(listed.card.name, known.id)
        if (known.card, known.is_closed) == (listed.card, listed.is_closed):
            self.plan.same += 1
        else:
            self.plan.changed_organisations.append((known.id, listed))

    def add_person(self, listed: ListedPerson, name_mark: str = "") -> None:
        """One row of «Сотрудники»; `name_mark` is the keyed hash of the name, where there is one."""
        self._has_people = True
        organisation = self._organisation_of(listed)
        if organisation is None or not self._is_allowed(listed, organisation):
            return
        known = self._known_person(listed, organisation, name_mark)
        if listed.code and known is None:
            what = f"Человека с личным кодом «{listed.code}» здесь нет."
            self._wrong(STAFF, listed.line, "unknown_code", what, "Сотрите код: новому человеку его назначит бот.")
            return
        if known is None:
            self.plan.new_people.append(PersonChange(listed, organisation))
            return
        if known.id in self._people_seen:
            self._wrong(STAFF, listed.line, "double_row", "Этот человек уже был выше.", "Оставьте одну строку.")
            return
        self._people_seen.add(known.id)
        if _is_same(known, listed, organisation, name_mark):
            self.plan.same += 1
        else:
            self.plan.changed_people.append(PersonChange(listed, organisation, known.id))

    def done(self) -> Plan:
        """The plan, when all rows have been taken."""
        if self._has_organisations:
            self.plan.absent += len(self._by_id) - len(self._seen)
        if self._has_people:
            self.plan.absent += self._people_known - len(self._people_seen)
        del self.plan.defects[MOST_DEFECTS:]
        return self.plan

    def _name(self, name: str, means: OrganisationId | str) -> None:
        self._by_name[folded(name)] = means
        self._shown[folded(name)] = name

    def _known(self, listed: ListedOrganisation) -> KnownOrganisation | None:
        if listed.code:
            return self._by_id.get(listed.code)
        for name in (listed.card.short_name, listed.card.name):
            found = self._by_id.get(str(self._by_name.get(folded(name), "")))
            if found is not None:
                return found
        return None

    def _note_possible_rename(self, listed: ListedOrganisation) -> None:
        names = {folded(each.card.short_name): each for each in self._by_id.values() if each.id not in self._seen}
        close = get_close_matches(folded(listed.card.short_name), names, n=1, cutoff=0.75)
        if close:
            before = names[close[0]]
            what = f"«{listed.card.short_name}» похожа на «{before.card.short_name}», но будет добавлена как новая."
            remedy = f"Если это она же под новым названием, впишите в столбец «Код» число {before.code}."
            self.plan.notes.append(
                Defect("maybe_renamed", Place(self._file, ORGANISATIONS, listed.line), what, remedy)
            )

    def _organisation_of(self, listed: ListedPerson) -> OrganisationId | str | None:
        by_code = self._by_id.get(listed.organisation)
        found = by_code.id if by_code else self._by_name.get(folded(listed.organisation))
        if found is None:
            close = get_close_matches(folded(listed.organisation), self._by_name, n=1) if self._by_name else []
            remedy = f"Возможно, это «{self._shown[close[0]]}»?" if close else "Добавьте её на лист «Организации»."
            what = f"Организации «{listed.organisation}» нет в списке."
            self._wrong(STAFF, listed.line, "unknown_organisation", what, remedy)
        return found

    def _is_allowed(self, listed: ListedPerson, organisation: OrganisationId | str) -> bool:
        limits = self._limits
        if limits.only is not None and organisation not in limits.only:
            self._wrong(STAFF, listed.line, "not_yours", "Это не ваша организация.", "Уберите строку.")
        elif listed.role in OF_ORGANISATIONS and not limits.may_grant:
            self._wrong(STAFF, listed.line, "may_not_grant", "Эту роль даёт методический центр.", "Сотрите роль.")
        elif listed.name and not limits.may_keep_names:
            what = "Имена через мессенджер не передаются."
            remedy = "Очистите столбец «ФИО»: людей здесь знают по коду и своему номеру."
            self._wrong(STAFF, listed.line, "names", what, remedy)
        else:
            return True
        return False

    def _known_person(
        self, listed: ListedPerson, organisation: OrganisationId | str, name_mark: str
    ) -> KnownPerson | None:
        by_code, by_number, by_name = self._people
        if listed.code:
            return by_code.get(listed.code)
        if listed.own_number:
            return by_number.get((organisation, folded(listed.own_number)))
        return by_name.get((organisation, name_mark))

    def _wrong(self, sheet: str, line: int, code: str, what: str, remedy: str = "") -> None:
        if len(self.plan.defects) <= MOST_DEFECTS:
            self.plan.defects.append(Defect(code, Place(self._file, sheet, line), what, remedy))


def _is_same(known: KnownPerson, listed: ListedPerson, organisation: OrganisationId | str, name_mark: str) -> bool:
    """Empty cells of the list change nothing."""
    return (
        known.organisation == organisation
        and (not listed.own_number or known.own_number == listed.own_number)
        and (not name_mark or known.name_mark == name_mark)
        and all(known.profile.get(key) == value for key, value in listed.profile.items())
        and known.role == listed.role
        and known.has_left == listed.has_left
    )

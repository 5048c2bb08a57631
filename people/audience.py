"""To whom something is sent: people of a centre by what is known of them, kept apart from how they are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from people.member import Member
from people.organisation import Organisation


class Trait(StrEnum):
    """What people are told apart by; the first ones are keys of the passport."""

    WORK = "work"
    SUBJECT = "subject"
    EXPERIENCE = "experience"
    CATEGORY = "category"
    YOUNG = "young"
    SPECIAL_NEEDS = "special_needs"
    ROLE = "role"
    ORGANISATION = "organisation"
    """By number."""
    KIND = "kind"
    """Of the organisation."""
    TERRITORY = "territory"
    LOW_RESULTS = "low_results"
    """`yes` or `no`, of the organisation."""


Values = Mapping[Trait, frozenset[str]]
ANY: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answered:
    """People who chose one of these options in an earlier campaign that was not anonymous."""

    campaign: int
    question: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Audience:
    """People who have one of the values of every trait in `only`, and none of those in `without`.

    What is not known of somebody is no value: whoever has not told the subject is in no audience of a subject.
    """

    only: Values = field(default_factory=lambda: ANY)
    without: Values = field(default_factory=lambda: ANY)
    answered: Answered | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether nobody of the centre is left out."""
        return not self.only and not self.without and self.answered is None

    def includes(self, member: Member, organisation: Organisation | None, role: str = "teacher") -> bool:
        """Whether somebody belongs to it, as far as traits say; what was `answered` is for the storage to look up."""
        if member.has_left:
            return False
        known = traits_of(member, organisation, role)
        has_all = all(known.get(trait) in values for trait, values in self.only.items())
        return has_all and not any(known.get(trait) in values for trait, values in self.without.items())


def traits_of(member: Member, organisation: Organisation | None, role: str) -> dict[Trait, str]:
    """What somebody is told apart by; what is not known is absent."""
    known = {Trait(key): value for key, value in member.profile.values.items() if key in _OF_PASSPORT}
    known[Trait.ROLE] = role
    if organisation is not None:
        card = organisation.card
        known[Trait.ORGANISATION] = str(organisation.id)
        known[Trait.KIND] = card.kind.value
        known[Trait.TERRITORY] = card.territory
        known[Trait.LOW_RESULTS] = "yes" if card.has_low_results else "no"
    return {trait: value for trait, value in known.items() if value}


_OF_PASSPORT = {Trait.WORK, Trait.SUBJECT, Trait.EXPERIENCE, Trait.CATEGORY, Trait.YOUNG, Trait.SPECIAL_NEEDS}


def audience_to_json(audience: Audience) -> dict[str, object]:
    """Ready for `json.dumps`; the same audience always gives the same text."""
    told: dict[str, object] = {
        "only": {trait.value: sorted(values) for trait, values in sorted(audience.only.items())},
        "without": {trait.value: sorted(values) for trait, values in sorted(audience.without.items())},
    }
    if audience.answered is not None:
        said = audience.answered
        told["answered"] = [said.campaign, said.question, sorted(said.options)]
    return told


def audience_from_json(told: Mapping[str, object]) -> Audience:
    """The reverse of `audience_to_json`."""
    said = told.get("answered")
    answered = None
    if isinstance(said, list):
        campaign, question, options = said
        answered = Answered(campaign, question, frozenset(options))
    return Audience(_values(told.get("only")), _values(told.get("without")), answered)


def _values(told: object) -> Values:
    assert isinstance(told, Mapping)
    return {Trait(name): frozenset(values) for name, values in told.items()}

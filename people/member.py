"""People of a centre: known by a code, with what surveys would otherwise ask again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from people.model import AccountId, CentreId, MemberId, OrganisationId

PROFILE_KEYS = ("work", "subject", "experience", "category", "courses", "young", "special_needs")
"""The passport of DOMAIN §2.2; a question of a questionnaire names one of them in its column `known_as`."""
PROFILE_CODES: Mapping[str, frozenset[str]] = {
    "work": frozenset({"primary", "subject", "preschool", "additional", "specialist", "head"}),
    "subject": frozenset(
        {
            "russian", "mathematics", "physics", "chemistry", "biology", "geography", "history", "foreign_language",
            "informatics", "technology", "physical_education", "safety", "arts", "other",
        }
    ),
    "experience": frozenset({"first_year", "years_1_3", "years_4_10", "years_11_20", "over_20"}),
    "category": frozenset({"none", "position", "first", "highest", "mentor"}),
    "courses": frozenset({"this_year", "years_1_3", "over_3_years", "unknown"}),
    "young": frozenset({"yes", "no", "no_answer"}),
    "special_needs": frozenset({"yes", "no"}),
}  # fmt: skip
"""Codes that questionnaires of the library use; an answer with another code is not kept."""
YEARLY = frozenset({"experience", "category", "courses", "young"})
"""What changes with time: asked again once in a school year."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Answers of the passport by key, and the school year in which each was given."""

    values: Mapping[str, str] = field(default_factory=dict)
    given_in: Mapping[str, int] = field(default_factory=dict)

    def known(self, school_year: int) -> dict[str, str]:
        """What need not be asked in this school year."""
        return {
            key: value
            for key, value in self.values.items()
            if key not in YEARLY or self.given_in.get(key, 0) >= school_year
        }

    def told(self, answers: Mapping[str, str], school_year: int) -> "Profile":
        """The profile with new answers; an empty one takes the old away."""
        values, given_in = dict(self.values), dict(self.given_in)
        for key in PROFILE_KEYS:
            if key not in answers or (answers[key] and answers[key] not in PROFILE_CODES[key]):
                continue
            values.pop(key, None)
            given_in.pop(key, None)
            if answers[key]:
                values[key] = answers[key]
                given_in[key] = school_year
        return replace(self, values=values, given_in=given_in)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a centre. In the chat and in files that travel there is the code, never a name."""

    id: MemberId
    centre: CentreId
    code: str
    organisation: OrganisationId | None = None
    account: AccountId | None = None
    """None: in the list, but has not come to the bot yet."""
    profile: Profile = field(default_factory=Profile)
    is_guest: bool = False
    """Did not agree to a profile: takes part in anonymous questionnaires only."""
    has_left: bool = False

"""Questionnaires by which the bot itself is told something: their lists are filled in from the centre at hand."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from people.audience import ANY, Answered, Audience, Trait
from people.organisation import Organisation
from surveys.model import PASSED_OVER, Key, Questionnaire
from surveys.xlsform.form import Form

COMPOSED = "composed"
"""The version of a questionnaire whose lists were filled in."""
LONGEST_LABEL = 200
NOBODY_YET = "nobody"
"""Stands in a list that would be empty: an XLSForm has no empty lists."""


@dataclass(frozen=True, slots=True)
class Option:
    """A row of a list."""

    code: str
    label: str
    short: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What choice filters look at."""


Lists = Mapping[str, Sequence[Option]]


def filled(form: Form, lists: Lists) -> Form:
    """The form with these lists in place of its own of the same names."""
    choices = dict(form.content["choices"])
    for name, options in lists.items():
        columns = {column for row in choices[name] for column in row}
        choices[name] = [_row(option, columns) for option in options] or [_row(Option(NOBODY_YET, "—"), columns)]
    content = {**form.content, "choices": choices, "version": COMPOSED}
    return replace(form, content=content)


def _row(option: Option, columns: set[str]) -> dict[str, Any]:
    row = dict.fromkeys(columns - {"name", "label", "short"}, "")
    row |= {"name": option.code, "label": option.label[:LONGEST_LABEL], **option.columns}
    return {**row, "short": option.short} if option.short else row


def organisation_lists(organisations: Sequence[Organisation]) -> dict[str, list[Option]]:
    """Lists of organisations and territories, in their order."""
    there = [each for each in organisations if not each.is_closed]
    territories = sorted({each.card.territory for each in there if each.card.territory})
    return {
        "organisations": [Option(str(each.id), each.card.short_name) for each in there],
        "territories": [Option(territory_code(name), name) for name in territories],
    }


def territory_code(territory: str) -> str:
    """A territory among the codes of options, which may not hold blanks."""
    return f"t{hashlib.blake2b(territory.encode(), digest_size=6).hexdigest()}"


YOUNG = Audience(
    only={Trait.YOUNG: frozenset({"yes"}), Trait.EXPERIENCE: frozenset({"first_year", "years_1_3"})},
)
"""Up to 35 in the first three years of work (DOMAIN §3.7)."""
HEADS = Audience(only={Trait.WORK: frozenset({"head"})})
_READY = {
    "all": Audience(),
    "young": YOUNG,
    "heads": HEADS,
    "mentors": Audience(only={Trait.ROLE: frozenset({"mentor"})}),
    "mentees": Audience(only={Trait.ROLE: frozenset({"mentee"})}),
}
SOME = "some"

_ASKED = ("work", "subject", "experience", "category", "kind", "territory", "organisation")
_EXCLUDED = ("organisation", "work", "experience")
_NO = "not_"


def audience_from(questionnaire: Questionnaire, answers: Mapping[str, str]) -> Audience:
    """The audience that was described, by the names of `surveys/library/campaign.md`."""
    only: dict[Trait, frozenset[str]] = {}
    answered = None
    ready = _READY.get(answers["whom"])
    if ready is not None:
        only |= ready.only
    else:
        for name in _ASKED:
            values = _values(questionnaire, name, answers.get(name, PASSED_OVER))
            if values:
                only[Trait(name)] = values
        if answers.get("answered_with"):
            answered = _answered(answers)
    without = {Trait(name): _values(questionnaire, _NO + name, answers.get(_NO + name, "")) for name in _EXCLUDED}
    return Audience(only or ANY, {trait: values for trait, values in without.items() if values} or ANY, answered)


def answers_about(audience: Audience) -> dict[str, str]:
    """What would have to be answered to describe this audience."""
    answers = {_NO + trait.value: _codes(trait, values) for trait, values in audience.without.items()}
    answers["excludes"] = "yes" if answers else "no"
    described = replace(audience, without=ANY)
    for whom, ready in _READY.items():
        if described == ready:
            return {**answers, "whom": whom}
    traits = [trait.value for trait in audience.only]
    answers |= {trait.value: _codes(trait, values) for trait, values in audience.only.items()}
    if audience.answered is not None:
        said = audience.answered
        question = f"{said.campaign}.{said.question}"
        traits.append("answered")
        answers |= {
            "answered_in": str(said.campaign),
            "answered_to": question,
            "answered_with": " ".join(f"{question}.{option}" for option in sorted(said.options)),
        }
    return {**answers, "whom": SOME, "traits": " ".join(traits)}


def _values(questionnaire: Questionnaire, name: str, answer: str) -> frozenset[str]:
    """Codes of options as values of a trait: a territory is its name."""
    codes = answer.split()
    if name != "territory":
        return frozenset(codes)
    question = questionnaire.by_key[Key(name)]
    found = (question.choice(code) for code in codes)
    return frozenset(choice.label for choice in found if choice is not None)


def _codes(trait: Trait, values: frozenset[str]) -> str:
    told = (territory_code(value) if trait is Trait.TERRITORY else value for value in values)
    return " ".join(sorted(told))


def _answered(answers: Mapping[str, str]) -> Answered:
    campaign, question = answers["answered_to"].split(".", 1)
    head = f"{campaign}.{question}."
    options = (code.removeprefix(head) for code in answers["answered_with"].split())
    return Answered(int(campaign), question, frozenset(options))

"""Questionnaires by which the bot itself is told something: their lists are filled in from the centre at hand."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
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
    """A row of a list; without a label the row of the template with this code."""

    code: str
    label: str = ""
    short: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What choice filters look at."""


Lists = Mapping[str, Sequence[Option]]


def filled(form: Form, lists: Lists, answered: Collection[str] = ()) -> Form:
    """The form with these lists in place of its own of the same names; questions `answered` already are hidden."""
    choices = dict(form.content["choices"])
    for name, options in lists.items():
        own = {row["name"]: row for row in choices[name]}
        columns = {column for row in choices[name] for column in row}
        rows = [_row(option, columns) if option.label else _renamed(own, option.code) for option in options]
        choices[name] = rows or [_row(Option(NOBODY_YET, "—"), columns)]
    content = {**_hiding(form.content, answered), "choices": choices, "version": COMPOSED}
    return replace(form, content=content)


def _hiding(row: Mapping[str, Any], answered: Collection[str]) -> dict[str, Any]:
    """A row, with everything inside it; what is answered keeps its value and asks nobody for it."""
    if row["name"] in answered:
        return {"type": "hidden", "name": row["name"]}
    if "children" not in row:
        return dict(row)
    return {**row, "children": [_hiding(inner, answered) for inner in row["children"]]}


def _row(option: Option, columns: set[str]) -> dict[str, Any]:
    row = dict.fromkeys(columns - {"name", "label", "short"}, "")
    row |= {"name": option.code, "label": option.label[:LONGEST_LABEL], **option.columns}
    return {**row, "short": option.short} if option.short else row


def _renamed(own: Mapping[str, dict[str, Any]], code: str) -> dict[str, Any]:
    """«no_mentor.12» is the row «no_mentor» of the template, about the campaign 12."""
    return {**own[code.partition(".")[0]], "name": code}


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
NO_MENTOR = "no_mentor"
MENTOR = "mentor"
WITHOUT_MENTOR = frozenset({"none", "unknown"})
"""What young teachers answer who have no mentor (`surveys/library/yt-1.md`)."""

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
        if (said.question, said.options) == (MENTOR, WITHOUT_MENTOR):
            return {**answers, "whom": SOME, "traits": " ".join([*traits, f"{NO_MENTOR}.{said.campaign}"])}
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


def _answered(answers: Mapping[str, str]) -> Answered | None:
    for trait in answers.get("traits", "").split():
        if trait.startswith(f"{NO_MENTOR}."):
            return Answered(int(trait.partition(".")[2]), MENTOR, WITHOUT_MENTOR)
    if not answers.get("answered_with"):
        return None
    campaign, question = answers["answered_to"].split(".", 1)
    head = f"{campaign}.{question}."
    options = (code.removeprefix(head) for code in answers["answered_with"].split())
    return Answered(int(campaign), question, frozenset(options))


def audience_lines(form: Questionnaire, audience: Audience, names: Mapping[str, str]) -> list[str]:
    """An audience in words, by the labels of the questions that describe it; `names` of organisations by number."""
    answers = answers_about(audience)
    whom = form.by_key[Key("whom")].choice(answers["whom"])
    lines = [] if answers["whom"] == SOME or whom is None else [whom.label[:1].lower() + whom.label[1:]]
    if answers["whom"] == SOME:
        lines = [_line(form, trait.value, values, names) for trait, values in audience.only.items()]
        if audience.answered is not None:
            lines.append(_answered_line(form, audience.answered))
    excluded = [", ".join(_labels(form, trait.value, values, names)) for trait, values in audience.without.items()]
    return [*lines, f"кроме: {'; '.join(excluded)}"] if excluded else lines


def _line(form: Questionnaire, name: str, values: frozenset[str], names: Mapping[str, str]) -> str:
    trait = form.by_key[Key("traits")].choice(name)
    heading = trait.label if trait is not None else name
    return f"{heading}: {', '.join(_labels(form, name, values, names))}"


def _labels(form: Questionnaire, name: str, values: frozenset[str], names: Mapping[str, str]) -> list[str]:
    if name == "organisation":
        return [names.get(value, value) for value in sorted(values)]
    question = form.by_key[Key(name)]
    in_order = [choice.label for choice in question.choices if choice.code in values]
    return in_order or sorted(values)


def _answered_line(form: Questionnaire, said: Answered) -> str:
    if (said.question, said.options) == (MENTOR, WITHOUT_MENTOR):
        choice = form.by_key[Key("traits")].choice(NO_MENTOR)
    else:
        choice = form.by_key[Key("traits")].choice("answered")
    return choice.label if choice is not None else ""

"""Where our engine means to differ from web-forms, with the reason; at most ten, and each is recognised narrowly."""

from collections.abc import Collection, Mapping

from surveys.model import Key, Question, Questionnaire
from tests.odk.engine import Leaf

DELIBERATE = {
    "empty sum": "sum() over no turns is 0 in XPath 1.0, in JavaRosa and in Enketo; web-forms alone gives nothing.",
    "irrelevant turns": "count(), sum() and the like pass over what does not concern the person, as JavaRosa does: "
    "in web-forms one question hidden in one turn makes every sum of the form empty.",
    "unanswered is false": "boolean(${x}) of an unanswered question is false, as in JavaRosa; in web-forms it is "
    "true because the node exists. What an author asks is whether there is an answer. (Not generated.)",
    "plain decimals": "The answer 10 to a decimal question stays «10»; web-forms keeps «10.0», which people would "
    "read. (Only fractions are generated.)",
    "first turn": "A repeat inside a new turn begins with one turn of its own, as at the top; in web-forms with "
    "none. In a chat somebody has to be asked something. (The harness adds it.)",
    "returning turns": "When a count goes down and up again, the answers of the turns that return are still there; "
    "web-forms has lost them. A slip of the finger must not cost ten minutes. (The play ends there.)",
    "cleared choice": "An answer that the filter no longer offers reads as nothing, and of nothing nothing is wrong; "
    "web-forms shows it as nothing too, yet holds it to the constraint.",
    "late default": "A worked-out default is there when a question comes to concern the person; web-forms loses it "
    "unless the question did from the start. JavaRosa keeps it. (Such questions have no condition here.)",
    "whole days": "A day as a number is a whole number of days and back, as in JavaRosa; web-forms counts from "
    "midnight in Greenwich, so that date(19800) is three in the morning. (Not generated.)",
    "emptied count": "When the number of turns is taken back, the turns go; web-forms keeps as many as there were "
    "until another number comes. (The play ends there.)",
}


def is_deliberate(questionnaire: Questionnaire, key: str, theirs: Mapping[str, Leaf]) -> bool:
    """Whether a calculation may differ because of what it gathers over turns."""
    question = questionnaire.by_key.get(Key(key.rpartition("/")[2]))
    if question is None or question.calculation is None:
        return False
    return any(
        _gathers_from_nobody(gathered, theirs)
        for name in question.calculation.depends_on
        if (gathered := _gathered(questionnaire, question, name))
    )


def _gathered(questionnaire: Questionnaire, question: Question, name: str) -> str:
    """The question or repeat of this name, if it is read from outside the turns it stands in."""
    read = questionnaire.by_key.get(Key(name))
    if read is not None:
        return f"/{name}" if read.repeats and read.repeats != question.repeats else ""
    return f"/{name}[" if any(repeat.key == name for repeat in questionnaire.repeats) else ""


def _gathers_from_nobody(gathered: str, theirs: Mapping[str, Leaf]) -> bool:
    """Whether there is no turn, or one that does not concern the person."""
    turns = [leaf for leaf in theirs.values() if gathered in f"{leaf.reference}"]
    if not gathered.endswith("["):
        turns = [leaf for leaf in turns if leaf.reference.endswith(gathered)]
    return not turns or not all(leaf.relevant for leaf in turns)


def has_returned_turns(
    questionnaire: Questionnaire, seen: Collection[str], before: Collection[str], now: Collection[str]
) -> bool:
    """Whether a turn of a counted repeat that had gone is there again."""
    counted = [str(repeat.key) for repeat in questionnaire.repeats if repeat.count is not None]
    returned = [reference for reference in now if reference in seen and reference not in before]
    return any(f"/{repeat}[" in reference for reference in returned for repeat in counted)


def has_kept_turns(questionnaire: Questionnaire, ours: Collection[str], theirs: Mapping[str, Leaf]) -> bool:
    """Whether web-forms still shows turns of a counted repeat that has no number any more."""
    counted = [str(repeat.key) for repeat in questionnaire.repeats if repeat.count is not None]
    return any(
        any(f"/{repeat}[" in reference for reference in theirs) and not any(f"{repeat}[" in key for key in ours)
        for repeat in counted
    )


def is_cleared_choice(odk: Leaf, ours: Leaf) -> bool:
    """Whether both engines show a choice as unanswered."""
    return odk.options is not None and odk.value == "" == ours.value


def is_same_number(odk: str, ours: str) -> bool:
    """«10.0» and «10»."""
    try:
        return float(odk) == float(ours)
    except ValueError:
        return False

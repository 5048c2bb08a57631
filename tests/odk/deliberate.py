"""Where our engine means to differ from web-forms, with the reason; at most ten, and each is recognised narrowly."""

from collections.abc import Collection, Mapping

from surveys.model import Key, Questionnaire
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
    "emptied count": "When the number of turns is taken back, the turns go; web-forms keeps as many as there were "
    "until another number comes. (The play ends there.)",
}


def is_deliberate(questionnaire: Questionnaire, key: str, theirs: Mapping[str, Leaf]) -> bool:
    """Whether a calculation may differ because of what it gathers over turns."""
    question = questionnaire.by_key.get(Key(key.rpartition("/")[2]))
    if question is None or question.calculation is None:
        return False
    for name in question.calculation.depends_on:
        read = questionnaire.by_key.get(Key(name))
        if read is None or not read.repeats or read.repeats == question.repeats:
            continue
        turns = [leaf for leaf in theirs.values() if leaf.reference.rpartition("/")[2] == name]
        if not turns or not all(leaf.relevant for leaf in turns):
            return True
    return False


def has_lost_turns(questionnaire: Questionnaire, given: Mapping[str, str], theirs: Mapping[str, Leaf]) -> bool:
    """Whether web-forms has forgotten an answer inside a counted repeat that had shrunk and grown again."""
    counted = {str(repeat.key) for repeat in questionnaire.repeats if repeat.count is not None}
    return any(
        value and theirs[reference].value == "" and any(f"/{repeat}[" in reference for repeat in counted)
        for reference, value in given.items()
        if reference in theirs
    )


def has_kept_turns(questionnaire: Questionnaire, ours: Collection[str], theirs: Mapping[str, Leaf]) -> bool:
    """Whether web-forms still shows turns of a counted repeat that has no number any more."""
    counted = [str(repeat.key) for repeat in questionnaire.repeats if repeat.count is not None]
    return any(
        any(f"/{repeat}[" in reference for reference in theirs) and not any(f"{repeat}[" in key for key in ours)
        for repeat in counted
    )


def is_same_number(odk: str, ours: str) -> bool:
    """«10.0» and «10»."""
    try:
        return float(odk) == float(ours)
    except ValueError:
        return False

"""Playing one form in both engines and noting where they part."""

import random
from dataclasses import dataclass, replace

from surveys.model import Kind, Questionnaire
from surveys.xlsform.carriers import read_carrier
from surveys.xlsform.checking import check_carrier
from surveys.xlsform.reader import to_xform
from tests.odk.deliberate import has_kept_turns, has_lost_turns, is_deliberate, is_same_number
from tests.odk.engine import Leaf, OdkEngine
from tests.odk.forms import answer_for
from tests.odk.ours import OurForm, our_key

KINDS = {
    Kind.NUMBER: "decimal",
    Kind.CHOICES: "select_multiple",
    Kind.CHOICE: "select_one",
    Kind.DATE: "date",
    Kind.TEXT: "text",
}
MOST_TURNS_ADDED = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the engines part: after which answers, at which question, what each says."""

    form: str
    answers: tuple[str, ...]
    key: str
    odk: Leaf | None
    ours: Leaf | None

    def __str__(self) -> str:
        after = ", ".join(self.answers) or "nothing"
        return f"{self.form} after {after}: {self.key}\n  ODK  {self.odk}\n  ours {self.ours}"


async def differences(engine: OdkEngine, file: str, markdown: str, seed: int, answers: int) -> list[Difference]:
    """Differences after each of so many random answers; the first ones end the play."""
    carrier = read_carrier(file, markdown.encode())
    checked = check_carrier(carrier)
    assert checked.is_usable, [str(defect) for defect in checked.defects]
    assert checked.questionnaire is not None
    questionnaire = checked.questionnaire
    chance = random.Random(seed)
    theirs, ours = await engine.load(to_xform(carrier), {}), OurForm(questionnaire)
    done: list[str] = []
    given: dict[str, str] = {}
    found = _compared(file, done, questionnaire, theirs, ours)
    while not found and len(done) < answers:
        step = _step(chance, questionnaire, theirs)
        if step is None:
            break
        done.append(f"{step[0]}={step[1]}")
        if step[1] == "+":
            theirs = await engine.add(step[0])
            ours.add(step[0])
        else:
            theirs = await engine.set(*step)
            ours.set(*step)
            given[step[0]] = step[1]
        if has_lost_turns(questionnaire, given, theirs) or has_kept_turns(questionnaire, ours.snapshot(), theirs):
            break
        found = _compared(file, done, questionnaire, theirs, ours)
    return found


def _step(chance: random.Random, questionnaire: Questionnaire, theirs: dict[str, Leaf]) -> tuple[str, str] | None:
    repeats = {str(repeat.key): repeat for repeat in questionnaire.repeats}
    open_ended = [
        (reference, 0)
        for reference in {_range_of(leaf, repeats) for leaf in theirs.values()}
        if reference and repeats[reference.rpartition("/")[2]].count is None
    ]
    if open_ended and chance.random() < 0.12:
        reference = sorted(open_ended)[chance.randrange(len(open_ended))][0]
        turns = {leaf.split(f"{reference}[")[1].split("]")[0] for leaf in theirs if f"{reference}[" in leaf}
        if len(turns) < MOST_TURNS_ADDED:
            return reference, "+"
    askable = []
    for reference, leaf in theirs.items():
        question = questionnaire.by_key.get(reference.rpartition("/")[2])  # type: ignore[call-overload]
        if question is not None and leaf.relevant and question.kind in KINDS:
            kind = "integer" if question.is_whole_number else KINDS[question.kind]
            own = tuple(choice.code for choice in question.choices) or None  # a range is a list of marks here
            askable.append((reference, kind, own if leaf.options is None else leaf.options))
    if not askable:
        return None
    reference, kind, options = chance.choice(askable)
    return reference, answer_for(chance, kind, options)


def _range_of(leaf: Leaf, repeats: dict[str, object]) -> str:
    """The innermost repeat around a leaf, as ODK refers to it, without the number of the turn."""
    steps = leaf.reference.split("/")
    for place in range(len(steps) - 2, 0, -1):
        name = steps[place].partition("[")[0]
        if name in repeats and leaf.relevant:
            return "/".join([*steps[:place], name])
    return ""


def _compared(
    file: str, done: list[str], questionnaire: Questionnaire, theirs: dict[str, Leaf], ours: OurForm
) -> list[Difference]:
    repeats = {str(repeat.key) for repeat in questionnaire.repeats}
    by_key = {our_key(reference, repeats): leaf for reference, leaf in theirs.items()}
    mine = ours.snapshot()
    found = []
    for key in sorted({*by_key, *mine}):
        odk, own = by_key.get(key), mine.get(key)
        if odk is None and (own is None or not own.relevant):
            continue
        if odk is not None and own is None and (not odk.relevant or _is_of_odk_alone(key)):
            continue
        if (odk is None or own is None or not _agree(odk, own)) and not is_deliberate(questionnaire, key, theirs):
            found.append(Difference(file, tuple(done), key, odk, own))
    return found


def _is_of_odk_alone(key: str) -> bool:
    """What pyxform adds by itself: the number of the instance, counts of repeats as calculations."""
    return key in ("instanceID", "instanceName") or key.endswith("_count")


def _agree(odk: Leaf, ours: Leaf) -> bool:
    if odk.relevant != ours.relevant:
        return False
    if not odk.relevant:
        return True  # nobody sees it
    same = replace(ours, reference=odk.reference)
    if odk.options is None:
        same = replace(same, options=None)
    if is_same_number(odk.value, ours.value):
        same = replace(same, value=odk.value)
    return odk == same

"""Filling in a form at random until the engines part."""

import random
from collections.abc import Collection, Mapping

from surveys.model import Key, Kind
from tests.odk.answers import answer_for
from tests.odk.comparison import NOTHING, Difference, Play
from tests.odk.engine import Leaf, OdkEngine

KINDS = {
    Kind.NUMBER: "decimal",
    Kind.CHOICES: "select_multiple",
    Kind.CHOICE: "select_one",
    Kind.RANK: "rank",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.MOMENT: "dateTime",
    Kind.ACKNOWLEDGE: "acknowledge",
    Kind.TEXT: "text",
}
MOST_TURNS_ADDED = 3
Question = tuple[str, str, tuple[str, ...] | None]
"""Its reference, its kind, its options if it has any."""


async def differences(
    engine: OdkEngine, file: str, markdown: str, seed: int, answers: int, attached: Mapping[str, str] = NOTHING
) -> list[Difference]:
    """Differences after one of so many random answers; the first ones end the play."""
    chance = random.Random(seed)
    play = await Play.begun(engine, file, markdown, attached)
    found = play.differences()
    while not found and len(play.answers) < answers and await _step(chance, play):
        if play.is_over:
            break
        found = play.differences()
    return found


async def _step(chance: random.Random, play: Play) -> bool:
    """Whether there was anything to do."""
    growing = _growing(play)
    if growing and chance.random() < 0.12:
        await play.add(chance.choice(growing))
        return True
    askable = _askable(play)
    if not askable:
        return False
    reference, kind, options = chance.choice(askable)
    await play.answer(reference, answer_for(chance, kind, options))
    return True


def _growing(play: Play) -> list[str]:
    """Repeats without a count that may get another turn."""
    repeats = {str(repeat.key): repeat for repeat in play.questionnaire.repeats}
    around = {_innermost(leaf, repeats) for leaf in play.theirs.values() if leaf.relevant} - {""}
    return sorted(
        reference
        for reference in around
        if repeats[reference.rpartition("/")[2]].count is None and _turns(reference, play) < MOST_TURNS_ADDED
    )


def _turns(reference: str, play: Play) -> int:
    start = f"{reference}["
    return len({leaf.removeprefix(start).split("]")[0] for leaf in play.theirs if leaf.startswith(start)})


def _innermost(leaf: Leaf, repeats: Collection[str]) -> str:
    """The innermost repeat around a leaf, as ODK refers to it, without the number of the turn."""
    steps = leaf.reference.split("/")
    for place in range(len(steps) - 2, 0, -1):
        name = steps[place].partition("[")[0]
        if name in repeats:
            return "/".join([*steps[:place], name])
    return ""


def _askable(play: Play) -> list[Question]:
    found: list[Question] = []
    for reference, leaf in play.theirs.items():
        question = play.questionnaire.by_key.get(Key(reference.rpartition("/")[2]))
        if question is not None and leaf.relevant and not leaf.read_only and question.kind in KINDS:
            kind = "integer" if question.is_whole_number else KINDS[question.kind]
            marks = tuple(choice.code for choice in question.choices) or None  # of a range
            found.append((reference, kind, marks if leaf.options is None else leaf.options))
    return found

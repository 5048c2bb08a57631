"""Our engine, asked the same questions in the same words as ODK's."""

import re

from people.model import AccountId
from surveys import engine
from surveys.expressions import Expression
from surveys.layout import Turns
from surveys.model import Key, Kind, Question, Questionnaire, Run, RunId
from surveys.path import Path
from surveys.plan import plan_of
from surveys.presets import settled
from tests.odk.engine import Leaf
from tests.odk.moment import NOW

_TURN = re.compile(r"\[(\d+)\]$")
_OURS_ALONE = (Kind.MORE, Kind.REVIEW)


class OurForm:
    """One instance of a form; answers may be set in any order, as in ODK."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._plan = plan_of(questionnaire)
        begun, _events = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)
        self._run: Run = begun
        self._path: Path = settled(begun, NOW)[1]

    def set(self, reference: str, value: str) -> None:
        """Answer a question."""
        self._answer(self._meant(reference), value)

    def add(self, reference: str) -> None:
        """Another turn of a repeat that has no count: «Добавить ещё» at the end of its last one."""
        repeats, turns = self._repeats(reference)
        more = self._plan.more[repeats[-1]]
        around = turns[: len(repeats) - 1]
        number = self._path.layout.count(self._plan.repeats[repeats[-1]], around)
        self._answer(self._plan.turned(more, (*around, number)), "more")

    def snapshot(self) -> dict[str, Leaf]:
        """Every question of every turn, by our own key."""
        found = {}
        for question in self._plan.questionnaire.questions:
            if question.kind not in _OURS_ALONE:
                for turns in self._path.layout.turns_of(question):
                    leaf = self._leaf(self._plan.turned(question, turns), turns)
                    found[leaf.reference] = leaf
        return found

    def _leaf(self, question: Question, turns: Turns) -> Leaf:
        layout = self._path.layout
        value = layout.value(question, turns)
        constraint = question.constraint
        valid = True
        if constraint is not None and value:
            valid = constraint.boolean(layout.scope(question, constraint, value))
        is_list = bool(question.choices) and question.limits is None
        options = tuple(choice.code for choice in layout.options(question)) if is_list else None
        return Leaf(
            reference=question.key,
            relevant=layout.is_relevant(question, turns),
            required=self._path.requires(question),
            read_only=question.kind is Kind.NOTE or self._holds(question.read_only, question),
            value=value,
            options=options,
            valid=valid,
        )

    def _holds(self, condition: Expression | None, question: Question) -> bool:
        return condition is not None and condition.boolean(self._path.layout.scope(question, condition))

    def _answer(self, question: Question, value: str) -> None:
        answers = {**self._run.answers, question.key: value}
        self._run, self._path = settled(self._run.with_answers(answers), NOW, self._path, question)

    def _meant(self, reference: str) -> Question:
        _repeats, turns = self._repeats(reference)
        name = Key(reference.rpartition("/")[2])
        return self._plan.turned(self._plan.by_name[name], turns)

    def _repeats(self, reference: str) -> tuple[tuple[Key, ...], Turns]:
        repeats: list[Key] = []
        turns: list[int] = []
        for step in reference.strip("/").split("/"):
            name = Key(_TURN.sub("", step))
            if name in self._plan.repeats:
                repeats.append(name)
                if found := _TURN.search(step):
                    turns.append(int(found[1]))
        return tuple(repeats), tuple(turns)


def our_key(reference: str, repeats: set[str]) -> str:
    """«/data/group/children[2]/name» → «children[2]/name»: groups leave no trace in our keys."""
    steps = reference.strip("/").split("/")
    kept = [step for step in steps[1:-1] if _TURN.sub("", step) in repeats]
    return "/".join([*kept, steps[-1]])

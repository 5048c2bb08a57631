"""One form in both engines, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveys.model import Questionnaire
from surveys.xlsform.carriers import read_carrier
from surveys.xlsform.checking import check_carrier
from surveys.xlsform.reader import to_xform
from tests.odk.deliberate import has_kept_turns, has_returned_turns, is_cleared_choice, is_deliberate, is_same_number
from tests.odk.engine import Leaf, OdkEngine
from tests.odk.ours import OurForm, our_key

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the engines part: after which answers, at which question, what each says."""

    form: str
    answers: tuple[str, ...]
    key: str
    row: str
    odk: Leaf | None
    ours: Leaf | None

    def __str__(self) -> str:
        after = ", ".join(self.answers) or "nothing"
        return f"{self.form} after {after}: {self.key}\n  form {self.row}\n  ODK  {self.odk}\n  ours {self.ours}"


@dataclass
class Play:
    """A form being filled in twice."""

    file: str
    markdown: str
    questionnaire: Questionnaire
    engine: OdkEngine
    ours: OurForm
    theirs: dict[str, Leaf]
    answers: list[str] = field(default_factory=list)
    is_over: bool = False
    """Whether the engines have gone different ways on purpose, so that nothing can be compared any more."""
    _seen: set[str] = field(default_factory=set)

    @classmethod
    async def begun(
        cls, engine: OdkEngine, file: str, markdown: str, attached: Mapping[str, str] = NOTHING
    ) -> "Play":
        """The form as it is before the first answer."""
        attachments = {name: text.encode() for name, text in attached.items()}
        carrier = replace(read_carrier(file, markdown.encode()), attachments=attachments)
        checked = check_carrier(carrier)
        assert checked.is_usable, [str(defect) for defect in checked.defects]
        assert checked.questionnaire is not None
        theirs = await engine.load(to_xform(carrier), attached)
        return cls(file, markdown, checked.questionnaire, engine, OurForm(checked.questionnaire), theirs)

    async def answer(self, reference: str, value: str) -> None:
        """Answer a question in both."""
        self._notice(f"{reference}={value}", await self.engine.set(reference, value))
        self.ours.set(reference, value)
        self.is_over |= has_kept_turns(self.questionnaire, self.ours.snapshot(), self.theirs)

    async def add(self, reference: str) -> None:
        """Another turn of a repeat in both."""
        self._notice(f"{reference}+", await self.engine.add(reference))
        self.ours.add(reference)

    def differences(self) -> list[Difference]:
        """Where they part now."""
        repeats = {str(repeat.key) for repeat in self.questionnaire.repeats}
        by_key = {our_key(reference, repeats): leaf for reference, leaf in self.theirs.items()}
        mine = self.ours.snapshot()
        return [
            Difference(self.file, tuple(self.answers), key, self._row(key), by_key.get(key), mine.get(key))
            for key in sorted({*by_key, *mine})
            if not _agree(key, by_key.get(key), mine.get(key))
            and not is_deliberate(self.questionnaire, key, self.theirs)
        ]

    def _notice(self, answer: str, theirs: dict[str, Leaf]) -> None:
        self.answers.append(answer)
        self._seen |= self.theirs.keys()
        self.is_over |= has_returned_turns(self.questionnaire, self._seen, self.theirs, theirs)
        self.theirs = theirs

    def _row(self, key: str) -> str:
        name = key.rpartition("/")[2]
        return next((line for line in self.markdown.splitlines() if f"| {name} |" in line), "")


def _agree(key: str, odk: Leaf | None, ours: Leaf | None) -> bool:
    if odk is None or ours is None:
        there = odk or ours
        return there is None or not there.relevant or (ours is None and _is_of_odk_alone(key))
    if odk.relevant != ours.relevant:
        return False
    if not odk.relevant:
        return True  # nobody sees it
    same = replace(ours, reference=odk.reference)
    if odk.options is None:
        same = replace(same, options=None)  # a range is a list of marks here
    if _is_of_odk_alone(key):
        same = replace(same, read_only=odk.read_only)
    if is_cleared_choice(odk, ours):
        same = replace(same, valid=odk.valid)
    if is_same_number(odk.value, ours.value):
        same = replace(same, value=odk.value)
    return odk == same


def _is_of_odk_alone(key: str) -> bool:
    """What pyxform adds by itself: the number of the instance, counts of repeats as calculations."""
    return key in ("instanceID", "instanceName") or key.endswith("_count")

"""What is on offer now."""

from collections.abc import Iterable, Sequence

from surveys.model import Questionnaire


class Catalogue:
    """The current version of each questionnaire."""

    def __init__(self, questionnaires: Iterable[Questionnaire]) -> None:
        self._by_key = {questionnaire.key: questionnaire for questionnaire in questionnaires}

    @property
    def on_offer(self) -> Sequence[Questionnaire]:
        """What stands in the menu, in the order of their places."""
        offered = [questionnaire for questionnaire in self._by_key.values() if questionnaire.is_offered]
        return sorted(offered, key=lambda questionnaire: (questionnaire.place, questionnaire.key))

    def current(self, key: str) -> Questionnaire | None:
        """The version a new run gets."""
        return self._by_key.get(key)

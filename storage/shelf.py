"""What can be begun: the shipped library, and over it what authors have published."""

from collections.abc import Iterable, Sequence

from storage.forms import SqlFormStore
from storage.versions import SqlVersionStore
from surveys.model import Questionnaire, VersionId


class SqlShelf:
    """Looks at the publications each time, so that every worker sees them at once."""

    def __init__(self, library: Iterable[Questionnaire], forms: SqlFormStore, versions: SqlVersionStore) -> None:
        self._library = {questionnaire.key: questionnaire for questionnaire in library}
        self._forms = forms
        self._versions = versions

    async def on_offer(self) -> Sequence[Questionnaire]:
        """See `Shelf.on_offer`."""
        offered = [questionnaire for questionnaire in (await self._all()).values() if questionnaire.is_offered]
        return sorted(offered, key=lambda questionnaire: (questionnaire.place, questionnaire.key))

    async def current(self, key: str) -> Questionnaire | None:
        """See `Shelf.current`."""
        return (await self._all()).get(key)

    async def successor(self, version: VersionId) -> Questionnaire | None:
        """See `Shelf.successor`."""
        try:
            return await self.current((await self._versions.of(version)).key)
        except KeyError:
            return None

    async def _all(self) -> dict[str, Questionnaire]:
        published = {each.questionnaire.key: each.questionnaire for each in await self._forms.published()}
        return {**self._library, **published}

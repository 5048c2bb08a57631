"""What can be begun: the shipped library, and over it what authors have published."""

from collections.abc import Iterable, Sequence

from people.model import CentreId
from storage.forms import SqlFormStore
from storage.versions import SqlVersionStore
from surveys.model import Questionnaire, VersionId


class SqlShelf:
    """Looks at the publications each time, so that every worker sees them at once."""

    def __init__(self, library: Iterable[Questionnaire], forms: SqlFormStore, versions: SqlVersionStore) -> None:
        self._library = {questionnaire.key: questionnaire for questionnaire in library}
        self._forms = forms
        self._versions = versions

    async def on_offer(self, centre: CentreId | None) -> Sequence[Questionnaire]:
        """See `Shelf.on_offer`."""
        return [each for each in await self.all_of(centre) if each.is_offered]

    async def all_of(self, centre: CentreId | None) -> Sequence[Questionnaire]:
        """See `Shelf.all_of`."""
        there = [each for each in (await self._all(centre)).values() if not each.is_internal]
        return sorted(there, key=lambda questionnaire: (questionnaire.place, questionnaire.key))

    async def current(self, key: str, centre: CentreId | None) -> Questionnaire | None:
        """See `Shelf.current`."""
        return (await self._all(centre)).get(key)

    async def successor(self, version: VersionId, centre: CentreId | None) -> Questionnaire | None:
        """See `Shelf.successor`."""
        try:
            return await self.current((await self._versions.of(version)).key, centre)
        except KeyError:
            return None

    async def _all(self, centre: CentreId | None) -> dict[str, Questionnaire]:
        published = {each.questionnaire.key: each.questionnaire for each in await self._forms.published(centre)}
        internal = {key: each for key, each in self._library.items() if each.is_internal}
        return {**self._library, **published, **internal}

"""Questionnaires of the bot itself with their lists filled in."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from storage.versions import SqlVersionStore
from surveys.composing import Lists
from surveys.model import Questionnaire


class SqlComposer:
    """The `Composer` of campaigns, over the library."""

    def __init__(
        self, library: Iterable[Questionnaire], versions: SqlVersionStore, clock: Callable[[], datetime]
    ) -> None:
        self._templates = {each.key: each for each in library if each.is_internal}
        self._versions = versions
        self._clock = clock

    async def compose(self, key: str, lists: Lists, answered: Collection[str] = ()) -> Questionnaire:
        """See `Composer.compose`; KeyError if the bot has no such questionnaire."""
        template = self._templates[key]
        return await self._versions.composed(template, lists, answered, self._clock()) if lists else template

"""Saying a sentence by its key; a missing key or variable is an error, never a hole in the text."""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

FOLDER = Path(__file__).parent / "ru"
_LONG = 1_000
"""Characters of what somebody wrote. The library refuses more than 2,500, so a place is held for longer texts."""
_PLACE = "\ufdd0{}\ufdd1"
_HELD = re.compile("\ufdd0([^\ufdd1]*)\ufdd1")


class SpeechError(Exception):
    """A sentence cannot be said as asked; every reason is named."""


class Speech:
    """All sentences of one language; an operator's overlay replaces single ones."""

    def __init__(self, overlay: Path | None = None, folder: Path = FOLDER) -> None:
        self._bundle = FluentBundle(["ru"], use_isolating=False)
        self.variables: dict[str, frozenset[str]] = {}
        for path in sorted(folder.glob("*.ftl")):
            self._load(path)
        if overlay is not None:
            self._lay_over(overlay)
        self._remembered = lru_cache(maxsize=4096)(self._format)

    def say(self, key: str, **variables: str | int) -> str:
        """A sentence as HTML; texts given as variables are shown as typed."""
        if any(isinstance(value, str) for value in variables.values()):
            # Not remembered: it may hold what somebody wrote.
            escaped = {n: _escaped(value) for n, value in variables.items()}
            return self._format(key, tuple(escaped.items()))
        return self._remembered(key, tuple(variables.items()))

    def plain(self, key: str, **variables: str | int) -> str:
        """A sentence for places without markup: buttons, toasts, command descriptions."""
        return self._format(key, tuple(variables.items())) if variables else self._remembered(key, ())

    def keys(self) -> Iterable[str]:
        """All keys there are."""
        return self.variables.keys()

    def _format(self, key: str, variables: tuple[tuple[str, str | int], ...]) -> str:
        needed = self.variables.get(key)
        given = dict(variables)
        if needed is None:
            raise SpeechError(f"no text «{key}»")
        if needed != given.keys():
            raise SpeechError(f"«{key}» wants {sorted(needed)}, got {sorted(given)}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise SpeechError(f"«{key}» is empty")
        long = {name: value for name, value in given.items() if isinstance(value, str) and len(value) > _LONG}
        short = given | {name: _PLACE.format(name) for name in long}
        text, errors = self._bundle.format_pattern(pattern, short)
        if errors:
            raise SpeechError(f"«{key}»: {errors}")
        return _HELD.sub(lambda place: long.get(place[1], place[0]), str(text)) if long else str(text)

    def _load(self, path: Path, *, is_overlay: bool = False) -> None:
        source = path.read_text(encoding="utf-8")
        found = messages_of(source, path.name)
        self.variables.update(found)
        self._bundle.add_resource(FluentResource(source), allow_overrides=is_overlay)

    def _lay_over(self, path: Path) -> None:
        try:
            found = messages_of(path.read_text(encoding="utf-8"), path.name)
        except (OSError, UnicodeDecodeError) as error:
            raise SpeechError(f"{path}: {error}") from error
        problems = [f"{path.name}: no text «{key}» to replace" for key in found if key not in self.variables]
        problems += [
            f"{path.name}: «{key}» may use {sorted(self.variables[key])}, not {sorted(used)}"
            for key, used in found.items()
            if key in self.variables and used != self.variables[key]
        ]
        if problems:
            raise SpeechError("\n".join(problems))
        self._load(path, is_overlay=True)


def messages_of(source: str, name: str) -> Mapping[str, frozenset[str]]:
    """Keys of a Fluent source and the variables each uses; SpeechError if a part of it cannot be read."""
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            raise SpeechError(f"{name}: cannot read «{(entry.content or '').strip()[:60]}»")
        if isinstance(entry, ast.Message):
            if entry.id.name in found:
                raise SpeechError(f"{name}: «{entry.id.name}» is there twice")
            collector = _Variables()
            collector.visit(entry)
            found[entry.id.name] = frozenset(collector.names)
    return found


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 — the library's name
        self.names.add(node.id.name)


def _escaped(value: str | int) -> str | int:
    return html.escape(value, quote=False) if isinstance(value, str) else value

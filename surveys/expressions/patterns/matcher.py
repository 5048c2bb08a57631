"""Chooses how a pattern is run, and keeps the compiled ones."""

import re
from collections.abc import Callable
from functools import lru_cache

from surveys.expressions.patterns.automaton import Automaton
from surveys.expressions.patterns.effort import begins_at_start, effort_of, needs_backtracking, python_source
from surveys.expressions.patterns.grammar import Part, PatternError
from surveys.expressions.patterns.reader import read_pattern

Matcher = Callable[[str], bool]

LONGEST_SUBJECT = 4096
"""Most characters of a text that can match; a longer one does not fit into a message and matches nothing."""
LONGEST_PATTERN = 1000
_MOST_STEPS = 20_000_000
"""Characters `re` may have to look at, at worst: a tenth of a second."""
_MOST_LOOKS = 1_000_000
"""Instructions an automaton may have to look at, at worst: a quarter of a second; big ones match shorter texts."""


def compile_pattern(pattern: str) -> Matcher:
    """A test of texts; PatternError with what and remedy in Russian if the pattern is defective or too costly."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(f"Регулярное выражение длиннее {LONGEST_PATTERN} знаков.", "Сократите его.")
    part = read_pattern(pattern)
    source = python_source(part)
    if source is not None and _steps(part) <= _MOST_STEPS:
        search = re.compile(source, re.ASCII).search
        return lambda text: len(text) <= LONGEST_SUBJECT and search(text) is not None
    if needs_backtracking(part):
        raise PatternError(
            "Такое регулярное выражение может проверяться бесконечно.",
            "Уберите (?=…), (?!…) и ссылки \\1 или ограничьте повторения: {1,20} вместо +.",
        )
    automaton = Automaton(part)
    longest = min(LONGEST_SUBJECT, _MOST_LOOKS // automaton.size)
    return lambda text: len(text) <= longest and automaton.found_in(text)


@lru_cache(maxsize=256)
def matcher_of(pattern: str) -> Matcher:
    """For patterns known only when evaluated: a defective one matches nothing."""
    try:
        return compile_pattern(pattern)
    except PatternError:
        return lambda _text: False


def _steps(part: Part) -> float:
    beginnings = 1 if begins_at_start(part) else LONGEST_SUBJECT
    return effort_of(part, LONGEST_SUBJECT).steps * beginnings

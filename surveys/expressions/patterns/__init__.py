"""Regular expressions of authors, answered in bounded time.

A pattern is read by our own parser, so what it means does not depend on Python's dialect. Then its *effort* is
bounded: the most steps a backtracking matcher may take. Little effort: `re` runs it, fast and provably short.
Much (`(a+)+$`): an automaton runs it, which reads every character once whatever the pattern. What an automaton
cannot do (look-ahead, back references) is accepted only with little. Texts longer than a message match nothing.
"""

from surveys.expressions.patterns.grammar import PatternError
from surveys.expressions.patterns.matcher import LONGEST_SUBJECT, Matcher, compile_pattern, matcher_of

__all__ = ["LONGEST_SUBJECT", "Matcher", "PatternError", "compile_pattern", "matcher_of"]

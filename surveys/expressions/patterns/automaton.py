"""Runs a pattern as an automaton: all routes at once, one look at every character, so time is bounded.

Instructions are those of a Thompson machine; sets of them that were met are remembered with where each character
leads, which makes the usual subject cost one dictionary look-up per character.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from surveys.expressions.patterns.characters import is_word
from surveys.expressions.patterns.grammar import At, Choice, Edge, Group, One, Part, PatternError, Repeat, Sequence

_MOST_INSTRUCTIONS = 1500
_MOST_REMEMBERED = 200_000
"""Numbers of instructions remembered in all sets together: some ten megabytes at worst."""


@dataclass(slots=True)
class _Instruction:
    """Read a character (`test`), or pass to all of `then` for nothing, if the `edge` allows."""

    test: Callable[[str], bool] | None = None
    edge: Edge | None = None
    then: list[int] = field(default_factory=list)


class Automaton:
    """A compiled pattern; `found_in` answers whether it matches anywhere in a text."""

    def __init__(self, part: Part) -> None:
        self._program: list[_Instruction] = []
        start = self._add(_Instruction())
        last = self._emit(part, start)
        self._accept = self._add(_Instruction())
        self._program[last].then.append(self._accept)
        self._start = start
        self._remembered: dict[tuple[frozenset[int], str, str, str], frozenset[int]] = {}

    @property
    def size(self) -> int:
        """How many instructions it has: what one character may cost."""
        return len(self._program)

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches somewhere."""
        waiting: frozenset[int] = frozenset()
        before = ""
        for place in range(len(text) + 1):
            after = text[place : place + 1]
            ready = self._passed(waiting | {self._start}, before, after)
            if self._accept in ready:
                return True
            waiting = self._read(ready, after, before)
            before = after
        return False

    def _read(self, ready: frozenset[int], character: str, before: str) -> frozenset[int]:
        key = (ready, "read", character, "")
        known = self._remembered.get(key)
        if known is None:
            targets: set[int] = set()
            for number in ready:
                instruction = self._program[number]
                if instruction.test is not None and character and instruction.test(character):
                    targets.update(instruction.then)
            known = self._remember(key, frozenset(targets))
        return known

    def _passed(self, numbers: frozenset[int], before: str, after: str) -> frozenset[int]:
        """Everything reachable without reading a character."""
        key = (numbers, "pass", before, after)
        known = self._remembered.get(key)
        if known is not None:
            return known
        reached: set[int] = set()
        stack = list(numbers)
        while stack:
            number = stack.pop()
            if number in reached:
                continue
            reached.add(number)
            instruction = self._program[number]
            if instruction.test is None and _is_open(instruction.edge, before, after):
                stack.extend(instruction.then)
        return self._remember(key, frozenset(reached))

    def _remember(self, key: tuple[frozenset[int], str, str, str], numbers: frozenset[int]) -> frozenset[int]:
        if len(self._remembered) >= _MOST_REMEMBERED // self.size:
            self._remembered.clear()
        self._remembered[key] = numbers
        return numbers

    def _add(self, instruction: _Instruction, after: int | None = None) -> int:
        if len(self._program) >= _MOST_INSTRUCTIONS:
            raise PatternError(
                "Регулярное выражение слишком сложное.", "Упростите его: меньше повторений и вариантов."
            )
        self._program.append(instruction)
        number = len(self._program) - 1
        if after is not None:
            self._program[after].then.append(number)
        return number

    def _emit(self, part: Part, after: int) -> int:
        """Add instructions of a part behind `after`; gives the instruction to go on from."""
        match part:
            case One(test):
                return self._add(_Instruction(test=test), after)
            case At(edge):
                return self._add(_Instruction(edge=edge), after)
            case Sequence(parts):
                for each in parts:
                    after = self._emit(each, after)
                return after
            case Choice(options):
                end = self._add(_Instruction())
                for option in options:
                    self._program[self._emit(option, self._add(_Instruction(), after))].then.append(end)
                return end
            case Group(inner):
                return self._emit(inner, after)
            case Repeat(inner, least, most):
                return self._emit_repeat(inner, least, most, after)
            case _:
                raise PatternError(
                    "Такое регулярное выражение может проверяться бесконечно.", "Уберите (?=…), (?!…) и ссылки \\1."
                )

    def _emit_repeat(self, part: Part, least: int, most: int | None, after: int) -> int:
        for _ in range(least):
            after = self._emit(part, after)
        end = self._add(_Instruction())
        if most is None:
            loop = self._add(_Instruction(), after)
            self._program[self._emit(part, loop)].then.append(loop)
            self._program[loop].then.append(end)
            return end
        for _ in range(most - least):
            self._program[after].then.append(end)
            after = self._emit(part, after)
        self._program[after].then.append(end)
        return end


def _is_open(edge: Edge | None, before: str, after: str) -> bool:
    if edge is None:
        return True
    if edge is Edge.START:
        return not before
    if edge is Edge.END:
        return not after
    is_border = (bool(before) and is_word(before)) is not (bool(after) and is_word(after))
    return is_border if edge is Edge.WORD else not is_border

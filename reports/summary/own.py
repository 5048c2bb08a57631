"""What one person sees: the own result beside the municipal figures, and beside the own results before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.protection.cells import Cell
from reports.summary.model import Block, Spread, Summary
from surveys.scoring import Result, ScaleResult


@dataclass(frozen=True, slots=True)
class Earlier:
    """An own result of before."""

    label: str
    """«2025/2026»."""
    index: float


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """A block of one person. `index` is None where too little was answered to say."""

    key: str
    label: str
    index: float | None
    level: str
    municipal: Cell[Spread] | None
    """Half of the municipality lies between its quartiles; None where there is no such block."""
    history: tuple[Earlier, ...]

    @property
    def place(self) -> str:
        """Where the own index lies: «ниже», «в пределах», «выше»; empty where either is not known."""
        found = None if self.municipal is None else self.municipal.known()
        if found is None or self.index is None:
            return ""
        if self.index < found.lower_quartile:
            return "ниже"
        return "выше" if self.index > found.upper_quartile else "в пределах"


def own_result(
    result: Result, municipal: Summary | None, history: Sequence[tuple[str, Result]] = ()
) -> tuple[OwnBlock, ...]:
    """Own blocks and overall indices; well-being is never told of a person. `history` is the oldest first, with
    results of comparable versions only."""
    mine = [one for one in result.scales if one.scale.is_personal]
    return tuple(_block(one, None if municipal is None else municipal.block(one.scale.key), history) for one in mine)


def _block(mine: ScaleResult, municipal: Block | None, history: Sequence[tuple[str, Result]]) -> OwnBlock:
    return OwnBlock(
        key=mine.scale.key,
        label=mine.scale.label,
        index=mine.index,
        level="" if mine.band is None else mine.band.label,
        municipal=None if municipal is None else municipal.index,
        history=tuple(
            Earlier(label, index)
            for label, before in history
            if (index := _index(before, mine.scale.key)) is not None
        ),
    )


def _index(result: Result, key: str) -> float | None:
    return next((one.index for one in result.scales if one.scale.key == key), None)

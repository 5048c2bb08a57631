"""Blobs back into columns of numpy."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.packs.model import Layout, RepeatRow
from surveys.model import Key

_HEAD = 4


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """The figures of one pack; matrices are columns × rows, in the order of the layout."""

    ids: NDArray[np.int64]
    organisations: NDArray[np.int64]
    days: NDArray[np.int32]
    flags: NDArray[np.uint8]
    narrow: NDArray[np.int8]
    wide: NDArray[np.int16]
    ticks: NDArray[np.uint8]
    numbers: NDArray[np.float64]

    @property
    def size(self) -> int:
        """Rows."""
        return int(self.ids.size)


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The texts of one pack."""

    texts: dict[Key, list[str]]
    repeats: dict[Key, list[RepeatRow]]


def unpack(layout: Layout, figures: bytes) -> Columns:
    """The figures; ValueError for a blob that is not of this layout."""
    data = zlib.decompress(figures)
    (size,) = struct.unpack_from("<I", data)
    at = _HEAD

    def take(kind: str, columns: int = 1) -> NDArray[np.generic]:
        nonlocal at
        found = np.frombuffer(data, kind, columns * size, at)
        at += found.nbytes
        return found.reshape(columns, size)

    columns = Columns(
        ids=take("<i8")[0],
        organisations=take("<i8")[0],
        days=take("<i4")[0],
        flags=take("u1")[0],
        narrow=take("i1", len(layout.narrow)),  # type: ignore[arg-type]
        wide=take("<i2", len(layout.wide)),  # type: ignore[arg-type]
        ticks=take("u1", layout.ticks),  # type: ignore[arg-type]
        numbers=take("<f8", len(layout.numbers)),  # type: ignore[arg-type]
    )
    if at != len(data):
        raise ValueError("a pack of another layout")
    return columns


def unpack_words(layout: Layout, words: bytes) -> Words:
    """The texts and the repeats."""
    told = json.loads(zlib.decompress(words))
    texts = {question.key: said for question, said in zip(layout.texts, told["texts"], strict=True)}
    repeats: dict[Key, list[RepeatRow]] = {}
    for name, row, turns, answers in told["repeats"]:
        repeats.setdefault(Key(name), []).append((row, tuple(turns), answers))
    return Words(texts, repeats)

"""Counting by several attributes in one walk over the answers: a cube, whose margins are the tables.

A walk costs the same however many cells the cube has, as long as it fits the processor's cache; so tables by
organisation, by category and by experience cost one walk, not three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.responses import Attribute
from reports.statistics.codes import Codes, Numbers

MOST_CELLS = 30_000
"""Cells times options stay below a megabyte or two."""
LEAST_CELLS = 1_000
"""Of few people the walk is short, and it is the cells that cost."""
FROM_ORGANISATIONS = ("territory", "kind")
"""Attributes of organisations, not of people."""

Margins = Mapping[str, NDArray[np.float64]]
"""By attribute: groups × whatever was counted; the first group is that of people of whom it is not known."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Some attributes, and the cell of each respondent."""

    attributes: tuple[Attribute, ...]
    place: NDArray[np.int32]

    @property
    def shape(self) -> tuple[int, ...]:
        """One more than there are values: the first stands for not known."""
        return tuple(len(attribute.keys) + 1 for attribute in self.attributes)

    @property
    def cells(self) -> int:
        """How many."""
        return int(np.prod(self.shape, dtype=np.int64))

    def options(self, columns: Sequence[Codes], options: int) -> NDArray[np.int64]:
        """How many of each cell took each option: cells × (columns · (options + 2)), of each column SKIPPED and
        NOT_ASKED first."""
        width = options + 2
        cells = np.empty((len(columns), self.place.size), np.int32)
        first = self.place * np.int32(width * len(columns)) + np.int32(2)
        for number, codes in enumerate(columns):
            np.add(first, codes, out=cells[number])
            first += np.int32(width)
        size = self.cells * width * len(columns)
        return np.bincount(cells.ravel(), minlength=size).reshape(self.cells, -1).astype(np.int64, copy=False)

    def sums(self, *columns: Numbers | NDArray[np.bool_]) -> NDArray[np.float64]:
        """Sums of columns by cell: cells × columns."""
        found = [np.bincount(self.place, column, minlength=self.cells) for column in columns]
        return np.stack(found, axis=1).astype(np.float64)

    def margins(self, counted: NDArray[np.int64] | NDArray[np.float64]) -> Margins:
        """Cells × anything, added up for each attribute."""
        whole = counted.reshape(*self.shape, -1)
        axes = range(len(self.attributes))
        return {
            attribute.name: whole.sum(axis=tuple(other for other in axes if other != axis))
            for axis, attribute in enumerate(self.attributes)
        }


@dataclass(frozen=True, eq=False)
class Cubes:
    """Everything the respondents are told apart by, in as few cubes as are small enough."""

    cubes: tuple[Cube, ...]
    derived: Mapping[str, tuple[NDArray[np.intp], int]]
    """Attributes of organisations: the group of each organisation (from 1), and how many groups there are."""

    def options(self, columns: Sequence[Codes], options: int) -> Margins:
        """See `Cube.options`, by attribute."""
        return self._with_derived([cube.margins(cube.options(columns, options)) for cube in self.cubes])

    def sums(self, *columns: Numbers | NDArray[np.bool_]) -> Margins:
        """See `Cube.sums`, by attribute."""
        return self._with_derived([cube.margins(cube.sums(*columns)) for cube in self.cubes])

    def _with_derived(self, found: Sequence[Margins]) -> Margins:
        margins = {name: table for part in found for name, table in part.items()}
        for name, (group, groups) in self.derived.items():
            table = margins["organisation"]
            added = np.zeros((groups, table.shape[1]), table.dtype)
            np.add.at(added, group, table)
            margins[name] = added
        return margins


def cubes_of(attributes: Mapping[str, Attribute], names: Sequence[str], options: int) -> Cubes:
    """Cubes for tables by these attributes; `options` is the greatest number of options that will be counted."""
    derived = {
        name: group_of_each(attributes["organisation"], attributes[name])
        for name in names
        if name in FROM_ORGANISATIONS and "organisation" in names
    }
    people = max((attributes[name].codes.size for name in names), default=0)
    most = min(MOST_CELLS, max(LEAST_CELLS, people)) // (options + 2)
    cubes: list[list[Attribute]] = []
    for name in names:
        if name not in derived:
            _put(attributes[name], cubes, most)
    return Cubes(tuple(_cube(some) for some in cubes), derived)


def _put(attribute: Attribute, cubes: list[list[Attribute]], most: int) -> None:
    for some in cubes:
        if np.prod([len(one.keys) + 1 for one in (*some, attribute)], dtype=np.int64) <= most:
            some.append(attribute)
            return
    cubes.append([attribute])


def _cube(attributes: Sequence[Attribute]) -> Cube:
    place = np.zeros(attributes[0].codes.size, np.int32)
    for attribute in attributes:
        place *= len(attribute.keys) + 1
        place += attribute.codes + 1
    return Cube(tuple(attributes), place)


def group_of_each(organisations: Attribute, attribute: Attribute) -> tuple[NDArray[np.intp], int]:
    """For each organisation, the first being none, the group it belongs to."""
    group = np.zeros(len(organisations.keys) + 1, np.intp)
    group[organisations.codes + 1] = attribute.codes + 1
    return group, len(attribute.keys) + 1

"""Cells: shown by a protection or not at all."""

import ast

import pytest

from reports.protection import Shown, protect_groups
from tests.house.source import ROOMS, calls, modules


def test_nobody_but_a_protection_shows_a_figure() -> None:
    with pytest.raises(TypeError, match="ask one for the cell"):
        Shown(3)


def test_what_is_made_of_a_cell_is_shown_as_the_cell_is() -> None:
    pattern = protect_groups({"a": 3, "b": 9, "c": 20})
    halves = [pattern.size(row).to(lambda size: size / 2) for row in pattern.rows]

    assert [half.known() for half in halves] == [None, None, 10.0]
    assert [half.said(str) for half in halves] == ["н/д (менее 5)", "н/д", "10.0"]


def test_cells_are_made_in_the_protection_alone() -> None:
    outside = [
        str(path)
        for path, tree in modules(*ROOMS)
        if path.parts[:2] != ("reports", "protection")
        and (list(calls(tree, "Shown")) or _takes(tree, "reports.protection.cells", {"shown", "_SEAL"}))
    ]

    assert outside == []


def _takes(tree: ast.AST, module: str, names: set[str]) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == module and names & {name.name for name in node.names}
        for node in ast.walk(tree)
    )

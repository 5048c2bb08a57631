"""Rules of the house that can be read off the source."""

import ast
import re
import tomllib

import pytest

from tests.house.source import ROOMS, ROOT, modules, tracked

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
LONGEST = 420


def test_every_module_opens_by_saying_what_it_is_for() -> None:
    silent = [str(path) for path, tree in modules(*ROOMS, "tests") if not ast.get_docstring(tree) and tree.body]

    assert silent == []


def test_public_functions_and_classes_are_described() -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules(*ROOMS)
        if "migrations" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith(("_", "visit_"))
        and not ast.get_docstring(node)
        and not _is_inner(tree, node)
        and "overload" not in {getattr(d, "id", "") for d in node.decorator_list}
    ]

    assert silent == []


def _is_inner(tree: ast.Module, wanted: ast.AST) -> bool:
    """Whether it belongs to a function or a private class, whose own words are enough."""
    return any(
        wanted in ast.walk(node)
        for node in ast.walk(tree)
        if node is not wanted
        and (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            or (isinstance(node, ast.ClassDef) and node.name.startswith("_"))
        )
    )


def test_modules_are_nouns_of_the_domain() -> None:
    assert [str(path) for path, _ in modules(*ROOMS, "tests") if path.stem in FORBIDDEN] == []


def test_files_stay_readable() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in (".py", ".js", ".css") and len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    ]

    assert long == []


def test_nobody_freezes_time_with_freezegun() -> None:
    assert [str(p) for p, tree in modules(*ROOMS, "tests") if "freezegun" in _imported(tree)] == []


@pytest.mark.parametrize("heavy", ["pyxform", "alembic", "pandas", "uvloop"])
def test_heavy_libraries_are_imported_where_they_are_used(heavy: str) -> None:
    at_top = [
        str(path)
        for path, tree in modules(*ROOMS)
        if "migrations" not in path.parts
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and heavy in _imported(node)
    ]

    assert at_top == []


def _imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_written_down() -> None:
    forbidden = re.compile(
        r"://[a-z0-9.-]*(py" r"pi|python" r"hosted|np" r"mjs|de" r"bian)\.[a-z]+|\"/wor" r"k/|/far" r"m/"
    )
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix not in (".png", ".bin")
        and forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_locks_carry_hashes_and_agree_with_what_is_asked_for(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9._-]+==)", lock, flags=re.MULTILINE)
    pinned = {block.partition("==")[0]: block for block in blocks if "==" in block}
    asked = re.findall(r"^([A-Za-z0-9._-]+)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), re.MULTILINE)

    assert pinned
    assert all("--hash=sha256:" in block for block in pinned.values())
    assert "index-url" not in lock
    assert {_canonical(one) for one in asked if not one.startswith("-")} <= {_canonical(one) for one in pinned}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_contracts_cover_every_room() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    rooms = {path.parent.name for path in tracked() if path.name == "__init__.py" and path.parent.parent == ROOT}

    assert set(contracts["root_packages"]) == rooms - {"tests"} == set(ROOMS)

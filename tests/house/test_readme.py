"""What the README promises is there."""

import re

from bot.settings import settings_table
from tests.house.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets


def test_the_table_of_settings_is_the_settings() -> None:
    table = re.findall(r"^\| `(BOT_\w+)` \| (?:`([^`]*)`)? *\| (.+) \|$", README, re.MULTILINE)

    assert [(name, default) for name, default, _ in table] == [(n, d) for n, d, _ in settings_table()]


def test_files_and_folders_that_are_named_exist() -> None:
    named = re.findall(
        r"`((?:bot|handlers|surveys|people|delivery|reports|workbooks|storage|simulator|tests|docs)/[\w/.-]*[\w/])`",
        README,
    )

    assert [name for name in named if "x." not in name and not (ROOT / name).exists()] == []


def test_the_image_runs_without_root_and_tells_its_health() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert len(re.findall(r"^FROM ", dockerfile, re.MULTILINE)) == 2
    assert re.search(r"^USER (?!root)", dockerfile, re.MULTILINE)
    assert "HEALTHCHECK" in dockerfile
    assert "--require-hashes" in dockerfile

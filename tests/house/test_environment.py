"""`tools/environment.sh`: fast when all is there, repaired when half is, one sentence for what can go wrong."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.machine import Machine, ordinary_user

ENVIRONMENT = "tools/environment.sh"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A fresh machine with Python and nothing else."""
    return Machine(tmp_path)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an ordinary user may look into; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def sentence(machine: Machine, what: str = "run", user: str | None = None) -> str:
    """The one sentence with which it gives up."""
    code, told, complaints = machine.runs(ENVIRONMENT, what, user=user)
    assert (code, told) == (1, "")
    return complaints.splitlines()[-1]


def test_a_second_start_asks_python_nothing(machine: Machine) -> None:
    assert machine.runs(ENVIRONMENT, "run")[0] == 0
    assert any("--require-hashes -r requirements.txt" in call for call in machine.calls())

    assert machine.runs(ENVIRONMENT, "run") == (0, "", "")
    assert machine.calls() == []


def test_what_the_tests_need_contains_what_the_bot_needs(machine: Machine) -> None:
    assert machine.runs(ENVIRONMENT, "dev")[0] == 0
    assert any("-r requirements-dev.txt" in call for call in machine.calls())

    assert machine.runs(ENVIRONMENT, "run")[0] == 0
    assert machine.calls() == []


def test_a_changed_lock_is_installed_without_a_new_environment(machine: Machine) -> None:
    machine.runs(ENVIRONMENT, "run")
    (machine.project / "requirements.txt").write_text("other\n", encoding="utf-8")
    machine.calls()

    assert machine.runs(ENVIRONMENT, "run")[0] == 0
    calls = machine.calls()
    assert any("-m pip install" in call for call in calls)
    assert not any("-m venv" in call for call in calls)


def test_an_installation_that_was_killed_begins_anew(machine: Machine) -> None:
    machine.python["PIP_FAILS"] = "killed"
    assert machine.runs(ENVIRONMENT, "run")[0] == -9
    half = machine.project / ".venv" / "half-written"
    half.touch()

    machine.python["PIP_FAILS"] = "0"
    assert machine.runs(ENVIRONMENT, "run")[0] == 0
    assert not half.exists()
    assert machine.runs(ENVIRONMENT, "run") == (0, "", "")


@pytest.mark.parametrize(
    ("what", "told"), [("run", "Нужен Python 3.11 или новее"), ("dev", "Python 3.11 or newer is needed")]
)
def test_an_old_python_is_one_sentence(machine: Machine, what: str, told: str) -> None:
    machine.python["TOO_OLD"] = "1"

    assert told in sentence(machine, what)


def test_no_python_at_all_is_the_same_sentence(machine: Machine) -> None:
    (machine.programs / "python3").unlink()

    assert "Нужен Python 3.11 или новее" in sentence(machine)


def test_a_missing_venv_names_the_package(machine: Machine) -> None:
    machine.python["NO_VENV"] = "1"

    assert "python3-venv" in sentence(machine)
    assert not (machine.project / ".venv").exists()


def test_a_python_with_venv_is_preferred_to_a_newer_one_without(machine: Machine) -> None:
    machine.program("python3.13", '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\n')

    assert machine.runs(ENVIRONMENT, "run")[0] == 0
    assert "-m venv .venv" in machine.calls()


def test_a_read_only_folder_is_named(open_folder: Path) -> None:
    machine = Machine(open_folder)
    machine.project.chmod(0o555)

    told = sentence(machine, user=ordinary_user())

    assert str(machine.project) in told
    assert "нельзя писать" in told


def test_an_environment_of_somebody_else_is_named(open_folder: Path) -> None:
    machine = Machine(open_folder)
    machine.project.chmod(0o777)
    (machine.project / ".venv").mkdir(mode=0o555)

    assert "Папку .venv создал другой пользователь" in sentence(machine, user=ordinary_user())


@pytest.mark.parametrize(
    ("pip", "told"),
    [
        ("ERROR: [Errno 28] No space left on device", "На диске нет места"),
        ("connection broken by 'NewConnectionError'\nERROR: No matching distribution found", "доступ в интернет"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "Не удалось подготовить окружение"),
    ],
)
def test_a_failed_installation_says_why_and_is_tried_again(machine: Machine, pip: str, told: str) -> None:
    machine.python |= {"PIP_SAYS": pip, "PIP_FAILS": "1"}
    assert told in sentence(machine)

    machine.python |= {"PIP_SAYS": "", "PIP_FAILS": "0"}
    assert machine.runs(ENVIRONMENT, "run")[0] == 0

"""`tools/system.sh`: programs of the system are installed by root, and left out aloud by everybody else."""

from pathlib import Path

import pytest

from tests.house.machine import Machine

SYSTEM = "tools/system.sh"
APT = """#!/bin/sh
echo "apt-get $*" >>"$CALLS"
case "$*" in *install*chromium*) echo >"$PROGRAMS/chromium" && chmod +x "$PROGRAMS/chromium" ;; esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """PostgreSQL is there, Chromium is not."""
    machine = Machine(tmp_path)
    machine.program("initdb", "#!/bin/sh\n")
    machine.program("apt-get", APT)
    return machine


def user(machine: Machine, number: int) -> None:
    """Be somebody."""
    (machine.programs / "id").unlink()
    machine.program("id", f"#!/bin/sh\necho {number}\n")


def test_an_ordinary_user_leaves_a_layer_out_and_says_why(machine: Machine) -> None:
    user(machine, 1000)

    code, told, complaints = machine.runs(SYSTEM)

    assert code == 0
    assert told == "browser: Chromium is not installed, and only root can install it with apt-get\n"
    assert "LEFT OUT the browser tests" in complaints
    assert machine.calls() == []


def test_in_ci_a_layer_left_out_is_a_failure(machine: Machine) -> None:
    user(machine, 1000)

    code, _, complaints = machine.runs(SYSTEM, CI="true")

    assert code == 1
    assert "no layer may be left out" in complaints


def test_root_installs_what_is_missing(machine: Machine) -> None:
    user(machine, 0)

    code, told, _ = machine.runs(SYSTEM, CI="true", PROGRAMS=str(machine.programs))

    assert (code, told) == (0, "\n")
    update, install = machine.calls()
    assert "update" in update
    assert install.endswith("chromium")
    assert "--no-install-recommends" in install


def test_a_failed_installation_is_a_layer_left_out(machine: Machine) -> None:
    user(machine, 0)
    machine.program("apt-get", "#!/bin/sh\necho 'E: Unable to locate package' >&2\nexit 100\n")

    code, told, complaints = machine.runs(SYSTEM)

    assert (code, told) == (0, "browser: Chromium is not installed\n")
    assert "E: Unable to locate package" in complaints

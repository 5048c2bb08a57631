"""A machine of the tests' own making: the project's tools in an empty folder, and no programs but those put there."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.source import ROOT

PROGRAMS = ["sh", "dirname", "cat", "cksum", "ps", "grep", "df", "awk", "rm", "mkdir", "tail", "id", "ls"]

INTERPRETER = """#!/bin/sh
# Stands for a Python: answers what environment.sh asks, and writes down that it was called.
echo "$*" >>"$CALLS"
case "$*" in
*version_info*) exit "$TOO_OLD" ;;
*ensurepip*) exit "$NO_VENV" ;;
*"-m venv"*) mkdir -p .venv/bin && cat "$0" >.venv/bin/python && chmod +x .venv/bin/python ;;
*"-m pip"*)
    echo "$PIP_SAYS" >&2
    [ "$PIP_FAILS" != killed ] || kill -9 $PPID
    exit "$PIP_FAILS" ;;
esac
"""


@dataclass
class Machine:
    """What its `python3` is like, and what it was asked to do."""

    folder: Path
    python: dict[str, str] = field(
        default_factory=lambda: {"TOO_OLD": "0", "NO_VENV": "0", "PIP_SAYS": "", "PIP_FAILS": "0"}
    )

    def __post_init__(self) -> None:
        """Lay out the project and the programs."""
        self.programs.mkdir()
        shutil.copytree(ROOT / "tools", self.project / "tools")
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.project / name).write_text(f"{name}\n", encoding="utf-8")
        for name in [*PROGRAMS, "chmod"]:
            (self.programs / name).symlink_to(shutil.which(name) or f"/bin/{name}")
        self.program("python3", INTERPRETER)

    @property
    def project(self) -> Path:
        """Where the project lies."""
        return self.folder / "project"

    @property
    def programs(self) -> Path:
        """The only folder on its PATH."""
        return self.folder / "programs"

    def program(self, name: str, text: str) -> None:
        """Install a program."""
        (self.programs / name).write_text(text, encoding="utf-8")
        (self.programs / name).chmod(0o755)

    def runs(self, *command: str, user: str | None = None, **environment: str) -> tuple[int, str, str]:
        """Run a tool of the project; gives exit code, output and complaints."""
        done = subprocess.run(
            [str(self.project / command[0]), *command[1:]],
            env={"PATH": str(self.programs), "CALLS": str(self.folder / "calls"), **self.python, **environment},
            user=user,
            check=False,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    def calls(self) -> list[str]:
        """What its Python was asked to do since the last look."""
        path = self.folder / "calls"
        found = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return found


def ordinary_user() -> str | None:
    """Somebody whom a read-only folder stops; root is not."""
    return "nobody" if os.getuid() == 0 else None

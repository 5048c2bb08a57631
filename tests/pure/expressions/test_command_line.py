"""One expression from the command line."""

import subprocess
import sys


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "surveys", "eval", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_value_is_printed() -> None:
    done = _run("round(. div 3, 2)", "--current", "7")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2.33\n", "")


def test_every_defect_is_printed_with_its_column() -> None:
    done = _run("selectd(${a}) and (1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "1: Функции selectd() нет. Возможно, имелась в виду selected().",
        "19: Скобка «(» открыта и не закрыта. Поставьте «)» там, где она должна закрыться.",
    ]

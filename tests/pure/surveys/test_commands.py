"""`python -m surveys`: questionnaires without a bot."""

import io
import json
from pathlib import Path

import pytest

from surveys.__main__ import main

GOOD = """
| survey | | | |
| | type | name | label |
| | select_one s | a | Да? |
| | integer | n | Сколько? |
| choices | | | |
| | list_name | name | label |
| | s | y | Да |
| | s | n | Нет |
| settings | | |
| | form_title | form_id |
| | Проба | probe |
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "probe.md"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_good_form_is_said_to_be_good(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == "Ошибок нет. «Проба», вопросов: 2.\n"


def test_defects_are_told_to_people_and_to_programs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(GOOD.replace("| integer | n |", "| integre | n |"), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert "Вида вопроса «integre» нет. Возможно, имелось в виду «integer»." in capsys.readouterr().out

    assert main(["check", "--json", str(file)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["defects"][0]["code"], told["defects"][0]["where"]["row"]) == (False, "unknown_type", 5)


def test_a_form_goes_from_carrier_to_carrier_and_to_odk(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(file), "--to", "xlsx"]) == 0
    again = file.with_name("again.md")
    assert main(["convert", str(file.with_suffix(".xlsx")), "--to", "md", "--output", str(again)]) == 0
    assert main(["check", str(again)]) == 0
    assert main(["convert", str(again), "--to", "xform"]) == 0
    assert "<h:title>Проба</h:title>" in again.with_suffix(".xml").read_text("utf-8")
    assert main(["convert", str(again), "--to", "md"]) == 2
    assert "уже в этом формате" in capsys.readouterr().err


def test_robots_are_sent_from_the_command_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", str(file)]) == 0
    assert "Проверено развилок: 100 %." in capsys.readouterr().out


def test_a_form_is_answered_in_a_terminal(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\nмного\n<\n>\n5\n"))
    assert main(["walk", str(file)]) == 0
    told = capsys.readouterr().out
    assert "[1 из 2] Да?" in told
    assert "number_expected" in told
    assert told.endswith("  a = y\n  n = 5\n")


def test_an_expression_is_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "round(. div 3, 2)", "--current", "7"]) == 0
    assert capsys.readouterr().out == "2.33\n"
    assert main(["eval", "1 +"]) == 1
    assert main(["eval"]) == 2


def test_expressions_come_and_go_as_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"expr": ". + 1", "current": "2", "type": "number"},
        {"expr": "1 div 0", "current": None, "type": "number"},
        {"expr": "number('x')", "type": "number"},
        {"expr": ". = 'да'", "current": "да", "type": "boolean"},
        {"expr": "concat('a', 1.5)", "type": "string"},
        {"expr": "${q}", "current": "ответ", "type": "string"},
        {"expr": "nonsense(", "type": "error"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(line) for line in lines)))
    assert main(["eval", "--jsonl"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told[:6] == [
        {"value": 3},
        {"value": {"number": "Infinity"}},
        {"value": {"number": "NaN"}},
        {"value": True},
        {"value": "a1.5"},
        {"value": "ответ"},
    ]
    assert "error" in told[6]


def test_a_missing_file_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere/at.all"]) == 2
    assert "Файл не открывается" in capsys.readouterr().err

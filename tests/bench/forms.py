"""What questionnaires cost: checking a large one, a step of the engine, an expression."""

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from people.model import AccountId
from surveys import engine
from surveys.expressions import ExpressionDefects, FlatScope, compile_expression
from surveys.model import Kind, Questionnaire, Run, RunId
from surveys.path import path_of, question_of
from surveys.replies import Move, Reply, Said, Tapped
from surveys.xlsform.carriers import read_carrier, write_markdown, write_workbook
from surveys.xlsform.checking import check_file

QUESTIONS = 300
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
CASES = Path("tests/pure/expressions/xpath_cases.json")


def forms_bench() -> None:
    """Print all figures."""
    print(f"\nA form of {QUESTIONS} questions; conditions on every second one, calculations over all of them:")
    workbook = _workbook()
    checked = check_file("bench.xlsx", workbook)
    assert checked.questionnaire is not None, [str(defect) for defect in checked.defects]
    print(f"  check of the workbook           {1000 * _best(lambda: check_file('bench.xlsx', workbook)):8.1f} ms")
    plain, counted = _questionnaire(has_total=False), checked.questionnaire
    _print_steps("step, conditions only", plain)
    _print_steps("step, with running totals", counted)
    _print_expressions()


def _print_steps(name: str, questionnaire: Questionnaire) -> None:
    cold, warm = _walk(questionnaire), _walk(questionnaire)
    median, slow = 1e6 * statistics.median(cold), 1e6 * statistics.quantiles(cold, n=20)[-1]
    known = 1e6 * statistics.median(warm)
    print(f"  {name:<31} {median:8.0f} µs median of a first walk, {slow:.0f} µs p95; {known:.0f} µs on a known way")


def _print_expressions() -> None:
    scope = FlatScope({"node": "2024-05-17"}, "2024-05-17", NOW)
    compiled = []
    for case in json.loads(CASES.read_text("utf-8"))["cases"]:
        try:
            compiled.append(compile_expression(case["expr"]))
        except ExpressionDefects:
            continue

    def all_of_them() -> None:
        for expression in compiled:
            expression.string(scope)

    print(f"  an expression, mean of {len(compiled)}      {1e6 * _best(all_of_them) / len(compiled):8.2f} µs")


def _walk(questionnaire: Questionnaire) -> list[float]:
    """Seconds of each step from the first question to the last."""
    run: Run = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)[0]
    seconds = []
    number = 0
    while run.status.is_open:
        question = question_of(run, path_of(run, NOW))
        assert question is not None
        number += 1
        act = Tapped(number % 3) if question.kind is Kind.CHOICE else Said(str(number % 7))
        reply = Reply(Move.DONE if question.kind is Kind.NOTE else act, revision=run.revision)
        began = time.perf_counter()
        run, _events = engine.answer(run, reply, NOW)
        seconds.append(time.perf_counter() - began)
    return seconds


def _best(what: Callable[[], object], times: int = 5) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _rows(*, has_total: bool) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for number in range(QUESTIONS):
        if number % 20 == 0:
            rows.append({"type": "begin_group", "name": f"g{number}", "label": f"Раздел {number // 20 + 1}"})
        row = {
            "type": "select_one scale" if number % 3 else "integer",
            "name": f"q{number}",
            "label": f"Вопрос {number}?",
        }
        if number % 2 and number > 10:
            row["relevant"] = f"${{q{number - 7}}} != '2' or ${{q{number - 10}}} > 3"
        if number % 3 == 0:
            row["constraint"] = ". >= 0 and . < 100"
        rows.append(row)
        if number % 20 == 19:
            rows.append({"type": "end_group"})
    if has_total:
        answered = " + ".join(f"coalesce(${{q{number}}}, 0)" for number in range(0, QUESTIONS, 30))
        rows.append({"type": "calculate", "name": "total", "calculation": answered})
        rows.append({"type": "note", "name": "end", "label": "Итого ${total}", "relevant": "${total} >= 0"})
    return rows


def _sheets(*, has_total: bool) -> dict[str, list[dict[str, str]]]:
    return {
        "survey": _rows(has_total=has_total),
        "choices": [{"list_name": "scale", "name": str(n), "label": f"Вариант {n}"} for n in range(4)],
        "settings": [{"form_title": "Большая", "form_id": "bench"}],
    }


def _workbook() -> bytes:
    return write_workbook(_sheets(has_total=True))


def _questionnaire(*, has_total: bool) -> Questionnaire:
    text = write_markdown(_sheets(has_total=has_total))
    assert read_carrier("bench.md", text.encode()).sheets
    found = check_file("bench.md", text.encode()).questionnaire
    assert found is not None
    return found

"""`walk FILE`: answer a form in a terminal; nothing is kept."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from people.model import AccountId
from surveys import engine
from surveys.commands.files import checked, told
from surveys.events import Declined
from surveys.model import CHOOSING, Kind, Question, Run, RunId
from surveys.path import Path as Way
from surveys.path import path_of, question_of
from surveys.replies import Act, Attached, Move, Reply, Said, Tapped
from surveys.scoring import score

MOVES = {"": Move.DONE, "<": Move.BACK, "-": Move.SKIP, ">": Move.KEEP}
HELP = (
    "Номер варианта или текст; пустая строка — дальше, «<» — назад, «-» — пропустить, «>» — оставить, Ctrl-D — конец."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("walk", help="пройти анкету в терминале")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask until the end; 1 if the form has defects or was left."""
    result = checked(arguments.file)
    if not result.is_usable or result.questionnaire is None:
        print(told(result.defects), file=sys.stderr)
        return 1
    print(result.questionnaire.title, HELP, sep="\n")
    walked, _events = engine.begin(RunId(1), AccountId(1), result.questionnaire, _now())
    while walked.status.is_open:
        path = path_of(walked, _now())
        question = question_of(walked, path)
        if question is None:
            break
        print("\n" + _shown(walked, path, question))
        try:
            line = input("> ").strip()
        except EOFError:
            return 1
        walked = _answered(walked, question, line)
    _print_result(walked)
    return 0


def _answered(run: Run, question: Question, line: str) -> Run:
    run, events = engine.answer(run, Reply(_act(question, line), revision=run.revision), _now())
    for event in events:
        if isinstance(event, Declined):
            print(f"  ! {event.message or event.problem}")
    return run


def _act(question: Question, line: str) -> Act:
    if line in MOVES:
        return MOVES[line]
    if question.kind in CHOOSING and line.isdecimal():
        return Tapped(int(line) - 1)
    if question.kind is Kind.ATTACHMENT:
        return Attached(question.accepts[0], line)
    return Said(line)


def _shown(run: Run, path: Way, question: Question) -> str:
    progress = path.progress(question)
    lines = [f"[{progress.number} из {progress.total}] {question.label}"]
    if question.hint:
        lines.append(f"  ({question.hint})")
    given = run.draft if run.draft is not None else path.layout.given(question, question.turns)
    for number, choice in enumerate(question.choices, start=1):
        mark = "✓" if choice.code in given.split() else " "
        lines.append(f"  {mark} {number}. {choice.label}")
    if given and not question.choices:
        lines.append(f"  = {given}")
    return "\n".join(lines)


def _print_result(run: Run) -> None:
    print("\nОтветы:")
    for key, value in run.answers.items():
        print(f"  {key} = {value}")
    for scale in score(run.questionnaire, run.answers).scales:
        index = "—" if scale.index is None else format(scale.index, ".1f")
        print(f"  {scale.scale.label}: {index}")


def _now() -> datetime:
    return datetime.now().astimezone()

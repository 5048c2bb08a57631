"""Conversations as data: what a person does on the left, what has to happen because of it on the right.

    tap Учитель-предметник        => recorded work=subject; asked subject (2 из 51)

Between every two lines the run is written out as JSON and read back, because that is what a restart does.
`python -m tests.pure.surveys.transcripts FILE` writes the right-hand sides anew;
read the difference before keeping it.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from people.model import AccountId
from surveys import engine
from surveys.events import Asked, Declined, Event, Finished, Outdated, Recorded, Ticked
from surveys.model import Questionnaire, Run, RunId, Status
from surveys.path import path_of, question_of
from surveys.replies import Act, Move, Reply, Said, Sent, Tapped
from surveys.scoring import score
from surveys.xlsform import compile_form, read_markdown

BEGINNING = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
LIBRARY = Path("surveys/library")
_MOVES = {
    "done": Move.DONE,
    "skip": Move.SKIP,
    "back": Move.BACK,
    "keep": Move.KEEP,
    "pause": Move.PAUSE,
    "resume": Move.RESUME,
}


def questionnaire_of(transcript: Path) -> Questionnaire:
    """`pd-1.any-name.transcript` is about `pd-1.md`."""
    source = LIBRARY / (transcript.name.split(".")[0] + ".md")
    return compile_form(read_markdown(source.name, source.read_text(encoding="utf-8")))


def play(questionnaire: Questionnaire, script: str) -> Iterator[tuple[str, str]]:
    """(what was done, what happened) for each line; the last pair is the result."""
    now = BEGINNING
    run, events = engine.begin(RunId(1), AccountId(1), questionnaire, now)
    yield "begin", _told(run, events, now)
    for line in script.splitlines():
        action = line.partition("=>")[0].strip()
        if not action or action.startswith("#") or action in ("begin", "result"):
            continue
        now += timedelta(seconds=5)
        run = _reloaded(run)
        run, events = engine.answer(run, _reply(run, action, now), now)
        yield action, _told(run, events, now)
    yield "result", _scored(run)


def _reply(run: Run, action: str, now: datetime) -> Reply:
    word, _, rest = action.partition(" ")
    if word == "old":  # a button of the screen before
        return replace(_reply(run, rest, now), revision=run.revision - 1)
    return Reply(_act(run, word, rest, now), revision=run.revision)


def _act(run: Run, word: str, rest: str, now: datetime) -> Act:
    if word in _MOVES:
        return _MOVES[word]
    if word == "say":
        return Said(rest)
    if word == "send":
        return Sent(rest)
    question = question_of(run, path_of(run, now))
    labels = [choice.short or choice.label for choice in question.choices] if question else []
    return Tapped(labels.index(rest)) if rest in labels else Tapped(99)


def _told(run: Run, events: list[Event], now: datetime) -> str:
    return "; ".join(_event(run, event, now) for event in events)


def _event(run: Run, event: Event, now: datetime) -> str:
    match event:
        case Recorded(key, value):
            return f"recorded {key}={value}"
        case Ticked(key, value):
            return f"ticked {key}={value}"
        case Asked(question):
            progress = path_of(run, now).progress(question)
            return f"asked {question.key} ({progress.number} из {progress.total})"
        case Declined(question, problem, message):
            return f"declined {question.key} {problem}" + (f" «{message}»" if message else "")
        case Outdated(question):
            return f"outdated, at {question.key}" if question else "outdated"
        case Finished():
            return "finished"
    return type(event).__name__.lower()


def _scored(run: Run) -> str:
    result = score(run.questionnaire, run.answers)
    indices = [f"{r.scale.key}={'—' if r.index is None else format(r.index, '.1f')}" for r in result.scales]
    first = ",".join(r.scale.key for r in result.priorities) or "none"
    return " ".join([*indices, f"first: {first}"])


def _reloaded(run: Run) -> Run:
    """What a restart does: everything but the questionnaire goes through JSON."""
    kept = json.loads(json.dumps([dict(run.answers), run.revision, run.status, run.position, run.draft, run.heard]))
    answers, revision, status, position, draft, heard = kept
    return replace(
        run, answers=answers, revision=revision, status=Status(status), position=position, draft=draft, heard=heard
    )


def rewritten(transcript: Path) -> str:
    """The transcript with its right-hand sides as they are now."""
    script = transcript.read_text(encoding="utf-8")
    heading = [line for line in script.splitlines() if line.startswith("#")]
    pairs = list(play(questionnaire_of(transcript), script))
    width = min(max(len(action) for action, _ in pairs), 40)
    return "\n".join([*heading, *(f"{action:<{width}} => {told}" for action, told in pairs)]) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(rewritten(Path(name)), encoding="utf-8")

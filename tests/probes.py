"""Jobs that do on purpose what real ones do only on a bad day; they run in the worker's process."""

import os
import signal
import time
from pathlib import Path

from people.policy import Item
from people.roles import Action
from reports.jobs.model import JobKind, JobTroubleError, Made, Task, Tell, Trouble
from reports.whole_files import NotWrittenError

PATIENCE = 60.0


def writes(task: Task, tell: Tell) -> Made:
    """A small file; counts in the file `count` how often it was really made."""
    tell("считаем группы", 40)
    if count := task.parameters.get("count"):
        with Path(count).open("a", encoding="utf-8") as counting:
            counting.write("x")
    path = task.folder / "spravka.txt"
    path.write_text(f"Кампания {task.parameters['campaign']}", encoding="utf-8")
    return Made(path, "справка.txt", "Готово")


def waits(task: Task, tell: Tell) -> Made:
    """The same, once the file `until` is there; says in the file `pid` who it is."""
    tell("считаем группы", 40)
    Path(task.parameters["pid"]).write_text(f"{os.getpid()} {task.folder}", encoding="utf-8")
    give_up_at = time.monotonic() + PATIENCE
    while not Path(task.parameters["until"]).exists():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
    return writes(task, tell)


def toils(task: Task, tell: Tell) -> Made:
    """Writes workbooks, one after another, until the file `until` is there."""
    import xlsxwriter

    give_up_at, percent = time.monotonic() + PATIENCE, 0
    while not Path(task.parameters["until"]).exists() and time.monotonic() < give_up_at:
        with xlsxwriter.Workbook(task.folder / "answers.xlsx", {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for row in range(2_000):
                sheet.write_row(row, 0, ["Скорее умею", row] * 30)
        percent = min(99, percent + 1)
        tell("пишем ответы", percent)
    return writes(task, tell)


def fills_the_disk(task: Task, tell: Tell) -> Made:
    """What a library makes of a full disk."""
    try:
        Path("/dev/full").write_text("x" * 100_000, encoding="utf-8")
    except OSError as error:
        raise ValueError("cannot save") from error
    return writes(task, tell)


def is_left_without_room(task: Task, tell: Tell) -> Made:
    """What a library does not say, and the file's own writer has found out."""
    raise NotWrittenError("На диске не хватило места.", is_full=True) from ValueError("cannot save")


def wants_too_much(task: Task, tell: Tell) -> Made:
    """More memory than there is for one job."""
    bytearray(8 * 1024**3)
    return writes(task, tell)


def is_killed(task: Task, tell: Tell) -> Made:
    """As by the system when memory runs out."""
    print("a library prints something")  # noqa: T201 — which must not be taken for a result
    os.kill(os.getpid(), signal.SIGKILL)
    return writes(task, tell)


def dies_once(task: Task, tell: Tell) -> Made:
    """Is killed the first time."""
    if not Path(task.parameters["count"]).exists():
        Path(task.parameters["count"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return writes(task, tell)


def breaks(task: Task, tell: Tell) -> Made:
    """A bug."""
    raise ZeroDivisionError("secret answer")


def refuses(task: Task, tell: Tell) -> Made:
    """The data do not allow it."""
    raise JobTroubleError(Trouble.REFUSED, "Ответили меньше пяти.")


def is_enormous(task: Task, tell: Tell) -> Made:
    """More than the messenger takes; a hole takes no room."""
    path = task.folder / "big"
    with path.open("wb") as big:
        big.truncate(51 * 1000 * 1000)
    return Made(path, "big")


_ALL = (
    writes, waits, toils, fills_the_disk, is_left_without_room, wants_too_much, is_killed, dies_once, breaks, refuses,
    is_enormous,
)  # fmt: skip
PROBES = {
    work.__name__: JobKind(work.__name__, Action.EXPORT_ANSWERS, Item.LIST_OF_CODES, f"tests.probes:{work.__name__}")
    for work in _ALL
}

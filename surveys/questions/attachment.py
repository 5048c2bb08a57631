"""A picture, a file, a sound or a film, sent as an ordinary message; kept as what the messenger finds it by."""

from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Attached


def read(question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """`photo:<file id>:<name>`, the name left out where there is none."""
    if not isinstance(act, Attached) or act.what not in question.accepts:
        return Read(problem=Problem.ATTACHMENT_EXPECTED)
    name = act.name.replace(":", "_").replace("\x00", "")[:100]
    return Read(":".join(part for part in (act.what, act.file_id, name) if part))

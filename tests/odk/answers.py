"""Random answers."""

import random
from collections.abc import Sequence

ANSWERS = {
    "integer": ("0", "1", "2", "3", "4", "5", "7", "12"),
    "decimal": ("0.5", "2.5", "3.75", "10.5", "-1.25", "0.1"),
    "date": ("2019-12-31", "2024-02-01", "2024-02-29", "2024-05-17", "2026-10-05"),
    "time": ("06:30:00.000+03:00", "23:59:00.000+03:00"),
    "dateTime": ("2024-02-29T06:30:00.000+03:00", "2026-10-05T00:00:00.000+03:00"),
    "acknowledge": ("OK",),
    "text": ("да", "нет", "начало", "а", "abc", "две  части", "Ёж", "12", "1", "true", "2024-05-17"),
}


def answer_for(chance: random.Random, kind: str, options: Sequence[str] | None) -> str:
    """A value for a question of this kind; now and then nothing."""
    if chance.random() < 0.1:
        return ""
    if options is None:
        return chance.choice(ANSWERS[kind])
    if kind == "rank":
        return " ".join(chance.sample(list(options), len(options)))
    if kind == "select_multiple":
        return " ".join(option for option in options if chance.random() < 0.4)
    return chance.choice(list(options)) if options else ""

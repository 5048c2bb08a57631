"""Keeping a process that reads strangers' files within its share of memory and time."""

import os

POLITENESS = 10
"""Somebody's tap goes before somebody's file."""


def limit(memory: int, seconds: int) -> None:
    """From here on at most so many bytes and seconds of the processor, where the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def stand_back() -> None:
    """From here on run only while nobody else wants the processor, where the system knows such a wish.

    Being nice is not enough: a tap that comes would still wait for the end of the turn of the one who is nice.
    """
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

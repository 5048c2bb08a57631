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

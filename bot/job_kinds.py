"""Every kind of file that can be asked for: who may have it, and where it is made."""

from collections.abc import Mapping

from reports.jobs.model import JobKind

_ALL: tuple[JobKind, ...] = ()

KINDS: Mapping[str, JobKind] = {kind.name: kind for kind in _ALL}
"""By name."""

"""What is known of an expression before any answer: what it reads and whether it may change by itself."""

from dataclasses import dataclass, field

LAST_SAVED = "last-saved#"
"""`${last-saved#x}` reads an earlier form, so it does not depend on this one."""


@dataclass(slots=True)
class Facts:
    """Gathered while compiling."""

    depends_on: set[str] = field(default_factory=set)
    """Questions read, by name."""
    bare_names: set[str] = field(default_factory=set)
    """Names without `${}` and without a path: columns in a choice filter, a slip anywhere else."""
    instances: set[str] = field(default_factory=set)
    """Look-up lists read."""
    uses_current: bool = False
    """Whether it reads `.`"""
    is_volatile: bool = False
    """Whether it may change although no answer did: today(), now(), random(), uuid()."""
    walks: bool = False
    """Whether it needs answers laid out as a tree: predicates, position(..), indexed-repeat()."""

    def reads(self, name: str) -> None:
        """Note that a question is read."""
        if not name.startswith(LAST_SAVED):
            self.depends_on.add(name)

"""How small is too small: the rules by which figures are held back (DOMAIN §6.5)."""

from dataclasses import dataclass

SMALLEST = 3
"""No setting goes below."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules for one campaign, or for one scale of it; the defaults are those of DOMAIN §6.5."""

    min_cell: int = 5
    """Respondents; of fewer nothing is said. Also the step of live figures and the least difference of two cuts."""
    unanimous_below: int = 10
    """A group smaller than this that gave one answer only keeps it to itself."""
    insiders: int = 0
    """How many members may know their own answers when unanimity is judged: with 1 a group in which all but one
    agree counts as unanimous, because that one would learn the answers of all others."""

    def __post_init__(self) -> None:
        if self.min_cell < SMALLEST:
            raise ValueError(f"The smallest cell is at least {SMALLEST}, not {self.min_cell}")

    @property
    def width(self) -> int:
        """How far apart the least and the greatest possible size of a hidden group stay, whatever is computed.

        Half of the sizes that «менее 5» leaves open: 2 for 5 (three sizes remain possible), 1 for 3, 4 for 10.
        """
        return (self.min_cell - 1) // 2

    def hides(self, size: int) -> bool:
        """Whether a group of this many respondents is too small to be shown; nobody at all is nothing to hide."""
        return 0 < size < self.min_cell


DEFAULT = Policy()
WELL_BEING = Policy(min_cell=10, unanimous_below=20, insiders=1)
"""For scales of well-being (block 7 of YT-1, the pulse), which are shown for the municipality only."""

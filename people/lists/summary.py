"""What a list would change or has changed, in numbers: what people are told before and after."""

from dataclasses import dataclass

from workbooks.defect import Defect


@dataclass(frozen=True, slots=True)
class Summary:
    """How many of what; with defects nothing was done and nothing can be."""

    new_organisations: int = 0
    changed_organisations: int = 0
    new_people: int = 0
    changed_people: int = 0
    same: int = 0
    absent: int = 0
    """There, but not on a sheet of the file that has rows: they stay as they are."""
    defects: tuple[Defect, ...] = ()
    notes: tuple[Defect, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the list says nothing new."""
        return not (self.new_organisations or self.changed_organisations or self.new_people or self.changed_people)

    @property
    def in_audit(self) -> str:
        """The numbers alone."""
        return (
            f"organisations +{self.new_organisations} ~{self.changed_organisations}, "
            f"people +{self.new_people} ~{self.changed_people}"
        )

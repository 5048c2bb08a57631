"""The sentences that stand under a table of which something is hidden, and what to do when little is left."""

from collections.abc import Iterable
from enum import StrEnum

from reports.protection.cells import Hidden, Reason
from reports.protection.policy import Policy
from reports.russian import counted

MERGED = "малочисленные организации"


class Advice(StrEnum):
    """How a table looks best."""

    AS_IS = "as_is"
    VISIBLE_ONLY = "visible_only"
    """More than half of the rows would read «н/д»: leave them out and say so below."""
    TOTAL_ONLY = "total_only"
    """No row is left: give the total and the sentence, without a table."""
    NOTHING = "nothing"
    """Not even the total may be shown."""


def advise(rows: int, hidden_rows: int, *, is_total_shown: bool) -> Advice:
    """How to show a table of so many rows with anybody in them."""
    if not is_total_shown:
        return Advice.NOTHING
    if rows and hidden_rows == rows:
        return Advice.TOTAL_ONLY
    return Advice.VISIBLE_ONLY if 2 * hidden_rows > rows else Advice.AS_IS


def footnotes(policy: Policy, hidden: Iterable[Hidden], merged: int = 0, *, left_out: int = 0) -> tuple[str, ...]:
    """Sentences for below the table, each once; nothing hidden, nothing said.

    `merged` is the number of groups in merged rows, `left_out` that of rows not printed.
    """
    reasons = {one.reason for one in hidden}
    said = []
    if merged:
        # Among them may be a large one: the small ones alone could be reckoned from the total.
        organisations = counted(merged, "организация", "организации", "организаций")
        said.append(
            f"Под названием «{MERGED}» вместе показаны {organisations}, среди них те, где ответили менее "
            f"{policy.min_cell} человек: так по таблице нельзя узнать ответы отдельных людей."
        )
    if Reason.SMALL in reasons:
        said.append(
            f"н/д (менее {policy.min_cell}) — данные не приводятся: ответили менее {policy.min_cell} человек."
        )
    if Reason.WITHHELD in reasons:
        said.append(
            "н/д — данные не приводятся, чтобы по остальным числам нельзя было узнать ответы отдельных людей."
        )
    if left_out:
        said.append(f"Не показано строк: {left_out} — в них ответили слишком мало людей.")
    return tuple(said)

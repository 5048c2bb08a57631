"""The smallest forms on which the engines parted although nobody means them to, or still do."""

from dataclasses import dataclass

TURNS = """
| | begin_repeat | r | Ход | 2 |
| | integer | i | Сколько? | |
| | begin_group | g | Раздел | |
| | integer | j | Сколько? | |
{within}
| | end_group | | | |
| | end_repeat | | | |
"""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A form, the answers after which the engines part, and what to mend where, or what has been agreed."""

    columns: str
    rows: str
    answers: tuple[tuple[str, str], ...]
    reason: str

    @property
    def markdown(self) -> str:
        """The form as tables."""
        heading = f"| survey |\n| | type | name | label | {self.columns} |"
        return f"{heading}\n{self.rows.strip()}\n| settings |\n| | form_id | form_title |\n| | disputed | Спор |\n"


SETTLED = {
    "read-only for some": Dispute(
        "read_only",
        "| | integer | a | Сколько? | |\n| | text | t | Что? | ${a} = 1 |",
        (("/data/a", "2"),),
        "What may be answered now may be read only later, and the other way round.",
    ),
    "a default is of its question's type": Dispute(
        "default",
        "| | integer | a | Сколько? | 7 div 2 |",
        (),
        "A worked-out default of 3.5 is 3 in an integer question.",
    ),
    "nothing is selected in nothing": Dispute(
        "calculation",
        "| | text | t | Что? | |\n| | calculate | c | | selected(${t}, '') |",
        (),
        "selected('', '') is true in web-forms, JavaRosa and Enketo.",
    ),
    "a part of a text from nowhere": Dispute(
        "calculation",
        "| | integer | a | Сколько? | |\n| | calculate | c | | substr('начало', ${a}) |",
        (),
        "From an unanswered number on there is nothing.",
    ),
    "no number is no text": Dispute(
        "calculation",
        "| | integer | a | Сколько? | |\n| | calculate | c | | string(${a} + 1) |",
        (),
        "A calculation that comes to no number is empty, not «NaN».",
    ),
    "the first turns": Dispute(
        "repeat_count | calculation",
        "| | begin_repeat | r | Ход | 2 | |\n| | integer | i | Сколько? | | |\n| | end_repeat | | | | |\n"
        "| | calculate | c | | | count(${r}[position() = 2]) |",
        (),
        "A predicate behind ${r} counts the turns.",
    ),
    "the place of a group in a turn": Dispute(
        "repeat_count | calculation",
        TURNS.format(within="| | calculate | c | | | position(..) |\n| | calculate | d | | | position(../..) |"),
        (),
        "In a group position(..) is the group's, position(../..) the turn's.",
    ),
    "a plain default is of its question's type": Dispute(
        "default",
        "| | integer | a | Сколько? | 2.5 |",
        (),
        "A default of 2.5 is 2 in an integer question.",
    ),
    "a default comes before calculations": Dispute(
        "calculation | default",
        "| | integer | a | Сколько? | | ${c} + 1 |\n| | calculate | c | | 1 + 1 | |",
        (),
        "A default is worked out before anything is calculated.",
    ),
    "all turns by an absolute path": Dispute(
        "repeat_count | calculation",
        "| | begin_repeat | r | Ход | 2 | |\n| | integer | i | Сколько? | | |\n"
        "| | calculate | c | | | sum(/data/r/i) |\n| | end_repeat | | | | |",
        (("/data/r[1]/i", "5"), ("/data/r[2]/i", "6")),
        "A path from the root means all turns, also inside one of them.",
    ),
    "a path through a group": Dispute(
        "repeat_count | calculation",
        TURNS.format(within="| | calculate | c | | | /data/r[1]/g/j |"),
        (("/data/r[1]/g/j", "5"),),
        "Groups are steps of a path.",
    ),
    "once and for all": Dispute(
        "calculation",
        "| | integer | a | Сколько? | |\n| | calculate | c | | once(${a}) |",
        (("/data/a", "1"), ("/data/a", "2")),
        "once() keeps the first answer.",
    ),
    "a calculation that waits": Dispute(
        "calculation | trigger",
        "| | integer | a | Сколько? | | |\n| | integer | b | Сколько? | | |\n"
        "| | calculate | c | | concat(${a}, '/', ${b}) | ${a} |",
        (("/data/b", "3"), ("/data/a", "1"), ("/data/b", "4")),
        "Only another answer to a makes it anew.",
    ),
    "a way up and down again through a group": Dispute(
        "repeat_count | calculation",
        TURNS.format(within="| | calculate | c | | | count(../../../r/g) |"),
        (),
        "A path up and down again means the groups of all turns.",
    ),
    "the same answer once more": Dispute(
        "calculation | trigger",
        "| | integer | a | Сколько? | | |\n| | calculate | c | | 1 + 1 | ${a} |",
        (("/data/a", ""),),
        "A question passed over, or answered as before, has not changed and triggers nothing.",
    ),
}
"""Mended; they stay so."""

DISPUTES: dict[str, Dispute] = {}
"""Not yet; whoever mends one moves it up."""

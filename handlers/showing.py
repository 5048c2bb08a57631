"""Tables or plain text: what somebody chose last, and the button to the other.

Telegram does not tell a bot what a phone can show, and an old one shows an empty message without a word of complaint.
So text comes first, tables are a choice that is remembered, and under every table stands the way back.
"""

from dataclasses import replace

from handlers.desk import Desk
from handlers.result_payloads import OwnSheetTap, ResultTap
from handlers.screen import Rows, Screen, Sheet, Toast, button
from people.model import Account

AS_TEXT, AS_TABLES = 1, 2
"""What a page means where nothing is turned over; 0: as it was chosen before."""


async def wants_tables(account: Account, page: int, desk: Desk) -> bool:
    """Whether to show tables to somebody; what is chosen by this very tap is remembered."""
    if page in (AS_TEXT, AS_TABLES):
        await desk.accounts.choose_tables(account.id, page == AS_TABLES)
    return desk.display.knows_tables and await desk.accounts.wants_tables(account.id)


def either_way(
    screen: Screen, sheet: Sheet, again: ResultTap | OwnSheetTap, desk: Desk, *, as_tables: bool
) -> Screen:
    """The screen with tables, if they are wanted, and the button to the other way; `again` shows it once more."""
    if not desk.display.knows_tables:
        return screen
    to_text, to_tables = (again.model_copy(update={"page": page}) for page in (AS_TEXT, AS_TABLES))
    plain = replace(screen, rows=_above_last(screen.rows, "results-as-tables", to_tables, desk))
    if not as_tables:
        return plain
    return replace(plain, sheet=replace(sheet, rows=_above_last(screen.rows, "results-as-text", to_text, desk)))


def word_about_tables(page: int, desk: Desk) -> Toast | None:
    """What to know of tables by whoever has just chosen them."""
    if page != AS_TABLES:
        return None
    key = "results-tables-hint" if desk.display.knows_tables else "results-no-tables"
    return Toast(desk.speech.plain(key), is_alert=True)


def _above_last(rows: Rows, key: str, tap: ResultTap | OwnSheetTap, desk: Desk) -> Rows:
    return (*rows[:-1], (button(desk.speech.plain(key), tap),), *rows[-1:])

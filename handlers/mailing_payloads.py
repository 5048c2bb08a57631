"""What buttons about the invitations and reminders of a campaign carry."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class MailingAct(StrEnum):
    """What staff may do with the invitations and reminders of a campaign."""

    LIST = "l"
    LOOK = "o"
    PAUSE = "p"
    RESUME = "r"
    STOP = "x"
    STOPPED = "y"
    FAILURES = "f"
    REPEAT = "g"


class MailingTap(CallbackData, prefix="4"):
    """What a campaign has sent; the number is of a broadcast."""

    act: MailingAct
    campaign: int
    number: int = 0

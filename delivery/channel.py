"""A channel or a group in which a centre announces; linked by a code that is posted there once."""

from dataclasses import dataclass

from people.model import AccountId, CentreId

NO_RIGHTS = "no_rights"
"""The bot is there but may not write."""
SENT_AWAY = "sent_away"
"""The bot is not there any more."""
CODE_LENGTH = 10
"""As long as a code of an organisation: not to be guessed."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One of a centre."""

    id: int
    centre: CentreId
    title: str = ""
    account: AccountId | None = None
    """None: not linked yet."""
    code: str = ""
    problem: str = ""

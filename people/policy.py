"""What may travel where: the one place that decides; whatever renders a name or a list of people asks here.

After DOMAIN §6.2 and §6.7: a municipal institution may not pass personal data through a foreign messenger at all;
others may with consent. What is not in the table does not travel.
"""

from enum import StrEnum

from people.centre import Centre, Operator


class Mode(StrEnum):
    """How far answers are connected with a person."""

    ANONYMOUS = "anonymous"
    PSEUDONYMOUS = "pseudonymous"
    IDENTIFIED = "identified"


class Channel(StrEnum):
    """Ways by which something leaves the system."""

    TELEGRAM = "telegram"
    FILE = "file"
    """A file written at the centre itself, on its own machine."""


class Item(StrEnum):
    """Kinds of things that leave."""

    ANNOUNCEMENT = "announcement"
    CODE = "code"
    OWN_RESULT = "own_result"
    AGGREGATE = "aggregate"
    NAME = "name"
    PHONE = "phone"
    LIST_OF_NAMES = "list_of_names"
    LIST_OF_CODES = "list_of_codes"
    PERSONAL_CONSENT = "personal_consent"


_HARMLESS = frozenset({Item.ANNOUNCEMENT, Item.CODE, Item.OWN_RESULT, Item.AGGREGATE, Item.LIST_OF_CODES})
_PERSONAL = frozenset({Item.NAME, Item.PHONE, Item.LIST_OF_NAMES, Item.PERSONAL_CONSENT})


def may_travel(centre: Centre, item: Item, channel: Channel = Channel.TELEGRAM, *, has_agreed: bool = False) -> bool:
    """Whether this may leave through that channel; `has_agreed`: the person it is about has consented to it.

    The consent itself needs no consent before.
    """
    if channel is Channel.FILE:
        return True
    if item in _HARMLESS:
        return centre.is_telegram_allowed
    if item not in _PERSONAL or centre.operator is Operator.MUNICIPAL:
        return False
    return centre.is_telegram_allowed and (has_agreed or item is Item.PERSONAL_CONSENT)


def may_keep_names(centre: Centre) -> bool:
    """Whether names may be stored here at all; a municipal centre keeps them in its own file."""
    return centre.operator is not Operator.MUNICIPAL


def may_list_names(centre: Centre, channel: Channel) -> bool:
    """Whether a list with names may come or go this way: nobody has been asked, so never through a messenger.

    In a demonstration there are no real people.
    """
    return centre.operator is Operator.DEMO or may_travel(centre, Item.LIST_OF_NAMES, channel)


def mode_for(centre: Centre | None, wanted: Mode) -> Mode:
    """The mode a questionnaire runs in through Telegram: never closer to the person than allowed."""
    if wanted is Mode.IDENTIFIED and (centre is None or not may_keep_names(centre)):
        return Mode.PSEUDONYMOUS
    return wanted

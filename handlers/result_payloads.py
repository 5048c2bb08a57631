"""What buttons of results carry: see `payloads`."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class ResultAct(StrEnum):
    """What somebody may look at in the results of a campaign."""

    LIST = "l"
    LOOK = "o"
    FILTER = "f"
    VALUES = "v"
    COMPARE = "c"
    FIRST = "a"
    SECOND = "b"
    COMPARED = "d"
    WAVES = "w"
    CROSS = "x"
    CROSS_BY = "y"
    CROSSED = "z"
    CHARTS = "g"
    FILES = "s"
    OPTIONS = "t"
    FILE = "e"


class ResultTap(CallbackData, prefix="w"):
    """Results; the number is of a campaign, `chosen` is the selection as `handlers.choosing` writes it."""

    act: ResultAct
    number: int = 0
    page: int = 0
    chosen: str = ""


class TemplateAct(StrEnum):
    """What can be done with the centre's own look of reports."""

    LOOK = "l"
    EXAMPLE = "e"
    DOWNLOAD = "d"
    USE = "u"
    DROP = "x"
    BACK = "b"


class TemplateTap(CallbackData, prefix="5"):
    """The template of reports; the number is of one that was offered."""

    act: TemplateAct
    number: int = 0


class OwnResultTap(CallbackData, prefix="1"):
    """The own result beside those of the municipality and one's own earlier ones."""

    run: int


class OwnSheetTap(CallbackData, prefix="7"):
    """The same as tables or as text: the page says which, as of other results."""

    run: int
    page: int


class IndicatorAct(StrEnum):
    """What staff may do with indicators."""

    LIST = "l"
    LOOK = "o"
    UNCOVERED = "u"
    PLACE = "p"
    """Who of an organisation is not covered."""
    TARGET = "t"
    RECKONING = "r"
    FILE = "f"
    FILE_WITH_PEOPLE = "g"


class IndicatorTap(CallbackData, prefix="3"):
    """Indicators of a centre; `option` is the place of one among all, the number of an organisation or of a page."""

    act: IndicatorAct
    option: int = 0
    number: int = 0

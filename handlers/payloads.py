"""What buttons carry: at most 64 bytes, one unique prefix each."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.mailing_payloads import MailingTap  # noqa: F401 — all payloads are found here
from handlers.result_payloads import (  # noqa: F401 — likewise
    IndicatorTap,
    OwnResultTap,
    OwnSheetTap,
    ResultTap,
    TemplateTap,
)
from surveys.replies import Move


class OptionTap(CallbackData, prefix="a"):
    """An option of the question that was asked at this revision of the run."""

    run: int
    revision: int
    option: int

    @classmethod
    def head(cls, run: int, revision: int) -> str:
        """What all options of a question have in common; a model for each button would cost more than the screen."""
        return f"{cls.__prefix__}:{run}:{revision}:"


class MoveTap(CallbackData, prefix="m"):
    """A button under the options."""

    run: int
    revision: int
    move: Move

    @classmethod
    def head(cls, run: int, revision: int) -> str:
        """What all moves of a screen have in common."""
        return f"{cls.__prefix__}:{run}:{revision}:"


class PageTap(CallbackData, prefix="p"):
    """Another page of the options of the question that was asked at this revision; nothing is answered."""

    run: int
    revision: int
    page: int


class IntroductionTap(CallbackData, prefix="i"):
    """Read about a questionnaire before beginning it; a version stands for all that came after it."""

    version: int


class BeginTap(CallbackData, prefix="b"):
    """Begin a questionnaire; `begun` tells how many times the person had begun it when the button was drawn."""

    version: int
    begun: int


class RunTap(CallbackData, prefix="r"):
    """Look at a run of one's own: its question, or its result."""

    run: int


class MenuTap(CallbackData, prefix="n"):
    """Back to the menu."""


class HelpTap(CallbackData, prefix="h"):
    """How it works."""


class RemindTap(CallbackData, prefix="t"):
    """Remind me tomorrow of the run put aside."""

    run: int


class RetryTap(CallbackData, prefix="y"):
    """Take the message that this one replies to once more."""


class FormsTap(CallbackData, prefix="f"):
    """Questionnaires of one's own making, for staff."""


class StarterTap(CallbackData, prefix="s"):
    """The workbook to begin with."""


class VersionAct(StrEnum):
    """What staff may do with a version of a form."""

    LOOK = "l"
    TRY = "t"
    PUBLISH = "p"
    DOWNLOAD = "d"
    WITHDRAW = "w"


class VersionTap(CallbackData, prefix="v"):
    """Do something with a version of a form."""

    version: int
    act: VersionAct


class DoorTap(CallbackData, prefix="d"):
    """Agree to the conditions of the door one stands at, or not."""

    agrees: bool


class EnterTap(CallbackData, prefix="e"):
    """Come in where everybody may."""


class OwnAct(StrEnum):
    """What a person may do with their own data."""

    LOOK = "l"
    CORRECT = "c"
    DOWNLOAD = "d"
    AGREE = "a"
    AGREED = "b"
    WITHDRAW = "w"
    WITHDRAWN = "x"
    DELETE = "e"
    DELETED = "f"


class OwnTap(CallbackData, prefix="o"):
    """«Мои данные»."""

    act: OwnAct


class ConsentAct(StrEnum):
    """What can be done with the consent to one purpose."""

    LIST = "l"
    LOOK = "o"
    AGREE = "a"
    DECLINE = "d"
    WITHDRAW = "w"


class ConsentTap(CallbackData, prefix="k"):
    """A consent of one's own; the number is the place of its purpose in the list of all."""

    act: ConsentAct
    number: int = 0


class ControlAct(StrEnum):
    """Rooms of those who run a centre."""

    DESK = "d"
    SETTINGS = "s"
    NEW_CENTRE = "n"
    SWITCH = "w"
    LOOK_AT = "a"
    AUDIT = "j"
    AUDIT_MONTH = "m"
    AUDIT_YEAR = "y"


class ControlTap(CallbackData, prefix="c"):
    """«Управление»; the number is of a centre, where one is meant."""

    act: ControlAct
    number: int = 0


class ListAct(StrEnum):
    """What can be done with lists."""

    LOOK = "l"
    STARTER = "s"
    EXPORT = "e"
    APPLY = "a"
    CANCEL = "c"
    UNDO = "u"
    UNDONE = "v"


class ListTap(CallbackData, prefix="l"):
    """Lists of organisations and staff; the number is of a checked file."""

    act: ListAct
    number: int = 0


class CodeAct(StrEnum):
    """What can be done with codes of organisations."""

    LIST = "l"
    SHEETS = "s"
    LOOK = "o"
    SHEET = "p"
    RENEW = "r"
    REVOKE = "v"
    COORDINATOR = "c"
    HEAD = "h"
    CONSENTS = "k"


class CodeTap(CallbackData, prefix="g"):
    """Codes of organisations; the number is of an organisation, or of a page of the list."""

    act: CodeAct
    number: int = 0


class RoleAct(StrEnum):
    """What can be done with roles."""

    LIST = "l"
    METHODOLOGIST = "m"
    ADMINISTRATOR = "a"
    DISMISS = "d"
    TAKE_BACK = "t"
    HAND_OVER = "h"


class RoleTap(CallbackData, prefix="q"):
    """Roles; the number is of a post or of an invitation."""

    act: RoleAct
    number: int = 0


class JobAct(StrEnum):
    """What can be done with a long job."""

    CANCEL = "c"
    AGAIN = "a"


class JobTap(CallbackData, prefix="2"):
    """A long job of one's own."""

    act: JobAct
    number: int


class DeliveryTap(CallbackData, prefix="u"):
    """The button of something that was sent to many; the number is that of the person's own notice."""

    number: int


class CampaignAct(StrEnum):
    """What staff may do with campaigns."""

    LIST = "l"
    NEW = "n"
    YEAR = "y"
    PLAN = "p"
    """Open a ready campaign; the page is its place in the plan."""
    LOOK = "o"
    TRY = "t"
    START = "s"
    STARTED = "g"
    UNSCHEDULE = "u"
    CHANGE = "c"
    DELETE = "d"
    DELETED = "e"
    REMIND = "r"
    REMINDED = "m"
    EXTEND = "x"
    EXTENDED = "z"
    """By so many days as the page says."""
    CLOSE = "k"
    CLOSED = "f"
    FILE = "i"
    PAPER = "b"
    TAKE = "a"
    """Take the answers of a checked workbook; here and below the number is of the workbook."""
    DROP = "j"
    WATCH = "v"
    UNWATCH = "q"
    WAVE = "w"


class CampaignTap(CallbackData, prefix="x"):
    """Campaigns of a centre; the number is of a campaign."""

    act: CampaignAct
    number: int = 0
    page: int = 0
    revision: int = 0


class InvitedAct(StrEnum):
    """What somebody may do who is asked."""

    LOOK = "l"
    BEGIN = "b"


class InvitedTap(CallbackData, prefix="z"):
    """A campaign that asks the person; the number is of the campaign."""

    act: InvitedAct
    number: int


class AnnounceAct(StrEnum):
    """What staff may do with announcements."""

    LIST = "l"
    NEW = "n"
    THESE = "q"
    """A new one of the words that the tapped message replies to."""
    LOOK = "o"
    WORDS = "w"
    WHOM = "a"
    EXTRAS = "e"
    TIME = "t"
    URGENT = "u"
    HURRY = "z"
    """Send now what waits for the morning."""
    TO_MYSELF = "m"
    SEND = "s"
    HOLD = "h"
    """A scheduled one becomes a draft again."""
    DISCARD = "d"
    PAUSE = "p"
    RESUME = "r"
    STOP = "x"
    STOPPED = "y"
    FAILURES = "f"
    REPEAT = "g"
    PICTURE = "i"
    CHANNEL = "c"
    """Post it in a channel as well, or not; the page is the channel's number."""
    CHANNELS = "k"
    LINK = "b"
    UNLINK = "v"
    """The page is the channel's number."""


class AnnounceTap(CallbackData, prefix="j"):
    """Announcements of a centre; the number is of a broadcast, the revision that of what was shown."""

    act: AnnounceAct
    number: int = 0
    revision: int = 0
    page: int = 0

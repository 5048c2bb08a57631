"""What is written under the picture of a response board."""

from datetime import datetime, tzinfo

from handlers.payloads import CampaignAct, CampaignTap
from handlers.screen import Button, button
from handlers.texts import Speech
from surveys.campaigns.boards import Counts
from surveys.campaigns.model import Campaign, CampaignState, Coverage
from surveys.model import CampaignId


def board_caption(
    speech: Speech, campaign: Campaign, counts: Counts, now: datetime, zone: tzinfo, *, is_left: bool = False
) -> str:
    """Totals and when they were counted; the last one says that it is the last, whoever has ended it."""
    total = sum(counts.values(), Coverage())
    lines = [
        speech.say("board-caption", title=campaign.title),
        speech.say(
            "board-total",
            finished=total.finished,
            invited=total.invited,
            percent=round(100 * total.share),
            open=max(0, total.started - total.finished),
        ),
    ]
    if total.paper:
        lines.append(speech.say("board-paper", paper=total.paper))
    ending = "board-left" if is_left else "board-updated"
    if campaign.state is CampaignState.CLOSED:
        ending = "board-last"
    lines.append(speech.say(ending, time=f"{now.astimezone(zone):%H:%M}"))
    return "\n".join(lines)


def leave_button(speech: Speech, campaign: CampaignId) -> Button:
    """Under a picture that is kept up to date."""
    return button(speech.plain("board-leave"), CampaignTap(act=CampaignAct.UNWATCH, number=campaign))

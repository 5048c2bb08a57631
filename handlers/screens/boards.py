"""What is written under the picture of a response board."""

from datetime import datetime, tzinfo

from handlers.texts import Speech
from surveys.campaigns.boards import Counts
from surveys.campaigns.model import Campaign, CampaignState, Coverage


def board_caption(speech: Speech, campaign: Campaign, counts: Counts, now: datetime, zone: tzinfo) -> str:
    """Totals and when they were counted; the last one says that it is the last."""
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
    is_over = campaign.state is CampaignState.CLOSED
    lines.append(speech.say("board-last" if is_over else "board-updated", time=f"{now.astimezone(zone):%H:%M}"))
    return "\n".join(lines)

"""What somebody sees who types answers from paper."""

from handlers.payloads import CampaignAct, CampaignTap
from handlers.screen import Button, Screen, button
from handlers.screens.defects import defect_lines
from handlers.texts import Speech
from reports.paper.model import Checked
from surveys.campaigns.model import Campaign

MOST_LISTED = 10
"""Defects told in a message."""
MOST_PLACES = 15
"""Organisations told in a message."""


def paper_checked_screen(speech: Speech, checked: Checked) -> Screen:
    """What a typed workbook would bring, or what is wrong with it."""
    campaign = checked.campaign
    back = _back(speech, campaign)
    if checked.defects:
        heading = speech.say("paper-defects", file=checked.file, count=len(checked.defects))
        lines = defect_lines(speech, checked.defects, MOST_LISTED)
        return Screen("\n\n".join([heading, *lines, speech.say("paper-send-again")]), ((back,),))
    if campaign is None or checked.number is None:
        key = "paper-all-known" if checked.known else "paper-empty"
        return Screen(speech.say(key, file=checked.file), ((back,),))
    parts = [
        speech.say("paper-plan", file=checked.file, title=campaign.title, count=checked.total),
        _places(speech, checked),
        speech.say("paper-known", count=checked.known) if checked.known else "",
        speech.say("paper-final"),
    ]
    rows = (
        (_tap(speech, "paper-take", CampaignAct.TAKE, checked.number),),
        (_tap(speech, "paper-drop", CampaignAct.DROP, checked.number),),
    )
    return Screen("\n\n".join(part for part in parts if part), rows)


def _places(speech: Speech, checked: Checked) -> str:
    shown = list(checked.new.items())[:MOST_PLACES]
    lines = [speech.say("paper-place", organisation=name, count=count) for name, count in shown]
    if len(checked.new) > MOST_PLACES:
        lines.append(speech.say("list-more", count=len(checked.new) - MOST_PLACES))
    return "\n".join(lines)


def _back(speech: Speech, campaign: Campaign | None) -> Button:
    if campaign is None:
        return button(speech.plain("control-campaigns"), CampaignTap(act=CampaignAct.LIST))
    return button(speech.plain("paper-to-campaign"), CampaignTap(act=CampaignAct.LOOK, number=campaign.id))


def _tap(speech: Speech, key: str, act: CampaignAct, number: int) -> Button:
    return button(speech.plain(key), CampaignTap(act=act, number=number))

"""The code of a campaign, as it stands on paper: «К-12-7», its number and a check."""

from people import codes
from surveys.model import CampaignId

_MARK = "К"
_LONGEST = 18
"""Digits of the largest number there can be."""


def campaign_code(campaign: CampaignId) -> str:
    """Always the same for one campaign."""
    return f"{_MARK}-{campaign}-{codes.sign_of(campaign)}"


def campaign_in(code: str) -> CampaignId | None:
    """The campaign a typed code means, in whatever alphabet; None if it is mistyped."""
    typed = codes.typed(code)
    digits, sign = typed[1:-1], typed[-1:]
    if not typed.startswith(codes.typed(_MARK)) or not digits.isdecimal() or len(digits) > _LONGEST:
        return None
    return CampaignId(int(digits)) if codes.sign_of(int(digits)) == sign else None

"""What campaigns need from the world."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from people.audience import Audience
from people.audit import Note
from people.centre import Centre
from people.model import AccountId, CentreId, MemberId, OrganisationId
from surveys.campaigns.model import Campaign, Coverage, Invited, Size
from surveys.composing import Lists
from surveys.model import CampaignId, Questionnaire, VersionId


class CampaignStore(Protocol):
    """Keeps campaigns, those they invite, and how far they have come."""

    async def of_centre(self, centre: CentreId) -> Sequence[Campaign]:
        """All of a centre, the newest first."""
        ...

    async def find(self, campaign: CampaignId, centre: CentreId) -> Campaign | None:
        """One of a centre."""
        ...

    async def add(self, draft: Campaign, note: Note) -> Campaign:
        """Keep a new one; its number and, for a first wave, its series are given here."""
        ...

    async def save(self, campaign: Campaign, note: Note) -> bool:
        """Keep a changed one; False if somebody has changed it since its revision."""
        ...

    async def delete(self, campaign: Campaign, note: Note) -> bool:
        """Forget one that has not started; False if somebody has changed it since its revision."""
        ...

    async def size(self, audience: Audience, centre: CentreId, questionnaire_key: str) -> Size:
        """How many there are now, and how many can be written to."""
        ...

    async def give_up(self, campaign: Campaign, why: str, note: Note) -> bool:
        """Keep one that could not begin on its day, and tell whoever may run campaigns there; False as in `save`."""
        ...

    async def start(self, campaign: Campaign, write_at: datetime, note: Note) -> bool:
        """Keep it as running, invite its audience, queue invitations for `write_at`; False as in `save`."""
        ...

    async def close(self, campaign: Campaign, note: Note) -> bool:
        """Keep it as closed; what was begun may be finished until `late_until`; False as in `save`."""
        ...

    async def asked_elsewhere(self, campaign: Campaign) -> int:
        """How many of those it has invited are asked the same by a campaign that runs; for one that does not."""
        ...

    async def extend(self, campaign: Campaign, note: Note) -> bool:
        """Keep its new end, also for what was begun; False as in `save`."""
        ...

    async def due(self, now: datetime) -> Sequence[tuple[Campaign, Centre]]:
        """Those whose opening has come, and those that run."""
        ...

    async def remind(self, campaign: Campaign, zone: tzinfo, now: datetime) -> int:
        """Keep its `reminded` and queue reminders to the silent; gives how many get one they would not get anyway.

        Nobody gets two on one day in `zone`, of whatever campaigns.
        """
        ...

    async def coverage(self, campaign: CampaignId) -> Mapping[OrganisationId, Coverage]:
        """By organisation."""
        ...

    async def silent(self, campaign: CampaignId) -> int:
        """How many of those who can be written to have not finished."""
        ...

    async def invited(self, member: MemberId, account: AccountId) -> Sequence[Invited]:
        """The campaigns somebody is invited to that have started, with what was made of them."""
        ...

    async def invite(self, campaign: CampaignId, member: MemberId, organisation: OrganisationId | None) -> None:
        """One more, who came after the start; harmless if invited already."""
        ...

    async def running(self, centre: CentreId) -> Sequence[Campaign]:
        """Those of a centre that run."""
        ...


class Versions(Protocol):
    """Frozen questionnaires, and ones whose lists are filled in."""

    async def of(self, version: VersionId) -> Questionnaire:
        """A version by its number."""
        ...


class Composer(Protocol):
    """Makes questionnaires by which the bot is told something."""

    async def compose(self, key: str, lists: Lists, answered: Collection[str] = ()) -> Questionnaire:
        """One of the bot's own questionnaires with these lists filled in.

        Whoever opens it has `answered` these questions already: they keep what they are given and are never shown.
        """
        ...

"""Codes for organisations and for roles: made, renewed, revoked, listed; posts held, revoked, handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from people import codes
from people.audit import Note
from people.invitation import HANDOVER, Draft, Invitation, InvitationId
from people.model import AccountId, CentreId, OrganisationId
from people.organisation import Organisation
from people.ports import PlaceStore, PostStore
from people.roles import GRANTABLE, OF_ORGANISATIONS, Action, Post, Role, Target, grants
from people.visitor import Visitor

ROLE_VALID_FOR = timedelta(days=7)
"""A code that gives a role is for one person and not for long."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A post as the list of roles shows it."""

    id: int
    account: AccountId
    post: Post
    label: str
    since: datetime


class InvitationService:
    """Every method looks at the right first; None or nothing for who has none."""

    def __init__(self, posts: PostStore, places: PlaceStore, clock: Callable[[], datetime]) -> None:
        self._posts = posts
        self._places = places
        self._clock = clock

    async def organisations(self, visitor: Visitor) -> Sequence[Organisation]:
        """Those whose codes this person manages."""
        centre = visitor.centre
        if centre is None or not visitor.actor.may_somewhere(Action.MANAGE_INVITATIONS):
            return []
        reach = self._reach(visitor)
        there = await self._places.organisations(centre.id)
        return [each for each in there if not each.is_closed and (reach is None or each.id in reach)]

    async def is_last_administrator(self, visitor: Visitor) -> bool:
        """Whether a centre would be left without anybody who can run it."""
        for post in visitor.actor.posts:
            if post.role is Role.ADMINISTRATOR and post.centre is not None:
                held = [each for each in await self._posts.posts(post.centre) if each[2].role is Role.ADMINISTRATOR]
                if len(held) < 2:
                    return True
        return False

    async def sheets(self, visitor: Visitor) -> Sequence[tuple[Organisation, Invitation]]:
        """A living code for every open organisation in reach, made where there is none."""
        centre = visitor.centre
        if centre is None or not visitor.actor.may_somewhere(Action.MANAGE_INVITATIONS):
            return []
        there = await self.organisations(visitor)
        living = await self._living(centre.id)
        missing = [each for each in there if each.id not in living]
        drafts = [Draft(centre.id, each.id, Role.TEACHER, codes.fresh(codes.INVITATION_LENGTH)) for each in missing]
        made = await self._posts.invite(drafts, self._note(visitor, "invitation_made", "", str(len(drafts))))
        living |= {each.organisation: each for each in made if each.organisation is not None}
        return [(each, living[each.id]) for each in there]

    async def sheet(self, visitor: Visitor, organisation: OrganisationId) -> tuple[Organisation, Invitation] | None:
        """The code of one organisation; None without the right to it."""
        found = await self._places.organisation(organisation)
        if found is None or not visitor.actor.may(Action.MANAGE_INVITATIONS, Target(found.centre, found.id)):
            return None
        living = (await self._living(found.centre)).get(found.id)
        if living is None:
            draft = Draft(found.centre, found.id, Role.TEACHER, codes.fresh(codes.INVITATION_LENGTH))
            [living] = await self._posts.invite(
                [draft], self._note(visitor, "invitation_made", f"organisation {found.id}")
            )
        return found, living

    async def renew(self, visitor: Visitor, organisation: OrganisationId) -> tuple[Organisation, Invitation] | None:
        """A new code in place of the old one, which opens nothing from now on."""
        if await self.revoke(visitor, organisation) is None:
            return None
        return await self.sheet(visitor, organisation)

    async def revoke(self, visitor: Visitor, organisation: OrganisationId) -> Organisation | None:
        """The code opens nothing from now on; None without the right to it."""
        found = await self._places.organisation(organisation)
        if found is None or not visitor.actor.may(Action.MANAGE_INVITATIONS, Target(found.centre, found.id)):
            return None
        living = (await self._living(found.centre)).get(found.id)
        if living is not None:
            note = self._note(visitor, "invitation_revoked", f"organisation {found.id}")
            await self._posts.revoke_invitations([living.id], note)
        return found

    async def offer(
        self, visitor: Visitor, role: Role, organisation: OrganisationId | None = None, label: str = ""
    ) -> Invitation | None:
        """A code that gives one person a role; None without the right to give it."""
        action, centre = grants(role), visitor.centre
        if action is None or centre is None or not visitor.actor.may_here(action):
            return None
        if (role in OF_ORGANISATIONS) != (organisation is not None):
            return None
        if organisation is not None:
            found = await self._places.organisation(organisation)
            if found is None or found.centre != centre.id:
                return None
        now = self._clock()
        draft = Draft(
            centre.id, organisation, role, codes.fresh(codes.ROLE_LENGTH), now + ROLE_VALID_FOR, True, label[:64]
        )
        [made] = await self._posts.invite([draft], self._note(visitor, "invitation_made", f"role {role}"))
        return made

    async def offer_handover(self, visitor: Visitor) -> Invitation | None:
        """A code by which somebody takes over all posts of this person here, in place of an earlier one; None for who
        has no post.
        """
        centre = visitor.centre
        held = [post for post in visitor.actor.posts if post.centre == (centre.id if centre else 0)]
        mine = [post.role for post in held if post.role in GRANTABLE]
        if centre is None or not mine:
            return None
        now = self._clock()
        role = max(mine, key=list(Role).index)
        label = f"{HANDOVER}{visitor.account.id}"
        earlier = [each.id for each in await self._own_handovers(visitor)]
        if earlier:
            await self._posts.revoke_invitations(earlier, self._note(visitor, "invitation_revoked", "handover"))
        draft = Draft(centre.id, None, role, codes.fresh(codes.ROLE_LENGTH), now + ROLE_VALID_FOR, True, label)
        [made] = await self._posts.invite([draft], self._note(visitor, "invitation_made", "handover"))
        return made

    async def offers(self, visitor: Visitor) -> Sequence[Invitation]:
        """Codes of roles that nobody has used yet; whoever sees one could use it, so only those one may give."""
        if visitor.centre is None or not visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES):
            return []
        now = self._clock()
        there = await self._posts.invitations(visitor.centre.id)
        mine = [each for each in there if each.is_once and not each.is_over(now)]
        return [each for each in mine if (action := grants(each.role)) and visitor.actor.may_here(action)]

    async def take_back(self, visitor: Visitor, invitation: InvitationId) -> bool:
        """A code of a role opens nothing from now on; whoever wanted to hand over may think again."""
        mine = {each.id: each for each in await self.offers(visitor)}
        action = grants(mine[invitation].role) if invitation in mine else None
        may = action is not None and visitor.actor.may_here(action)
        if not may and invitation not in {each.id for each in await self._own_handovers(visitor)}:
            return False
        note = self._note(visitor, "invitation_revoked", f"invitation {invitation}")
        return bool(await self._posts.revoke_invitations([invitation], note))

    async def _own_handovers(self, visitor: Visitor) -> Sequence[Invitation]:
        if visitor.centre is None:
            return []
        there = await self._posts.invitations(visitor.centre.id)
        return [each for each in there if each.giver == visitor.account.id]

    async def holders(self, visitor: Visitor) -> Sequence[Holder]:
        """Who holds a post in this centre."""
        if visitor.centre is None or not visitor.actor.may_here(Action.GRANT_ORGANISATION_ROLES):
            return []
        return [Holder(*row) for row in await self._posts.posts(visitor.centre.id)]

    async def dismiss(self, visitor: Visitor, post: int) -> Post | None:
        """Take a post away; None without the right to, or if it is the last administrator's."""
        held = {holder.id: holder for holder in await self.holders(visitor)}
        action = grants(held[post].post.role) if post in held else None
        if visitor.centre is None or action is None or not visitor.actor.may_here(action):
            return None
        note = self._note(visitor, "role_revoked", f"post {post}", held[post].post.role)
        return await self._posts.revoke_post(post, visitor.centre.id, note)

    async def _living(self, centre: CentreId) -> dict[OrganisationId, Invitation]:
        now = self._clock()
        there = await self._posts.invitations(centre)
        return {
            each.organisation: each
            for each in there
            if each.organisation is not None and not each.is_once and not each.is_over(now)
        }

    def _reach(self, visitor: Visitor) -> frozenset[OrganisationId] | None:
        """None: the whole centre."""
        if visitor.actor.may_here(Action.MANAGE_INVITATIONS):
            return None
        return visitor.actor.organisations(Action.MANAGE_INVITATIONS)

    def _note(self, visitor: Visitor, action: str, about: str, details: str = "") -> Note:
        centre = visitor.centre.id if visitor.centre else None
        return Note(self._clock(), centre, visitor.name_in_audit, action, about, details)

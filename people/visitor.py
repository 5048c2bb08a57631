"""Who has come: the person with the place they belong to."""

from dataclasses import dataclass

from people.centre import Centre
from people.member import Member
from people.model import Account
from people.organisation import Organisation
from people.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody as the bot knows them now."""

    account: Account
    actor: Actor
    centre: Centre | None = None
    member: Member | None = None
    organisation: Organisation | None = None
    centres: tuple[tuple[int, str], ...] = ()
    """All centres in which this person holds a post: number and name."""

    @property
    def is_known(self) -> bool:
        """Whether the person has come in anywhere."""
        return self.centre is not None

    @property
    def name_in_audit(self) -> str:
        """What the audit calls this person: the highest role here and a number or a code."""
        if self.member is not None and not self.actor.posts:
            return f"участник {self.member.code}"
        held = [role for role in reversed(Role) if any(post.role is role for post in self.actor.posts)]
        return f"{held[0]} {self.account.id}" if held else f"account {self.account.id}"

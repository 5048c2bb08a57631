"""Who may do what, and where: one table, deny by default."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from people.model import AccountId, CentreId, MemberId, OrganisationId


class Role(StrEnum):
    """What somebody is to a centre or an organisation."""

    TEACHER = "teacher"
    MENTOR = "mentor"
    MENTEE = "mentee"
    COORDINATOR = "coordinator"
    HEAD = "head"
    METHODOLOGIST = "methodologist"
    ADMINISTRATOR = "administrator"
    OWNER = "owner"
    """Runs the installation (`BOT_ADMIN_IDS`): opens centres, sees nothing inside them."""


class Action(StrEnum):
    """Everything that can be done here and is not everybody's."""

    ANSWER = "answer"
    SEE_OWN_DATA = "see_own_data"
    DELETE_OWN_DATA = "delete_own_data"
    SEE_COVERAGE = "see_coverage"
    SEE_SUMMARY = "see_summary"
    SEE_STAFF_LIST = "see_staff_list"
    IMPORT_STAFF_LIST = "import_staff_list"
    IMPORT_ORGANISATIONS = "import_organisations"
    MANAGE_INVITATIONS = "manage_invitations"
    AUTHOR_QUESTIONNAIRES = "author_questionnaires"
    RUN_CAMPAIGNS = "run_campaigns"
    ENTER_PAPER = "enter_paper"
    ANNOUNCE = "announce"
    EXPORT_ANSWERS = "export_answers"
    GRANT_ORGANISATION_ROLES = "grant_organisation_roles"
    GRANT_CENTRE_ROLES = "grant_centre_roles"
    CHANGE_SETTINGS = "change_settings"
    SEE_AUDIT = "see_audit"
    OPEN_CENTRE = "open_centre"


class Scope(StrEnum):
    """How far a right reaches."""

    SELF = "self"
    ORGANISATION = "organisation"
    CENTRE = "centre"
    INSTALLATION = "installation"


_EVERYBODY = {Action.ANSWER: Scope.SELF, Action.SEE_OWN_DATA: Scope.SELF, Action.DELETE_OWN_DATA: Scope.SELF}
_OF_AN_ORGANISATION = {
    Action.SEE_COVERAGE: Scope.ORGANISATION,
    Action.SEE_SUMMARY: Scope.ORGANISATION,
    Action.SEE_STAFF_LIST: Scope.ORGANISATION,
    Action.MANAGE_INVITATIONS: Scope.ORGANISATION,
}
_OF_THE_CENTRE = {
    Action.SEE_COVERAGE: Scope.CENTRE,
    Action.SEE_SUMMARY: Scope.CENTRE,
    Action.SEE_STAFF_LIST: Scope.CENTRE,
    Action.IMPORT_STAFF_LIST: Scope.CENTRE,
    Action.IMPORT_ORGANISATIONS: Scope.CENTRE,
    Action.MANAGE_INVITATIONS: Scope.CENTRE,
    Action.AUTHOR_QUESTIONNAIRES: Scope.CENTRE,
    Action.RUN_CAMPAIGNS: Scope.CENTRE,
    Action.ENTER_PAPER: Scope.CENTRE,
    Action.ANNOUNCE: Scope.CENTRE,
    Action.EXPORT_ANSWERS: Scope.CENTRE,
    Action.GRANT_ORGANISATION_ROLES: Scope.CENTRE,
}
RULES: dict[Role, dict[Action, Scope]] = {
    Role.TEACHER: _EVERYBODY,
    Role.MENTOR: _EVERYBODY,
    Role.MENTEE: _EVERYBODY,
    Role.COORDINATOR: {
        **_EVERYBODY,
        **_OF_AN_ORGANISATION,
        Action.IMPORT_STAFF_LIST: Scope.ORGANISATION,
        Action.ENTER_PAPER: Scope.ORGANISATION,
    },
    Role.HEAD: {**_EVERYBODY, **_OF_AN_ORGANISATION},
    Role.METHODOLOGIST: {**_EVERYBODY, **_OF_THE_CENTRE},
    Role.ADMINISTRATOR: {
        **_EVERYBODY,
        **_OF_THE_CENTRE,
        Action.GRANT_CENTRE_ROLES: Scope.CENTRE,
        Action.CHANGE_SETTINGS: Scope.CENTRE,
        Action.SEE_AUDIT: Scope.CENTRE,
    },
    Role.OWNER: {**_EVERYBODY, Action.OPEN_CENTRE: Scope.INSTALLATION},
}
"""What is not here is not allowed."""

GRANTABLE = (Role.COORDINATOR, Role.HEAD, Role.METHODOLOGIST, Role.ADMINISTRATOR)
"""Roles somebody gives; the others follow from taking part, from a list or from the settings."""
OF_ORGANISATIONS = (Role.COORDINATOR, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Post:
    """A role held somewhere: of an organisation, of a whole centre, or of the installation."""

    role: Role
    centre: CentreId | None = None
    organisation: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Whose thing an action concerns; nothing set means nobody's in particular."""

    centre: CentreId | None = None
    organisation: OrganisationId | None = None
    account: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with all posts held."""

    account: AccountId
    posts: frozenset[Post] = field(default_factory=frozenset)
    centre: CentreId | None = None
    """The centre this person is in now."""
    organisation: OrganisationId | None = None
    member: MemberId | None = None

    def may(self, action: Action, target: Target) -> bool:
        """Whether one of the posts allows it there."""
        return any(_reaches(self, post, RULES[post.role].get(action), target) for post in self.posts)

    def may_here(self, action: Action) -> bool:
        """Whether it is allowed in the whole centre this person is in now."""
        return self.may(action, Target(centre=self.centre))

    def may_somewhere(self, action: Action) -> bool:
        """Whether it is allowed in the centre this person is in, or in an organisation of it."""
        return any(
            self.may(action, Target(centre=self.centre, organisation=post.organisation))
            for post in self.posts
            if post.centre == self.centre
        )

    def organisations(self, action: Action) -> frozenset[OrganisationId]:
        """The organisations of one's own post in the present centre where it is allowed."""
        return frozenset(
            post.organisation
            for post in self.posts
            if post.organisation is not None
            and post.centre == self.centre
            and RULES[post.role].get(action) is Scope.ORGANISATION
        )

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether one of these is held in the present centre."""
        wanted = frozenset(roles)
        return any(post.role in wanted and post.centre == self.centre for post in self.posts)


def _reaches(actor: Actor, post: Post, scope: Scope | None, target: Target) -> bool:
    match scope:
        case Scope.SELF:
            return target.account == actor.account
        case Scope.ORGANISATION:
            is_there = post.organisation is not None and post.organisation == target.organisation
            return is_there and post.centre is not None and post.centre == target.centre
        case Scope.CENTRE:
            return post.centre is not None and post.centre == target.centre
        case Scope.INSTALLATION:
            return True
    return False


def grants(role: Role) -> Action | None:
    """What somebody has to be allowed to give this role; None: nobody gives it."""
    if role not in GRANTABLE:
        return None
    return Action.GRANT_ORGANISATION_ROLES if role in OF_ORGANISATIONS else Action.GRANT_CENTRE_ROLES

"""The whole table: role × action × own and other organisation × own and other centre; deny by default."""

import pytest

from people.model import AccountId, CentreId, OrganisationId
from people.roles import GRANTABLE, RULES, Action, Actor, Post, Role, Target, grants

ME, OTHER = AccountId(1), AccountId(2)
HERE, THERE = CentreId(1), CentreId(2)
MINE, ANOTHER = OrganisationId(10), OrganisationId(11)
OWN = {Action.ANSWER, Action.SEE_OWN_DATA, Action.DELETE_OWN_DATA}
OF_ORGANISATION = {Action.SEE_COVERAGE, Action.SEE_SUMMARY, Action.SEE_STAFF_LIST, Action.MANAGE_INVITATIONS}
OF_CENTRE = OF_ORGANISATION | {
    Action.IMPORT_STAFF_LIST,
    Action.IMPORT_ORGANISATIONS,
    Action.AUTHOR_QUESTIONNAIRES,
    Action.RUN_CAMPAIGNS,
    Action.ENTER_PAPER,
    Action.ANNOUNCE,
    Action.EXPORT_ANSWERS,
    Action.GRANT_ORGANISATION_ROLES,
}
OF_ADMINISTRATOR = OF_CENTRE | {Action.GRANT_CENTRE_ROLES, Action.CHANGE_SETTINGS, Action.SEE_AUDIT}
# What each role may do: to oneself, in the own organisation, in another of the centre, to the centre as a whole.
TABLE: dict[Role, tuple[set[Action], set[Action], set[Action], set[Action]]] = {
    Role.TEACHER: (OWN, set(), set(), set()),
    Role.MENTOR: (OWN, set(), set(), set()),
    Role.MENTEE: (OWN, set(), set(), set()),
    Role.COORDINATOR: (OWN, OF_ORGANISATION | {Action.IMPORT_STAFF_LIST, Action.ENTER_PAPER}, set(), set()),
    Role.HEAD: (OWN, OF_ORGANISATION, set(), set()),
    Role.METHODOLOGIST: (OWN, OF_CENTRE, OF_CENTRE, OF_CENTRE),
    Role.ADMINISTRATOR: (OWN, OF_ADMINISTRATOR, OF_ADMINISTRATOR, OF_ADMINISTRATOR),
    Role.OWNER: (OWN, set(), set(), set()),
}
EVERYWHERE = {Role.OWNER: {Action.OPEN_CENTRE}}


def holder(role: Role) -> Actor:
    """Somebody with this one post."""
    match role:
        case Role.OWNER:
            post = Post(role)
        case Role.METHODOLOGIST | Role.ADMINISTRATOR:
            post = Post(role, HERE)
        case _:
            post = Post(role, HERE, MINE)
    return Actor(ME, frozenset({post}), HERE, MINE)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role, action: Action) -> None:
    own, organisation, another, centre = TABLE[role]
    always = action in EVERYWHERE.get(role, set())
    actor = holder(role)

    assert actor.may(action, Target(account=ME)) == (action in own or always)
    assert actor.may(action, Target(account=OTHER)) == always
    assert actor.may(action, Target(HERE, MINE)) == (action in organisation or always)
    assert actor.may(action, Target(HERE, ANOTHER)) == (action in another or always)
    assert actor.may(action, Target(HERE)) == (action in centre or always)
    for elsewhere in (Target(THERE), Target(THERE, MINE), Target(THERE, ANOTHER), Target(THERE, MINE, OTHER)):
        assert actor.may(action, elsewhere) == always
    assert actor.may(action, Target()) == always


@pytest.mark.parametrize("action", Action)
def test_who_holds_no_post_may_nothing(action: Action) -> None:
    nobody = Actor(ME)
    targets = (Target(), Target(HERE), Target(HERE, MINE), Target(account=ME))
    assert not any(nobody.may(action, target) for target in targets)
    assert not nobody.may_here(action)
    assert not nobody.may_somewhere(action)


def test_posts_of_another_centre_say_nothing_here() -> None:
    elsewhere = Actor(ME, frozenset({Post(Role.ADMINISTRATOR, THERE), Post(Role.TEACHER, HERE, MINE)}), HERE, MINE)
    assert not elsewhere.may_here(Action.CHANGE_SETTINGS)
    assert not elsewhere.may_somewhere(Action.MANAGE_INVITATIONS)
    assert elsewhere.organisations(Action.MANAGE_INVITATIONS) == frozenset()


def test_a_coordinator_reaches_the_own_organisation_only() -> None:
    coordinator = holder(Role.COORDINATOR)
    assert coordinator.may_somewhere(Action.MANAGE_INVITATIONS)
    assert not coordinator.may_here(Action.MANAGE_INVITATIONS)
    assert coordinator.organisations(Action.MANAGE_INVITATIONS) == {MINE}


def test_every_action_is_somebodys_and_every_role_is_in_the_table() -> None:
    assert set(RULES) == set(Role) == set(TABLE)
    assert {action for rules in RULES.values() for action in rules} == set(Action)


def test_only_some_roles_are_given_and_nobody_gives_a_higher_one_than_allowed() -> None:
    assert {role for role in Role if grants(role) is not None} == set(GRANTABLE)
    methodologist = holder(Role.METHODOLOGIST)
    may_give = {role for role in GRANTABLE if (action := grants(role)) is not None and methodologist.may_here(action)}
    assert may_give == {Role.COORDINATOR, Role.HEAD}

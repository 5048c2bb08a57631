"""What shipped questionnaires promise each other, and what the young teacher's one promises whoever is exhausted."""

from itertools import product

import pytest

from surveys.model import Choice, Key
from surveys.path import path_of
from tests.pure.surveys.test_engine_properties import NOW, QUESTIONNAIRES, begun

WORST = ("0", "3")
"""No strength left after work (7.1), thoughts of work that do not let one rest (7.2)."""


def options(name: str, key: str) -> tuple[Choice, ...]:
    return QUESTIONNAIRES[name].by_key[Key(key)].choices


def wanted_blocks(choice: Choice) -> set[str]:
    return set(dict(choice.columns).get("blocks", "").split())


def test_both_ways_to_ask_for_a_mentor_offer_the_same_needs_forms_and_rhythms() -> None:
    asked_in_passing = [choice for choice in options("yt-1", "needs") if choice.code != "none"]
    assert asked_in_passing == list(options("mentee-request", "needs"))
    assert options("yt-1", "form") == options("mentee-request", "forms")
    assert options("yt-1", "often") == options("mentee-request", "often")


def test_every_need_but_a_talk_is_met_by_something_a_mentor_can_offer() -> None:
    offered = {choice.code for choice in options("mentor-application", "strengths")}
    assert offered == {choice.code for choice in options("pd-1", "priority")}
    for need in options("mentee-request", "needs"):
        assert wanted_blocks(need) <= offered
        assert bool(wanted_blocks(need)) == (need.code != "support")


def test_mentors_and_mentees_name_their_subjects_alike() -> None:
    assert options("mentor-application", "subjects") == options("mentee-request", "subject")


def test_the_two_mirrors_ask_for_the_same_scale_and_the_same_facts() -> None:
    mentee, mentor = QUESTIONNAIRES["mf-1-mentee"], QUESTIONNAIRES["mf-1-mentor"]
    assert [q.key for q in mentee.questions] == [q.key for q in mentor.questions]
    for one, other in zip(mentee.questions, mentor.questions, strict=True):
        assert (one.kind, one.choices, one.scale, one.is_reverse) == (
            other.kind,
            other.choices,
            other.scale,
            other.is_reverse,
        )


@pytest.mark.parametrize("given", list(product(("0", "1", "2", "3", ""), repeat=2)))
def test_contacts_of_help_come_next_when_both_answers_are_at_their_worst_and_only_then(
    given: tuple[str, str],
) -> None:
    run = begun(QUESTIONNAIRES["yt-1"]).with_answers({Key("y7_1"): given[0], Key("y7_2"): given[1]})
    following = path_of(run, NOW).way.after(Key("y7_2"))
    assert following is not None
    assert following.key == ("contacts" if given == WORST else "y7_3")


def test_contacts_of_help_are_all_there() -> None:
    contacts = QUESTIONNAIRES["yt-1"].by_key[Key("contacts")]
    assert all(number in contacts.hint for number in ("8 495 989-50-50", "8-800-2000-122", "124", "112"))
    assert len(contacts.label) <= 200

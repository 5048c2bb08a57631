"""What is said of a question by another one: never more than the numbers beside it show."""

from collections.abc import Sequence

from reports.statistics.wording import nothing_to_compare
from reports.summary.crossings import ALL_ALIKE, PARTLY_HIDDEN
from reports.summary.making import make_summary
from reports.summary.model import Crossing
from reports.summary.request import Crossed
from surveys.model import Key
from tests.pure.reports.summary.town import Person, material, people, request

HELP_BY_ITEM = Crossed(Key("help"), "a1")


def crossings(persons: list[Person], crossed: Sequence[Crossed]) -> tuple[Crossing, ...]:
    return make_summary(material(persons), request(crossed=tuple(crossed))).crossings


def answering(times: int, **answers: str) -> list[Person]:
    return [Person(1, {Key(key): answer for key, answer in answers.items()})] * times


def test_of_numbers_partly_hidden_it_is_not_said_that_there_is_only_one_group() -> None:
    some = {"0": (30, 20), "1": (2, 28), "2": (25, 3), "3": (20, 22)}
    persons = [
        person
        for item, (courses, mentors) in some.items()
        for person in (*answering(courses, a1=item, help="course"), *answering(mentors, a1=item, help="mentor"))
    ]
    [found] = crossings(persons, [HELP_BY_ITEM])

    assert len([row for row in found.rows if row.n.is_shown]) == 4
    assert not all(share.is_shown for row in found.rows for share in row.shares)
    assert (found.sentence, found.p) == (PARTLY_HIDDEN, None)


def test_groups_that_all_answered_alike_are_not_called_one_group() -> None:
    by_category = Crossed(Key("help"), "category")
    alike = [*answering(40, category="none", help="course"), *answering(40, category="highest", help="course")]
    [found] = crossings(alike, [by_category])
    [alone] = crossings(alike[:40], [by_category])

    assert (found.sentence, alone.sentence) == (ALL_ALIKE, nothing_to_compare())


def test_a_crossing_that_cannot_be_tested_does_not_make_the_others_less_certain() -> None:
    persons = [Person(one.school, {**one.answers, Key("b3"): "0"}) for one in people(300, 11)]
    tested, untested = Crossed(Key("help"), "category"), Crossed(Key("b3"), "category")

    [alone] = crossings(persons, [tested])
    beside, other = crossings(persons, [tested, untested])
    assert (beside.p, other.p) == (alone.p, None)

"""The smallest cases in which a summary gave people away, found by the attack."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from people.model import CentreId, OrganisationId
from people.organisation import Organisation, OrganisationCard, OrganisationKind
from reports.packs.model import AnswerRow
from reports.protection.policy import DEFAULT
from reports.summary.asked import families_of
from reports.summary.judge import Judge
from reports.summary.making import make_summary
from reports.summary.measures import measures_of
from reports.summary.model import Summary
from reports.summary.patterns import crossing_of, of_everybody
from reports.summary.request import Crossed, Filters, Request
from surveys.model import Key
from tests.pure.reports.summary.small_town import SOURCE, SmallTown, flagged, small_town

KINDS = {1: OrganisationKind.SCHOOL, 2: OrganisationKind.PRESCHOOL, 3: OrganisationKind.SCHOOL}
TERRITORIES = {1: "Север", 2: "Север", 3: "Юг"}
VARIED = ("0", "1", "2", "3")


def person(school: int, number: int, **said: str) -> AnswerRow:
    """Somebody who answered as others did, but for what is said."""
    answer = VARIED[number % 4]
    known = {"category": "none", "experience": "more", "a1": answer, "a2": answer, "b1": answer, "b2": answer} | said
    known.setdefault("mentor", "yes" if number % 2 else "no")
    return AnswerRow(0, school, {Key(key): code for key, code in known.items()})


def summary_of(rows: list[AnswerRow], **asked: object) -> Summary:
    places = tuple(
        Organisation(
            OrganisationId(n), CentreId(1), OrganisationCard(f"Школа {n}", f"Школа {n}", KINDS[n], TERRITORIES[n])
        )
        for n in sorted({row.organisation for row in rows})
    )
    town = SmallTown(places, tuple(rows))
    return make_summary(town.material(town.responses()), Request(SOURCE, **asked))  # type: ignore[arg-type]


def only(name: str, key: str) -> Mapping[str, Filters]:
    return {"filters": {name: frozenset({key})}}


def test_a_filter_does_not_tell_a_question_that_too_few_outside_of_it_answered() -> None:
    rows = [person(1, n) for n in range(20)]
    rows += [person(1, n, category="highest", **({} if n < 3 else {"a1": ""})) for n in range(20)]
    summary = summary_of(rows, **only("category", "none"))
    asked, other = summary.item(Key("a1")), summary.item(Key("b1"))

    assert summary.n.known() == 20
    assert asked is not None
    assert not asked.difficulty.is_shown
    assert not asked.bases.is_shown
    assert other is not None
    assert other.difficulty.is_shown


def test_a_small_group_that_agrees_is_hidden_when_a_question_is_crossed_with_its_attribute() -> None:
    rows = [person(1, n, category="highest", mentor="yes") for n in range(7)] + [person(1, n) for n in range(30)]
    [crossing] = summary_of(rows, crossed=(Crossed(Key("mentor"), "category"),)).crossings

    assert crossing.rows
    assert not any(share.is_shown for row in crossing.rows for share in row.shares)
    assert all(share.is_shown for share in crossing.total.shares)


def test_of_two_questions_nothing_is_told_where_an_answer_is_rare() -> None:
    rows = [person(1, n, mentor="yes" if n < 3 else "no") for n in range(40)]
    [crossing] = summary_of(rows, crossed=(Crossed(Key("a1"), "mentor"),)).crossings

    assert crossing.rows == ()
    assert not crossing.total.n.is_shown


def test_a_small_group_of_one_level_is_hidden_though_its_indices_differ() -> None:
    rows = [person(1, n, category="highest", a1="0", a2="0") for n in range(4)]
    rows += [person(1, n, category="highest", a1="0", a2="1") for n in range(3)]
    rows += [person(1, n) for n in range(40)]
    block = summary_of(rows, **only("category", "highest")).block("a")

    assert block is not None
    assert not block.index.is_shown
    assert not any(level.share.is_shown for level in block.levels)


def test_an_organisation_does_not_follow_from_its_territory_and_another_of_its_kind() -> None:
    """Of the kindergarten only two answered: the territory less the school would be these two."""
    rows = [person(1, n) for n in range(9)] + [person(3, n) for n in range(18)]
    rows += [person(2, n, **({} if n < 2 else {"b2": ""})) for n in range(9)]
    whole, school = summary_of(rows), summary_of(rows, **only("organisation", "1"))
    told = school.item(Key("b2"))
    assert told is not None
    territory = next(table for table in whole.item_groups if table.attribute == "territory")
    place = [column.key for column in territory.columns].index("b2")
    north = next((row for row in territory.rows if row.key == "Север"), None)

    assert north is None or not (north.measures[place].mean.is_shown and told.difficulty.is_shown)


def test_a_small_group_of_pronounced_difficulty_is_hidden_though_levels_and_answers_differ() -> None:
    rows = [person(1, n, category="highest", a1="3" if n < 4 else "2", a2="3") for n in range(7)]
    rows += [person(1, n) for n in range(40)]
    summary = summary_of(rows, **only("category", "highest"))
    block, first, other = summary.block("a"), summary.item(Key("a1")), summary.block("b")

    assert block is not None
    assert not block.pronounced.is_shown
    assert first is not None
    assert not first.hard.is_shown
    assert other is not None
    assert other.pronounced.is_shown


def test_a_small_group_of_which_nobody_has_difficulty_is_hidden_in_a_table() -> None:
    rows = [person(1, n, category="highest", a1="0" if n < 4 else "1", a2="1") for n in range(7)]
    rows += [person(1, n) for n in range(40)]
    table = next(one for one in summary_of(rows).item_groups if one.attribute == "category")
    [highest] = [row for row in table.rows if row.key == "highest"]
    first, other = (
        next(place for place, column in enumerate(table.columns) if column.key == key) for key in ("a1", "b1")
    )

    assert not highest.measures[first].pronounced.is_shown
    assert highest.measures[other].pronounced.is_shown


@pytest.mark.parametrize(
    ("seed", "first", "second"),
    [(7, "territory", "category"), (15, "kind", "category"), (226, "experience", "category")],
)
def test_two_attributes_hide_the_same_whichever_is_the_filter_of_the_other(
    seed: int, first: str, second: str
) -> None:
    everybody = small_town(seed, (6, 9), most=9).responses()
    whole = of_everybody(everybody, DEFAULT).whole
    one, other = (crossing_of(everybody, whole, *names) for names in ((first, second), (second, first)))

    assert one.why_hidden
    assert other.turned == one


@pytest.mark.parametrize(
    ("seed", "first", "second"), [(1021, "territory", "kind"), (1038, "kind", "category"), (1041, "kind", "category")]
)
def test_a_question_is_hidden_in_the_same_cells_whichever_is_the_filter(seed: int, first: str, second: str) -> None:
    everybody = flagged(small_town(seed, (5, 8), most=16).responses())
    judge = Judge(everybody, of_everybody(everybody, DEFAULT), DEFAULT)

    for family in families_of(everybody, measures_of(everybody)):
        (_, away), (_, turned) = judge.crossed(family, first, second), judge.crossed(family, second, first)
        assert [{(c, r) for r, c in cells} for cells in turned] == away

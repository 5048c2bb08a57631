"""A summary says what counting one by one says, hides what is small, and tells its four bases apart."""

import pickle
import random
import statistics
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.summary.making import CANNOT_LEAVE_OUT, OVERLAPPING, make_summary
from reports.summary.model import GroupTable, Measure, Summary, Verdict
from reports.summary.request import Crossed
from surveys.model import Key
from tests.pure.reports.summary.town import (
    FORM,
    OPTIONS,
    PD9,
    Person,
    almost,
    bases_slowly,
    block_slowly,
    by,
    material,
    people,
    questionnaire,
    request,
    responses_of,
)


def summary_of(persons: list[Person], **asked: object) -> Summary:
    return make_summary(material(persons), request(**asked))


@given(st.integers(0, 10_000), st.integers(12, 60))
def test_blocks_are_what_scoring_one_by_one_gives(seed: int, count: int) -> None:
    persons = people(count, seed)
    summary = summary_of(persons)
    for key in ("a", "b", "all"):
        block, slow = summary.block(key), block_slowly(persons, key)
        assert block is not None
        spread = block.index.known()
        if slow is None or spread is None:
            continue
        assert spread.n == block.n.known() == slow.n
        assert almost(spread.mean, slow.mean)
        assert almost(spread.median, slow.median)
        pronounced = block.pronounced.known()
        assert pronounced is not None
        assert (pronounced.count, pronounced.of) == (slow.pronounced, slow.n)


@given(st.integers(0, 10_000), st.integers(12, 60))
def test_asked_answered_not_mine_and_skipped_are_four_things(seed: int, count: int) -> None:
    persons = people(count, seed)
    for item in summary_of(persons).items:
        bases = item.bases.known()
        if bases is not None:
            told = bases.asked, bases.answered, bases.not_mine, bases.skipped
            assert told == bases_slowly(persons, item.key)
            assert bases.asked == bases.answered + bases.not_mine + bases.skipped


@given(st.integers(0, 10_000), st.integers(20, 160))
def test_groups_are_what_counting_each_group_alone_gives(seed: int, count: int) -> None:
    persons = people(count, seed)
    summary = summary_of(persons)
    groups = {
        "organisation": by(persons, lambda person: str(person.school)),
        "category": by(persons, lambda person: person.answers.get(Key("category"), "")),
        "experience": by(persons, lambda person: person.answers.get(Key("experience"), "")),
        "territory": by(persons, lambda person: "Юг" if person.school % 2 else "Север"),
    }
    for name, of in groups.items():
        table = summary.table(name)
        if table is None:
            continue
        for row in table.rows:
            if not row.parts and row.n.is_shown:
                assert row.n.known() == len(of.get(row.key, []))
                _check_row(table, row.measures, of.get(row.key, []))


def _check_row(table: GroupTable, measures: tuple[Measure, ...], persons: list[Person]) -> None:
    for column, measure in zip(table.columns, measures, strict=True):
        slow = block_slowly(persons, column.key)
        if measure.mean.is_shown:
            share = measure.pronounced.known()
            assert slow is not None
            assert share is not None
            assert (measure.n.known(), share.count) == (slow.n, slow.pronounced)
            assert almost(measure.mean.known(), slow.mean)


def test_small_organisations_are_taken_together_inside_their_territory() -> None:
    persons = [*people(30, 1, (1,)), *people(25, 2, (2,)), *people(3, 3, (3,)), *people(4, 4, (4,))]
    table = summary_of(persons).table("organisation")
    assert table is not None
    assert [(row.label, row.parts, row.n.known()) for row in table.rows] == [
        ("малочисленные организации (1)", ("Школа 1", "Школа 3"), 33),
        ("малочисленные организации (2)", ("Школа 2", "Школа 4"), 29),
    ]


def test_without_territories_and_kinds_only_the_small_ones_are_taken_together() -> None:
    persons = [*people(30, 1, (1,)), *people(25, 2, (2,)), *people(3, 3, (3,)), *people(4, 4, (4,))]
    made = material(persons)
    assert made.responses is not None
    attributes = {name: one for name, one in made.responses.attributes.items() if name not in ("territory", "kind")}
    made = replace(made, responses=replace(made.responses, attributes=attributes))
    table = make_summary(made, request()).table("organisation")
    assert table is not None
    assert [row.label for row in table.rows] == ["Школа 1", "Школа 2", "малочисленные организации"]
    assert table.rows[-1].parts == ("Школа 3", "Школа 4")
    assert table.rows[-1].n.known() == 7


def test_nothing_is_said_of_fewer_people_than_the_least() -> None:
    summary = summary_of(people(4))
    assert not summary.n.is_shown
    assert not any(block.index.is_shown for block in (*summary.blocks, *summary.overall))
    assert not any(item.difficulty.is_shown or item.bases.is_shown for item in summary.items)
    assert not any(question.bases.is_shown for question in summary.choices)
    assert summary.coverage.total.finished == 4


def test_well_being_is_told_of_the_municipality_only() -> None:
    summary = summary_of(people(60))
    block = summary.block("w")
    assert block is not None
    assert block.index.is_shown
    for name in ("organisation", "territory", "kind"):
        table = summary.table(name)
        assert table is not None
        place = [column.key for column in table.columns].index("w")
        assert not any(row.measures[place].mean.is_shown for row in table.rows)
    school = summary_of(people(60), filters={"organisation": frozenset({"1"})})
    hidden = school.block("w")
    assert hidden is not None
    assert not hidden.index.is_shown


def test_a_questionnaire_nobody_has_finished_has_coverage_and_no_figures() -> None:
    summary = make_summary(material([], responses=None), request())
    assert summary.is_empty
    assert summary.blocks == ()


def test_all_the_same_answer_of_few_people_is_not_told() -> None:
    said = {key: options[0] for key, options in OPTIONS.items()}
    summary = summary_of([Person(1, said) for _ in range(7)])  # type: ignore[arg-type]
    assert not any(block.index.is_shown for block in summary.blocks)
    assert not any(item.hard.is_shown for item in summary.items)


def test_a_filter_shows_the_selection_only() -> None:
    persons = people(200, 5)
    summary = summary_of(persons, filters={"organisation": frozenset({"1", "2"})})
    mine = [person for person in persons if person.school in (1, 2)]
    assert summary.n.known() == len(mine)
    block, slow = summary.block("a"), block_slowly(mine, "a")
    assert block is not None
    assert slow is not None
    spread = block.index.known()
    assert spread is not None
    assert almost(spread.mean, slow.mean)
    assert [one.values for one in summary.heading.filters] == [("Школа 1", "Школа 2")]


def test_a_filter_on_a_part_of_what_was_merged_shows_nothing() -> None:
    persons = [*people(30, 1, (1,)), *people(25, 2, (2,)), *people(3, 3, (3,)), *people(4, 4, (4,))]
    for keys in ({"3"}, {"1"}, {"1", "2", "4"}):
        summary = summary_of(persons, filters={"organisation": frozenset(keys)})
        assert not summary.n.is_shown
        assert summary.groups == ()


def test_two_filters_that_differ_by_few_people_do_not_both_show() -> None:
    """All but two of a school have the highest category: the school and its highest would give away the two."""
    luck = random.Random(3)
    some = people(60, 7, (1,))
    persons = [_with(person, "category", "highest" if n < 58 else "none") for n, person in enumerate(some)]
    persons += [_with(person, "category", luck.choice(("highest", "none"))) for person in people(80, 8, (2,))]
    both = summary_of(persons, filters={"organisation": frozenset({"1"}), "category": frozenset({"highest"})})
    assert not both.n.is_shown
    table = summary_of(persons, filters={"organisation": frozenset({"1"})}).table("category")
    assert table is None or not any(row.n.is_shown and row.n.known() for row in table.rows)


def _with(person: Person, key: str, value: str) -> Person:
    return Person(person.school, {**person.answers, Key(key): value}, person.is_hasty)


def test_of_three_filters_nothing_is_shown() -> None:
    filters = {
        "organisation": frozenset({"1"}), "category": frozenset({"none"}), "experience": frozenset({"more"})
    }  # fmt: skip
    assert not summary_of(people(900), filters=filters).n.is_shown


def test_flagged_answers_are_counted_and_left_out_only_when_asked() -> None:
    persons = people(120, 3)
    hasty = sum(person.is_hasty for person in persons)
    plain, careful = summary_of(persons), summary_of(persons, excludes_flagged=True)
    assert plain.quality.hasty.known() == careful.quality.hasty.known() == hasty
    assert not plain.quality.are_excluded
    assert careful.quality.are_excluded
    flagged = careful.quality.flagged.known()
    assert flagged is not None
    assert careful.n.known() == 120 - flagged


def test_too_few_flagged_answers_are_not_left_out_for_the_difference_would_tell_them() -> None:
    persons = [Person(one.school, one.answers, n < 2) for n, one in enumerate(people(60, 4))]
    summary = summary_of(persons, excludes_flagged=True)
    if summary.quality.flagged.known() == 2:
        assert not summary.quality.are_excluded
        assert CANNOT_LEAVE_OUT in summary.protection.footnotes


def test_two_groups_are_compared_block_by_block() -> None:
    persons = [_with(one, "a1", "3" if n % 2 else "0") for n, one in enumerate(people(160, 6, (1,)))]
    persons = [_with(one, "category", "highest" if n % 2 else "none") for n, one in enumerate(persons)]
    sides = ({"category": frozenset({"none"})}, {"category": frozenset({"highest"})})
    compared = summary_of(persons, compared=sides).compared
    assert compared is not None
    assert (compared.before, compared.after) == ("Категория: Нет", "Категория: Высшая")
    first = compared.differences[0]
    of = by(persons, lambda person: person.answers[Key("category")])
    before, after = block_slowly(of["none"], "a"), block_slowly(of["highest"], "a")
    assert before is not None
    assert after is not None
    assert almost(first.mean_difference.known(), after.mean - before.mean)
    assert first.verdict is Verdict.MORE
    p = first.p and first.p.known()
    assert p is not None
    assert p < 0.05


def test_groups_that_overlap_are_not_compared() -> None:
    sides = ({"category": frozenset({"none"})}, {"experience": frozenset({"more"})})
    compared = summary_of(people(100), compared=sides).compared
    assert compared is not None
    assert compared.differences == ()
    assert compared.notes == (OVERLAPPING,)


def test_waves_are_compared_where_the_questionnaire_is_the_same() -> None:
    earlier, later = people(80, 1), [_with(one, "a1", "3") for one in people(90, 2)]
    made = make_summary(material(later, earlier=responses_of(earlier), earlier_label="2025/2026"), request()).trend
    assert made is not None
    before, after = block_slowly(earlier, "a"), block_slowly(later, "a")
    assert before is not None
    assert after is not None
    difference = made.differences[0]
    assert almost(difference.mean_difference.known(), after.mean - before.mean)
    assert difference.verdict is Verdict.MORE
    assert difference.sentence.startswith("Рост на")


def test_a_trend_is_broken_where_an_item_of_the_block_was_reworded() -> None:
    changed = questionnaire(FORM.replace("Цель урока", "Цели и задачи урока"), 2)
    earlier = responses_of(people(80, 1), changed)
    trend = make_summary(material(people(90, 2), earlier=earlier, earlier_label="2025/2026"), request()).trend
    assert trend is not None
    verdicts = {one.key: one.verdict for one in trend.differences}
    assert verdicts["a"] is Verdict.BROKEN
    assert verdicts["all"] is Verdict.BROKEN
    assert verdicts["b"] is not Verdict.BROKEN


@pytest.mark.parametrize("wave", ["earlier", "later"])
def test_a_trend_is_broken_where_some_answers_of_a_wave_were_to_other_words(wave: str) -> None:
    """Of answers from the menu a school year has several versions; the newest may be the same in both."""
    changed = questionnaire(FORM.replace("Цель урока", "Цели и задачи урока"), 2)
    waves = {"earlier": responses_of(people(80, 1)), "later": responses_of(people(90, 2))}
    mixed = waves[wave]
    assert mixed is not None
    waves[wave] = replace(mixed, earlier=(changed,))
    made = material([], responses=waves["later"], earlier=waves["earlier"], earlier_label="2025/2026")
    trend = make_summary(made, request()).trend
    assert trend is not None
    assert {one.key for one in trend.differences if one.verdict is Verdict.BROKEN} == {"a", "all"}


def test_other_bounds_of_levels_are_told_beside_a_trend() -> None:
    changed = questionnaire(FORM.replace("| | levels | 25 | moderate", "| | levels | 30 | moderate"), 2)
    earlier = responses_of(people(80, 1), changed)
    trend = make_summary(material(people(90, 2), earlier=earlier, earlier_label="2025/2026"), request()).trend
    assert trend is not None
    assert Verdict.BROKEN not in {one.verdict for one in trend.differences}
    assert trend.notes[0] == "Методика: изменились границы уровней."


def test_the_coordinator_sees_the_own_organisation_beside_the_municipality() -> None:
    persons = people(160, 9)
    summary = summary_of(persons, own=1)
    mine = [person for person in persons if person.school == 1]
    assert [row.key for row in summary.coverage.rows] == ["1"]
    assert summary.n.known() == len(mine)
    assert summary.heading.is_own_organisation
    municipal, slow = summary.municipal[0].index.known(), block_slowly(persons, "a")
    assert municipal is not None
    assert slow is not None
    assert almost(municipal.mean, slow.mean)


def test_a_question_is_crossed_with_an_attribute_inside_its_rows() -> None:
    persons = people(300, 11)
    [crossing] = summary_of(persons, crossed=(Crossed(Key("help"), "category"),)).crossings
    assert (crossing.label, crossing.by_label) == ("Какая помощь?", "Категория")
    for row in crossing.rows:
        mine = [p for p in persons if p.answers.get(Key("category"), "") == row.key and p.answers.get(Key("help"))]
        assert row.n.known() == len(mine)
        share = row.shares[0].known()
        assert share is not None
        assert share.count == sum(p.answers[Key("help")] == "course" for p in mine)
    assert crossing.sentence


def test_that_all_of_a_few_were_hasty_is_not_told() -> None:
    for count, is_told in ((6, False), (10, True)):
        quality = summary_of([replace(one, is_hasty=True) for one in people(count)]).quality
        assert (quality.hasty.is_shown, quality.flagged.is_shown) == (is_told, is_told)
        assert quality.total.known() == count
    assert summary_of([replace(one, is_hasty=False) for one in people(6)]).quality.hasty.known() == 0


def test_marks_of_a_range_are_numbers_as_well_as_options() -> None:
    form = questionnaire(FORM.replace("| | integer | hours | Часов в неделю? |", "| | range | hours | Довольны? |"))
    marks = [int(mark) for mark in random.Random(3).choices(range(1, 11), k=60)]
    persons = [Person(1, {Key("hours"): str(mark)}) for mark in marks] + [Person(1, {Key("hours"): ""})] * 5
    [found] = make_summary(material(persons, responses=responses_of(persons, form)), request()).numbers

    bases, spread = found.bases.known(), found.numbers.known()
    assert bases is not None
    assert spread is not None
    assert (bases.asked, bases.answered, bases.skipped) == (65, 60, 5)
    quarters = statistics.quantiles(marks, n=4, method="inclusive")
    assert [spread.n, spread.lowest, spread.highest] == [60, min(marks), max(marks)]
    assert [spread.mean, spread.sd] == pytest.approx([statistics.mean(marks), statistics.stdev(marks)])
    assert [spread.lower_quartile, spread.median, spread.upper_quartile] == quarters

    alike = [Person(1, {Key("hours"): "7"})] * 6
    [untold] = make_summary(material(alike, responses=responses_of(alike, form)), request()).numbers
    assert not untold.numbers.is_shown


def test_open_answers_are_told_by_frequent_words_only() -> None:
    [question] = [one for one in summary_of(people(80), with_words=True).texts if one.key == "obstacle"]
    assert {"время", "подготовка", "отчёт"} <= {family.label for family in question.families}


def test_a_summary_travels_between_processes() -> None:
    summary = summary_of(people(60))
    assert pickle.loads(pickle.dumps(summary)) == summary


def test_the_form_of_these_tests_is_what_they_think() -> None:
    assert [scale.key for scale in PD9.scales] == ["a", "b", "w", "all"]
    assert PD9.priorities is not None

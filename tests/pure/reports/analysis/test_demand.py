"""The matrix of an educational request, of answers that were really counted: depth down, form across."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from people.policy import Mode
from reports.analysis.context import Extras
from reports.analysis.demand import TOPICS, wished_most
from reports.instruments import instrument_of
from reports.ports import Source
from reports.protection.cells import NOT_SHOWN, shown
from reports.russian import listed
from reports.statistics.shares import share_of
from reports.summary.blocks import NO_SHARE
from reports.summary.heading import Heading
from reports.summary.making import Material, make_summary
from reports.summary.model import Summary
from reports.summary.request import Crossed, Request
from surveys.model import Key, Kind
from tests.pure.reports.analysis.reading import everything, report, table_of
from tests.pure.reports.analysis.test_report_look import broken_headings
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import EN1, SMALL, summary_of

PEOPLE = 600


def given(people: int) -> list[dict[str, str]]:
    """What so many answer by chance."""
    luck = random.Random(7)
    closed = [question for question in EN1.questions if question.kind is Kind.CHOICE]
    topics = [choice.code for choice in EN1.by_key[TOPICS].choices]
    return [
        {
            **{str(each.key): luck.choice(each.choices).code for each in closed},
            str(TOPICS): " ".join(luck.sample(topics, luck.randint(1, 5))),
        }
        for _ in range(people)
    ]


def summary_from(answers: Sequence[Mapping[str, str]]) -> Summary:
    heading = Heading("Запрос", "Центр", "en-1", EN1.title, ("1",), "2026/2027", Mode.PSEUDONYMOUS)
    material = Material(heading, responses_of(EN1, answers), {}, [], 5, 10, label="2026/2027")
    crossed = tuple(Crossed(Key(question), by) for question, by in instrument_of("en-1").crossed)
    return make_summary(material, Request(Source(None, "en-1", 2026), crossed=crossed))


def test_depth_stands_by_form_with_the_counts_of_the_answers(tmp_path: Path) -> None:
    answers = given(PEOPLE)
    made = report(tmp_path, summary_from(answers), Extras(charts=False))
    assert broken_headings(made) == []
    rows = table_of(made, "× насколько глубоко")
    forms, depths = (EN1.by_key[Key(name)].choices for name in ("mode", "depth"))
    assert rows[0] == [EN1.by_key[Key("depth")].label, "n", *(each.label for each in forms)]
    assert [row[0] for row in rows[1:]] == [each.label for each in depths]
    for row, depth in zip(rows[1:], depths, strict=True):
        slowly = [sum(a["depth"] == depth.code and a["mode"] == form.code for a in answers) for form in forms]
        assert row[1:] == [str(sum(slowly)), *map(str, slowly)]
        assert NOT_SHOWN not in row


def test_topics_stand_by_depth_the_most_wished_for_first(tmp_path: Path) -> None:
    answers = given(PEOPLE)
    made = report(tmp_path, summary_from(answers), Extras(charts=False))
    rows = table_of(made, "Темы × глубина")
    depths = EN1.by_key[Key("depth")].choices
    assert rows[0] == ["Тема", "n", *(each.label for each in depths)]
    counts = [int(row[1]) for row in rows[1:]]
    assert counts == sorted(counts, reverse=True)
    slowly = {}
    for topic in EN1.by_key[TOPICS].choices:
        wanted = [each["depth"] for each in answers if topic.code in each[str(TOPICS)].split()]
        slowly[topic.label] = [str(len(wanted)), *(str(wanted.count(each.code)) for each in depths)]
    assert {row[0]: row[1:] for row in rows[1:]} == slowly


def test_of_a_topic_chosen_by_few_nothing_is_told_by_depth(tmp_path: Path) -> None:
    rare = EN1.by_key[TOPICS].choices[0]
    answers = [
        {**one, str(TOPICS): " ".join(t for t in one[str(TOPICS)].split() if t != rare.code) or "h_ai"}
        for one in given(PEOPLE)
    ]
    for one in answers[:3]:
        one[str(TOPICS)] = rare.code
    summary = summary_from(answers)
    told = [row.label for crossing in summary.crossings if crossing.by_key == TOPICS for row in crossing.rows]
    assert rare.label not in told
    made = report(tmp_path, summary, Extras(charts=False))
    named = [row[0] for row in table_of(made, "Темы × глубина")]
    assert len(named) == 16
    assert rare.label not in named
    assert "Остальные темы не приводятся" in everything(made)


def test_of_topics_nothing_is_told_by_depth_where_the_others_would_tell_how_many_chose_a_rare_one() -> None:
    rare, *others = (choice.code for choice in EN1.by_key[TOPICS].choices[:5])
    only_one = [{**one, str(TOPICS): others[place % 4]} for place, one in enumerate(given(PEOPLE))]
    told = [
        row.key for one in summary_from(only_one).crossings if one.by_key == TOPICS for row in one.rows if row.key
    ]
    assert told == others
    for one in only_one[:3]:
        one[str(TOPICS)] = rare

    assert [one for one in summary_from(only_one).crossings if one.by_key == TOPICS] == []


MODE = Key("mode")
FORMS = "Чаще всего подходят формы"


def chosen(counts: Sequence[int | None]) -> Summary:
    """Of 100 people so many chose each form; None: it may not be told."""
    summary = summary_of(EN1)
    question = next(one for one in summary.choices if one.key == MODE)
    shares = (SMALL if count is None else shown(share_of(count, 100) or NO_SHARE) for count in counts)
    told = tuple(replace(one, share=share) for one, share in zip(question.options, shares, strict=True))
    others = tuple(one for one in summary.choices if one.key != MODE)
    return replace(summary, choices=(*others, replace(question, options=told)))


IN_PERSON, ONLINE, RECORDING, BLENDED, INTERNSHIP = (choice.label for choice in EN1.by_key[MODE].choices)


@pytest.mark.parametrize(
    ("counts", "opening", "named"),
    [
        ((40, 10, 30, 5, 15), FORMS, ((IN_PERSON, 40), (RECORDING, 30), (INTERNSHIP, 15))),
        ((40, 20, 10, 20, 20), FORMS, ((IN_PERSON, 40), (ONLINE, 20), (BLENDED, 20), (INTERNSHIP, 20))),
        (
            (None, 30, None, 20, None),
            "Среди вариантов, по которым данные приводятся, чаще всего подходят формы",
            ((ONLINE, 30), (BLENDED, 20)),
        ),
    ],
)
def test_conclusions_name_the_forms_chosen_most(
    counts: Sequence[int | None], opening: str, named: Sequence[tuple[str, int]]
) -> None:
    said = listed([f"«{label}» — {count} % ({count} из 100)" for label, count in named])
    told = wished_most(chosen(counts), MODE, FORMS)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == f"{opening}: {said}."


@pytest.mark.parametrize("counts", [(20,) * 5, (None,) * 5])
def test_conclusions_name_no_form_where_none_is_ahead_or_all_are_hidden(counts: Sequence[int | None]) -> None:
    assert wished_most(chosen(counts), MODE, FORMS) == ""


def test_conclusions_of_a_request_name_topics_and_forms(tmp_path: Path) -> None:
    told = everything(report(tmp_path, summary_of(EN1), Extras(charts=False)))
    conclusions = told[told.index("Выводы") : told.index("Адресные рекомендации")]

    assert "Чаще всего просят темы: «" in conclusions
    assert f"{FORMS}: «" in conclusions
    hidden = everything(report(tmp_path, summary_of(EN1, is_hidden=True), Extras(charts=False)))
    assert "чаще всего" not in hidden.lower()

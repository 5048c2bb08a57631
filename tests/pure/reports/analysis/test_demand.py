"""The matrix of an educational request, of answers that were really counted: depth down, form across."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from people.policy import Mode
from reports.analysis.context import Extras
from reports.analysis.demand import wished_most
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
from tests.pure.reports.analysis.test_report import broken_headings, everything, report, table_of
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import EN1, SMALL, summary_of

PEOPLE = 600


def test_depth_stands_by_form_with_the_counts_of_the_answers(tmp_path: Path) -> None:
    luck = random.Random(7)
    closed = [question for question in EN1.questions if question.kind is Kind.CHOICE]
    answers = [{each.key: luck.choice(each.choices).code for each in closed} for _ in range(PEOPLE)]
    heading = Heading("Запрос", "Центр", "en-1", EN1.title, ("1",), "2026/2027", Mode.PSEUDONYMOUS)
    material = Material(heading, responses_of(EN1, answers), {}, [], 5, 10, label="2026/2027")
    [(question, by)] = instrument_of("en-1").crossed
    summary = make_summary(material, Request(Source(None, "en-1", 2026), crossed=(Crossed(Key(question), by),)))

    made = report(tmp_path, summary, Extras(charts=False))
    assert broken_headings(made) == []
    rows = table_of(made, "× насколько глубоко")
    forms, depths = (EN1.by_key[Key(name)].choices for name in (question, by))
    assert rows[0] == [EN1.by_key[Key(by)].label, "n", *(each.label for each in forms)]
    assert [row[0] for row in rows[1:]] == [each.label for each in depths]
    for row, depth in zip(rows[1:], depths, strict=True):
        slowly = [sum(a[Key(by)] == depth.code and a[Key(question)] == form.code for a in answers) for form in forms]
        assert row[1:] == [str(sum(slowly)), *map(str, slowly)]
        assert NOT_SHOWN not in row


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

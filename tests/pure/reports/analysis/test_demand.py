"""The matrix of an educational request, of answers that were really counted: depth down, form across."""

import random
from pathlib import Path

from people.policy import Mode
from reports.analysis.context import Extras
from reports.instruments import instrument_of
from reports.ports import Source
from reports.protection.cells import NOT_SHOWN
from reports.summary.heading import Heading
from reports.summary.making import Material, make_summary
from reports.summary.request import Crossed, Request
from surveys.model import Key, Kind
from tests.pure.reports.analysis.test_report import broken_headings, report, table_of
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import EN1

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

"""Summaries for tests of what is drawn and written: a municipality as it is, one of which little may be shown."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from people.policy import Mode
from reports.protection.cells import Cell, Reason, hidden, shown
from reports.statistics.shares import Share, share_of
from reports.summary.model import (
    Bases,
    Block,
    ChoiceQuestion,
    Column,
    Comparison,
    CoverageRow,
    CoverageTable,
    Difference,
    Gap,
    GroupRow,
    GroupTable,
    Heading,
    Item,
    LabelledShare,
    Measure,
    NumberQuestion,
    OpenQuestion,
    Protection,
    Quality,
    Reliability,
    Spread,
    Summary,
    Verdict,
)
from reports.summary.questions import extremes
from surveys.campaigns.model import Coverage
from surveys.model import Key, Kind, Questionnaire, Scale
from tests.pure.surveys.test_engine_properties import QUESTIONNAIRES

PD1, YT1, MT1, EN1 = (QUESTIONNAIRES[name] for name in ("pd-1", "yt-1", "mt-1", "en-1"))
MF1 = QUESTIONNAIRES["mf-1-mentee"]
SMALL = hidden(Reason.SMALL, 5)
ORGANISATIONS = (
    "Гимназия № 2", "Детский сад «Ромашка»", "Начальная школа — детский сад посёлка Верхние Лихоборы имени Героя",
    "Школа № 1", "Школа № 4", "Школа № 10 с углублённым изучением отдельных предметов",
)  # fmt: skip
CATEGORIES = ("Нет категории", "Соответствие должности", "Первая", "Высшая", "Педагог-методист или наставник")
YEARS = ("Первый год", "1–3 года", "4–10 лет", "11–20 лет", "Больше 20 лет")
SUBJECTS = ("Русский и литература", "Математика", "Физика", "Иностранный язык")


def summary_of(
    questionnaire: Questionnaire = PD1,
    people: int = 240,
    *,
    is_hidden: bool = False,
    has_trend: bool = False,
    organisations: Sequence[str] = ORGANISATIONS,
) -> Summary:
    """A summary of random answers, always the same ones."""
    return _Maker(questionnaire, people, is_hidden=is_hidden).summary(organisations, has_trend=has_trend)


class _Maker:
    def __init__(self, questionnaire: Questionnaire, people: int, *, is_hidden: bool) -> None:
        self.form = questionnaire
        self.people = people
        self.is_hidden = is_hidden or people < 5
        self.chance = random.Random(f"{questionnaire.key} {people}")

    def summary(self, organisations: Sequence[str], *, has_trend: bool) -> Summary:
        blocks = tuple(self.block(scale) for scale in self.form.scales if not scale.of)
        items = tuple(self.items())
        strongest, weakest = extremes(items)
        rows = [CoverageRow(str(number), name, self.coverage()) for number, name in enumerate(organisations, start=1)]
        groups = (
            self.table("organisation", "Организация", organisations),
            self.table("subject", "Предмет", SUBJECTS),
            self.table("experience", "Стаж", YEARS),
            self.table("category", "Категория", CATEGORIES),
        )
        return Summary(
            heading=Heading(
                title=f"{self.form.title}, осень 2026",
                centre="Методический центр Лесного района",
                questionnaire_key=self.form.key,
                questionnaire_title=self.form.title,
                versions=(self.form.version,),
                school_year="2026/2027",
                mode=Mode.PSEUDONYMOUS,
                opened_on=date(2026, 10, 5),
                closed_on=date(2026, 10, 19),
                as_of="26.11.2026 12:30",
            ),
            coverage=CoverageTable(tuple(rows), sum((row.coverage for row in rows), Coverage())),
            n=self.cell(self.people),
            quality=Quality(*(self.cell(n) for n in (self.people, 6, 3, 1, 9))),
            blocks=blocks,
            overall=tuple(self.block(scale) for scale in self.form.scales if scale.of),
            items=items,
            strongest=strongest,
            weakest=weakest,
            groups=groups if self.form.scales else (),
            choices=tuple(self.choices()),
            trend=self.trend(blocks) if has_trend else None,
            protection=Protection(5, 10, 12, ("Детский сад «Ромашка»",), ("н/д — данные не приводятся",)),
        )

    def cell(self, value: int) -> Cell[int]:
        return SMALL if self.is_hidden else shown(value)

    def share(self, of: int | None = None, most: float = 0.8) -> Cell[Share]:
        people = self.people if of is None else of
        if self.is_hidden or people < 5:
            return SMALL
        share = share_of(round(people * self.chance.uniform(0.03, most)), people)
        assert share
        return shown(share)

    def figure(self, value: float) -> Cell[float]:
        return SMALL if self.is_hidden else shown(value)

    def coverage(self) -> Coverage:
        invited = self.chance.randint(6, 60)
        finished = self.chance.randint(2, invited)
        return Coverage(invited, min(invited, finished + 2), finished)

    def block(self, scale: Scale) -> Block:
        mean = self.chance.uniform(15, 62)
        spread = Spread(self.people, mean, mean - 2, 18.0, mean - 12, mean + 14)
        band = scale.band(mean)
        reliability = Reliability(self.people, 0.81, 0.83)
        return Block(
            key=scale.key,
            label=scale.label,
            n=self.cell(self.people),
            index=SMALL if self.is_hidden else shown(spread),
            pronounced=self.share(),
            level=(SMALL if self.is_hidden else shown(band.label)) if band else None,
            levels=tuple(LabelledShare(b.key, b.label, self.share(most=0.4)) for b in scale.bands),
            chosen=self.share(most=0.5) if self.form.priorities and not scale.of else None,
            gap=Gap(self.share(most=0.6), self.share(most=0.2)) if not scale.of else None,
            reliability=SMALL if self.is_hidden else shown(reliability),
            is_well_being=not scale.is_personal and self.form.key == "yt-1",
        )

    def items(self) -> list[Item]:
        return [
            Item(
                key=question.key,
                label=question.label,
                block=question.scale,
                is_reverse=question.is_reverse,
                bases=SMALL if self.is_hidden else shown(Bases(self.people, self.people - 7, 5, 2)),
                options=tuple(LabelledShare(c.code, c.label, self.share(most=0.5)) for c in question.choices),
                hard=self.share(),
                difficulty=self.figure(self.chance.uniform(10, 70)),
                mean=self.figure(self.chance.uniform(0, 3)),
            )
            for question in self.form.questions
            if question.scale
        ]

    def table(self, attribute: str, label: str, groups: Sequence[str]) -> GroupTable:
        columns = tuple(Column(scale.key, scale.label, is_overall=bool(scale.of)) for scale in self.form.scales)
        rows = []
        for number, name in enumerate(groups, start=1):
            n = 3 if number == 2 else self.chance.randint(8, 60)
            rows.append(self.row(str(number), name, n))
        return GroupTable(attribute, label, columns, tuple(rows), self.row("total", "Всего", self.people))

    def row(self, key: str, name: str, n: int) -> GroupRow:
        measures = []
        for scale in self.form.scales:
            is_small = self.is_hidden or n < 5
            mean = self.chance.uniform(10, 65)
            band = scale.band(mean)
            level: Cell[str] | None = (SMALL if is_small else shown(band.label)) if band else None
            size: Cell[int] = SMALL if is_small else shown(n)
            measures.append(Measure(size, SMALL if is_small else shown(mean), self.share(n), level))
        return GroupRow(key, name, SMALL if self.is_hidden or n < 5 else shown(n), tuple(measures))

    def choices(self) -> list[ChoiceQuestion]:
        return [
            ChoiceQuestion(
                key=question.key,
                label=question.label,
                kind=question.kind,
                bases=SMALL if self.is_hidden else shown(Bases(self.people, self.people - 4, 0, 4)),
                options=tuple(LabelledShare(c.code, c.label, self.share(most=0.6)) for c in question.choices),
            )
            for question in self.form.questions
            if question.kind in (Kind.CHOICE, Kind.CHOICES) and not question.scale
        ]

    def trend(self, blocks: Sequence[Block]) -> Comparison:
        differences = []
        for number, block in enumerate(blocks):
            before, after = (
                self.row("", "", self.people).measures[number],
                self.row("", "", self.people).measures[number],
            )
            verdict = (Verdict.MORE, Verdict.SAME, Verdict.BROKEN)[number % 3]
            by = ("изменена формулировка вопроса A2",) if verdict is Verdict.BROKEN else ()
            differences.append(
                Difference(block.key, block.label, before, after, self.figure(4.2), verdict,
                           "существенных изменений не выявлено" if verdict is Verdict.SAME else "заметная разница",
                           broken_by=by)
            )  # fmt: skip
        return Comparison("2025/2026", "2026/2027", tuple(differences), is_of_waves=True)


def with_unscored(summary: Summary) -> Summary:
    """The same with a question answered by a number and one in own words, and with those of which nothing is told."""
    bases, spread = Bases(42, 40, 0, 2), Spread(40, 7.25, 8.0, 1.5, 6.0, 9.0)
    few = SMALL
    words = [(word, share_of(count, 30)) for word, count in (("отчёт", 12), ("время", 9))]
    families = tuple(LabelledShare(word, word, shown(share)) for word, share in words if share)
    return replace(
        summary,
        numbers=(
            NumberQuestion(Key("satisfied"), "Насколько вы довольны?", shown(bases), shown(spread)),
            NumberQuestion(Key("rare"), "Сколько лет наставнику?", few, few),
        ),
        texts=(
            OpenQuestion(Key("obstacle"), "Что мешает?", shown(bases), families),
            OpenQuestion(Key("idea"), "Что изменить?", few, ()),
        ),
    )


def with_texts(summary: Summary, text: str) -> Summary:
    """The same with this text wherever people or authors wrote one."""
    rows = tuple(replace(row, label=text) for row in summary.coverage.rows)
    return replace(
        summary,
        heading=replace(summary.heading, title=text, centre=text, questionnaire_title=text),
        coverage=replace(summary.coverage, rows=rows),
        blocks=tuple(replace(block, label=text) for block in summary.blocks),
        items=tuple(replace(item, label=text) for item in summary.items),
        groups=tuple(
            replace(
                table,
                label=text,
                columns=tuple(replace(column, label=text) for column in table.columns),
                rows=tuple(replace(row, label=text) for row in table.rows),
            )
            for table in summary.groups
        ),
        choices=tuple(
            replace(question, label=text, options=tuple(replace(option, label=text) for option in question.options))
            for question in summary.choices
        ),
    )


KEYS = tuple(Key(scale.key) for scale in PD1.scales)

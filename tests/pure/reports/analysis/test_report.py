"""The report: its parts, its figures, and what it never says."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from people.policy import Mode
from reports.analysis.context import Extras
from reports.analysis.sentences import coverage_sentences, small_groups, trend_sentences, weakest_block
from reports.instruments import instrument_of
from reports.protection.cells import shown
from reports.statistics.shares import share_of
from reports.summary.heading import CoverageTable
from reports.summary.model import Block, ItemQuality, Reliability, Summary
from surveys.campaigns.model import Coverage
from tests.pure.reports.analysis.reading import WITHOUT_CHARTS, everything, headings, report, table_of
from tests.pure.reports.summaries import EN1, MF1, MT1, PD1, YT1, summary_of, with_texts, with_unscored

PARTS = [
    "1. Основание и сроки", "2. Цель и задачи", "3. Участники и охват", "4. Сводные результаты по разделам",
    "5. Различия по группам", "6. Организации", "7. Запрос на формы помощи",
    "8. Молодые педагоги и наставничество", "9. Динамика", "10. Выводы", "11. Адресные рекомендации",
    "12. Управленческие решения и план мероприятий", "13. Приложения",
]  # fmt: skip
EVIL = '=HYPERLINK("http://x") 😀\nвторая\x0b строка ✍ ' + "слово " * 320


def calm_blocks() -> tuple[Block, ...]:
    """Blocks in which one of ten has pronounced difficulties."""
    share = share_of(24, 240)
    assert share is not None
    return tuple(replace(block, pronounced=shown(share)) for block in summary_of().blocks)


def test_it_has_its_parts_after_a_title(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of(has_trend=True), Extras(date(2026, 11, 26), "Лесной район"))

    assert headings(made) == PARTS
    front = [paragraph.text for paragraph in made.paragraphs if paragraph.text][:11]
    assert front == [
        "Методический центр Лесного района", "УТВЕРЖДАЮ", "✍ должность", "✍ подпись и фамилия", "✍ дата",
        "Аналитическая справка", "по результатам мониторинга профессиональных затруднений педагогов",
        "«Самооценка профессиональных затруднений, осень 2026»", "Лесной район", "2026/2027 учебный год",
        "26\u00a0ноября 2026\u00a0года",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (Mode.ANONYMOUS, "Опрос анонимный: ответы не связаны с людьми и не могут быть с ними связаны."),
        (Mode.PSEUDONYMOUS, "Ответы собраны под личными кодами; в справке нет ни имён, ни кодов."),
        (
            Mode.IDENTIFIED,
            "Опрос проведён с указанием имени по отдельному согласию; в справке только сводные данные.",
        ),
    ],
)
def test_it_says_how_far_answers_are_those_of_a_person(tmp_path: Path, mode: Mode, said: str) -> None:
    summary = summary_of()
    made = report(tmp_path, replace(summary, heading=replace(summary.heading, mode=mode)), WITHOUT_CHARTS)

    assert said in everything(made)


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        (0, "Способ: чат-бот."),
        (1, "Способ: чат-бот; 1 ответ получен на бумаге и внесён в систему."),
        (12, "Способ: чат-бот; 12 ответов получены на бумаге и внесены в систему."),
    ],
)
def test_answers_on_paper_are_counted_by_the_bot_itself(tmp_path: Path, papers: int, said: str) -> None:
    summary = summary_of()
    total = replace(summary.coverage.total, paper=papers)
    made = report(tmp_path, replace(summary, coverage=replace(summary.coverage, total=total)), WITHOUT_CHARTS)

    assert said in [paragraph.text.replace("\u00a0", " ") for paragraph in made.paragraphs]


def test_figures_read_back_are_those_of_the_summary(tmp_path: Path) -> None:
    summary = summary_of()
    made = report(tmp_path, summary, WITHOUT_CHARTS)

    rows = table_of(made, "Результаты по разделам")
    for row, block in zip(rows[1:], summary.blocks, strict=False):
        share, spread = block.pronounced.known(), block.index.known()
        assert share is not None
        assert spread is not None
        assert row[1] == block.label
        assert row[2:4] == [str(block.n.known()), f"{spread.mean:.1f}".replace(".", ",")]
        assert f"({share.count} из {share.of})" in row[5].replace("\u00a0", " ")
    coverage = table_of(made, "Охват по организациям")
    assert coverage[1][:3] == [
        summary.coverage.rows[0].label,
        str(summary.coverage.rows[0].coverage.invited),
        str(summary.coverage.rows[0].coverage.finished),
    ]


@pytest.mark.parametrize(
    ("is_open", "said"),
    [
        (False, "Ответы собирались с 5 октября 2026 года по 19 октября 2026 года."),
        (True, "Ответы собираются с 5 октября 2026 года по 19 октября 2026 года; данные приведены по состоянию на "
               "26.11.2026 12:30."),
    ],
)  # fmt: skip
def test_answers_still_coming_in_are_not_told_of_as_past(tmp_path: Path, is_open: bool, said: str) -> None:
    summary = summary_of()
    made = report(tmp_path, replace(summary, heading=replace(summary.heading, is_open=is_open)), WITHOUT_CHARTS)

    assert said in everything(made).replace("\u00a0", " ")


@pytest.mark.parametrize("people", [0, 1, 3])
def test_of_a_few_people_nothing_is_said(tmp_path: Path, people: int) -> None:
    made = report(tmp_path, summary_of(PD1, people))

    assert headings(made) == PARTS
    said = everything(made)
    assert "Чаще всего помощь нужна" not in said
    assert not re.search(r"\d+\s%\s\(\d+ из \d+\)", said)


def test_organisations_are_neither_ranked_nor_called_weak(tmp_path: Path) -> None:
    summary = summary_of()
    made = report(tmp_path, summary, WITHOUT_CHARTS)

    rows = table_of(made, "Уровни по организациям")
    table = summary.table("organisation")
    assert table is not None
    assert [row[0] for row in rows[1:]] == [row.label for row in table.rows]
    assert not re.search(
        r"слаб\w*|худш\w*|отста(ёт|ющ)\w* (школ|организац)|рейтинг (школ|орг)", everything(made).lower()
    )
    sentences = [p.text for p in made.paragraphs if "выраженные затруднения" in p.text.lower()]
    assert not [text for text in sentences for row in table.rows if row.label in text]


def test_sister_reports_are_made_of_the_same_parts(tmp_path: Path) -> None:
    assert headings(report(tmp_path, summary_of(EN1, 40), WITHOUT_CHARTS)) == [
        *PARTS[:3], "4. Результаты опроса", "5. Темы, сроки и матрица запроса", "6. Выводы",
        "7. Адресные рекомендации",
        "8. Управленческие решения и план мероприятий", "9. Приложения",
    ]  # fmt: skip
    assert "6. Динамика" in headings(report(tmp_path, summary_of(MF1, 40), WITHOUT_CHARTS))
    for questionnaire, whom, who in (
        (MT1, "управленческих команд", "где управленческие команды видят потребность"),
        (YT1, "молодых педагогов", "где молодые педагоги видят потребность"),
    ):
        said = everything(report(tmp_path, summary_of(questionnaire, 40), WITHOUT_CHARTS))
        assert whom in said
        assert who in said


def test_mentoring_is_not_told_as_difficulty(tmp_path: Path) -> None:
    said = everything(report(tmp_path, summary_of(MF1, 40), WITHOUT_CHARTS)).lower()

    assert "затруднени" not in said
    assert "трудно" not in said


def test_well_being_is_told_of_ten_people_and_more(tmp_path: Path) -> None:
    many = everything(report(tmp_path, summary_of(YT1, 40), WITHOUT_CHARTS))
    few = everything(report(tmp_path, summary_of(YT1, 9), WITHOUT_CHARTS))
    own = summary_of(YT1, 40)
    own = replace(own, heading=replace(own.heading, is_own_organisation=True))

    assert "Эмоциональное благополучие" in many
    assert "Эмоциональное благополучие" not in few
    assert "Эмоциональное благополучие" not in everything(report(tmp_path, own, WITHOUT_CHARTS))


def test_young_teachers_have_a_part_where_they_were_asked(tmp_path: Path) -> None:
    extras = Extras(young=summary_of(YT1, 34), charts=False)

    assert table_of(report(tmp_path, summary_of(), extras), "Затруднения молодых педагогов")[1][0] == "Вхождение"


def test_numbers_above_columns_are_those_of_the_table_of_results(tmp_path: Path) -> None:
    summary = summary_of(YT1)
    made = report(tmp_path, summary, WITHOUT_CHARTS)
    table = summary.table("organisation")
    assert table is not None
    told_of_groups = [c.label for c in table.columns if not c.is_overall and c.key != "wellbeing"]

    named = {row[0]: row[1] for row in table_of(made, "Результаты по разделам")[1:]}
    for caption in ("Уровни по организациям", "по разделам: стаж"):
        assert [named[number] for number in table_of(made, caption)[0][2:]] == told_of_groups


def test_texts_of_any_kind_stay_texts(tmp_path: Path) -> None:
    made = report(tmp_path, with_texts(summary_of(), EVIL), WITHOUT_CHARTS)

    assert 'HYPERLINK("http://x")' in everything(made)
    assert "w:hyperlink" not in made.element.xml


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (summary_of(EN1), "По этой анкете рекомендации не составляются автоматически."),
        (summary_of(MF1), "По этой анкете рекомендации не составляются автоматически."),
        (summary_of(PD1, 3), "Показанных данных недостаточно для рекомендаций по правилам."),
        (
            replace(summary_of(PD1), groups=(), blocks=calm_blocks()),
            "Ни в одном разделе выраженные затруднения не отметили хотя бы 30 % ответивших: рекомендаций по "
            "правилам нет.",
        ),
    ],
    ids=["no scale", "no difficulties", "too few", "nothing pronounced"],
)
def test_where_nothing_is_recommended_it_says_why(tmp_path: Path, summary: Summary, said: str) -> None:
    told = everything(report(tmp_path, summary, WITHOUT_CHARTS)).replace("\u00a0", " ")

    assert f"{said} ✍ Впишите рекомендации." in told


def test_how_far_to_trust_a_block_and_its_items_is_told(tmp_path: Path) -> None:
    summary = summary_of()
    first, second = summary.items[:2]
    told = Reliability(
        240, 0.81, None, (ItemQuality(first.key, 0.42, 0.8), ItemQuality(second.key, None, None)), 0.05
    )
    blocks = (replace(summary.blocks[0], reliability=shown(told)), *summary.blocks[1:])
    made = report(tmp_path, replace(summary, blocks=blocks), WITHOUT_CHARTS)

    assert table_of(made, "Надёжность разделов")[1] == [
        summary.blocks[0].label, "240", "0,81", "—", "5\u00a0%", "—",
    ]  # fmt: skip
    assert table_of(made, "Пункты внутри разделов")[1:] == [[first.label, "0,42", "0,80"], [second.label, "—", "—"]]


def test_answers_by_number_and_in_own_words_are_told_of(tmp_path: Path) -> None:
    made = report(tmp_path, with_unscored(summary_of(MF1)), WITHOUT_CHARTS)

    assert table_of(made, "Ответы числом") == [
        ["Вопрос", "Ответили", "Среднее", "Медиана", "Половина ответов"],
        ["Насколько вы довольны?", "40", "7,2", "8,0", "от 6,0 до 9,0"],
    ]
    assert table_of(made, "Частые слова: Что мешает") == [
        ["Слово", "Доля написавших"],
        ["отчёт", "40\u00a0% (12 из 30)"],
        ["время", "30\u00a0% (9 из 30)"],
    ]


def test_what_is_left_to_people_is_marked(tmp_path: Path) -> None:
    made = report(tmp_path, summary_of(), WITHOUT_CHARTS)
    order = next(paragraph for paragraph in made.paragraphs if "приказ" in paragraph.text)

    assert order.text == "Основание проведения: приказ ✍ наименование органа от ✍ дата № ✍ номер."
    marked = [run.text for run in order.runs if run.font.highlight_color is not None]
    assert marked == ["✍ наименование органа", "✍ дата", "✍ номер"]


def test_a_hidden_block_is_not_the_weakest() -> None:
    assert weakest_block(summary_of(people=3)) == ""


def test_small_groups_are_told_without_saying_which_of_them_is_small() -> None:
    table = summary_of().table("experience")
    assert table is not None

    assert small_groups(table, 5) == (
        "По группе «1–3 года» данные не приводятся: ответили менее 5\u00a0человек или цифры соседней группы "
        "можно было бы вычислить."
    )


def test_a_block_whose_questions_changed_is_not_compared() -> None:
    trend = summary_of(has_trend=True).trend
    assert trend is not None

    assert trend_sentences(trend)[-1] == (
        "Разделы «Методика урока (занятия)» и «Разные дети»: сравнение не проводится, так как вопросы "
        "анкеты изменились."
    )


@pytest.mark.parametrize("finished", [12, 30])
def test_coverage_is_said_once(finished: int) -> None:
    summary = summary_of()
    summary = replace(summary, coverage=CoverageTable((), Coverage(40, finished, finished)))
    said = " ".join(coverage_sentences(summary, instrument_of("pd-1")))

    assert said.count(f"{100 * finished // 40}\N{NO-BREAK SPACE}%") == 1
    assert ("не переносятся на всех педагогов" in said) == (finished == 12)


def test_an_educational_request_tells_topics_times_and_the_matrix(tmp_path: Path) -> None:
    summary = summary_of(EN1)
    made = report(tmp_path, summary, WITHOUT_CHARTS)
    topics = next(question for question in summary.choices if question.key == "topics")
    known = [(option.label, share.share) for option in topics.options if (share := option.share.known())]
    ten = [label for label, _ in sorted(known, key=lambda one: -one[1])[:10]]

    rows = table_of(made, "Темы, которые просят чаще всего")
    assert [row[:2] for row in rows[1:]] == [[str(place), label] for place, label in enumerate(ten, start=1)]
    assert "Учиться удобнее всего так: " in everything(made)
    assert "✍ Впишите даты." in everything(made)
    assert "данных для них недостаточно" in everything(made)


def test_what_is_hidden_is_explained_once_and_only_where_something_is(tmp_path: Path) -> None:
    summary = summary_of()
    table = summary.table("category")
    assert table is not None
    told = "н/д — данные не приводятся: ответили менее 5 человек или цифру можно было бы вычислить из соседних."
    open_rows = [row for row in table.rows if all(measure.pronounced.is_shown for measure in row.measures)]
    shown_all = replace(table, rows=tuple(open_rows), footnotes=())
    assert len(open_rows) > 1

    for rows, count in ((shown_all, 0), (replace(shown_all, rows=table.rows), 1)):
        made = report(tmp_path, replace(summary, groups=(rows,)), WITHOUT_CHARTS)
        assert everything(made).count(told) == count, count

"""What a report says of one organisation, of few people, of nobody: no more than its figures do."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.analysis.context import Extras
from reports.analysis.sentences import coverage_sentences
from reports.instruments import instrument_of
from reports.protection.cells import shown
from reports.summary.heading import CoverageTable, Filter
from reports.summary.model import Summary
from surveys.campaigns.model import Coverage
from surveys.model import Questionnaire
from tests.pure.reports.analysis.reading import WITHOUT_CHARTS, everything, headings, report
from tests.pure.reports.summaries import EN1, MF1, MT1, ORGANISATIONS, PD1, YT1, summary_of, with_unscored


@pytest.mark.parametrize(
    ("calm", "said"),
    [
        (1, "стоит искать в разделе «Нормы и содержание образования»."),
        (2, "стоит искать в разделах «Нормы и содержание образования» и «Предмет и содержание занятий»."),
    ],
)
def test_where_to_look_for_experience_is_told_of_one_block_and_of_several(
    tmp_path: Path, calm: int, said: str
) -> None:
    summary = summary_of()
    blocks = tuple(
        replace(block, index=block.index.to(lambda spread, mean=20 if n < calm else 40: replace(spread, mean=mean)))
        for n, block in enumerate(summary.blocks)
    )

    assert said in everything(report(tmp_path, replace(summary, blocks=blocks), WITHOUT_CHARTS))


def test_frequent_words_are_captioned_by_what_was_asked_alone(tmp_path: Path) -> None:
    summary = with_unscored(summary_of(MF1))
    advised = tuple(replace(one, label="Что мешает? Одной фразой, без фамилий.") for one in summary.texts)
    made = report(tmp_path, replace(summary, texts=advised), WITHOUT_CHARTS)

    captions = [p.text for p in made.paragraphs if "Частые слова" in p.text]
    assert [caption.partition(". ")[2] for caption in captions] == ["Частые слова: Что мешает"]


def test_a_report_of_one_organisation_has_no_part_about_organisations(tmp_path: Path) -> None:
    summary = summary_of(people=11, organisations=ORGANISATIONS[:1])
    heading = replace(summary.heading, filters=(Filter("organisation", "Организация", ORGANISATIONS[:1]),))
    made = report(tmp_path, replace(summary, heading=heading, groups=()), WITHOUT_CHARTS)

    assert "6. Запрос на формы помощи" in headings(made)
    assert "Охват по организациям" not in everything(made)
    assert "Внутри этой выборки группы не сравниваются." in everything(made)


def test_of_people_nobody_invited_who_are_too_few_to_count_nothing_is_said_of_coverage() -> None:
    summary = replace(summary_of(people=3), coverage=CoverageTable((), Coverage()))

    assert coverage_sentences(summary, instrument_of("yt-1")) == []


def test_the_groups_of_which_most_is_seen_are_drawn(tmp_path: Path) -> None:
    summary = summary_of()
    subject = summary.table("subject")
    assert subject is not None
    unknown = replace(subject.rows[1], key="", label="не указано")
    few = replace(subject, rows=(subject.rows[0], unknown))
    groups = tuple(few if table is subject else table for table in summary.groups)

    def drawn(of: Summary) -> list[str]:
        return [p.text.rpartition(": ")[2] for p in report(tmp_path, of).paragraphs if ", %: " in p.text]

    assert drawn(replace(summary, groups=groups)) in (["стаж"], ["категория"])
    assert drawn(replace(summary, groups=(few,))) == []


@pytest.mark.parametrize(
    ("form", "opening"),
    [
        (PD1, "Чаще всего просят такую помощь: "),
        (YT1, "На вопрос, с чем нужен наставник, чаще всего отвечали: "),
        (MT1, "Чаще всего удобен такой формат: "),
        (MF1, "Что в совместной работе складывается лучше всего: "),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_conclusions_tell_more_than_how_many_answered(tmp_path: Path, form: Questionnaire, opening: str) -> None:
    lines = [paragraph.text for paragraph in report(tmp_path, summary_of(form), WITHOUT_CHARTS).paragraphs]
    start = next(number for number, line in enumerate(lines) if line.endswith(". Выводы"))
    end = next(number for number, line in enumerate(lines) if line.endswith(". Адресные рекомендации"))

    assert len([line for line in lines[start:end] if opening in line]) == 1


def test_where_nobody_answered_nothing_is_said_of_those_who_did(tmp_path: Path) -> None:
    summary = summary_of()
    heading = replace(summary.heading, versions=())
    nobody = CoverageTable((), Coverage(40, 3, 0))
    said = everything(report(tmp_path, replace(summary, heading=heading, coverage=nobody), WITHOUT_CHARTS))

    assert "Инструмент: анкета «Самооценка профессиональных затруднений»." in said
    assert coverage_sentences(replace(summary, coverage=nobody), instrument_of("pd-1")) == [
        "Приглашено 40\u00a0человек, ответов нет."
    ]


def test_the_glossary_explains_words_of_the_report_and_no_others(tmp_path: Path) -> None:
    measured = everything(report(tmp_path, summary_of()))
    asked = everything(report(tmp_path, summary_of(EN1), WITHOUT_CHARTS))
    heading = replace(summary_of(EN1).heading, versions=())
    nobody = replace(summary_of(EN1), heading=heading, n=shown(0), choices=())

    words = ("Индекс затруднений —", "95 %-й интервал —", "Альфа Кронбаха и", "н/д — данные")
    assert [word in measured for word in words] == [True] * 4
    assert [word in asked for word in words] == [False, False, False, True]
    assert "9. Приложения" not in headings(report(tmp_path, nobody, WITHOUT_CHARTS))


def test_of_few_young_teachers_there_is_a_sentence_and_no_table(tmp_path: Path) -> None:
    said = everything(report(tmp_path, summary_of(), Extras(young=summary_of(YT1, 4), charts=False)))

    assert "Затруднения молодых педагогов" not in said
    assert "Результаты не приводятся: ответивших слишком мало" in said

"""Drafts of recommendations: by the rules, from figures that may be seen."""

from dataclasses import replace

from reports.protection.cells import shown
from reports.recommendations import Audience, recommendations_for
from reports.statistics.shares import share_of
from reports.summary.heading import Filter
from reports.summary.model import Block, Summary
from tests.pure.reports.summaries import MF1, MT1, PD1, YT1, summary_of

SCHOOL = Filter("organisation", "Организация", ("Школа № 1",))


def with_shares(percents: dict[str, int]) -> Summary:
    """Of 100 people so many with pronounced difficulties; of all other blocks nobody."""
    summary = summary_of(PD1, 100)

    def block(known: Block) -> Block:
        share = share_of(percents.get(known.key, 0), 100)
        assert share is not None
        return replace(known, pronounced=shown(share))

    return replace(summary, blocks=tuple(block(known) for known in summary.blocks), groups=())


def test_half_of_all_is_a_course_and_a_third_a_series_of_workshops() -> None:
    drafts = recommendations_for(with_shares({"d": 50, "g": 30, "a": 29}))

    assert [(draft.audience, draft.text) for draft in drafts] == [
        (Audience.MUNICIPALITY,
         "Заказать в региональном институте курс по теме «Оценивание и работа с результатами»."),
        (Audience.MUNICIPALITY,
         "Провести серию муниципальных практикумов по теме «Класс, семья, коллеги»: тренинг, разбор случаев, "
         "наставник."),
        (Audience.TEACHERS,
         "Тема «Оценивание и работа с результатами»: включить в индивидуальный маршрут; что поможет: курс по "
         "оцениванию, практикум по анализу ВПР."),
        (Audience.TEACHERS, "Тема «Класс, семья, коллеги»: выбрать короткое событие или материалы навигатора."),
    ]  # fmt: skip
    assert [draft.why for draft in drafts][:1] == ["«Оценивание и работа с результатами»: 50\u00a0% (50 из 100)"]


def test_there_are_few_enough_to_be_done() -> None:
    drafts = recommendations_for(with_shares(dict.fromkeys("abcdefgh", 80)))

    assert [
        sum(d.audience is audience for d in drafts) for audience in (Audience.MUNICIPALITY, Audience.TEACHERS)
    ] == [1, 3]


def test_courses_on_several_topics_are_ordered_in_one_sentence_and_never_by_a_day_that_may_be_past() -> None:
    drafts = recommendations_for(with_shares({"d": 60, "g": 50}))

    assert [(draft.text, draft.why, draft.due) for draft in drafts][:1] == [
        (
            "Заказать в региональном институте курсы по темам: «Оценивание и работа с результатами», "
            "«Класс, семья, коллеги».",
            "«Оценивание и работа с результатами»: 60\u00a0% (60 из 100); "
            "«Класс, семья, коллеги»: 50\u00a0% (50 из 100)",
            "в течение полугода после опроса",
        )
    ]


def test_an_organisation_is_told_topics_and_no_figure_of_its_own() -> None:
    drafts = [draft for draft in recommendations_for(summary_of()) if draft.place]

    assert drafts
    assert {draft.audience for draft in drafts} <= {Audience.HEADS, Audience.SCHOOL}
    assert {draft.why for draft in drafts} <= {
        "от 50\u00a0% ответивших с выраженными затруднениями", "от 30\u00a0% ответивших с выраженными затруднениями",
    }  # fmt: skip
    # «Детский сад «Ромашка»» is hidden.
    assert "Детский сад «Ромашка»" not in {draft.place for draft in drafts}


def test_what_one_organisation_needs_is_left_to_itself() -> None:
    summary = with_shares({"d": 60, "g": 40})
    own = replace(summary, heading=replace(summary.heading, filters=(SCHOOL,)))

    assert [(draft.audience, draft.text) for draft in recommendations_for(own)] == [
        (Audience.HEADS,
         "Принять выездной методический день, спланировать обучение внутри организации: «Оценивание и работа с "
         "результатами»."),
        (Audience.SCHOOL, "Рассмотреть на ШМО или семинаре в организации: «Класс, семья, коллеги»."),
        (Audience.TEACHERS,
         "Тема «Оценивание и работа с результатами»: включить в индивидуальный маршрут; что поможет: курс по "
         "оцениванию, практикум по анализу ВПР."),
        (Audience.TEACHERS, "Тема «Класс, семья, коллеги»: выбрать короткое событие или материалы навигатора."),
    ]  # fmt: skip


def test_teams_are_sent_to_no_association_of_teachers() -> None:
    drafts = recommendations_for(summary_of(MT1, 60))

    assert {draft.audience for draft in drafts} <= {Audience.MUNICIPALITY, Audience.HEADS, Audience.TEAMS}
    assert {draft.audience for draft in drafts} >= {Audience.HEADS, Audience.TEAMS}
    said = " ".join(f"{draft.text} {draft.responsible}" for draft in drafts)
    assert not [word for word in ("ШМО", "РМО", "педагог", "индивидуальный маршрут") if word in said]


def test_nothing_follows_from_what_is_hidden_or_is_no_difficulty() -> None:
    assert recommendations_for(summary_of(people=3)) == []
    assert recommendations_for(summary_of(MF1, 60)) == []


def test_nothing_is_recommended_for_well_being() -> None:
    assert not [d for d in recommendations_for(summary_of(YT1, 60)) if "благополучие" in d.text + d.why]

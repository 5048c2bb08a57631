"""An act read back: everything order 179 asks for, and nothing that was destroyed."""

from dataclasses import replace
from datetime import date, datetime

from reports.printing.deletion_act import (
    METHOD,
    DeletedKind,
    DeletionAct,
    LogLine,
    PaperCarrier,
    Responsible,
    deletion_act,
)
from tests.pure.reports.printing.documents import cells, opened, out_of_order, texts

ACT = DeletionAct(
    number="17",
    operator="МКУ «Методический центр»",
    operator_address="г. Верхний, ул. Ленина, 1",
    subjects=("КЛ-4821",),
    kinds=(DeletedKind("Профиль", 1), DeletedKind("Ответы на анкеты", 3)),
    system="Методист-бот",
    reason="отзыв согласия",
    deleted_on=date(2026, 9, 3),
    responsible=(Responsible("Методист", "Иванова А. П."), Responsible("Администратор")),
    log=(LogLine(datetime(2026, 9, 3, 2, 0, 7), "КЛ-4821", "Профиль", 1, "отзыв согласия"),),  # noqa: DTZ001
)


def test_the_act_holds_what_the_order_asks_for() -> None:
    document = opened(deletion_act(ACT))

    assert texts(document)[:2] == ["Акт № 17", "об уничтожении персональных данных"]
    assert cells(document, 0) == [
        ["Оператор", "МКУ «Методический центр»"],
        ["Адрес оператора", "г. Верхний, ул. Ленина, 1"],
        ["Лицо, обрабатывавшее данные по поручению оператора", "обработка никому не поручалась"],
        ["Субъект персональных данных", "КЛ-4821"],
        ["Информационная система", "Методист-бот"],
        ["Материальные носители", "не уничтожались: данные обрабатывались только в информационной системе"],
        ["Способ уничтожения", METHOD],
        ["Причина уничтожения", "отзыв согласия"],
        ["Дата уничтожения", "03.09.2026"],
    ]


def test_it_counts_records_by_kind() -> None:
    assert cells(opened(deletion_act(ACT)), 1) == [
        ["Категория персональных данных", "Уничтожено записей"],
        ["Профиль", "1"],
        ["Ответы на анкеты", "3"],
        ["Всего", "4"],
    ]


def test_everybody_responsible_has_a_line_to_sign_and_an_unknown_name_a_line_to_be_written() -> None:
    said = texts(opened(deletion_act(ACT)))

    assert [line for line in said if "\t" in line] == ["Методист, Иванова А. П. \t", "Администратор \t / \t"]
    nobody = texts(opened(deletion_act(replace(ACT, responsible=()))))
    assert [line for line in nobody if "\t" in line] == [" \t / \t"]


def test_the_extract_follows() -> None:
    document = opened(deletion_act(ACT))

    assert "Выгрузка из журнала регистрации событий" in texts(document)
    assert cells(document, 2) == [
        ["Дата и время", "Субъект", "Категория персональных данных", "Записей", "Причина"],
        ["03.09.2026 02:00:07", "КЛ-4821", "Профиль", "1", "отзыв согласия"],
    ]


def test_several_subjects_a_processor_and_papers_are_named() -> None:
    paper = PaperCarrier("Бумажные анкеты", 12)
    act = replace(ACT, subjects=("КЛ-1", "КЛ-2"), processor="ООО «Хостинг», г. Москва", carriers=(paper,))
    facts = dict(cells(opened(deletion_act(act)), 0))

    assert facts["Субъекты персональных данных"] == "КЛ-1, КЛ-2"
    assert facts["Лицо, обрабатывавшее данные по поручению оператора"] == "ООО «Хостинг», г. Москва"
    assert facts["Материальные носители"] == "Бумажные анкеты — листов: 12"


def test_everything_stands_in_the_order_that_word_demands() -> None:
    assert out_of_order(deletion_act(ACT), "word/document.xml") == []

"""A centre from nothing: set up, list, codes, roles, rights — all in the chat."""

import io
import re
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl

from handlers.payloads import (
    CodeAct,
    CodeTap,
    ControlTap,
    FormsTap,
    ListAct,
    ListTap,
    RoleTap,
    StarterTap,
    VersionAct,
    VersionTap,
)
from people.lists.model import ListedPerson
from people.lists.writing import list_workbook
from tests.chat.cast import Someone, documents, sends
from tests.chat.town import (
    FORM,
    LIST,
    Town,
    code_of,
    fills_the_profile,
    opens_a_centre,
    ready,
)


@dataclass
class Counting(Someone):
    """Counts what has to be done."""

    done: int = 0

    async def says(self, text: str) -> None:
        """See `Someone.says`."""
        self.done += 1
        await super().says(text)

    async def presses(self, data: str, on: Any = None) -> None:
        """See `Someone.presses`."""
        self.done += 1
        await super().presses(data, on)


def role_code(someone: Someone) -> str:
    """The code for one person on the last screen."""
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", someone.screen.text)
    assert found, someone.screen.text
    return found.group()


async def test_a_centre_starts_from_nothing_by_the_chat_alone(town: Town) -> None:
    """From /start to the sheets in hand, and what is done is counted: each thing takes seconds."""
    anna = Counting(town.sim, town.anna.person)
    await anna.says("/start")
    anna.sees("Откройте центр")
    await opens_a_centre(anna)
    anna.sees("ИМЦ Северского района", "скачайте заготовку")

    await anna.taps("Организации и люди")
    await anna.taps("Скачать заготовку")
    starter = openpyxl.load_workbook(io.BytesIO(documents(town.sim, anna)["список-заготовка.xlsx"]))
    assert starter.sheetnames == ["Организации", "Сотрудники", "Подсказка"]

    await sends(anna, "список.xlsx", LIST)
    anna.sees("«список.xlsx»: вот что изменится", "Новых организаций: 2")
    await anna.taps("Применить")
    anna.sees("Готово: список загружен.", "Организаций: 2", "Последняя загрузка: «список.xlsx»")
    await anna.taps("Листы приглашений")
    sheets = documents(town.sim, anna)["приглашения.docx"]
    assert len(docx.Document(io.BytesIO(sheets)).inline_shapes) == 2  # a QR code for each
    assert anna.done <= 25
    assert len((await code_of(anna)).replace("-", "")) == 10


async def test_an_export_imports_without_a_change_and_a_correction_updates(town: Town) -> None:
    await ready(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Организации и люди")
    await town.anna.taps("Выгрузить список")
    data = documents(town.sim, town.anna)["список.xlsx"]
    await sends(town.anna, "список.xlsx", data)
    town.anna.sees("нет ничего нового")

    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Организации"]["B3"].value = "Школа № 5 имени Пушкина"
    into = io.BytesIO()
    book.save(into)
    await sends(town.anna, "список.xlsx", into.getvalue())
    town.anna.sees("Изменится организаций: 1", "Без изменений: 1")
    await town.anna.taps("Применить")
    await town.anna.taps("Отменить последнюю загрузку")
    await town.anna.taps("Да, отменить загрузку")
    town.anna.sees("Загрузка отменена, изменений: 1")
    assert await code_of(town.anna, "Школа № 5")


async def test_a_list_with_defects_changes_nothing_and_names_every_cell(town: Town) -> None:
    await ready(town)
    people = [
        ListedPerson(2, "Школа № 6", own_number="1"),
        ListedPerson(3, "Школа № 5", name="Петрова Мария Ивановна"),
        ListedPerson(4, "Школа № 5"),
    ]
    await sends(town.anna, "люди.xlsx", list_workbook([], people))
    town.anna.sees(
        "«люди.xlsx» пока не загружен",
        "«Сотрудники», строка 2 Организации «Школа № 6» нет в списке. Возможно, это «Школа № 5»?",
        "«Сотрудники», строка 3 Имена через мессенджер не передаются.",
        "«Сотрудники», строка 4, столбец «Свой номер» По этой строке человека потом не узнать.",
    )
    assert "Применить" not in town.anna.buttons


async def test_a_coordinator_sees_one_school_only_and_a_dismissed_one_nothing(town: Town) -> None:
    await ready(town)
    await town.anna.taps("Назначить координатора")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", town.anna.screen.text)
    assert found
    olga = town.person("Ольга")
    await olga.says(found.group())
    olga.sees("Вы координатор: «Школа № 5»")
    await olga.taps("Управление")
    assert olga.buttons == [
        "Организации и люди",
        "Коды приглашений",
        "Кампании",
        "Результаты",
        "Передать мои дела",
        "В меню",
    ]
    await olga.taps("Коды приглашений")
    assert olga.buttons == [
        "Школа № 5",
        "Все листы одним файлом",
        "Согласия для подписи на бумаге",
        "Управление",
    ]
    again = town.person("Другой")
    await again.says(found.group())
    again.sees("Этим кодом уже воспользовались")

    await town.anna.taps("Роли")
    town.anna.sees("администратор (это вы)", "координатор, Школа № 5")
    await town.anna.taps("Снять № 2")
    town.anna.hears("Роль снята")
    await olga.taps("Школа № 5")
    olga.hears("Это вам сейчас недоступно")
    assert "Управление" not in olga.buttons


async def test_nobody_of_one_centre_sees_another(town: Town) -> None:
    code = await ready(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await opens_a_centre(town.anna, "Центр Кизела", "Частная организация")
    town.anna.sees("Центр Кизела — центр готов")
    await sends(town.anna, "семинар.md", FORM)
    await town.anna.taps("Опубликовать")
    maria = town.person("Мария")
    await maria.says(code)
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    assert "Опрос" not in maria.buttons
    await maria.says("/start q_seminar")
    maria.sees("Эта ссылка не сработала")

    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Организации и люди")
    town.anna.sees("Организаций: 0, людей в списке: 0")
    await town.anna.taps("Управление")
    await town.anna.taps("Другой центр")
    await town.anna.taps("ИМЦ Северского района")
    await town.anna.taps("Организации и люди")
    town.anna.sees("Организаций: 2, людей в списке: 1")


async def test_settings_are_corrected_answer_by_answer(town: Town) -> None:
    await ready(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Настройки центра")
    town.anna.sees("Как называется ваш центр?", "ИМЦ Северского района")
    await town.anna.says("ИМЦ")
    while "Отправить" not in town.anna.buttons:
        await town.anna.taps("Дальше →" if "Дальше →" in town.anna.buttons else "Пропустить")
    await town.anna.taps("Отправить")
    town.anna.sees("ИМЦ — настройки сохранены", "пока не сказано: полное название организации, адрес")


async def test_the_only_administrator_hands_over_before_leaving(town: Town) -> None:
    await ready(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Роли")
    await town.anna.taps("Передать мои дела")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", town.anna.screen.text)
    assert found
    olga = town.person("Ольга")
    await olga.says(found.group())
    olga.sees("Вы администратор центра «ИМЦ Северского района».")
    await olga.taps("Управление")
    assert "Журнал действий" in olga.buttons
    await town.anna.taps("Управление")
    assert town.anna.buttons == ["Открыть центр", "В меню"]

    await olga.taps("Журнал действий")
    await olga.taps("Скачать за 30 дней")
    book = openpyxl.load_workbook(io.BytesIO(documents(town.sim, olga)["журнал.xlsx"]))
    actions = [row[2] for row in book["Журнал"].iter_rows(min_row=2, values_only=True)]
    assert actions == [
        "открыт центр",
        "загружен список",
        "создано приглашение",
        "создано приглашение",
        "дела переданы",
        "выгружен журнал",
    ]


async def test_a_coordinator_who_leaves_hands_over_and_may_think_again(town: Town) -> None:
    await ready(town)
    olga, irina = town.person("Ольга"), town.person("Ирина")
    await town.anna.taps("Назначить координатора")
    await olga.says(role_code(town.anna))
    await olga.taps("Управление")
    await olga.taps("Передать мои дела")
    first = role_code(olga)
    await olga.taps("Отозвать этот код")
    olga.hears("Код отозван")
    await olga.taps("Передать мои дела")
    second = role_code(olga)
    await irina.says(first)
    irina.sees("Этот код заменили")
    await irina.says(second)
    irina.sees("Вы координатор: «Школа № 5».")
    await olga.says("/start")
    assert "Управление" not in olga.buttons


async def test_a_methodologist_sees_no_code_that_would_make_an_administrator(town: Town) -> None:
    await ready(town)
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Роли")
    await town.anna.taps("Пригласить методиста")
    olga = town.person("Ольга")
    await olga.says(role_code(town.anna))
    await town.anna.taps("Роли")
    await town.anna.taps("Пригласить администратора")
    code = role_code(town.anna)
    await olga.taps("Управление")
    await olga.taps("Роли")
    olga.sees("администратор", "методист (это вы)")
    olga.sees_no(code)


async def test_no_button_of_staff_does_anything_for_a_teacher_or_a_stranger(town: Town) -> None:
    """Every payload there is, with every act and the numbers of real things."""
    code = await ready(town)
    await town.anna.taps("Назначить координатора")  # a role code waits
    maria, stranger = town.person("Мария"), town.person("Чужой")
    await maria.says(code)
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await stranger.says("/start")
    before = len(town.anna.person.chat.messages)
    for someone in (maria, stranger):
        for payload in (ControlTap, ListTap, CodeTap, RoleTap):
            for act in payload.model_fields["act"].annotation:
                if payload is CodeTap and act.value == "l" and someone is stranger:
                    continue
                for number in (1, 2, 99):
                    await someone.presses(payload(act=act, number=number).pack())
                    someone.hears("Это вам сейчас недоступно")
        for payload in (FormsTap(), StarterTap(), VersionTap(version=1, act=VersionAct.PUBLISH)):
            await someone.presses(payload.pack())
        assert documents(town.sim, someone) == {}
    assert len(town.anna.person.chat.messages) == before
    assert await code_of(town.anna) == code


async def test_a_coordinator_reaches_no_other_organisation_by_a_forged_button(town: Town) -> None:
    await ready(town)
    await town.anna.taps("Назначить координатора")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", town.anna.screen.text)
    assert found
    olga = town.person("Ольга")
    await olga.says(found.group())
    for act in (CodeAct.LOOK, CodeAct.SHEET, CodeAct.RENEW, CodeAct.REVOKE, CodeAct.COORDINATOR, CodeAct.HEAD):
        await olga.presses(CodeTap(act=act, number=2).pack())
        olga.hears("Это вам сейчас недоступно")
    for tap in (ListTap(act=ListAct.UNDONE), ListTap(act=ListAct.APPLY, number=1)):
        await olga.presses(tap.pack())
    await olga.taps("Выгрузить список")
    book = openpyxl.load_workbook(io.BytesIO(documents(town.sim, olga)["список.xlsx"]))
    assert [row for row in book["Организации"].iter_rows(min_row=2, values_only=True) if any(row)] == []
    await sends(olga, "список.xlsx", LIST)
    olga.sees("Список организаций меняет методический центр.")
    assert documents(town.sim, olga).keys() == {"список.xlsx"}

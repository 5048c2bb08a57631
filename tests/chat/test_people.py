"""A centre from nothing: set up, list, codes; a teacher comes in; roles, rights, own data — all in the chat."""

import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.writing import list_workbook
from people.organisation import OrganisationCard, OrganisationKind
from simulator import Simulator
from tests.chat.cast import Someone
from tests.chat.conftest import Running, chat_settings
from tests.chat.test_authoring import documents, sends

SCHOOL = OrganisationCard("МБОУ «Школа № 5»", "Школа № 5", OrganisationKind.SCHOOL, "Северская", False, 30)
KINDERGARTEN = OrganisationCard("Детский сад № 3", "Детский сад № 3", OrganisationKind.PRESCHOOL)
LIST = list_workbook([ListedOrganisation(2, SCHOOL), ListedOrganisation(3, KINDERGARTEN)], [])


@dataclass
class Town:
    """A bot without any centre, and people in front of it."""

    bot: Running
    sim: Simulator
    anna: Someone

    def person(self, name: str) -> Someone:
        """Somebody more."""
        return Someone(self.sim, self.sim.person(name))


@pytest.fixture
async def town(sim: Simulator, tmp_path: Path, bare_template: bytes) -> AsyncIterator[Town]:
    """Анна runs the installation."""
    anna = Someone(sim, sim.person("Анна"))
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(bare_template)
    running = Running(chat_settings(sim, path, admin_ids=str(anna.id)))
    await running.starts()
    yield Town(running, sim, anna)
    await running.stops()
    assert sim.unanswered() == []
    assert sim.refused() == []


async def opens_a_centre(anna: Someone, name: str = "ИМЦ Северского района", operator: str = "Муниципальное") -> None:
    """The set-up, by the chat alone."""
    await anna.taps("Открыть центр" if "Открыть центр" in anna.buttons else "Открыть ещё один центр")
    await anna.says(name)
    await anna.taps("Москва")
    await anna.taps("2026/2027")
    if operator == "Муниципальное":
        await anna.taps("Муниципальное учреждение")
        await anna.taps("Только без личных данных")
    else:
        await anna.taps(operator)
        await anna.taps("Только по коду приглашения")
    for _ in range(7):
        await anna.taps("Пропустить")
    anna.sees("Проверьте ответы")
    await anna.taps("Отправить")


async def brings_a_list(anna: Someone, content: bytes = LIST) -> None:
    await sends(anna, "список.xlsx", content)
    await anna.taps("Применить")
    anna.sees("Готово: список загружен.")


async def code_of(anna: Someone, organisation: str = "Школа № 5") -> str:
    """The code of an organisation, as the chat shows it."""
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Коды приглашений")
    await anna.taps(organisation)
    found = re.search(r"Код: ([0-9A-Z-]+)", anna.screen.text.replace("<b>", "").replace("</b>", ""))
    assert found, anna.screen.text
    return found.group(1)


async def fills_the_profile(someone: Someone) -> None:
    for answer in ("Учитель-предметник", "Математика", "4–10 лет", "Первая", "Нет"):
        await someone.taps(answer)


async def ready(town: Town) -> str:
    """A centre with its list; gives the code of the school."""
    await town.anna.says("/start")
    await opens_a_centre(town.anna)
    await brings_a_list(town.anna)
    return await code_of(town.anna)


async def test_a_centre_starts_from_nothing_by_the_chat_alone(town: Town) -> None:
    anna = town.anna
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
    assert len((await code_of(anna)).replace("-", "")) == 10


async def test_a_teacher_comes_to_the_first_question_in_eight_taps(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    await maria.says(f"/start o_{code.replace('-', '')}")  # 1: «Начать» under the link
    maria.sees("Вы входите как сотрудник: МБОУ «Школа № 5»", "Условия участия", "Имя, фамилия, телефон")
    assert maria.buttons == ["Прочитал(а), согласен(на)", "Не согласен(на)"]
    await maria.taps("Прочитал(а), согласен(на)")  # 2
    await fills_the_profile(maria)  # 3 to 7
    maria.sees("Спасибо! Больше об этом спрашивать не будем.", "Ваш личный код")
    await maria.taps("Пройти самооценку")
    await maria.taps("Начать")
    maria.sees("Когда вы в последний раз завершили курсы")


async def test_a_code_typed_on_a_russian_keyboard_works_and_a_wrong_one_says_why(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    await maria.says("/start")
    maria.sees("пришлите код приглашения")
    await maria.says(code[:-1] + ("2" if code[-1] != "2" else "3"))
    maria.sees("В коде опечатка", "Осталось 4 попытки")
    await maria.says(code.lower().translate(str.maketrans("acehkmptx", "асенкмртх")))
    maria.sees("Вы входите как сотрудник")


async def test_whoever_guesses_codes_finds_the_door_shut(town: Town) -> None:
    code = await ready(town)
    thief = town.person("Вор")
    await thief.says("/start")
    for _ in range(5):
        await thief.says("2222222222")
    thief.sees("Слишком много неверных кодов подряд. Попробуйте через 15 минут")
    await thief.says(code)
    thief.sees("Слишком много неверных кодов подряд")
    await town.bot.ticks(minutes=16)
    await thief.says(code)
    thief.sees("Вы входите как сотрудник")


async def test_a_renewed_code_opens_and_the_old_one_says_that_it_was_replaced(town: Town) -> None:
    old = await ready(town)
    await town.anna.taps("Заменить код")
    town.anna.hears("Новый код готов, прежний не работает")
    new = await code_of(town.anna)
    assert new != old
    maria = town.person("Мария")
    await maria.says(old)
    maria.sees("Этот код заменили")
    await maria.says(new)
    maria.sees("Вы входите как сотрудник")


async def test_who_refuses_takes_part_in_anonymous_questionnaires_only(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    await maria.says(code)
    await maria.taps("Не согласен(на)")
    maria.sees("Хорошо, профиль не создаём.", "Сейчас анкет нет")
    await maria.says("/start q_pd-1")
    maria.sees("для неё нужно ваше согласие")
    await maria.taps("Прочитал(а), согласен(на)")
    maria.sees("Какая работа занимает у вас больше всего времени?")


async def test_what_the_list_knows_is_not_asked_and_a_personal_code_leads_to_it(town: Town) -> None:
    await ready(town)
    profile = {
        "work": "subject",
        "subject": "physics",
        "experience": "years_4_10",
        "category": "first",
        "young": "no",
    }
    people = [ListedPerson(2, "Школа № 5", own_number="1", profile=profile)]
    await brings_a_list(town.anna, list_workbook([], people))
    await town.anna.taps("Выгрузить список")
    book = openpyxl.load_workbook(io.BytesIO(documents(town.sim, town.anna)["список.xlsx"]))
    personal = book["Сотрудники"]["B2"].value
    maria = town.person("Мария")
    await maria.says(personal)
    await maria.taps("Прочитал(а), согласен(на)")
    maria.sees("Готово, вы вошли.", personal)
    await maria.taps("Пройти самооценку")
    await maria.taps("Начать")
    maria.sees("Когда вы в последний раз завершили курсы")
    other = town.person("Олег")
    await other.says(personal)
    other.sees("Этим кодом уже воспользовались")


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
        "«Сотрудники», строка 2 Организации «Школа № 6» нет в списке. Возможно, это «школа № 5»?",
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
    assert olga.buttons == ["Организации и люди", "Коды приглашений", "В меню"]
    await olga.taps("Коды приглашений")
    assert olga.buttons == ["Школа № 5", "Все листы одним файлом", "Управление"]
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
    town.anna.sees("Настройки сохранены", "ИМЦ")


async def test_own_data_are_shown_given_out_corrected_withdrawn_and_deleted(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    await maria.says(code)
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await maria.says("/start")
    await maria.taps("Мои данные")
    maria.sees("Организация: Школа № 5", "математика", "Согласие дано")
    await maria.taps("Скачать всё")
    told = json.loads(documents(town.sim, maria)["мои данные.json"])
    assert told["Профиль"]["subject"] == "mathematics (2026/2027)"
    assert told["Согласия"][0]["Решение"] == "да"
    book = openpyxl.load_workbook(io.BytesIO(documents(town.sim, maria)["мои данные.xlsx"]))
    assert book.sheetnames == ["Участник", "Профиль", "Роли", "Согласия", "Ответы"]

    await maria.taps("Исправить профиль")
    await maria.taps("Дальше →")
    await maria.taps("Физика")
    maria.sees("Больше об этом спрашивать не будем")
    await maria.taps("Мои данные")
    maria.sees("физика")

    await maria.taps("Отозвать согласие")
    maria.sees("Сразу удалятся профиль")
    await maria.taps("Да, отозвать")
    maria.sees("Согласие отозвано", "Профиля нет", "Согласия нет")
    await maria.taps("Удалить всё обо мне")
    await maria.taps("Да, удалить всё")
    maria.sees("Всё, что было связано с вами, удалено")
    assert documents(town.sim, maria)["акт об удалении.docx"].startswith(b"PK")
    await maria.says("/start")
    maria.sees("пришлите код приглашения")


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


FORM = """
| settings | | | |
| | form_title | form_id | version |
| | Опрос | seminar | 1 |

| survey | | | |
| | type | name | label |
| | text | useful | Был ли семинар полезен? |
"""

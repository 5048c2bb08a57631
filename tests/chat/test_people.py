"""A teacher comes in by a code, agrees or not, and keeps an eye on what the bot knows — all in the chat."""

import io
import json

import docx
import openpyxl

from handlers.payloads import (
    ConsentAct,
    ConsentTap,
)
from people.lists.model import ListedPerson
from people.lists.writing import list_workbook
from tests.chat.cast import documents
from tests.chat.town import (
    PROFILE,
    Town,
    brings_a_list,
    code_of,
    fills_the_profile,
    opens_a_centre,
    ready,
)


async def test_a_teacher_comes_to_the_first_question_in_eight_taps(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    began = len(maria.person.chat.messages)
    await maria.says(f"/start o_{code.replace('-', '')}")  # «Начать» under the link
    taps = 1
    maria.sees("Вы входите как сотрудник: МБОУ «Школа № 5»", "Условия участия", "Имя, фамилия, телефон")
    assert maria.buttons == ["Прочитал(а), согласен(на)", "Не согласен(на)"]
    for label in ("Прочитал(а), согласен(на)", *PROFILE):
        await maria.taps(label)
        taps += 1
    maria.sees("Спасибо! Больше об этом спрашивать не будем.", "Ваш личный код", "Самооценка профессиональных")
    await maria.taps("Начать")
    maria.sees("Когда вы в последний раз завершили курсы")
    assert taps + 1 <= 8
    assert len(maria.person.chat.messages) - began <= 3, "one screen, edited in place"


async def test_nobody_who_has_skipped_is_promised_never_to_be_asked(town: Town) -> None:
    code = await ready(town)
    olga = town.person("Ольга")
    await olga.says(f"/start o_{code.replace('-', '')}")
    for label in ("Прочитал(а), согласен(на)", *PROFILE[:2], "Пропустить", *PROFILE[3:]):
        await olga.taps(label)
    olga.sees("Запомнили. Пропущенное можем спросить в анкете.", "Ваш личный код")
    olga.sees_no("Больше об этом")


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
    await maria.taps("Начать")
    maria.sees("1 из 46", "Когда вы в последний раз завершили курсы")
    await maria.taps("← Назад")
    maria.sees("Ответ был известен заранее", "Ваша квалификационная категория")
    assert "✓ Первая" in maria.buttons
    await maria.taps("Дальше →")
    await maria.taps("Не помню")
    maria.sees("2 из 46", "Работаете ли вы с детьми с ОВЗ")
    await maria.taps("← Назад")
    maria.sees("Ответ был известен заранее", "Вам до 35 лет включительно?")
    other = town.person("Олег")
    await other.says(personal)
    other.sees("Этим кодом уже воспользовались")


async def test_own_data_are_shown_given_out_corrected_withdrawn_and_deleted(town: Town) -> None:
    code = await ready(town)
    maria = town.person("Мария")
    await maria.says(code)
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await maria.says("/start")
    await maria.taps("Мои данные")
    maria.sees("Организация: Школа № 5", "Предмет: математика", "Стаж: 4–10 лет", "Согласие дано")
    await maria.taps("Скачать всё")
    told = json.loads(documents(town.sim, maria)["мои данные.json"])
    assert told["Профиль"] == {
        "Работа": "учитель-предметник",
        "Предмет": "математика",
        "Стаж": "4–10 лет",
        "Категория": "первая",
        "До 35 лет": "нет",
        "Заполнен в учебном году": "2026/2027",
    }
    assert told["Роли"] == ["педагог"]
    [consent] = told["Согласия"]
    assert (consent["Для чего"], consent["Решение"]) == ("анкеты и личный результат", "согласие")
    [profile] = told["Ответы"]
    assert profile["Ответы"][0] == {
        "Вопрос": "Какая работа занимает у вас больше всего времени?",
        "Ответ": "Учитель-предметник",
    }
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
    texts = [message.text for message in maria.person.chat.messages if message.is_bot]
    assert any("Всё, что было связано с вами, удалено" in text for text in texts)
    assert documents(town.sim, maria)["акт об удалении.docx"].startswith(b"PK")
    await maria.says("/start")
    maria.sees("пришлите код приглашения")


async def test_consents_are_given_refused_and_withdrawn_one_by_one(town: Town) -> None:
    await town.anna.says("/start")
    await opens_a_centre(town.anna, operator="Профсоюз, ассоциация")
    await brings_a_list(town.anna)
    maria = town.person("Мария")
    await maria.says(await code_of(town.anna))
    maria.sees("Согласие на обработку персональных данных")
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await maria.taps("Мои данные")
    await maria.taps("Согласия")
    maria.sees("✓ Анкеты и результат — согласие с", "· Наставничество — не спрашивали")
    await maria.taps("Наставничество")
    maria.sees("реестр наставников и наставляемых")
    await maria.taps("Не согласен(на)")
    maria.hears("Отказ записан")
    maria.sees("✗ Наставничество — отказ")
    await maria.taps("Наставничество")
    await maria.taps("Прочитал(а), согласен(на)")
    await maria.taps("Наставничество")
    await maria.taps("Отозвать это согласие")
    maria.hears("Согласие отозвано")
    maria.sees("Новых пар вам не предложат")  # what follows from it
    maria.sees("✓ Анкеты и результат", "✗ Наставничество")


async def test_a_municipal_centre_signs_personal_consents_on_paper(town: Town) -> None:
    maria = town.person("Мария")
    await maria.says(await ready(town))
    await maria.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(maria)
    await maria.taps("Мои данные")
    await maria.taps("Согласия")
    await maria.taps("Наставничество")
    maria.sees("Бумагу для подписи даст координатор")
    await maria.presses(ConsentTap(act=ConsentAct.AGREE, number=1).pack())
    maria.sees("· Наставничество — не спрашивали")

    await code_of(town.anna)
    await town.anna.taps("Коды приглашений")
    await town.anna.taps("Согласия для подписи на бумаге")
    paper = documents(town.sim, town.anna)["согласие - наставничество.docx"]
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(paper)).paragraphs)
    assert "реестр наставников и наставляемых" in words
    assert "Паспорт" in words

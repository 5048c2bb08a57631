"""What people do instead of tapping: never silence, always the way on."""

import sqlite3

from simulator import Simulator
from tests.chat.cast import Someone
from tests.chat.conftest import Running
from tests.chat.test_self_assessment import FIRST, begins


async def test_a_text_where_a_tap_was_expected_is_answered_kindly(maria: Someone) -> None:
    await begins(maria)
    before = maria.screen

    await maria.says("не знаю")

    maria.sees("Здесь нужно нажать на одну из кнопок", FIRST)
    assert maria.screen.id != before.id
    assert before.buttons == []


async def test_a_typed_label_is_as_good_as_a_tap(maria: Someone) -> None:
    await begins(maria)
    await maria.says("учитель-предметник")

    maria.sees("2 из 51", "Ваш основной предмет")


async def test_photos_stickers_voices_and_forwards_get_a_hint_and_the_question(
    maria: Someone, sim: Simulator
) -> None:
    await begins(maria)
    for send, hint in (
        (maria.person.sends_photo, "Спасибо за фото"),
        (maria.person.sends_voice, "Голосовые сообщения я пока не понимаю"),
        (maria.person.sends_sticker, "Симпатичный стикер!"),
        (lambda: maria.person.sends_location(43.1, 131.9), "Такое сообщение я здесь не пойму"),
        (maria.person.sends_contact, "Такое сообщение я здесь не пойму"),
        (lambda: maria.person.sends_document("план.docx", b"PK"), "Такое сообщение я здесь не пойму"),
        (lambda: maria.person.forwards("Учитель-предметник"), "Такое сообщение я здесь не пойму"),
    ):
        send()
        await sim.settled()
        maria.sees(hint, "1 из 50", FIRST)


async def test_a_message_out_of_the_blue_opens_the_menu(maria: Someone) -> None:
    await maria.says("здравствуйте")
    maria.sees("Здравствуйте!")
    assert "Пройти самооценку" in maria.buttons


async def test_a_message_while_paused_opens_the_menu_and_answers_nothing(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Пауза")
    await maria.says("Учитель-предметник")

    maria.sees("Вас ждёт начатая анкета", "вопрос 1 из 50")


async def test_help_and_back(maria: Someone) -> None:
    await maria.says("/help")
    maria.sees("Как это работает", "Каждый ответ сохраняется сразу")
    await maria.taps("В меню")
    maria.sees("Здравствуйте!")
    await maria.taps("Как это работает")
    maria.sees("Если сообщение потерялось")


async def test_an_unknown_link_opens_the_menu_with_a_sentence(maria: Someone) -> None:
    await maria.says("/start чужой_код")
    maria.sees("Эта ссылка не сработала")
    await maria.says("/start q_нет-такой")
    maria.sees("Эта ссылка не сработала")
    await maria.says("/start q_pd-1")
    maria.sees("Самооценка профессиональных затруднений", "Займёт 6–8 минут")


async def test_forged_and_foreign_payloads_do_nothing(maria: Someone, olga: Someone, bot: Running) -> None:
    await begins(maria)
    await begins(olga)
    target = olga.data("Учитель-предметник")

    for payload in (
        target,
        "a:999999:0:0",
        "a:1:0:99999",
        "a:x:y:z",
        "m:1:0:fly",
        "что угодно",
        "b:nope:0",
        "r:424242",
        "i:nope",
    ):
        await maria.presses(payload)
        assert maria.toast is not None
        assert "Traceback" not in maria.screen.text

    olga.sees("1 из 50", FIRST)
    await maria.says("/start")
    maria.sees("вопрос 1 из 50")


async def test_a_group_is_answered_with_one_sentence_and_a_link(maria: Someone, sim: Simulator) -> None:
    group = sim.group("Учителя", [maria.person])
    await sim.settled()
    greeting = group.last
    assert greeting.text == "Я отвечаю только в личных сообщениях: https://t.me/metodist_bot"

    maria.person.sends("Коллеги, кто идёт на семинар?", chat=group)
    maria.person.sends("/start@metodist_bot", chat=group)
    await sim.settled()

    assert [m.text for m in group.messages if m.is_bot] == [greeting.text, greeting.text]


async def test_people_are_answered_side_by_side_and_each_in_order(
    maria: Someone, olga: Someone, sim: Simulator
) -> None:
    for _ in range(3):
        for person in (maria, olga):
            person.person.sends("/start")
            person.person.sends("/help")
    await sim.settled()

    for person in (maria, olga):
        answers = [m.text.split("\n")[0] for m in person.person.chat.messages if m.is_bot]
        assert answers == ["Здравствуйте!", "Как это работает"] * 3


async def test_the_profile_of_the_messenger_is_stored_nowhere(maria: Someone, bot: Running) -> None:
    from pathlib import Path

    await begins(maria)
    assert bot.app is not None
    file = Path(bot.app.database.url.database or "")
    stored = b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))

    for secret in ("Мария", "Петрова", "maria", str(maria.id)):
        assert secret.encode() not in stored
    with sqlite3.connect(file) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f"SELECT * FROM {table}"):
                assert maria.id not in row, table

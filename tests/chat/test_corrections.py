"""Corrections: what was delivered changes, and what cannot change is refused with the reason."""

from tests.chat.cast import Someone, normal
from tests.chat.test_announcements import adds_a_file, got, joins, ticks, writes
from tests.chat.town import Town, ready

LONG = "Семинар " + "я" * 3980


async def test_a_correction_too_long_for_a_message_of_several_news_is_refused_with_the_reason(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await town.bot.ticks(hours=9)  # 21:30 in Moscow
    for words in ("Семинар первый", "Семинар второй" + " и ещё" * 20):
        await writes(anna, words)
        await anna.taps("Отправить 1 человеку")
    await town.bot.ticks(hours=1)
    await town.bot.ticks(hours=10)
    (before,) = got(maria)
    assert "Новости для вас: 2" in normal(before.text)

    await anna.taps("Обновить")
    await anna.taps("Исправить")
    await anna.says(LONG)
    anna.sees(
        "Не исправлено: у тех, кто уже получил, остаётся прежний текст.",
        "Часть людей получила его одним сообщением с другими новостями: там помещается не больше 900 знаков, "
        "а в новом тексте 3 988. Сократите текст или отправьте ещё одно объявление.",
        "Семинар второй",
    )
    await anna.taps("Исправить")
    await anna.says("Семинар третий")
    anna.sees("Исправлено.")
    await ticks(town)
    (after,) = got(maria)
    assert normal(after.text).endswith("Семинар первый ——— Семинар третий")


async def test_what_was_delivered_alone_may_grow_to_a_whole_message(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna, "Семинар")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    await anna.taps("Исправить")
    await anna.says(LONG)
    anna.sees("Исправлено.")
    await ticks(town)
    assert [message.text for message in got(maria)] == [LONG]


async def test_a_correction_changes_what_was_delivered_and_sends_nothing_new(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    await anna.taps("Отправить 1 человеку")
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)
    before = len(maria.person.chat.messages)

    await anna.taps("Исправить")
    anna.sees("Пришлите новый текст целиком")
    await anna.says("Семинар в среду\nВозьмите с собой планы уроков")
    anna.sees("Исправлено. У тех, кто уже получил, оно сменится", "Возьмите с собой планы уроков")
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)

    assert [m.text for m in got(maria)] == ["Семинар в среду\nВозьмите с собой планы уроков"]
    assert len(maria.person.chat.messages) == before


async def test_a_button_that_leads_astray_is_corrected_where_it_was_delivered(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    await anna.taps("Картинка, файл или кнопка")
    await gives_a_link(anna, "https://example.org/wrong")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    await anna.taps("Исправить кнопку")
    await gives_a_link(anna, "https://example.org/right")
    anna.sees("Исправлено", "[ Записаться ] — https://example.org/right")
    await ticks(town)
    (message,) = got(maria)
    assert [button["url"] for row in message.markup["inline_keyboard"] for button in row] == [
        "https://example.org/right"
    ]

    await anna.taps("Исправить кнопку")
    await anna.taps("Картинку или файл")
    anna.person.sends_document("план.pdf", b"%PDF-1.4")
    await anna.sim.settled()
    anna.sees("Не исправлено: у отправленного объявления можно поменять текст и кнопку, но не картинку и не файл.")


async def gives_a_link(anna: Someone, address: str) -> None:
    await anna.taps("Кнопку со ссылкой")
    await anna.says(address)
    await anna.says("Записаться")


async def test_a_correction_too_long_for_its_picture_is_refused_with_the_reason(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna, "Семинар")
    await adds_a_file(anna)
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    await anna.taps("Исправить")
    await anna.says("Семинар " * 140)
    anna.sees("Не исправлено: у тех, кто уже получил, остаётся прежний текст.", "не больше 1024 знаков", "Разослано")
    await ticks(town)
    assert [m.caption for m in maria.person.chat.messages if m.caption] == ["Семинар"]

"""Corrections of what was delivered together with other news."""

from tests.chat.cast import normal
from tests.chat.test_announcements import got, joins, ticks, writes
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

"""Channels of a centre: linked by a code, written to, taken away and given back."""

import re

from simulator.model import Chat
from tests.chat.test_announcements import WORDS, joins, ticks, writes
from tests.chat.town import Town, ready


async def links(town: Town, channel: Chat) -> None:
    """The code, shown to Анна, is posted by her in the channel."""
    anna = town.anna
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Объявления")
    await anna.taps("Каналы и группы")
    await anna.taps("Подключить канал или группу")
    found = re.search(r"/link ([0-9A-Z-]+)", anna.screen.text)
    assert found
    anna.person.sends(f"/link {found.group(1)}", chat=channel)
    await town.sim.settled()


def posts(channel: Chat) -> list[str]:
    return [message.text for message in channel.messages if message.is_bot]


async def test_a_channel_of_the_centre_gets_the_announcement_and_its_correction(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    channel = town.sim.channel("Вести", anna.person, username="vesti")
    await links(town, channel)
    await anna.taps("Обновить")
    anna.sees("· Вести")
    await writes(anna)
    await anna.taps("Ещё и в «Вести»")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    assert posts(channel) == ["Готово: центр может публиковать здесь объявления.", WORDS]

    await anna.taps("Исправить")
    await anna.says("Семинар в среду")
    await ticks(town)
    assert posts(channel)[1:] == ["Семинар в среду"]


async def test_staff_are_told_plainly_that_a_channel_took_the_right_away(town: Town) -> None:
    await ready(town)
    anna = town.anna
    channel = town.sim.channel("Вести", anna.person)
    await links(town, channel)
    anna.person.forbids_the_bot_to_post(channel)
    await town.sim.settled()
    trouble = "⚠ «Вести»: бот не может там публиковать. Верните ему право публиковать сообщения."
    await writes(anna)
    await anna.taps("Ещё и в «Вести»")
    anna.sees(trouble)
    await anna.taps("Опубликовать")
    await ticks(town)
    await anna.taps("Обновить")
    anna.sees("Не доставлено: 1", trouble)
    await anna.taps("Не доставлено: почему")
    anna.sees("Вести: у бота нет права публиковать; верните его и нажмите «Отправить им снова»")

    anna.person.lets_the_bot_post(channel)
    await town.sim.settled()
    await anna.taps("Отправить им снова")
    await ticks(town)
    await anna.taps("Обновить")
    anna.sees("Доставлено: 1 из 1")
    anna.sees_no("⚠")
    assert posts(channel)[-1] == WORDS
    town.expects_refusals = ["Bad Request: need administrator rights in the channel chat"]


async def test_a_channel_that_sent_the_bot_away_and_took_it_back_hears_the_next_one(town: Town) -> None:
    await ready(town)
    anna = town.anna
    channel = town.sim.channel("Вести", anna.person)
    await links(town, channel)
    anna.person.kicks_the_bot(channel)
    await town.sim.settled()
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Объявления")
    await anna.taps("Каналы и группы")
    anna.sees("⚠ «Вести»: бота там больше нет.")
    anna.person.lets_the_bot_post(channel)
    await town.sim.settled()
    await writes(anna)
    await anna.taps("Ещё и в «Вести»")
    anna.sees_no("⚠")
    await anna.taps("Опубликовать")
    await ticks(town)
    assert posts(channel)[-1] == WORDS


async def test_a_code_posted_where_the_bot_may_not_write_is_explained(town: Town) -> None:
    await ready(town)
    anna = town.anna
    channel = town.sim.channel("Вести", anna.person, may_post=False)
    await links(town, channel)
    assert [request.description for request in town.sim.refused()] == [
        "Bad Request: need administrator rights in the channel chat"
    ]
    await anna.taps("Обновить")
    anna.sees("Код увидели в «Вести», но писать там бот не может")
    town.expects_refusals = ["Bad Request: need administrator rights in the channel chat"]

"""Announcements, from the methodologist's first tap to a corrected message in everybody's chat."""

import re
from typing import Any

from handlers.payloads import AnnounceAct, AnnounceTap
from simulator import Simulator
from tests.chat.cast import Someone, normal
from tests.chat.town import Town, fills_the_profile, ready

WORDS = "Семинар во вторник в 15:00, школа № 5 <актовый зал>"


async def joins(town: Town, name: str, code: str) -> Someone:
    """Somebody with a profile; the screen is the menu."""
    someone = town.person(name)
    await someone.says("/start")
    await someone.says(code)
    await someone.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(someone)
    return someone


async def writes(anna: Someone, words: str = WORDS) -> None:
    """Up to the preview: two taps, the words, one tap."""
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Новое объявление")
    await anna.says(words)
    await anna.taps("Всем педагогам")


def sending(anna: Someone) -> list[str]:
    """Buttons that let it go out."""
    return [label for label in anna.buttons if re.match(r"Отправить \d|Опубликовать", label)]


def got(someone: Someone) -> list[Any]:
    """Messages that were announcements, whatever became of them."""
    return [m for m in someone.person.chat.messages if m.is_bot and "Семинар" in (m.text or "") and not m.deleted]


async def ticks(town: Town) -> None:
    for _ in range(3):
        await town.bot.ticks(seconds=2)


async def test_a_plain_announcement_takes_four_taps_and_reaches_everybody(town: Town) -> None:
    code = await ready(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    anna = town.anna

    await writes(anna)
    anna.sees("Так это увидят люди", WORDS, "Кому: всем педагогам. Человек: 2, из них получат: 2.")
    await anna.taps("Отправить 2 людям")
    anna.sees("Отправляем, цифры появятся через несколько секунд")
    assert "Доставлено" not in anna.screen.text
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)

    for someone in (maria, olga):
        assert [m.text for m in got(someone)] == [WORDS]
    await anna.taps("Обновить")
    anna.sees("Разослано", "Доставлено: 2 из 2")
    await anna.taps("Картинкой")
    assert anna.toast.text == "Картинка ниже"


async def test_the_button_says_to_how_many_it_goes_and_more_are_asked_about_again(town: Town) -> None:
    code = await ready(town)
    await joins(town, "Мария", code)
    anna = town.anna
    await writes(anna)
    assert sending(anna) == ["Отправить 1 человеку"]
    await joins(town, "Ольга", code)
    await anna.taps("Отправить 1 человеку")
    anna.hears("Пока вы смотрели, людей стало больше. Проверьте, кому уйдёт, и нажмите ещё раз")
    assert sending(anna) == ["Отправить 2 людям"]
    await anna.taps("Отправить 2 людям")
    anna.sees("Отправляем, цифры появятся")


async def test_nobody_walks_back_to_what_the_button_has_answered(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Новое объявление")
    anna.sees("1 из 2", "Напишите текст объявления")
    assert "← Назад" not in anna.buttons
    await anna.taps("Пауза")
    anna.sees("Отложено Продолжить можно здесь.")
    assert anna.buttons == ["Продолжить с вопроса 1", "В меню"]
    await anna.taps("Продолжить с вопроса 1")
    await anna.says(WORDS)
    await anna.taps("← Назад")
    anna.sees("Напишите текст объявления")
    assert "← Назад" not in anna.buttons
    await anna.says("Семинар в среду")
    await anna.taps("Всем педагогам")

    await anna.taps("Изменить кому")
    anna.sees("1 из 1", "Кому отправить?")
    assert "← Назад" not in anna.buttons
    await anna.taps("Наставникам")
    anna.sees("Семинар в среду", "Кому: наставникам")


async def test_words_that_answer_nothing_become_an_announcement_if_staff_want_it(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await anna.says(WORDS)
    anna.sees("Разослать этот текст?", "Пока его никто не видит.")
    assert anna.buttons[0] == "Сделать объявлением"
    await anna.taps("Сделать объявлением")
    anna.sees("2 из 2", "Кому отправить?")
    await anna.taps("Всем педагогам")
    anna.sees("Так это увидят люди", WORDS, "из них получат: 1.")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    assert [m.text for m in got(maria)] == [WORDS]


async def test_a_greeting_and_the_words_of_whoever_may_not_announce_lead_to_the_menu(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    for someone, words in ((maria, WORDS), (town.anna, "Добрый день")):
        await someone.says("/start")
        menu = someone.words, someone.buttons
        await someone.says(words)
        assert (someone.words, someone.buttons) == menu
    await maria.presses(AnnounceTap(act=AnnounceAct.THESE).pack())
    maria.hears("Это вам сейчас недоступно")


async def test_a_description_left_for_days_leads_to_the_announcements(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Новое объявление")
    await anna.taps("Пауза")
    await town.bot.ticks(days=3)

    await anna.taps("Продолжить с вопроса 1")

    anna.sees("Не закончено", "Ничего не изменено и не отправлено. Начать снова можно отсюда.")
    assert anna.buttons == ["Объявления", "В меню"]
    await anna.taps("Объявления")
    assert "Написать объявление" in anna.buttons


async def test_a_text_longer_than_is_taken_is_refused_with_the_length_that_was_promised(town: Town) -> None:
    await ready(town)
    anna = town.anna
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Новое объявление")
    anna.sees("Одним сообщением, до 4000 знаков.")
    await anna.says("я" * 4001)
    anna.sees("Получилось слишком длинно: 4 001 знак. Уложитесь, пожалуйста, в 4 000.", "Напишите текст объявления")


async def test_pictures_buttons_and_who_pressed_them(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    await anna.taps("Картинка, файл или кнопка")
    await anna.taps("Кнопку, открывающую анкету")
    option = next(
        line.split(".")[0] for line in normal(anna.screen.text).replace(" ", "\n").split("\n") if line == "1."
    )
    await anna.taps(option)
    await anna.says("Пройти самооценку")
    anna.sees("[ Пройти самооценку ] — откроет анкету")
    await anna.taps("Отправить себе")
    assert anna.toast.text == "Отправлено вам: посмотрите выше"
    await anna.taps("Отправить 1 человеку")
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)

    (message,) = got(maria)
    await maria.taps("Пройти самооценку", on=message)
    assert "Начать" in maria.buttons
    await anna.taps("Обновить")
    anna.sees("Нажали кнопку: 1")


async def test_a_double_tap_brings_one_copy_to_oneself(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    first = anna.remembers()
    await anna.taps("Отправить себе", on=first)
    await anna.taps("Отправить себе", on=first)
    assert [m.text for m in anna.person.chat.messages if m.is_bot].count(WORDS) == 1
    await anna.taps("Отправить себе")
    assert [m.text for m in anna.person.chat.messages if m.is_bot].count(WORDS) == 2


async def test_a_caption_too_long_for_telegram_is_refused_before_anything_is_sent(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna, "Семинар " * 140)
    await adds_a_file(anna)
    anna.sees("Отправить нельзя: к картинке и файлу Telegram принимает не больше 1024 знаков")
    assert not sending(anna)


async def test_what_telegram_will_not_take_does_not_go_out_by_itself(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna, "Семинар " * 140)
    await plans_for_tomorrow(anna)
    anna.sees("Уйдёт само: 6 октября 2026, 9:00")
    await adds_a_file(anna)
    anna.sees("Отправить нельзя: к картинке и файлу")
    anna.sees_no("Уйдёт само")
    await plans_for_tomorrow(anna)
    anna.sees("Отправить нельзя: к картинке и файлу")
    anna.sees_no("Уйдёт само")
    await town.bot.ticks(hours=21)
    await ticks(town)
    assert got(maria) == []

    await anna.taps("Изменить текст")
    await anna.says("Семинар")
    assert sending(anna) == ["Отправить 1 человеку"]


async def plans_for_tomorrow(anna: Someone) -> None:
    await anna.taps("Запланировать")
    await anna.says("завтра")
    await anna.taps("9:00")


async def adds_a_file(anna: Someone) -> None:
    await anna.taps("Картинка, файл или кнопка")
    await anna.taps("Картинку или файл")
    anna.person.sends_document("план.pdf", b"%PDF-1.4")
    await anna.sim.settled()


async def test_at_night_people_are_left_alone_and_several_words_come_as_one(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await town.bot.ticks(hours=9)  # 21:30 in Moscow
    for words in ("Семинар первый", "Семинар второй"):
        await writes(anna, words)
        anna.sees("Сейчас тихие часы", "люди получат объявление во вторник утром")
        await anna.taps("Отправить 1 человеку")
    await town.bot.ticks(hours=1)
    assert got(maria) == []

    await town.bot.ticks(hours=10)
    (message,) = got(maria)
    assert "Новости для вас: 2" in normal(message.text)
    assert "Семинар первый" in message.text
    assert "Семинар второй" in message.text


async def test_who_has_heard_today_gets_the_next_one_in_the_morning_and_staff_are_told(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna, "Семинар первый")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    await writes(anna, "Семинар второй")
    anna.sees("1 человек сегодня уже получал сообщение от центра. Это объявление придёт ему во вторник утром, вместе")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    await anna.taps("Обновить")
    waits = "Кто сегодня уже получал сообщение от центра, получит это объявление во вторник утром"
    anna.sees("Ждут отправки: 1", waits)
    await anna.taps("Пауза")
    anna.sees_no(waits)
    await anna.taps("Продолжить")
    anna.sees("Ждут отправки: 1", waits)
    await writes(anna, "Семинар третий, срочно")
    await anna.taps("Сделать срочным")
    anna.sees_no("сегодня уже получал сообщение от центра")
    await anna.taps("Отправить 1 человеку")
    await ticks(town)
    assert [m.text for m in got(maria)] == ["Семинар первый", "Семинар третий, срочно"]

    await town.bot.ticks(hours=20)
    assert [m.text for m in got(maria)][2:] == ["Семинар второй"]


async def test_staff_send_now_what_waits_for_the_morning(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    for words in ("Семинар первый", "Семинар второй"):
        await writes(anna, words)
        await anna.taps("Отправить 1 человеку")
        await ticks(town)
    await anna.taps("Обновить")
    anna.sees("Ждут отправки: 1", "получит это объявление во вторник утром")
    await anna.taps("Не ждать утра, отправить сейчас")
    anna.sees_no("во вторник утром")
    assert "Не ждать утра, отправить сейчас" not in anna.buttons
    await ticks(town)
    assert [m.text for m in got(maria)] == ["Семинар первый", "Семинар второй"]
    await anna.taps("Обновить")
    anna.sees("Доставлено: 1 из 1")


async def test_on_saturday_evening_monday_is_promised(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    await town.bot.ticks(hours=24 * 5 + 9)
    await writes(town.anna)
    town.anna.sees("люди получат объявление в понедельник утром")


async def test_a_scheduled_one_waits_and_a_time_in_the_past_is_refused(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    await anna.taps("Запланировать")
    await anna.says("31 ноября")
    anna.sees("В какой день отправить?")
    await anna.says("сегодня")
    await anna.taps("9:00")
    anna.sees("Это время уже прошло")
    await anna.taps("Запланировать")
    await anna.says("завтра")
    await anna.taps("9:00")
    anna.sees("Уйдёт само: 6 октября 2026, 9:00")
    assert "Снять с расписания" in anna.buttons
    await town.bot.ticks(hours=1)
    assert got(maria) == []

    await town.bot.ticks(hours=20)
    await town.bot.ticks(seconds=2)
    assert len(got(maria)) == 1


async def test_the_second_of_two_who_change_one_announcement_is_told(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    old = anna.remembers()
    await anna.taps("Изменить текст")
    await anna.says("Семинар в среду")
    await anna.taps("Отправить 1 человеку", on=old)

    assert anna.toast.text.startswith("Не сохранено")
    anna.sees("Семинар в среду")


async def test_teachers_cannot_announce(town: Town, sim: Simulator) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    await writes(anna)
    await maria.presses(anna.data("Отправить 1 человеку"))

    assert "Управление" not in maria.buttons
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)
    assert got(maria) == []


async def test_a_group_of_the_centre_is_linked_by_a_code_and_gets_the_announcement_too(town: Town) -> None:
    maria = await joins(town, "Мария", await ready(town))
    anna = town.anna
    group = town.sim.group("Педагоги района", [anna.person, maria.person])
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Объявления")
    assert "Все объявления" not in anna.buttons
    await anna.taps("Каналы и группы")
    await anna.taps("Подключить канал или группу")
    found = re.search(r"/link ([0-9A-Z-]+)", anna.screen.text)
    assert found
    for code in ("2222-2222-22", found.group(1), found.group(1)):
        anna.person.sends(f"/link {code}", chat=group)
        await town.sim.settled()
    said = [m.text for m in group.messages if m.is_bot and "/" not in m.text]
    assert [text.split()[0] for text in said if not text.startswith("Я")][-3:] == ["Код", "Готово:", "Код"]

    await writes(anna)
    await anna.taps("Изменить кому")
    await anna.taps("Наставникам")
    anna.sees("Сейчас отправлять некому")
    await anna.taps("Ещё и в «Педагоги района»")
    assert "Сейчас отправлять некому" not in anna.screen.text
    await anna.taps("Изменить кому")
    await anna.taps("Всем педагогам")
    await anna.taps("Отправить 1 человеку")
    await town.bot.ticks(seconds=2)
    await town.bot.ticks(seconds=2)
    assert [m.text for m in group.messages if m.is_bot][-1] == WORDS
    assert len(got(maria)) == 1


async def test_an_audience_of_nobody_is_told_plainly(town: Town) -> None:
    await ready(town)
    anna = town.anna
    await writes(anna)
    anna.sees("Сейчас отправлять некому", "тихие часы соблюдаются всё равно")
    assert not sending(anna)

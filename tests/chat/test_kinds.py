"""Every kind of question on the phone: what is shown, what can be tapped, how typed answers are understood."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator import Simulator
from tests.centre import furnished
from tests.chat.cast import Someone, sends
from tests.chat.conftest import Running, chat_settings
from tests.pure.surveys.carriers.books import zipped

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
HEAD = "| settings | | | |\n| | form_title | form_id | review |\n| | Проба | probe | {review} |\n"


@pytest.fixture
async def anna(sim: Simulator, tmp_path: Path, bare_template: bytes) -> AsyncIterator[Someone]:
    """Анна tries her own forms."""
    someone = Someone(sim, sim.person("Анна"))
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(bare_template)
    await furnished(f"sqlite+aiosqlite:///{path}", someone.id)
    running = Running(chat_settings(sim, path, admin_ids=str(someone.id)))
    await running.starts()
    yield someone
    await running.stops()
    assert sim.unanswered() == []
    assert sim.refused() == []


async def tries(anna: Someone, form: str, review: str = "no") -> None:
    """Send a form and begin the trial."""
    lines = "\n".join(line.strip() for line in form.strip().splitlines())
    await sends(anna, "form.md", HEAD.format(review=review) + lines + "\n")
    anna.sees("Ошибок нет")
    await anna.taps("Пройти как тест")


async def test_dates_and_times_are_understood_and_repeated(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | |
        | | type | name | label |
        | | date | d | Когда? |
        | | time | t | Во сколько? |
        | | dateTime | m | Когда именно? |
        | | text | end | Всё? |
        """,
    )
    await anna.says("31 ноября")
    anna.sees("Такого дня в календаре нет", "Когда?")
    await anna.says("5 октября")
    anna.sees("Записано: 5 октября 2026.", "Во сколько?")
    await anna.says("полдень")
    anna.sees("Здесь нужно время")
    await anna.says("9.30")
    anna.sees("Записано: 09:30.")
    await anna.says("завтра в 15:00")
    anna.sees("15:00.", "Всё?")
    await anna.taps("← Назад")
    anna.sees("Ваш ответ:", "15:00")


@pytest.mark.parametrize("sign", ["я", "<", "😀"])
async def test_an_answer_as_long_as_a_message_is_shown_as_far_as_it_fits(anna: Someone, sign: str) -> None:
    await tries(
        anna,
        f"""
        | survey | | | |
        | | type | name | label |
        | | text | a | {"Расскажите подробно. " * 50} |
        | | text | b | Что ещё? |
        """,
    )
    await anna.says(sign * (4_000 if sign != "😀" else 2_000))
    anna.sees("Что ещё?")
    await anna.taps("← Назад")
    anna.sees("Расскажите подробно.", f"Ваш ответ: {sign * 1_000}", f"{sign}…")
    await anna.taps("Дальше →")
    anna.sees("Что ещё?")


async def test_a_rank_shows_the_places_taken(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | |
        | | type | name | label |
        | | rank r | r | Что важнее? |
        | choices | | | |
        | | list_name | name | label |
        | | r | a | Курс |
        | | r | b | Наставник |
        | | r | c | Семинар |
        """,
    )
    await anna.taps("Готово")
    anna.hears("Расставьте по местам все варианты. Осталось: 3.")
    await anna.taps("Наставник")
    assert anna.buttons[:3] == ["Курс", "1. Наставник", "Семинар"]
    await anna.taps("Курс")
    assert anna.buttons[:3] == ["2. Курс", "1. Наставник", "3. Семинар"]
    await anna.taps("Готово")
    anna.sees("Проба окончена")


async def test_a_list_of_hundreds_is_turned_like_pages_and_found_by_typing(anna: Someone) -> None:
    towns = "\n".join(f"| | t | t{n} | Посёлок {n} |" for n in range(1, 301))
    await tries(
        anna,
        f"""
        | survey | | | |
        | | type | name | label |
        | | select_multiple t | t | Где? |
        | choices | | | |
        | | list_name | name | label |
        {towns}
        """,
    )
    assert anna.buttons[:2] == ["Посёлок 1", "Посёлок 2"]
    await anna.taps("›")
    await anna.taps("Посёлок 11")
    assert "✓ Посёлок 11" in anna.buttons
    await anna.taps("2 из 30")
    await anna.taps("‹")
    await anna.taps("‹")
    assert "Посёлок 300" in anna.buttons
    await anna.says("посёлок 29")
    anna.sees("Где?")
    await anna.says("лок 29")
    anna.sees("Подходит несколько вариантов (11)")
    await anna.taps("Посёлок 295")
    await anna.says("вилла")
    anna.sees("Такого варианта не нашлось")
    await anna.taps("Готово")
    anna.sees("Проба окончена")


async def test_marks_of_a_scale_stand_in_a_row(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | | |
        | | type | name | label | parameters |
        | | range | s | Насколько довольны? | start=0 end=10 step=1 |
        | | range | l | Сколько часов? | start=0 end=200 step=5 |
        """,
    )
    assert [len(row) for row in anna.screen.buttons] == [6, 5, 2]
    await anna.taps("8")
    anna.sees("Напишите число от 0 до 200.")
    await anna.says("7")
    anna.sees("Числа здесь идут с шагом 5")
    await anna.says("1000")
    anna.sees("Здесь нужно число от 0 до 200.")


async def test_files_and_places_are_taken_and_a_sticker_is_not(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | |
        | | type | name | label |
        | | image | p | Пришлите план |
        | | file | f | И программу |
        | | audio | a | И голос |
        | | geopoint | g | Где это? |
        | | acknowledge | ok | Всё верно? |
        """,
    )
    anna.person.sends_sticker()
    await anna.sim.settled()
    anna.sees("Симпатичный стикер!", "Пришлите план")
    anna.person.sends_photo()
    await anna.sim.settled()
    anna.sees("И программу")
    await sends(anna, "программа.xlsx", b"not a form, an answer")
    anna.sees("И голос")
    anna.person.sends_voice()
    await anna.sim.settled()
    anna.sees("Где это?")
    anna.person.sends_location(55.75, 37.61)
    await anna.sim.settled()
    await anna.taps("Подтверждаю")
    anna.sees("Проба окончена")


async def test_repeats_are_titled_added_and_left(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | |
        | | type | name | label |
        | | begin_repeat | course | Курс |
        | | text | title | Как назывался? |
        | | end_repeat | | |
        | | note | all | Курсов: ${n} |
        | | calculate | n | |
        """.replace("| label |", "| label | calculation |").replace("| n | |", "| n | | count(${course}) |"),
    )
    anna.sees("Курс — 1", "Как назывался?")
    await anna.says("ИИ в школе")
    anna.sees("Курс: добавить ещё?")
    await anna.taps("Добавить ещё")
    anna.sees("Курс — 2")
    await anna.says("ФОП")
    await anna.taps("Дальше")
    anna.sees("Курсов: 2")


async def test_a_review_shows_all_answers_and_leads_to_any_of_them(anna: Someone) -> None:
    await tries(
        anna,
        """
        | survey | | | |
        | | type | name | label |
        | | select_one s | s | Да? |
        | | decimal | n | Сколько **часов**? |
        | | text | t | Ещё? |
        | choices | | | |
        | | list_name | name | label |
        | | s | y | Конечно |
        | | s | n | Нет |
        """,
        review="yes",
    )
    await anna.taps("Конечно")
    await anna.says("3,5")
    await anna.taps("Пропустить")
    anna.sees("Проверьте ответы", "1. Да? Конечно", "3,5", "— без ответа")
    await anna.says("9")
    anna.sees("Напишите номер вопроса от 1 до 3")
    await anna.says("1")
    await anna.taps("Нет")
    anna.sees("1. Да? Нет")
    await anna.taps("Отправить")
    anna.sees("Проба окончена")


async def test_a_picture_stands_above_its_question_and_is_sent_once(anna: Someone) -> None:
    form = HEAD.format(review="no") + (
        "| survey | | | | |\n| | type | name | label | media::image |\n"
        "| | select_multiple s | s | Что на картинке? | plan.png |\n| | text | t | Ещё? | |\n"
        "| choices | | | |\n| | list_name | name | label |\n| | s | a | Класс |\n| | s | b | Сад |\n"
    )
    await sends(anna, "form.zip", zipped(form__md=form.encode(), plan__png=PIXEL))
    await anna.taps("Пройти как тест")
    anna.sees("Что на картинке?")
    pictures = [m for m in anna.person.chat.messages if m.is_bot and m.media is not None]
    assert len(pictures) == 1
    await anna.taps("Класс")
    await anna.taps("Сад")
    await anna.taps("Готово")
    anna.sees("Ещё?")
    await anna.taps("← Назад")
    anna.sees("Что на картинке?")
    pictures = [m for m in anna.person.chat.messages if m.is_bot and m.media is not None]
    assert len(pictures) == 2
    assert pictures[0].media.file_id == pictures[1].media.file_id

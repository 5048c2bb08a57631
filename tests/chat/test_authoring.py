"""Анна, методист, makes a questionnaire of her own: sends a file, reads the report, tries, publishes, replaces."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest

from simulator import Simulator
from surveys.xlsform.carriers import starter_workbook
from tests.centre import furnished
from tests.chat.cast import Someone, documents, sends
from tests.chat.conftest import Running, chat_settings

FORM = """
| settings | | | |
| | form_title | form_id | version |
| | Опрос о семинаре | seminar | 1 |

| survey | | | | | |
| | type | name | label | required | constraint |
| | select_one yes_no | useful | Был ли семинар полезен? | yes | |
| | integer | mark | Ваша оценка от 1 до 5 | | . >= 1 and . <= 5 |

| choices | | | |
| | list_name | name | label |
| | yes_no | yes | Да |
| | yes_no | no | Нет |
"""


@pytest.fixture
async def centre(
    sim: Simulator, tmp_path: Path, bare_template: bytes
) -> AsyncIterator[tuple[Running, Someone, Someone]]:
    """A bot whose administrator is Анна; Мария is a teacher."""
    anna, maria = Someone(sim, sim.person("Анна")), Someone(sim, sim.person("Мария"))
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(bare_template)
    await furnished(f"sqlite+aiosqlite:///{path}", anna.id)
    running = Running(chat_settings(sim, path, admin_ids=str(anna.id)))
    await running.starts()
    yield running, anna, maria
    await running.stops()
    assert sim.unanswered() == []
    assert sim.refused() == []


Centre = tuple[Running, Someone, Someone]


async def test_a_form_is_checked_tried_and_published_and_a_teacher_answers_it(centre: Centre) -> None:
    _bot, anna, maria = centre
    await sends(anna, "семинар.md", FORM)
    anna.sees("Опрос о семинаре", "Ошибок нет", "Вопросов: 2", "Роботы прошли анкету")

    await anna.taps("Пройти как тест")
    anna.sees("Был ли семинар полезен?")
    await anna.taps("Да")
    await anna.says("7")
    anna.sees("Такой ответ не подходит")
    await anna.says("5")
    anna.sees("Проба окончена", "никуда не записаны")

    await maria.says("/start")
    maria.sees("Здравствуйте")
    assert "Опрос о семинаре" not in maria.buttons

    await sends(anna, "семинар.md", FORM)
    await anna.taps("Опубликовать")
    anna.sees("опубликована", "?start=q_seminar")
    await maria.says("/start q_seminar")
    await maria.taps("Начать")
    await maria.taps("Нет")
    await maria.taps("Пропустить")
    maria.sees("Спасибо")
    maria.sees_no("Ваш результат")  # nothing is scored
    await maria.says("/result")
    maria.sees("Здравствуйте")
    assert not [label for label in maria.buttons if "результат" in label or "Итог" in label]


async def test_a_trial_leaves_nothing_behind(centre: Centre) -> None:
    bot, anna, _maria = centre
    await sends(anna, "семинар.md", FORM)
    await anna.taps("Пройти как тест")
    await anna.taps("Да")
    await anna.taps("Пропустить")
    assert anna.words == ("Проба окончена\n\nОтветы никуда не записаны. Так анкету увидят те, кому вы её отправите.")

    assert bot.app is not None
    account = await bot.app.desk.person(anna.id)
    assert await bot.app.desk.surveys.being_answered(account.id) is None
    await anna.says("/result")
    anna.sees("Здравствуйте")


async def test_a_defective_workbook_comes_back_with_its_cells_marked(centre: Centre, sim: Simulator) -> None:
    _bot, anna, _maria = centre
    book = openpyxl.load_workbook(io.BytesIO(starter_workbook()))
    book["survey"]["F4"] = "${nowhere} = 'yes'"
    book["survey"]["G4"] = ". > (0"
    into = io.BytesIO()
    book.save(into)
    await sends(anna, "анкета.xlsx", into.getvalue())

    anna.sees("В файле «анкета.xlsx» 2 ошибки", "строка 4", "«nowhere»", "выделены цветом")
    [marked] = documents(sim, anna).values()
    back = openpyxl.load_workbook(io.BytesIO(marked))
    assert "nowhere" in back["survey"]["F4"].comment.text
    assert "Скобка" in back["survey"]["G4"].comment.text
    assert back["survey"]["F4"].fill.fgColor.rgb.endswith("FFD9D9")
    assert [row[4].value is not None for row in back["Ошибки"].iter_rows(min_row=2)] == [True, True]


async def test_a_new_version_says_what_it_changes_and_replaces_the_old_one(centre: Centre) -> None:
    _bot, anna, maria = centre
    await sends(anna, "семинар.md", FORM)
    await anna.taps("Опубликовать")
    await maria.says("/start q_seminar")
    await maria.taps("Начать")

    await sends(anna, "семинар.md", FORM.replace("Был ли семинар полезен?", "Пригодится ли вам семинар?"))
    anna.sees("Что изменится", "изменена формулировка: 1 (useful)", "вопросов: 1 из 2")
    await anna.taps("Заменить новой версией")

    await maria.taps("Да")  # the version she began with
    await maria.taps("Пропустить")
    maria.sees("Спасибо")
    await maria.says("/start q_seminar")
    await maria.taps("Начать")
    maria.sees("Пригодится ли вам семинар?")

    await sends(anna, "семинар.md", FORM.replace("Был ли семинар полезен?", "Пригодится ли вам семинар?"))
    anna.sees("Эта версия уже в меню")
    assert "Заменить новой версией" not in anna.buttons


async def test_the_starter_workbook_is_given_and_can_be_sent_back(centre: Centre, sim: Simulator) -> None:
    _bot, anna, _maria = centre
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Анкеты")
    await anna.taps("Скачать заготовку")
    [(name, content)] = documents(sim, anna).items()
    assert name == "анкета-заготовка.xlsx"

    await sends(anna, name, content)
    anna.sees("Моя первая анкета", "Ошибок нет")


async def test_published_forms_are_listed_downloaded_and_withdrawn(centre: Centre, sim: Simulator) -> None:
    _bot, anna, maria = centre
    await sends(anna, "семинар.md", FORM)
    await anna.taps("Опубликовать")
    await anna.taps("Анкеты: создать и изменить")
    await anna.taps("Опрос о семинаре")
    await anna.taps("Скачать .xlsx")
    book = openpyxl.load_workbook(io.BytesIO(documents(sim, anna)["семинар.xlsx"]))
    assert book["survey"]["D3"].value == "Был ли семинар полезен?" or book["survey"]["C2"].value

    await anna.taps("Убрать из меню")
    anna.hears("Убрано. Собранные ответы сохранены")
    await maria.says("/start q_seminar")
    maria.sees("Эта ссылка не сработала")


async def test_a_list_sent_after_its_form_completes_it(centre: Centre) -> None:
    _bot, anna, _maria = centre
    form = FORM.replace("select_one yes_no", "select_one_from_file schools.csv")
    await sends(anna, "школы.md", form)
    anna.sees("schools.csv", "Пришлите файл следом")

    await sends(anna, "schools.csv", "name;label\n1;Школа № 1\n2;Школа № 2\n")
    anna.sees("Опрос о семинаре", "Ошибок нет")
    await anna.taps("Пройти как тест")
    assert "Школа № 2" in anna.buttons


async def test_whoever_is_no_author_gets_what_everybody_gets(centre: Centre) -> None:
    _bot, anna, maria = centre
    await sends(maria, "семинар.md", FORM)
    maria.sees("Здравствуйте")

    await sends(anna, "семинар.md", FORM)
    publish = anna.data("Опубликовать")
    await maria.presses(publish)
    maria.hears("Эта кнопка больше не работает")
    await maria.says("/start q_seminar")
    maria.sees("Эта ссылка не сработала")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("фото.png", b"\x89PNG\r\n", "анкетой быть не могут"),
        ("пусто.xlsx", b"", "Файл пуст"),
        ("обрыв.xlsx", starter_workbook()[:5000], "повреждён"),
        ("текст.xlsx", "просто текст", "не книга Excel"),
        ("страница.xls", "<html><table></table></html>", "веб-страница"),
    ],
)
async def test_what_is_no_form_is_refused_in_one_sentence(
    centre: Centre, name: str, content: str | bytes, said: str
) -> None:
    _bot, anna, _maria = centre
    await sends(anna, name, content)
    anna.sees("1 ошибка", said)

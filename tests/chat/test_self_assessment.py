"""Мария takes the self-assessment: the main job of this bot, as a dialogue."""

from simulator import Simulator
from tests.chat.cast import Someone
from tests.chat.conftest import Running

FIRST = "Какая работа занимает у вас больше всего времени?"


async def begins(person: Someone) -> None:
    await person.says("/start")
    await person.taps("Пройти самооценку")
    await person.taps("Начать")


async def test_from_start_to_the_first_question_in_three_taps(maria: Someone) -> None:
    await maria.says("/start")
    maria.sees("Здравствуйте!")
    await maria.taps("Пройти самооценку")
    maria.sees("Это не проверка и не аттестация.", "Займёт 6–8 минут.")
    await maria.taps("Начать")

    maria.sees("О вас", "1 из 50", FIRST)
    assert maria.buttons == [
        "Учитель начальных классов",
        "Учитель-предметник",
        "Педагог детского сада",
        "Педагог доп. образования",
        "Специалист",
        "Руководитель, заместитель",
        "Пауза",
    ]


async def test_one_message_is_edited_in_place(maria: Someone) -> None:
    await begins(maria)
    first = maria.screen.id
    for label in ("Учитель-предметник", "Физика", "4–10 лет", "Первая"):
        await maria.taps(label)

    assert maria.screen.id == first
    maria.sees("5 из 51", "Когда вы в последний раз завершили курсы")


async def test_a_second_tap_on_an_answered_question_changes_nothing(maria: Someone) -> None:
    await begins(maria)
    first = maria.remembers()
    await maria.taps("Учитель начальных классов")
    maria.sees("2 из 50")

    await maria.taps("Учитель-предметник", on=first)

    maria.hears("На этот вопрос вы уже ответили")
    maria.sees("2 из 50", "Сколько лет вы работаете педагогом?")


async def test_going_back_shows_the_given_answer_and_forward_keeps_it(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Учитель начальных классов")
    await maria.taps("Первый год")
    await maria.taps("← Назад")

    maria.sees("2 из 50")
    assert "✓ Первый год" in maria.buttons
    await maria.taps("Дальше →")
    maria.sees("3 из 50")
    await maria.taps("← Назад")
    await maria.taps("1–3 года")
    maria.sees("3 из 50")


async def test_a_pause_is_kept_and_start_offers_to_continue(maria: Someone, bot: Running) -> None:
    await begins(maria)
    await maria.taps("Учитель начальных классов")
    await maria.taps("Пауза")
    maria.sees("Пауза", "вопросе 2 из 50", "Все ответы сохранены")
    await maria.says("/start")
    maria.sees("Вас ждёт начатая анкета", "вопрос 2 из 50")

    await maria.taps("Продолжить с вопроса 2")

    maria.sees("2 из 50", "Сколько лет вы работаете педагогом?")


async def answers_everything(person: Someone, option: int = 1) -> None:
    while "Ваш результат" not in person.screen.text:
        labels = [b for b in person.buttons if b not in ("← Назад", "Пропустить", "Пауза", "Готово", "Дальше →")]
        await person.taps("Пропустить" if not labels else labels[min(option, len(labels) - 1)])
        if "Готово" in person.buttons:
            await person.taps("Готово")


async def test_the_whole_questionnaire_ends_with_the_result_card(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    await answers_everything(maria)

    maria.sees(
        "Ваш результат",
        "Самооценка профессиональных затруднений, 5 октября 2026",
        "Нормы и содержание образования ■■■■□□□□□□ 40 — умеренный уровень",
        "Разные дети ■■■■□□□□□□ 41 — умеренный уровень",
        "Общий индекс: 40 — умеренный уровень",
        "Где помощь нужнее всего 1. Предмет и содержание занятий",
        "Критический (75–100)",
        "Результат видите только вы.",
    )
    await maria.says("/result")
    maria.sees("Общий индекс: 40")
    await maria.says("/start")
    assert maria.buttons == [
        "Мой результат",
        "Пройти ещё раз",
        "Анкета для руководителей",
        "Первые годы в профессии",
        "Чему хочу учиться",
        "Мои данные",
        "Как это работает",
    ]


async def test_an_old_button_after_the_end_shows_the_result(maria: Someone) -> None:
    await begins(maria)
    first = maria.remembers()
    await maria.taps("Руководитель, заместитель")
    maria.sees("отдельная анкета")
    await maria.taps("Дальше")
    maria.sees("Спасибо! Ответы сохранены.")

    await maria.taps("Учитель-предметник", on=first)

    maria.hears("Эта анкета уже завершена")
    maria.sees("Спасибо! Ответы сохранены.")


async def test_an_old_begin_button_does_not_begin_a_second_time(maria: Someone) -> None:
    await maria.says("/start")
    await maria.taps("Пройти самооценку")
    introduction = maria.remembers()
    await maria.taps("Начать")
    await maria.taps("Руководитель, заместитель")
    await maria.taps("Дальше")

    await maria.taps("Начать", on=introduction)

    maria.sees("Спасибо! Ответы сохранены.")


async def test_whoever_has_finished_may_take_it_again(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Руководитель, заместитель")
    await maria.taps("Дальше")
    await maria.taps("В меню")
    await maria.taps("Пройти ещё раз")
    maria.sees("Вы уже проходили эту анкету")
    await maria.taps("Начать")

    # What she is by profession is known by now; it can still be corrected.
    await maria.taps("← Назад")
    maria.sees("Ответ был известен заранее", FIRST)


async def test_several_options_are_ticked_and_a_fourth_is_refused(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    while "Выберите до трёх разделов" not in maria.screen.text:
        await maria.taps("Пропустить")
    await maria.taps("Готово")
    maria.hears("Отметьте хотя бы один вариант или нажмите «Пропустить».")
    for label in ("A. Нормы и содержание", "B. Предмет и содержание", "H. Цифровая среда"):
        await maria.taps(label)
    await maria.taps("C. Методика урока (занятия)")
    maria.hears("Можно выбрать не больше трёх.")

    assert [b for b in maria.buttons if b.startswith("✓")] == [
        "✓ A. Нормы и содержание",
        "✓ B. Предмет и содержание",
        "✓ H. Цифровая среда",
    ]
    await maria.taps("Готово")
    maria.sees("Какая помощь вам подойдёт?")


async def test_a_text_is_shown_as_typed(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    while "Что мешает больше всего?" not in maria.screen.text:
        await maria.taps("Пропустить")
    question = maria.screen

    await maria.says("<b>Время</b> & нервы")

    maria.sees("Ваш результат")
    assert maria.screen.id != question.id
    assert question.buttons == []


async def test_a_too_long_text_is_asked_again_in_the_authors_words(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    while "Что мешает больше всего?" not in maria.screen.text:
        await maria.taps("Пропустить")

    await maria.says("очень " * 60)

    maria.sees("Получилось длиннее 300 знаков.", "Что мешает больше всего?")


async def test_a_head_finds_the_questionnaire_for_heads_in_the_menu(maria: Someone) -> None:
    await begins(maria)
    await maria.taps("Руководитель, заместитель")
    maria.sees("В меню она называется «Анкета для руководителей».")
    await maria.taps("Дальше")
    await maria.taps("В меню")
    await maria.taps("Анкета для руководителей")
    maria.sees("Потребности управленческой команды", "Займёт 4–5 минут.")
    await maria.taps("Начать")
    await answers_everything(maria)
    maria.sees("Ваш результат", "Качество и данные", "Общий индекс")
    await maria.taps("В меню")

    assert maria.buttons == [
        "Мой результат: Пройти самооценку",
        "Пройти самооценку",
        "Итог: Анкета для руководителей",
        "Анкета для руководителей",
        "Первые годы в профессии",
        "Чему хочу учиться",
        "Мои данные",
        "Как это работает",
    ]

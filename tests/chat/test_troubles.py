"""Things go wrong: Telegram stumbles, replies get lost, the bot is killed, the database is away."""

import asyncio
import logging
from pathlib import Path

import pytest

from simulator import Simulator
from tests.chat.cast import Someone
from tests.chat.conftest import Running
from tests.chat.test_self_assessment import begins

pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The display pauses for milliseconds where it would pause for tenths of seconds."""
    monkeypatch.setattr("handlers.display._PAUSE", 0.01)


@pytest.mark.parametrize("kind", ["500", "502", "lost_request"])
async def test_a_stumbling_telegram_is_tried_again(maria: Someone, sim: Simulator, kind: str) -> None:
    await begins(maria)
    sim.fault(kind, method="editMessageText")
    await maria.taps("Учитель-предметник")

    maria.sees("2 из 51")
    maria.expects_refusals = {"500": ["Internal Server Error"], "502": ["Bad Gateway"]}.get(kind, [])


async def test_a_reply_that_was_lost_after_the_effect_changes_nothing(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    sim.fault("lost_reply", method="editMessageText")
    await maria.taps("Учитель-предметник")

    maria.sees("2 из 51")
    assert [request.description[:36] for request in sim.refused()] == ["Bad Request: message is not modified"]
    maria.expects_refusals = [sim.refused()[0].description]


async def test_a_pause_that_telegram_asks_for_is_kept(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    sim.fault("429", method="editMessageText", retry_after=1)
    await maria.taps("Учитель-предметник")

    maria.sees("2 из 51")
    maria.expects_refusals = ["Too Many Requests: retry after 1"]


async def test_when_nothing_can_be_shown_the_answer_is_kept_and_start_shows_it(
    maria: Someone, sim: Simulator
) -> None:
    await begins(maria)
    sim.fault("500", method="editMessageText", times=3)
    await maria.taps("Учитель-предметник")
    maria.sees("1 из 50")

    await maria.says("/start")

    maria.sees("вопрос 2 из 51")
    maria.expects_refusals = ["Internal Server Error"] * 3


async def test_a_deleted_message_is_shown_anew(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    lost = maria.screen
    lost.deleted = True
    await maria.presses("a:1:0:1", on=lost)

    maria.sees("2 из 51")
    assert maria.screen.id > lost.id
    maria.expects_refusals = ["Bad Request: message to edit not found"] * 2


async def test_an_update_that_comes_twice_is_taken_once(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    sim.repeat(sim.last_update_id)
    await sim.settled()

    maria.sees("2 из 51", "Ваш основной предмет")
    # The tap had been answered; Telegram takes no second answer to it, and none is missing.
    maria.expects_refusals = [
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ]


async def test_a_typed_answer_that_comes_twice_answers_one_question(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    await maria.says("Учитель-предметник")
    sim.repeat(sim.last_update_id)
    await sim.settled()

    maria.sees("2 из 51", "Ваш основной предмет")


async def test_a_double_tap_answers_one_question(maria: Someone, sim: Simulator) -> None:
    await begins(maria)
    screen, data = maria.screen, maria.data("Учитель начальных классов")
    queries = [maria.person.presses(screen.id, data=data) for _ in range(5)]
    await sim.settled()
    for query in queries:
        await sim.answered(query)

    maria.sees("2 из 50")
    heard = sorted(query.answer.text for query in queries)
    assert heard == ["", *["На этот вопрос вы уже ответили"] * 4]


async def test_a_restart_in_the_middle_loses_nothing_and_old_buttons_still_work(
    maria: Someone, bot: Running, sim: Simulator
) -> None:
    await begins(maria)
    first = maria.remembers()
    await maria.taps("Учитель-предметник")
    await bot.stops()
    maria.person.presses(maria.screen.id, data=maria.data("Физика"))
    await bot.starts()
    await sim.settled()

    maria.sees("3 из 51")
    await maria.taps("Руководитель, заместитель", on=first)
    maria.hears("На этот вопрос вы уже ответили")
    maria.sees("3 из 51", "Сколько лет")


async def test_somebody_who_blocked_the_bot_troubles_nobody(maria: Someone, olga: Someone, sim: Simulator) -> None:
    await begins(olga)
    olga.person.sends("/help")
    olga.person.blocks()
    await sim.settled()
    await maria.says("/start")

    maria.sees("Здравствуйте!")
    maria.expects_refusals = [r.description for r in sim.refused()]
    assert set(maria.expects_refusals) <= {"Forbidden: bot was blocked by the user"}


async def test_without_a_database_people_get_an_apology_and_a_button_that_repeats(
    maria: Someone, bot: Running, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begins(maria)
    assert bot.app is not None
    lane = bot.app.lane
    path = bot.app.database.url.database
    await lane.close()
    monkeypatch.setattr(lane, "_path", "/nowhere/at/all")
    monkeypatch.setattr(lane, "_connection", None)

    await maria.taps("Учитель-предметник")
    maria.hears("Не сохранилось. Попробуйте через минуту")
    maria.sees("база данных сейчас недоступна", "нажмите «Повторить»")
    monkeypatch.setattr(lane, "_path", path)
    await maria.taps("Повторить")

    maria.sees("2 из 51")


async def test_a_message_that_met_no_database_can_be_repeated_by_its_button(
    maria: Someone, bot: Running, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begins(maria)
    assert bot.app is not None
    await bot.app.lane.close()
    path = bot.app.database.url.database
    monkeypatch.setattr(bot.app.lane, "_path", "/nowhere/at/all")
    await maria.says("Учитель-предметник")
    maria.sees("сообщение не сохранено")

    monkeypatch.setattr(bot.app.lane, "_path", path)
    await maria.taps("Повторить")

    maria.sees("2 из 51")


async def test_a_mistake_of_ours_is_an_apology_with_a_number_and_never_a_traceback(
    maria: Someone, bot: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begins(maria)

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    assert bot.app is not None
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr("surveys.service.SurveyService.answer", broken)
        await maria.taps("Учитель-предметник")
    number = maria.screen.text.rsplit(" ", 1)[1].rstrip(".")

    assert "secret" not in maria.screen.text
    assert number in caplog.text
    assert number in maria.toast.text
    await maria.taps("Повторить")
    maria.sees("2 из 51")


async def test_what_people_answer_is_not_in_the_log(maria: Someone, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await begins(maria)
        await maria.says("Учитель-предметник")
        await maria.says("очень личное")

    assert "личное" not in caplog.text
    assert "Мария" not in caplog.text


async def test_a_reminder_comes_on_the_next_day_and_leads_back(maria: Someone, bot: Running) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    await maria.taps("Пауза")
    await maria.taps("Напомнить завтра")
    maria.hears("Хорошо, напомню завтра")
    await maria.taps("Напомнить завтра")
    maria.hears("Напоминание уже стоит: напишу завтра")

    await bot.ticks(hours=3)
    maria.sees("Пауза")
    await bot.ticks(hours=21)
    maria.sees("Вы просили напомнить", "вопросе 2 из 51")
    await bot.ticks(hours=1)
    assert sum("Вы просили напомнить" in m.text for m in maria.person.chat.messages) == 1
    await maria.taps("Продолжить с вопроса 2")
    maria.sees("Ваш основной предмет")


async def test_no_reminder_for_a_run_that_was_taken_up_again(maria: Someone, bot: Running) -> None:
    await begins(maria)
    await maria.taps("Пауза")
    await maria.taps("Напомнить завтра")
    await maria.taps("Продолжить с вопроса 1")
    await bot.ticks(hours=40)

    maria.sees("1 из 50")


async def test_a_run_left_alone_for_two_months_is_closed(maria: Someone, bot: Running) -> None:
    await begins(maria)
    await maria.taps("Учитель-предметник")
    await bot.ticks(days=61)
    await maria.taps("Физика")

    maria.hears("Эта анкета закрыта")
    maria.sees("закрыта: к ней давно не возвращались")
    await maria.taps("Начать заново")
    await maria.taps("Начать")
    maria.sees("1 из 50")


async def test_all_open_runs_survive_a_sudden_end(sim: Simulator, bot: Running, tmp_path: Path) -> None:
    people = [Someone(sim, sim.person(f"Учитель {n}")) for n in range(12)]
    await asyncio.gather(*[begins(person) for person in people])
    for person in people:
        person.person.presses(person.screen.id, data=person.data("Учитель начальных классов"))
    await bot.stops()
    await bot.starts()
    await sim.settled()

    for person in people:
        await person.says("/start")
        person.sees("вопрос 2 из 50")


async def test_an_update_nobody_understands_is_named_in_the_log_without_what_was_written(
    maria: Someone, bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    assert bot.app is not None
    broken = {"update_id": 5, "message": {"message_id": "нет", "text": "личное", "from": {"id": 1}}}

    assert await bot.app.intake.take(broken) is None

    assert "update 5 is not understood" in caplog.text
    assert "личное" not in caplog.text

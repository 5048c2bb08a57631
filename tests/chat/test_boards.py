"""«Следить за ответами»: a picture that keeps itself up to date."""

from sqlalchemy import update

from storage.people_tables import posts
from tests.chat.campaigning import (
    begins,
    board,
    invites_a_methodologist,
    joins,
    opens_campaigns,
    prepared,
    starts,
)
from tests.chat.cast import Someone, normal
from tests.chat.town import Town

PNG = b"\x89PNG\r\n"


def picture(someone: Someone) -> tuple[int, str, bytes]:
    """The last picture in the chat: its message, what is written under it, and what it is."""
    message = [m for m in someone.person.chat.messages if m.media is not None and m.media.kind == "photo"][-1]
    return message.id, normal(message.caption), someone.sim.world.files[message.media.file_id][1]


async def watches(town: Town) -> tuple[int, str, bytes]:
    anna = await board(town)
    await anna.taps("Следить за ответами")
    anna.hears("Обновляется сама, пока идёт кампания")
    return picture(anna)


async def test_the_picture_changes_when_somebody_answers_and_a_minute_has_passed(town: Town) -> None:
    code = await prepared(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    await starts(town)
    message, caption, drawn = await watches(town)
    assert drawn.startswith(PNG)
    assert "Осень Ответили 0 из 2 — 0 %, начали и не закончили 0. Обновлено в 12:30." in caption
    await begins(maria)
    await maria.says("Да")
    await town.bot.ticks(seconds=30)
    assert picture(town.anna) == (message, caption, drawn)

    await town.bot.ticks(seconds=40)
    again, caption, redrawn = picture(town.anna)
    assert again == message
    assert redrawn.startswith(PNG)
    assert redrawn != drawn
    assert "Ответили 1 из 2 — 50 %, начали и не закончили 0. Обновлено в 12:31." in caption
    for _ in range(3):
        await town.bot.ticks(minutes=5)
    assert picture(town.anna) == (message, caption, redrawn)  # nothing new, nothing drawn

    await begins(olga)
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await town.bot.ticks(minutes=2)
    assert "начали и не закончили 1. Кампания завершена, картинка больше не обновляется." in picture(anna)[1]
    last = picture(anna)
    await olga.says("Да")
    await town.bot.ticks(minutes=2)
    assert picture(anna) == last


async def test_a_second_press_moves_the_picture_and_it_can_be_left(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    first, _, _ = await watches(town)
    second, _, _ = await watches(town)
    anna = town.anna
    assert second != first
    assert anna.person.chat.find(first) is None
    await begins(maria)
    await town.bot.ticks(minutes=2)
    assert "начали и не закончили 1" in picture(anna)[1]

    await anna.taps("Перестать следить", on=anna.person.chat.find(second))
    anna.hears("Больше не слежу")
    number, caption, drawn = picture(anna)
    assert number == second
    assert "Вы перестали следить, картинка больше не обновляется. Последний раз — в 12:32." in caption
    assert anna.person.chat.find(second).buttons == []
    await maria.says("Да")
    await town.bot.ticks(minutes=2)
    assert picture(anna) == (second, caption, drawn)


async def test_a_picture_too_old_to_be_deleted_says_that_there_is_a_new_one(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await starts(town)
    first, _, _ = await watches(town)
    town.anna.person.chat.find(first).date -= 3 * 24 * 3600
    await watches(town)
    assert (
        normal(town.anna.person.chat.find(first).caption) == "Осень Эта картинка больше не обновляется: новая — ниже."
    )
    assert town.anna.person.chat.find(first).buttons == []
    town.expects_refusals = ["Bad Request: message can't be deleted for everyone"]


async def test_whoever_has_lost_the_right_sees_nothing_new(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    boris = town.person("Борис")
    await boris.says(await invites_a_methodologist(town))
    await opens_campaigns(boris)
    await boris.taps("Осень")
    await boris.taps("Следить за ответами")
    before = picture(boris)
    await watches(town)
    async with town.bot.app.database.writing() as connection:
        theirs = posts.c.role == "methodologist"
        await connection.execute(update(posts).where(theirs).values(revoked_at=town.bot.clock()))
    await begins(maria)
    await town.bot.ticks(seconds=90)
    assert picture(boris) == before
    assert "начали и не закончили 1" in picture(town.anna)[1]


async def test_a_picture_that_was_deleted_is_not_sent_again(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    message, _, _ = await watches(town)
    town.anna.person.chat.find(message).deleted = True
    await begins(maria)
    await town.bot.ticks(seconds=90)
    await maria.says("Да")
    await town.bot.ticks(seconds=90)
    town.expects_refusals = ["Bad Request: message to edit not found"]  # and not a second time


async def test_a_busy_telegram_is_given_its_pause_and_a_lost_person_is_let_go(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    _, before, _ = await watches(town)
    await begins(maria)
    town.sim.fault("429", method="editMessageMedia", retry_after=30)
    await town.bot.ticks(seconds=70)
    await town.bot.ticks(seconds=20)
    assert picture(town.anna)[1] == before
    await town.bot.ticks(seconds=20)
    assert "начали и не закончили 1" in picture(town.anna)[1]

    before = picture(town.anna)[1]
    town.anna.person.blocks()
    await maria.says("Да")
    await town.bot.ticks(seconds=90)
    town.anna.person.unblocks()
    await town.bot.ticks(seconds=90)
    assert picture(town.anna)[1] == before
    town.expects_refusals = [
        "Too Many Requests: retry after 30",
        "Forbidden: bot was blocked by the user",
    ]

"""Two methodologists with one campaign: what the second one has not seen is not done untold."""

from tests.chat.campaigning import (
    board,
    describes,
    invites_a_methodologist,
    joins,
    opens_campaigns,
    prepared,
    starts,
)
from tests.chat.cast import Someone
from tests.chat.town import Town

CHANGED = "Её только что изменил кто-то другой: вот как она выглядит теперь"


async def looks(town: Town, title: str = "Осень") -> Someone:
    """Another methodologist, who has opened the campaign."""
    boris = town.person("Борис")
    await boris.says(await invites_a_methodologist(town))
    await opens_campaigns(boris)
    await boris.taps(title)
    return boris


async def renames(anna: Someone, title: str, to: str) -> None:
    await opens_campaigns(anna)
    await anna.taps(title)
    await anna.taps("Изменить")
    await anna.says("2")
    await anna.says(to)
    await anna.taps("Отправить")
    anna.sees(to)


async def test_a_draft_that_was_changed_meanwhile_is_not_deleted(town: Town) -> None:
    await prepared(town)
    await describes(town.anna)
    boris = await looks(town)
    draft = boris.remembers()
    await boris.taps("Удалить черновик")
    asked = boris.remembers()
    await renames(town.anna, "Осень", "Зима")

    await boris.taps("Да, удалить", on=asked)
    boris.hears(CHANGED)
    boris.sees("Зима")
    await boris.taps("Удалить черновик", on=draft)
    boris.hears(CHANGED)
    boris.sees("Зима")
    await boris.taps("Удалить черновик")
    await boris.taps("Да, удалить")
    boris.sees("Черновик удалён.")


async def test_what_was_planned_anew_meanwhile_is_not_unscheduled(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    anna = town.anna
    await describes(anna, opens="завтра")
    await anna.taps("Запланировать на 6 октября")
    boris = await looks(town)
    planned = boris.remembers()
    await renames(anna, "Осень", "Зима")
    await anna.taps("Запланировать на 6 октября")

    await boris.taps("Отменить запуск", on=planned)
    boris.hears(CHANGED)
    boris.sees("Зима", "Начнётся 6 октября 2026 сама")
    await boris.taps("Отменить запуск")
    boris.sees("Запуск отменён, это снова черновик.")
    again = boris.remembers()
    await boris.taps("Отменить запуск", on=planned)
    boris.hears(CHANGED)
    assert again.id == boris.remembers().id


async def test_what_was_extended_meanwhile_is_not_closed(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    await starts(town)
    boris = await looks(town)
    running = boris.remembers()
    await boris.taps("Закрыть")
    asked = boris.remembers()
    anna = await board(town)
    await anna.taps("Продлить")
    await anna.taps("На 7 дней")

    await boris.taps("Да, закрыть", on=asked)
    boris.hears(CHANGED)
    boris.sees("Идёт до 19 октября")
    await boris.taps("Закрыть", on=running)
    boris.hears(CHANGED)
    await boris.taps("Закрыть")
    await boris.taps("Да, закрыть")
    boris.sees("Завершена 5 октября")


async def test_what_is_over_does_not_open_again_while_its_people_are_asked_the_same(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    await starts(town)
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await starts(town, title="Ещё раз")

    await board(town)
    await anna.taps("Продлить")
    await anna.taps("На 3 дня")
    anna.hears(
        "Этих людей уже спрашивает другая кампания с той же анкетой: второй раз не спросим. "
        "Продлите её или дождитесь её конца"
    )
    anna.sees("Осень", "Завершена 5 октября")
    await board(town, "Ещё раз")
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await board(town)
    await anna.taps("Продлить")
    await anna.taps("На 3 дня")
    anna.sees("Идёт до 8 октября 2026")

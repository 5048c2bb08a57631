"""Results on the centre's own machine: working a campaign out anew and comparing. Heavy imports stay inside."""

import argparse

from bot.settings import Settings
from bot.staff_commands import StaffError


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`results check`."""
    results = commands.add_parser("results", help="пересчитать итоги кампании по ответам и сравнить с быстрым путём")
    results.add_argument("what", choices=("check",))
    results.add_argument("campaign", type=int, help="номер кампании")


async def check(settings: Settings, number: int) -> str:
    """What was compared, in a sentence; StaffError where anything differs or there is no such campaign."""
    from storage.answers import SqlAnswers
    from storage.answers_check import check_answers, source_of_campaign
    from storage.database import Database
    from storage.schema import check_schema
    from storage.versions import SqlVersionStore

    database = Database(settings.database_url)
    try:
        await check_schema(database)
        source = await source_of_campaign(database, number)
        if source is None:
            raise StaffError(f"Кампании {number} нет.")
        checked = await check_answers(SqlAnswers(database, SqlVersionStore(database)), source)
    finally:
        await database.close()
    if checked.differences:
        raise StaffError("\n".join(("Итоги расходятся с ответами:", *checked.differences)))
    return f"Пересчитано ответивших: {checked.rows}. Быстрый путь даёт то же самое."

"""What somebody has changed of an indicator is kept in the transaction in which the form is finished."""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audit import Note
from people.roles import Role
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.model import Setting
from reports.indicators.service import setting_of
from reports.indicators.settings import setting_to_json, with_answers
from storage.campaign_people import upsert
from storage.indicator_tables import indicator_settings
from storage.indicators import to_stored
from storage.people.audit import write_down
from storage.people.places import holds
from storage.people.rows import to_centre
from storage.people_tables import centres
from surveys.model import Run


async def keep_indicator(connection: AsyncConnection, run: Run, now: datetime) -> None:
    """Change the setting of this school year; nothing where the right was lost meanwhile."""
    answers = {str(key): value for key, value in run.answers.items()}
    definition = DEFINITIONS.get(answers["indicator"])
    if run.centre is None or definition is None:
        return
    may = [await holds(connection, run.owner, role, run.centre) for role in (Role.METHODOLOGIST, Role.ADMINISTRATOR)]
    # One after another: of two who change a target and a reckoning at once nothing is lost.
    standing = select(centres).where(centres.c.id == run.centre).with_for_update()
    row = (await connection.execute(standing)).one_or_none()
    if not any(may) or row is None:
        return
    year = to_centre(row).school_year
    mine = (indicator_settings.c.centre_id == run.centre) & (indicator_settings.c.code == definition.code)
    newest = select(indicator_settings).where(mine).order_by(indicator_settings.c.school_year.desc()).limit(1)
    there = (await connection.execute(newest)).one_or_none()
    earlier = setting_of(definition, None if there is None else to_stored(there), year)
    setting = with_answers(earlier, definition, answers)
    told: dict[str, Any] = {"setting": orjson.dumps(setting_to_json(setting)).decode(), "changed_at": now}
    key = {"centre_id": run.centre, "code": definition.code, "school_year": year}
    keeping = upsert(connection, indicator_settings).values({**key, **told})
    await connection.execute(keeping.on_conflict_do_update(index_elements=list(key), set_=told))
    about, actor = f"indicator {definition.code}", f"account {run.owner}"
    await write_down(connection, Note(now, run.centre, actor, "indicator_changed", about, _details(setting)))


def _details(setting: Setting) -> str:
    """Numbers and kinds; where a target comes from was typed by somebody."""
    target = setting.target
    aim = "no target" if target is None else f"{target.reading} {target.value:g}"
    return f"{aim}, {setting.numerator} of {setting.denominator}, campaigns {len(setting.campaigns)}"

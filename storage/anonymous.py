"""Answers without a person: what was said is kept, who said it is not, and nothing else tells.

Who has taken part stands in a ledger, written when a questionnaire is begun and not touched when it is finished. When
one is finished its run is deleted and the answers get a random number and no time. On PostgreSQL rows also have a
hidden order, that of their transactions: so each time up to `MIXED` earlier answers are written anew together with
the new one, in random order, and the latest transaction is that of many.
"""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.reminders import RUN_WAITING
from people.model import AccountId, OrganisationId
from storage.campaign_tables import campaign_participations
from storage.people_tables import anonymous_answers, participations
from storage.tables import notices, runs
from surveys.anonymity import untraced, without_traces
from surveys.campaigns.model import Campaign
from surveys.model import Answers, Questionnaire, Run
from surveys.quality import is_hasty

MIXED = 20
"""Answers among which a new one is hidden: twice the smallest group that is ever shown of well-being."""

CHAT = "chat"
PAPER = "paper"
"""How answers came."""


async def begin_anonymously(connection: AsyncConnection, run: Run, school_year: int) -> bool:
    """Enter somebody in the ledger; False if they are in it already."""
    table, row = _entry(run, school_year)
    mine = [table.c[name] == value for name, value in row.items()]
    if (await connection.execute(select(table.c.account_id).where(*mine))).first() is not None:
        return False
    await connection.execute(insert(table).values(row))
    return True


async def give_back(connection: AsyncConnection, run: Run, school_year: int) -> None:
    """Left alone and closed: nothing was said, so the person may begin again."""
    table, row = _entry(run, school_year)
    await connection.execute(delete(table).where(*(table.c[name] == value for name, value in row.items())))
    await _forget_run(connection, run)


def _entry(run: Run, school_year: int) -> tuple[Table, dict[str, Any]]:
    """The ledger and what is written in it: once in each campaign, without one once in a school year."""
    if run.campaign is not None:
        return campaign_participations, {"account_id": run.owner, "campaign_id": run.campaign}
    row = {"account_id": run.owner, "questionnaire_key": run.questionnaire.key, "school_year": school_year}
    return participations, row


async def finish_anonymously(connection: AsyncConnection, run: Run, school_year: int) -> None:
    """Keep what was said, without who said it."""
    await _forget_run(connection, run)
    await _mix_in(connection, run.questionnaire.key, [_row(run, school_year)])


async def keep_from_paper(
    connection: AsyncConnection,
    campaign: Campaign,
    questionnaire: Questionnaire,
    sheets: Iterable[tuple[OrganisationId, Answers]],
) -> None:
    """Keep what stands on sheets of paper, in no order and among answers from the chat."""
    alike = {
        "centre_id": campaign.centre,
        "version_id": questionnaire.id,
        "questionnaire_key": questionnaire.key,
        "school_year": campaign.school_year,
        "campaign_id": campaign.id,
        "source": PAPER,
        "is_hasty": False,
        "pack_id": None,
    }
    rows = [
        {
            **alike,
            "id": secrets.randbits(63),
            "organisation_id": organisation,
            "answers": orjson.dumps(untraced(questionnaire, answers)).decode(),
        }
        for organisation, answers in sheets
    ]
    await _mix_in(connection, questionnaire.key, rows)


async def _mix_in(connection: AsyncConnection, questionnaire_key: str, new: Sequence[dict[str, Any]]) -> None:
    rows = [*await _taken_out(connection, questionnaire_key), *new]
    secrets.SystemRandom().shuffle(rows)
    await connection.execute(insert(anonymous_answers), rows)


async def taken_anonymously(connection: AsyncConnection, owner: AccountId, school_year: int) -> frozenset[str]:
    """Names of the questionnaires somebody is in the ledger of."""
    query = select(participations.c.questionnaire_key).where(
        participations.c.account_id == owner, participations.c.school_year == school_year
    )
    return frozenset((await connection.execute(query)).scalars())


async def _forget_run(connection: AsyncConnection, run: Run) -> None:
    # A settled notice would keep the transaction and the time, with the person.
    about = (notices.c.kind == RUN_WAITING) & (notices.c.about == str(run.id))
    await connection.execute(delete(notices).where(notices.c.account_id == run.owner, about))
    await connection.execute(delete(runs).where(runs.c.id == run.id))


async def _taken_out(connection: AsyncConnection, questionnaire_key: str) -> Sequence[dict[str, Any]]:
    if connection.dialect.name != "postgresql":
        return []  # rows of SQLite stand in the order of their random numbers and have no other
    # What is packed is left alone; packing leaves so many behind that a new one never stands alone.
    alike = (anonymous_answers.c.questionnaire_key == questionnaire_key) & anonymous_answers.c.pack_id.is_(None)
    some = (
        select(anonymous_answers.c.id)
        .where(alike)
        .order_by(func.random())
        .limit(MIXED)
        .with_for_update(skip_locked=True)
    )
    taken = delete(anonymous_answers).where(anonymous_answers.c.id.in_(some)).returning(anonymous_answers)
    return [dict(row._mapping) for row in await connection.execute(taken)]


def _row(run: Run, school_year: int) -> dict[str, Any]:
    return {
        "id": secrets.randbits(63),
        "centre_id": run.centre,
        "organisation_id": run.organisation,
        "version_id": run.questionnaire.id,
        "questionnaire_key": run.questionnaire.key,
        "school_year": school_year,
        "answers": orjson.dumps(without_traces(run)).decode(),
        "campaign_id": run.campaign,
        "source": CHAT,
        "is_hasty": is_hasty(run),
        "pack_id": None,
    }

"""Answers of many people at once, put where the bot keeps them: a dialogue with each would take an hour."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import insert, select, update

from storage.campaign_tables import campaign_counts, campaigns
from storage.people_tables import organisations
from storage.tables import accounts, runs
from surveys.model import Kind, Question, Questionnaire
from tests.chat.town import Town

SUBJECT_TEACHER = {"work": "subject", "lessons": "yes", "special_needs": "no"}


async def answer(
    town: Town, people: Sequence[tuple[str, Mapping[str, str]]], *, ease: float = 0.3, seed: int = 1
) -> int:
    """All of them answer the newest campaign: short names of their organisations and what they tell of themselves.

    `ease` is the chance of the easiest answer. Gives the number of the campaign.
    """
    app: Any = town.bot.app
    luck = random.Random(seed)
    async with app.database.writing() as connection:
        campaign = (await connection.execute(select(campaigns).order_by(campaigns.c.id.desc()).limit(1))).one()
        found = await connection.execute(select(organisations.c.short_name, organisations.c.id))
        places = {row.short_name: row.id for row in found}
        form = await app.versions.of(campaign.version_id)
        for place, told in people:
            digest = luck.getrandbits(60)
            row = {"address_digest": digest, "sealed_address": "", "known_since": town.bot.clock()}
            added = await connection.execute(insert(accounts).values(row).returning(accounts.c.id))
            given = orjson.dumps(_answers(form, {**SUBJECT_TEACHER, **told}, luck, ease)).decode()
            await connection.execute(
                insert(runs).values(_run(town, campaign, added.scalar_one(), places[place], given))
            )
            await _count(connection, campaign.id, places[place])
    return int(campaign.id)


def _answers(form: Questionnaire, told: Mapping[str, str], luck: random.Random, ease: float) -> dict[str, str]:
    said = dict(told)
    for question in form.questions:
        if question.key in said or question.key.endswith("_preschool") or question.kind is not Kind.CHOICE:
            continue
        said[question.key] = _choice(question, luck, ease)
    return said


def _choice(question: Question, luck: random.Random, ease: float) -> str:
    options = [choice.code for choice in question.choices]
    return options[0] if luck.random() < ease else luck.choice(options)


def _run(town: Town, campaign: Any, account: int, place: int, given: str) -> dict[str, object]:
    now = town.bot.clock()
    return {
        "account_id": account,
        "version_id": campaign.version_id,
        "questionnaire_key": campaign.questionnaire_key,
        "status": "finished",
        "revision": 9,
        "answers": given,
        "heard": 0,
        "begun_at": now,
        "touched_at": now,
        "expires_at": now,
        "finished_at": now,
        "centre_id": campaign.centre_id,
        "organisation_id": place,
        "campaign_id": campaign.id,
    }


async def _count(connection: Any, campaign: int, place: int) -> None:
    mine = (campaign_counts.c.campaign_id == campaign) & (campaign_counts.c.organisation_id == place)
    more = {name: campaign_counts.c[name] + 1 for name in ("invited", "started", "finished")}
    if not (await connection.execute(update(campaign_counts).where(mine).values(more))).rowcount:
        row = {"campaign_id": campaign, "organisation_id": place, "invited": 1, "started": 1, "finished": 1}
        await connection.execute(insert(campaign_counts).values(row))

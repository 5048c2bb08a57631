"""What may be recommended after a summary: drafts by the rules of DOMAIN §2.4, to be approved by a methodologist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reports.instruments import Instrument, Support, instrument_of
from reports.russian import part, percent
from reports.well_being import without_well_being_of_few

if TYPE_CHECKING:
    from reports.summary.model import Block, Column, GroupRow, Summary

MOST_FOR_ORGANISATION, MOST_FOR_ALL = 5, {"MUNICIPALITY": 5, "TEACHERS": 3, "TEAMS": 3}
"""Topics; drafts by name of the audience."""


class Audience(StrEnum):
    """Whom it is for, in the order of the report."""

    MUNICIPALITY = "Муниципалитету и РМО"
    HEADS = "Руководителям организаций"
    SCHOOL = "Школьным методическим объединениям"
    TEACHERS = "Педагогам"
    TEAMS = "Управленческим командам"


@dataclass(frozen=True, slots=True)
class Rule:
    """From this share of pronounced difficulty on, this is recommended; `{topic}` and `{forms}` are filled in.

    Of an organisation all topics of a rule are told in one sentence.
    """

    audience: Audience
    share_from: float
    share_below: float
    text: str
    due: str
    responsible: str
    text_of_several: str = ""
    """One sentence in place of one for each topic; `{topics}` is filled in."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A draft."""

    audience: Audience
    text: str
    why: str
    due: str
    responsible: str
    place: str = ""
    """The organisation it is for; empty: all."""


Reason = tuple[Support, str]
"""A topic, and why it is recommended."""

_ALWAYS = 1.01
_COURSES = Rule(
    Audience.MUNICIPALITY, 0.5, _ALWAYS, "Заказать в региональном институте курс по теме «{topic}».",
    "в течение полугода после опроса", "методический центр",
    "Заказать в региональном институте курсы по темам: {topics}.",
)  # fmt: skip
_WORKSHOPS = Rule(
    Audience.MUNICIPALITY, 0.3, 0.5, "Провести серию муниципальных практикумов по теме «{topic}»: {forms}.",
    "в течение полугода после опроса", "методический центр, руководители РМО",
)  # fmt: skip
RULES = (
    _COURSES,
    _WORKSHOPS,
    Rule(Audience.TEACHERS, 0.5, _ALWAYS, "Тема «{topic}»: включить в индивидуальный маршрут; что поможет: {forms}.",
         "в течение учебного года", "педагог, методист"),
    Rule(Audience.TEACHERS, 0.3, 0.5, "Тема «{topic}»: выбрать короткое событие или материалы навигатора.",
         "в течение полугода после опроса", "педагог"),
)  # fmt: skip
RULES_OF_ORGANISATIONS = (
    Rule(Audience.HEADS, 0.5, _ALWAYS, "Принять выездной методический день, спланировать обучение внутри "
         "организации: {topic}.", "в течение квартала", "руководитель, методический центр"),
    Rule(Audience.SCHOOL, 0.3, 0.5, "Рассмотреть на ШМО или семинаре в организации: {topic}.",
         "в течение квартала", "руководитель ШМО"),
)  # fmt: skip
RULES_FOR_TEAMS = (
    _COURSES,
    replace(_WORKSHOPS, responsible="методический центр"),
    Rule(Audience.TEAMS, 0.5, _ALWAYS, "Тема «{topic}»: включить в план работы команды; что поможет: {forms}.",
         "в течение учебного года", "руководитель, методист"),
    Rule(Audience.TEAMS, 0.3, 0.5, "Тема «{topic}»: выбрать короткое событие или материалы навигатора.",
         "в течение полугода после опроса", "руководитель"),
)  # fmt: skip
RULES_OF_TEAMS = (
    Rule(Audience.HEADS, 0.5, _ALWAYS, "Принять выездной методический день для управленческой команды: {topic}.",
         "в течение квартала", "руководитель, методический центр"),
    Rule(Audience.HEADS, 0.3, 0.5, "Рассмотреть на совещании управленческой команды: {topic}.",
         "в течение квартала", "руководитель"),
)  # fmt: skip
"""Where those who answered are the heads and their deputies: an association of teachers is no help to them."""


def recommendations_for(summary: Summary) -> list[Recommendation]:
    """Drafts in the order of audiences; none follows from a hidden figure, none tells an organisation's figures."""
    instrument = instrument_of(summary.heading.questionnaire_key)
    if not instrument.is_difficulty:
        return []
    summary = without_well_being_of_few(summary)
    if summary.heading.is_of_one_organisation:
        # What a municipality is to order does not follow from the answers of one organisation.
        drafts = [*_for_all(summary, instrument, without=Audience.MUNICIPALITY), *_for_itself(summary, instrument)]
    else:
        drafts = [*_for_all(summary, instrument), *_for_organisations(summary, instrument)]
    order = list(Audience)
    return sorted(drafts, key=lambda draft: order.index(draft.audience))


def sources_of_practice(summary: Summary) -> list[str]:
    """Blocks in which the municipality may show how it is done: their mean index is of the lowest level."""
    return [
        block.label
        for block in summary.blocks
        if not block.is_well_being and (spread := block.index.known()) is not None and round(spread.mean, 6) < 25
    ]


def _for_all(summary: Summary, instrument: Instrument, without: Audience | None = None) -> Iterator[Recommendation]:
    everybody = RULES_FOR_TEAMS if instrument.is_of_teams else RULES
    rules = [rule for rule in everybody if rule.audience is not without]
    given, chosen = dict.fromkeys(Audience, 0), {rule: list[Reason]() for rule in rules}
    for block in _by_need(summary):
        share = block.pronounced.known()
        if share is None:
            continue
        for rule in rules:
            is_room = given[rule.audience] < MOST_FOR_ALL[rule.audience.name]
            if rule.share_from <= share.share < rule.share_below and is_room:
                given[rule.audience] += 1
                why = f"«{block.label}»: {part(share)}"
                chosen[rule].append((instrument.support(block.key, block.label), why))
    for rule, reasons in chosen.items():
        if rule.text_of_several and len(reasons) > 1:
            yield _of_several(rule, reasons)
        else:
            yield from (_draft(rule, support, why) for support, why in reasons)


def _of_several(rule: Rule, reasons: Sequence[Reason]) -> Recommendation:
    topics = ", ".join(f"«{support.topic}»" for support, _ in reasons)
    why = "; ".join(why for _, why in reasons)
    text = rule.text_of_several.format(topics=topics)
    return Recommendation(rule.audience, text, why, rule.due, rule.responsible)


def _for_organisations(summary: Summary, instrument: Instrument) -> Iterator[Recommendation]:
    table = summary.table("organisation")
    for row in table.rows if table else ():
        if row.key not in ("", "others", "0"):
            shares = _of_organisation(row, table.columns if table else ())
            yield from _for_organisation(shares, instrument, row.label)


def _for_itself(summary: Summary, instrument: Instrument) -> Iterator[Recommendation]:
    blocks = ((block, block.pronounced.known()) for block in _by_need(summary))
    shares = [(share.share, block.key, block.label) for block, share in blocks if share is not None]
    return _for_organisation(shares, instrument)


def _for_organisation(
    shares: Iterable[tuple[float, str, str]], instrument: Instrument, place: str = ""
) -> Iterator[Recommendation]:
    """All topics of a rule in one sentence, those most people need first."""
    rules = RULES_OF_TEAMS if instrument.is_of_teams else RULES_OF_ORGANISATIONS
    needed = [one for one in shares if one[0] >= min(rule.share_from for rule in rules)]
    wanted = sorted(needed, key=lambda one: -one[0])[:MOST_FOR_ORGANISATION]
    for rule in rules:
        topics = [
            f"«{instrument.support(key, label).topic}»"
            for share, key, label in wanted
            if rule.share_from <= share < rule.share_below
        ]
        if topics:
            why = f"от {percent(rule.share_from)} ответивших с выраженными затруднениями"
            yield _draft(rule, Support(", ".join(topics), ""), why, place)


def _of_organisation(row: GroupRow, columns: tuple[Column, ...]) -> Iterator[tuple[float, str, str]]:
    for column, measure in zip(columns, row.measures, strict=True):
        share = measure.pronounced.known()
        if share is not None and not column.is_overall and not column.is_item:
            yield share.share, column.key, column.label


def _by_need(summary: Summary) -> list[Block]:
    return sorted(
        (block for block in summary.blocks if block.pronounced.is_shown and not block.is_well_being),
        key=lambda block: -(known.share if (known := block.pronounced.known()) else 0),
    )


def _draft(rule: Rule, support: Support, why: str, place: str = "") -> Recommendation:
    text = rule.text.format(topic=support.topic, forms=support.forms)
    return Recommendation(rule.audience, text, why, rule.due, rule.responsible, place)

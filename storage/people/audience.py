"""An audience as a query: who belongs to it now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, cast, exists, func, literal, not_, or_, select

from people.audience import Answered, Audience, Trait
from people.model import CentreId
from storage.people_tables import members, organisations
from storage.tables import runs
from surveys.model import Status

Columns = Mapping[Trait, ColumnElement[Any]]

_OF_PASSPORT = (Trait.WORK, Trait.SUBJECT, Trait.EXPERIENCE, Trait.CATEGORY, Trait.YOUNG, Trait.SPECIAL_NEEDS)
_COLUMNS: Columns = {
    **{trait: members.c[trait.value] for trait in _OF_PASSPORT},
    Trait.ROLE: members.c.role,
    Trait.KIND: organisations.c.kind,
    Trait.TERRITORY: organisations.c.territory,
}


def members_in(audience: Audience, centre: CentreId, dialect: str) -> Select[Any]:
    """Number, account (None: has not come yet) and organisation of everybody in an audience, in no order."""
    wanted = [members.c.centre_id == centre, members.c.has_left.is_(False)]
    wanted += [_has(trait, values) for trait, values in audience.only.items()]
    wanted += [not_(_has(trait, values)) for trait, values in audience.without.items()]
    if audience.answered is not None:
        wanted.append(_has_answered(audience.answered, dialect))
    return (
        select(members.c.id.label("member_id"), members.c.account_id, members.c.organisation_id)
        .select_from(members.outerjoin(organisations, organisations.c.id == members.c.organisation_id))
        .where(*wanted)
    )


def _has(trait: Trait, values: frozenset[str]) -> ColumnElement[bool]:
    """Never NULL: somebody without an organisation is not in one, and so is left in by its negation."""
    match trait:
        case Trait.ORGANISATION:
            return func.coalesce(members.c.organisation_id, 0).in_([int(value) for value in values])
        case Trait.LOW_RESULTS:
            flags = [organisations.c.has_low_results.is_(value == "yes") for value in values]
            return organisations.c.id.is_not(None) & or_(*flags)
    return func.coalesce(_COLUMNS[trait], "").in_(values)


def _has_answered(said: Answered, dialect: str) -> ColumnElement[bool]:
    """Chosen options stand in the answer with blanks between."""
    mine = (
        (runs.c.campaign_id == said.campaign)
        & (runs.c.account_id == members.c.account_id)
        & (runs.c.status == Status.FINISHED.value)
    )
    answer = literal(" ").concat(_answer_to(said.question, dialect)).concat(" ")
    chosen = [answer.contains(f" {option} ", autoescape=True) for option in sorted(said.options)]
    return exists(select(runs.c.id).where(mine, or_(*chosen)))


def _answer_to(question: str, dialect: str) -> ColumnElement[Any]:
    if dialect == "postgresql":
        element: ColumnElement[Any] = cast(runs.c.answers, JSON)[question].as_string()
        return element
    return func.json_extract(runs.c.answers, f'$."{question}"')

"""Rows of people as values and back."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Row

from people.audit import Note
from people.centre import Centre, Door, Operator
from people.invitation import Invitation, InvitationId
from people.lists.words import folded
from people.member import PROFILE_KEYS, Member, Profile
from people.model import AccountId, CentreId, MemberId, OrganisationId
from people.organisation import Organisation, OrganisationCard, OrganisationKind
from people.roles import Post, Role
from storage.sealing import Sealer


def to_centre(row: Row[Any]) -> Centre:
    """A centre from its row."""
    settings = orjson.loads(row.settings)
    return Centre(
        id=CentreId(row.id),
        name=row.name,
        zone=ZoneInfo(settings["zone"]),
        operator=Operator(settings["operator"]),
        school_year=settings["school_year"],
        door=Door(settings["door"]),
        min_cell=settings["min_cell"],
        min_cell_well_being=settings["min_cell_well_being"],
        is_telegram_allowed=settings["is_telegram_allowed"],
        details=settings["details"],
    )


def centre_values(centre: Centre) -> Mapping[str, Any]:
    """The columns of a centre."""
    settings = {
        "zone": centre.zone.key,
        "operator": centre.operator.value,
        "school_year": centre.school_year,
        "door": centre.door.value,
        "min_cell": centre.min_cell,
        "min_cell_well_being": centre.min_cell_well_being,
        "is_telegram_allowed": centre.is_telegram_allowed,
        "details": dict(centre.details),
    }
    return {"name": centre.name, "settings": orjson.dumps(settings).decode()}


def to_card(row: Any) -> OrganisationCard:
    """What a list tells of an organisation."""
    return OrganisationCard(
        row.name, row.short_name, OrganisationKind(row.kind), row.territory, row.has_low_results, row.staff
    )


def to_organisation(row: Any) -> Organisation:
    """An organisation from its row."""
    return Organisation(OrganisationId(row.id), CentreId(row.centre_id), to_card(row), row.is_closed)


def card_values(card: OrganisationCard, *, is_closed: bool) -> Mapping[str, Any]:
    """The columns of an organisation but its centre."""
    return {
        "name": card.name,
        "short_name": card.short_name,
        "folded_name": folded(card.short_name),
        "kind": card.kind.value,
        "territory": card.territory,
        "has_low_results": card.has_low_results,
        "staff": card.staff,
        "is_closed": is_closed,
    }


def to_member(row: Any) -> Member:
    """A member from the row."""
    values = {key: value for key in PROFILE_KEYS if (value := getattr(row, key))}
    return Member(
        id=MemberId(row.id),
        centre=CentreId(row.centre_id),
        code=row.code,
        organisation=None if row.organisation_id is None else OrganisationId(row.organisation_id),
        account=None if row.account_id is None else AccountId(row.account_id),
        profile=Profile(values, orjson.loads(row.given_in)),
        is_guest=row.is_guest,
        has_left=row.has_left,
    )


def profile_values(profile: Profile) -> dict[str, Any]:
    """The columns of a profile."""
    values = {key: profile.values.get(key, "") for key in PROFILE_KEYS}
    return {**values, "given_in": orjson.dumps(dict(profile.given_in)).decode()}


def to_invitation(row: Any, sealer: Sealer) -> Invitation:
    """An invitation with its code opened."""
    return Invitation(
        id=InvitationId(row.id),
        centre=CentreId(row.centre_id),
        organisation=None if row.organisation_id is None else OrganisationId(row.organisation_id),
        role=Role(row.role),
        code=sealer.open_text(row.sealed_code),
        made_at=row.made_at,
        valid_until=row.valid_until,
        is_once=row.is_once,
        used=row.used,
        revoked_at=row.revoked_at,
        label=row.label,
    )


def to_post(row: Any) -> Post:
    """A post from its row."""
    organisation = None if row.organisation_id is None else OrganisationId(row.organisation_id)
    return Post(Role(row.role), CentreId(row.centre_id), organisation)


def note_values(note: Note) -> Mapping[str, Any]:
    """The columns of the audit."""
    return {
        "at": note.at,
        "centre_id": note.centre,
        "actor": note.actor[:64],
        "action": note.action,
        "about": note.about[:64],
        "details": note.details[:255],
    }

"""Whom a broadcast is for: the ways to find people, as queries."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select, union_all

from delivery.broadcast import TO_AUDIENCE
from people.audience import audience_from_json
from people.model import CentreId
from storage.broadcast_tables import channels
from storage.people.audience import members_in
from storage.spreading import BUILT_IN, Recipients


def to_audience(told: Mapping[str, Any], centre: CentreId, dialect: str) -> Select[Any]:
    """The people of an audience at the moment of sending, not of composing; and channels, if there are any."""
    people = members_in(audience_from_json(told["audience"]), centre, dialect)
    if not told.get("channels"):
        return people
    chosen = (channels.c.centre_id == centre) & channels.c.account_id.in_(told["channels"])
    everywhere = union_all(
        select(people.subquery("members").c.account_id), select(channels.c.account_id).where(chosen)
    ).subquery("everywhere")
    return select(everywhere.c.account_id)


RECIPIENTS: Recipients = {**BUILT_IN, TO_AUDIENCE: to_audience}
"""By the word that stands in `what`."""

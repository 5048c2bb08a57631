"""Whom a broadcast is for: the ways to find people, as queries."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select

from delivery.broadcast import TO_AUDIENCE
from people.audience import audience_from_json
from people.model import CentreId
from storage.people.audience import members_in
from storage.spreading import BUILT_IN, Recipients


def to_audience(told: Mapping[str, Any], centre: CentreId, dialect: str) -> Select[Any]:
    """The people of an audience at the moment of sending, not of composing."""
    return members_in(audience_from_json(told["audience"]), centre, dialect)


RECIPIENTS: Recipients = {**BUILT_IN, TO_AUDIENCE: to_audience}
"""By the word that stands in `what`."""

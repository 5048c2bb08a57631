"""A centre from the answers of its set-up, and back, so that settings can be corrected."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from people.centre import Centre, Door, Operator, school_year_of
from people.model import CentreId

SETUP = "centre-setup"
"""The questionnaire that is the set-up; its names are the keys here."""
NEW = CentreId(0)
DETAILS = ("operator_name", "address", "inn", "contact", "hosting", "region")
_ALIAS = {"operator_name": "operator"}
"""Names of answers that consent texts know by another word."""


def centre_from(answers: Mapping[str, str], number: CentreId, now: datetime) -> Centre:
    """The centre as it was described; what was passed over gets its default."""
    operator = Operator(answers["operator"])
    zone = ZoneInfo(answers["zone"])
    min_cell = int(float(answers.get("min_cell") or 5))
    details = {_ALIAS.get(key, key): answers[key] for key in DETAILS if answers.get(key)}
    return Centre(
        id=number,
        name=answers["name"],
        zone=zone,
        operator=operator,
        school_year=int(answers.get("school_year") or school_year_of(now.astimezone(zone))),
        door=Door(answers.get("door") or Door.CODE),
        min_cell=min_cell,
        min_cell_well_being=int(float(answers.get("min_cell_well_being") or max(10, min_cell))),
        is_telegram_allowed=operator is not Operator.MUNICIPAL or answers.get("telegram") == "impersonal",
        details={**details, "min_cell": str(min_cell)},
    )


def answers_of(centre: Centre) -> dict[str, str]:
    """What would have to be answered to get this very centre."""
    back = {word: key for key, word in _ALIAS.items()}
    details = {back.get(key, key): value for key, value in centre.details.items() if key != "min_cell"}
    answers = {
        **details,
        "name": centre.name,
        "zone": centre.zone.key,
        "operator": centre.operator.value,
        "school_year": str(centre.school_year),
        "door": centre.door.value,
        "min_cell": str(centre.min_cell),
        "min_cell_well_being": str(centre.min_cell_well_being),
    }
    if centre.operator is Operator.MUNICIPAL:
        answers["telegram"] = "impersonal" if centre.is_telegram_allowed else "off"
    return answers

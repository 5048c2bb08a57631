"""A place on the map: «55.7558 37.6173 0 12» — latitude, longitude, height, accuracy, as ODK keeps it."""

import re
from datetime import datetime

from surveys.events import Problem
from surveys.model import Question
from surveys.questions.reading import Read
from surveys.replies import Act, Located, Said

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)", re.ASCII)


def read(_question: Question, act: Act, _so_far: str, _now: datetime) -> Read:
    """A location sent, or two numbers typed."""
    match act:
        case Located(latitude, longitude, accuracy):
            return _place(latitude, longitude, accuracy)
        case Said(text) if found := _COORDINATES.fullmatch(text.strip()):
            return _place(float(found[1]), float(found[2]), 0)
    return Read(problem=Problem.LOCATION_EXPECTED)


def _place(latitude: float, longitude: float, accuracy: float) -> Read:
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Read(problem=Problem.LOCATION_EXPECTED)
    return Read(f"{latitude:.7g} {longitude:.7g} 0 {accuracy:.6g}")

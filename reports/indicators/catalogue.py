"""The indicators there are, each with what a centre begins with."""

from __future__ import annotations

from collections.abc import Mapping

from people.audience import Audience
from reports.indicators.model import Definition, Denominator, Numerator, Reading, Setting, Target
from surveys.composing import HEADS, YOUNG

_COVERED = (Denominator.INVITED, Denominator.LISTED)
_ALL = (
    Definition(
        "IND-01s",
        "Прошли муниципальную самооценку затруднений",
        "Самооценка затруднений",
        {"pd-1": "", "mt-1": ""},
        Setting(Numerator.CLEAN, Denominator.INVITED, Target(70, Reading.MIN_LEVEL, "собственная норма центра")),
        (Numerator.CLEAN, Numerator.FINISHED),
        _COVERED,
        listed_words="все, кто есть в списке сотрудников",
        finished_words="заполнили самооценку",
        note="Не заменяет диагностику в ЦНППМ: она учитывается отдельно.",
    ),
    Definition(
        "IND-07",
        "Молодые педагоги ответили на мониторинг трудностей",
        "Мониторинг молодых педагогов",
        {"yt-1": ""},
        Setting(Numerator.FINISHED, Denominator.LISTED, Target(100, Reading.MIN_LEVEL, "рекомендация")),
        (Numerator.FINISHED, Numerator.CLEAN),
        _COVERED,
        listed_words="молодые педагоги по списку: до 35 лет, стаж до 3 лет",
        finished_words="заполнили анкету «Первые годы в профессии»",
    ),
    Definition(
        "IND-11",
        "Удовлетворены наставничеством",
        "Наставничество",
        {"mf-1-mentor": "Наставники", "mf-1-mentee": "Наставляемые"},
        Setting(
            Numerator.SATISFIED,
            Denominator.ANSWERED,
            Target(85, Reading.MIN_LEVEL, "таблица распоряжения Р-145, к 2024 году"),
        ),
        (Numerator.SATISFIED,),
        (Denominator.ANSWERED,),
        finished_words="заполнили анкету «Взгляд двоих»",
    ),
    Definition(
        "IND-16",
        "Руководители охвачены мониторингом потребностей",
        "Охват руководителей",
        {"mt-1": ""},
        Setting(Numerator.FINISHED, Denominator.LISTED),
        (Numerator.FINISHED, Numerator.WITH_COURSES, Numerator.CLEAN),
        _COVERED,
        listed_words="руководители и заместители по списку",
        finished_words="заполнили анкету управленческих команд",
    ),
)
DEFINITIONS: Mapping[str, Definition] = {each.code: each for each in _ALL}
"""By code, in the order in which they are shown."""
LISTED: Mapping[str, Audience] = {"IND-01s": Audience(), "IND-07": YOUNG, "IND-16": HEADS}
"""Who everybody is where people are counted by the list of the centre."""


def codes_about(questionnaire: str) -> tuple[str, ...]:
    """The indicators that follow from a questionnaire."""
    return tuple(code for code, each in DEFINITIONS.items() if questionnaire in each.questionnaires)

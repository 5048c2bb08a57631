"""Our own sheets.

`scales`: name, label, bands, least, of, personal, weight; `bands`: list_name, from, name, label, feedback.
"""

import math

from surveys.model import Band, Key, PriorityRule, Scale
from surveys.xlsform.cells import Cells

DEFAULT_LEAST = 1.0
_NO = ("no", "нет", "false", "0")


def build_scales(cells: Cells) -> tuple[Scale, ...]:
    """Scales in the order of their sheet."""
    bands = _bands(cells)
    least_by_default = cells.setting_number("min_answers", DEFAULT_LEAST)
    scales: list[Scale] = []
    for row in cells.form.sheets.get("scales", []):
        name, levels = row.get("name", ""), row.get("bands", "")
        if levels and levels not in bands:
            cells.defect("unknown_bands", "scales", name, "bands", f"На листе «bands» нет списка «{levels}».")
        least = cells.number(row.get("least"), "scales", name, "least", least_by_default)
        parts = tuple(row.get("of", "").split())
        label = row.get("label", name)
        is_personal = row.get("personal", "").strip().lower() not in _NO
        weight = cells.number(row.get("weight"), "scales", name, "weight", 1.0)
        if not 0 < weight < math.inf:
            cells.defect("bad_weight", "scales", name, "weight", "Вес шкалы должен быть больше нуля.")
        scales.append(Scale(name, label, bands.get(levels, ()), int(least), parts, is_personal, weight))
    _check(cells, scales)
    return tuple(scales)


def build_priorities(cells: Cells) -> PriorityRule | None:
    """The rule for «где помощь нужна прежде всего», if the form sets a threshold or names the question for it."""
    question = cells.setting("priority_question")
    if not question and not cells.setting("priority_from"):
        return None
    return PriorityRule(
        question=Key(question),
        alone_from=cells.setting_number("priority_from", 50),
        chosen_from=cells.setting_number("priority_chosen_from", 25),
        bonus=cells.setting_number("priority_bonus", 10),
        most=int(cells.setting_number("priority_most", 3)),
    )


def _bands(cells: Cells) -> dict[str, tuple[Band, ...]]:
    lists: dict[str, list[Band]] = {}
    for row in cells.form.sheets.get("bands", []):
        name = row.get("name", "")
        start = cells.number(row.get("from"), "bands", name, "from", 0)
        if not 0 <= start <= 100:
            cells.defect("band_out_of_range", "bands", name, "from", "Граница уровня должна быть от 0 до 100.")
        band = Band(name, start, row.get("label", name), row.get("feedback", ""))
        lists.setdefault(row.get("list_name", ""), []).append(band)
    return {name: tuple(sorted(bands, key=lambda band: band.start)) for name, bands in lists.items()}


def _check(cells: Cells, scales: list[Scale]) -> None:
    keys = [scale.key for scale in scales]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        cells.defect("duplicate_scale", "scales", key, "name", "Шкала с таким именем уже есть.")
    for scale in scales:
        for part in scale.of:
            if part not in keys:
                cells.defect("unknown_scale", "scales", scale.key, "of", f"Шкалы «{part}» нет на этом листе.")

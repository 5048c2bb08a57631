"""Which files of indicators there are; apart from the work, whose libraries no button needs."""

FIGURES = "indicators"
WITH_PEOPLE = "indicators-people"
"""With the personal codes of those who are not covered."""
LABEL = "Показатели центра (Excel)"
WHAT = "показатели"
"""In the accusative, as a progress says it."""

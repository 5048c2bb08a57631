"""Small groups are never shown: the one place that everything passes which leaves the system (DOMAIN §6.5).

A figure that may be seen is a `Shown`, made here alone; whoever renders takes `Cell`, which is a `Shown` or a
`Hidden`, and asks it `said(write)` for text or `known()` for a number or a gap. How to come by cells:

One attribute
    `pattern = protect_groups({group: respondents}, policy)`, then for every `row` of `pattern.printed`:
    `pattern.size(row)`, `pattern.cell(row, mean)`, and `pattern.total_cell(mean)`; below the table
    `pattern.footnotes`; `pattern.advice` says how to show it when little is left; `pattern.visible` are the rows for
    charts and the groups that may be filtered by. For organisations: `merges=True, are_sizes_known=True`.

One question in such a table
    `protect_answers(pattern, {group: Tally or Spread})` gives a narrower pattern of the same kind, with the bases of
    the question: a `Tally` for counts of options, a `Spread` (base, least, greatest) for means of indices.
    For an index printed together with its items: `protect_scale`. For one group by itself:
    `may_show_distribution(counts, policy)`.

Two attributes
    `protect_crossing({(row, column): respondents}, rows_pattern, columns_pattern)`; for a question
    `protect_crossing_answers(crossing, answers)`. If `is_refused`, do not print the two attributes in one report.

Single answers
    `told_together(columns, least)`: what may stand beside them of people.

Everything else is agreed upon by those who ask: filters show what crossings do, organisations are taken together
within territories and kinds (`reports/summary/patterns.py`, `withheld.py`), and while answers come in figures move in
steps (`reports/summary/live.py`).

What is promised. No sum or difference of published figures concerns fewer than k people. The size of no hidden group
can be narrowed to fewer than `policy.width` + 1 neighbouring numbers. No published counts make it certain what a
person answered, unless at least ten agree in the open. Who knows some of the answers beforehand, or how the search
chooses what to hide besides the small groups, may know more of sizes, never of answers: for these the choice is
made by numbers of respondents.
"""

from reports.protection.answers import Spread, Tally, may_show, may_show_distribution, protect_answers, tally
from reports.protection.cells import Cell, Hidden, Reason, Shown
from reports.protection.crossing import Crossing, protect_crossing, protect_crossing_answers
from reports.protection.groups import Protection, Row, protect_groups
from reports.protection.policy import DEFAULT, WELL_BEING, Policy
from reports.protection.scales import protect_scale
from reports.protection.single import told_together
from reports.protection.words import Advice

__all__ = [
    "DEFAULT",
    "WELL_BEING",
    "Advice",
    "Cell",
    "Crossing",
    "Hidden",
    "Policy",
    "Protection",
    "Reason",
    "Row",
    "Shown",
    "Spread",
    "Tally",
    "may_show",
    "may_show_distribution",
    "protect_answers",
    "protect_crossing",
    "protect_crossing_answers",
    "protect_groups",
    "protect_scale",
    "tally",
    "told_together",
]

"""What the statistics cost: indices of a region's answers, the quality of a scale, a cross-tab, open answers."""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from reports.statistics.codes import SKIPPED, Codes
from reports.statistics.crosstabs import associate, crosstab
from reports.statistics.flags import flag
from reports.statistics.gaps import confidence_gap
from reports.statistics.groups import compare_groups
from reports.statistics.indices import score_all
from reports.statistics.items import Columns, item_matrix, scale_items
from reports.statistics.priorities import priorities
from reports.statistics.reliability import reliabilities
from reports.statistics.words import word_families
from surveys.library.shelf import FOLDER
from surveys.model import Key, Questionnaire
from surveys.scoring import score
from surveys.xlsform import compile_form, read_markdown

PEOPLE = 250_000
ONE_BY_ONE = 1_000
WRITERS = 100_000
PHRASES = (
    "Не хватает времени на подготовку, слишком много отчётов.",
    "Большие классы; дети с ОВЗ без тьютора",
    "Интернет в школе медленный, электронный журнал зависает",
    "нет наставника, не с кем разобрать урок",
)


def statistics_bench() -> None:
    """Print all figures."""
    questionnaire, rng = _questionnaire(), np.random.default_rng(1)
    columns = {
        question.key: rng.integers(SKIPPED, len(question.choices), PEOPLE).astype(np.int16)
        for question in questionnaire.questions
        if question.scale and not question.key.endswith("_preschool")
    }
    print(f"\nStatistics of {PEOPLE:,} people and {len(columns)} scored items:")
    _print_indices(questionnaire, columns, rng)
    _print_groups(columns, rng)
    written = [PHRASES[number % len(PHRASES)] for number in range(WRITERS)]
    _line(f"words of {WRITERS:,} open answers", _best(lambda: word_families(written), 1))


def _print_indices(questionnaire: Questionnaire, columns: Columns, rng: np.random.Generator) -> None:
    fast = _best(lambda: score_all(questionnaire, columns))
    slow = _best(lambda: _one_by_one(questionnaire, columns), 1) * PEOPLE / ONE_BY_ONE
    peak = _peak(lambda: score_all(questionnaire, columns))
    _line("indices of all scales", fast, f", {peak:.0f} MB; {slow / fast:.0f} times faster than one by one")
    indices = score_all(questionnaire, columns)
    chosen = {scale.key: rng.random(PEOPLE) < 0.3 for scale in questionnaire.scales}
    _line("priority blocks", _best(lambda: priorities(questionnaire.priorities, indices, chosen)))
    blocks = [scale for scale in questionnaire.scales if not scale.of]
    _line("confidence gaps", _best(lambda: [confidence_gap(questionnaire, scale, columns) for scale in blocks]))
    _line("flags", _best(lambda: flag(questionnaire, columns, np.full(PEOPLE, 300.0))))
    items = scale_items(questionnaire, blocks[0].key)
    _line("alpha, omega, items of a block", _best(lambda: reliabilities(*item_matrix(items, columns))))


def _print_groups(columns: Columns, rng: np.random.Generator) -> None:
    one, other = columns[Key("a1")], rng.integers(-1, 40, PEOPLE).astype(np.int16)
    _line("cross-tab of 5 by 40, tested", _best(lambda: associate(crosstab(one, other, 5, 40))))
    numbers = rng.normal(50, 20, PEOPLE)
    _line("a number by 40 groups, tested", _best(lambda: compare_groups(numbers, other)))


def _line(name: str, milliseconds: float, note: str = "") -> None:
    print(f"  {name:<31} {milliseconds:8.0f} ms{note}")


def _one_by_one(questionnaire: Questionnaire, columns: Columns) -> None:
    for person in range(ONE_BY_ONE):
        score(questionnaire, {key: _answer(questionnaire, key, column, person) for key, column in columns.items()})


def _answer(questionnaire: Questionnaire, key: Key, column: Codes, person: int) -> str:
    code = int(column[person])
    return questionnaire.by_key[key].choices[code].code if code >= 0 else ""


def _best(what: Callable[[], object], times: int = 3) -> float:
    """Milliseconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        spent.append(time.perf_counter() - began)
    return 1000 * min(spent)


def _peak(what: Callable[[], object]) -> float:
    """Megabytes held at most beside what was there before."""
    tracemalloc.start()
    what()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _questionnaire() -> Questionnaire:
    return compile_form(read_markdown("pd-1.md", (FOLDER / "pd-1.md").read_text(encoding="utf-8")))

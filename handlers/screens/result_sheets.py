"""Results as real tables, for phones that show them: those of the text screens, and coverage by organisation."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.screen import Sheet, Table
from handlers.screens.markup import unmarked
from handlers.screens.results import MOST_BLOCKS, compared_title, cut, heading_of, sentence_of, sides_of
from handlers.texts import Speech
from reports.extremes import extreme_items, told
from reports.instruments import Instrument, instrument_of
from reports.protection.cells import NOT_SHOWN
from reports.russian import counted, decimal, percent, whole
from reports.summary.model import (
    Block,
    ChoiceQuestion,
    Comparison,
    CoverageRow,
    Crossing,
    CrossRow,
    Difference,
    Item,
    Part,
    Summary,
)
from surveys.campaigns.model import Coverage

MOST_PLACES = 40
MOST_QUESTIONS = 12
MOST_ROWS = 20
MOST_ACROSS = 3
"""Groups that stand beside each other on a phone; more of them stand below each other."""
LONGEST_WORDS = 80
LONGEST_HEADER = 32


def summary_sheet(speech: Speech, summary: Summary) -> Sheet:
    """Blocks, the weakest and the strongest, coverage."""
    title, *lines = unmarked(heading_of(speech, summary)).split("\n")
    instrument = instrument_of(summary.heading.questionnaire_key)
    tables = _blocks(speech, summary, instrument.headline) if summary.blocks else []
    for name, keys in ((instrument.weakest, summary.weakest), (instrument.strongest, summary.strongest)):
        items = extreme_items(summary, keys)
        tables += [_extremes(speech, name, items, instrument)] if items else []
    if not summary.blocks:
        tables += [_choice(speech, question) for question in summary.choices[:MOST_QUESTIONS]]
    places = summary.coverage.rows if not summary.heading.filters else ()
    if len(places) > 1:
        tables.append(_coverage(speech, places, summary.coverage.total, is_known=summary.coverage.is_known))
    left_out = len(places) - MOST_PLACES
    notes = [_more_places(speech, left_out)] if left_out > 0 else []
    return _sheet(speech, title, lines, tables, notes)


def _sheet(speech: Speech, title: str, lines: Sequence[str], tables: Sequence[Table], notes: Sequence[str]) -> Sheet:
    """In narrow cells the reason why a figure is hidden has no room: it is told once, for all of them."""
    short = [replace(table, rows=tuple(tuple(map(_short, row)) for row in table.rows)) for table in tables]
    is_hidden = any(cell == NOT_SHOWN for table in short for row in table.rows for cell in row)
    told = [*([speech.plain("results-hidden-note")] if is_hidden else []), *notes]
    return Sheet(title, tuple(lines), tuple(short), tuple(told))


def _short(cell: str) -> str:
    return NOT_SHOWN if cell.startswith(f"{NOT_SHOWN} (") else cell


def _blocks(speech: Speech, summary: Summary, headline: str) -> list[Table]:
    everywhere = {block.key: block.pronounced for block in summary.municipal}
    shown = [*summary.blocks[:MOST_BLOCKS], *summary.overall]
    shares = ["results-column-here", "results-column-all"] if everywhere else ["results-column-share"]
    keys = ["results-column-block", *shares, "results-column-index", "results-column-n"]
    rows = [_block(block, everywhere) for block in shown]
    return [Table(headline, tuple(map(speech.plain, keys)), tuple(rows), totals=len(summary.overall))]


def _block(block: Block, everywhere: dict[str, Part]) -> tuple[str, ...]:
    beside = [_share(everywhere[block.key]) if block.key in everywhere else "—"] if everywhere else []
    index = block.index.said(lambda spread: decimal(spread.mean, 0))
    return cut(block.label, LONGEST_WORDS), _share(block.pronounced), *beside, index, block.n.said(whole)


def _extremes(speech: Speech, title: str, items: Sequence[Item], instrument: Instrument) -> Table:
    columns = speech.plain("results-column-item"), speech.plain("results-column-said")
    rows = [(cut(item.label.rstrip(".")), told(item, instrument)) for item in items]
    return Table(title, columns, tuple(rows), has_words=True)


def _choice(speech: Speech, question: ChoiceQuestion) -> Table:
    columns = speech.plain("results-column-answer"), speech.plain("results-column-share")
    rows = [(cut(option.label, LONGEST_WORDS), _share(option.share)) for option in question.options[:MOST_ROWS]]
    return Table(cut(question.label), columns, tuple(rows))


def _coverage(speech: Speech, places: Sequence[CoverageRow], total: Coverage, *, is_known: bool) -> Table:
    """Where nobody was invited, from the menu, only who has answered is counted."""
    share = ("results-column-percent",) if is_known else ()
    keys = ("results-column-place", "results-column-finished", *share)
    told = [
        *((place.label, place.coverage) for place in places[:MOST_PLACES]),
        (speech.plain("results-total"), total),
    ]
    rows = [(cut(label, LONGEST_WORDS), *_progress(coverage, is_known=is_known)) for label, coverage in told]
    return Table(speech.plain("results-coverage-table"), tuple(map(speech.plain, keys)), tuple(rows), totals=1)


def _progress(coverage: Coverage, *, is_known: bool) -> tuple[str, ...]:
    if not is_known:
        return (whole(coverage.finished),)
    return f"{whole(coverage.finished)} из {whole(coverage.invited)}", percent(coverage.share)


def _more_places(speech: Speech, count: int) -> str:
    return speech.plain("results-more-places", places=counted(count, "организация", "организации", "организаций"))


def comparison_sheet(speech: Speech, summary: Summary, comparison: Comparison) -> Sheet:
    """Two groups, or two waves."""
    line = unmarked(compared_title(speech, comparison))
    if comparison.is_of_waves:
        sides = [speech.plain("results-column-before"), speech.plain("results-column-after")]
    else:
        sides = [cut(label, LONGEST_HEADER) for label in sides_of(comparison)]
    columns = (speech.plain("results-column-block"), *sides, speech.plain("results-column-difference"))
    table = Table(speech.plain("results-compared-means"), columns, tuple(map(_difference, comparison.differences)))
    meanings = [_meaning(each) for each in comparison.differences if each.sentence]
    return _sheet(speech, cut(summary.heading.title), (line,), (table,), (*meanings, *comparison.notes))


def _difference(each: Difference) -> tuple[str, ...]:
    means = [side.mean.said(decimal) for side in (each.before, each.after)]
    return cut(each.label, LONGEST_WORDS), *means, each.mean_difference.said(_signed)


def _signed(points: float) -> str:
    return f"+{decimal(points)}" if round(points, 1) > 0 else decimal(points)


def _meaning(each: Difference) -> str:
    broken = "".join(f" {sentence_of(what)}" for what in each.broken_by)
    return f"{cut(each.label, LONGEST_WORDS)}. {sentence_of(each.sentence)}{broken}"


def crossing_sheet(speech: Speech, crossing: Crossing, *, is_by_attribute: bool) -> Sheet:
    """Groups beside each other, or below each other where there are many; shares are of the group either way."""
    key = "results-crossed-by-attribute" if is_by_attribute else "results-crossed"
    title, *lines = unmarked(speech.say(key, question=cut(crossing.label), by=cut(crossing.by_label))).split("\n")
    groups = [*crossing.rows[:MOST_ROWS], crossing.total]
    table = _across(speech, crossing, groups) if len(groups) <= MOST_ACROSS + 1 else _below(speech, crossing, groups)
    notes = [sentence_of(crossing.sentence), *crossing.footnotes]
    return _sheet(speech, title, lines, (table,), list(filter(None, notes)))


def _across(speech: Speech, crossing: Crossing, groups: Sequence[CrossRow]) -> Table:
    columns = (speech.plain("results-column-answer"), *(cut(group.label, LONGEST_HEADER) for group in groups))
    shares = zip(*(group.shares for group in groups), strict=True)
    rows = [
        (cut(label, LONGEST_WORDS), *map(_share, line)) for label, line in zip(crossing.columns, shares, strict=True)
    ]
    sizes = ("n", *(group.n.said(whole) for group in groups))
    return Table("", columns, (*rows, sizes), totals=1)


def _below(speech: Speech, crossing: Crossing, groups: Sequence[CrossRow]) -> Table:
    answers = [cut(label, LONGEST_HEADER) for label in crossing.columns]
    rows = [(cut(group.label, LONGEST_WORDS), *map(_share, group.shares), group.n.said(whole)) for group in groups]
    return Table("", (speech.plain("results-column-group"), *answers, "n"), tuple(rows), totals=1)


def _share(share: Part) -> str:
    return share.said(lambda one: percent(one.share))

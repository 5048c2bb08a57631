"""The own result beside the municipal figures and beside the own results of before."""

import html
from collections.abc import Sequence

from handlers.payloads import RunTap
from handlers.screen import Screen, Sheet, Table, button
from handlers.screens.markup import unmarked
from handlers.screens.result import level_words, shown, who_sees
from handlers.screens.results import LONGEST_TITLE, cut, fitting
from handlers.texts import Speech
from reports.protection.cells import NOBODY
from reports.summary.own import OwnBlock
from surveys.model import Run

WITHIN = "в этих пределах"


def own_result_screen(speech: Speech, run: Run, blocks: Sequence[OwnBlock]) -> Screen:
    """Block by block; where too few have answered, only what is the person's own."""
    parts = [speech.say("own-result", title=cut(run.questionnaire.title, LONGEST_TITLE))]
    parts += [_block(speech, block) for block in blocks]
    if not any(block.place for block in blocks):
        parts.append(speech.say("own-result-few"))
    parts.append(speech.say("own-result-note", seen=who_sees(speech, run)))
    return Screen(fitting(parts), ((button(speech.plain("own-result-back"), RunTap(run=run.id)),),))


def own_result_sheet(speech: Speech, run: Run, blocks: Sequence[OwnBlock]) -> Sheet:
    """The same as a table, with a column for each result of before."""
    title, *lines = unmarked(speech.say("own-result", title=cut(run.questionnaire.title, LONGEST_TITLE))).split("\n")
    before = list(dict.fromkeys(one.label for block in blocks for one in block.history))
    columns = (
        speech.plain("results-column-block"),
        speech.plain("own-result-you"),
        speech.plain("own-result-others"),
    )
    rows = [_row(block, before) for block in blocks]
    notes = [] if any(block.place for block in blocks) else [speech.plain("own-result-few")]
    notes.append(unmarked(speech.plain("own-result-note", seen=who_sees(speech, run))))
    return Sheet(title, tuple(lines), (Table("", (*columns, *before), tuple(rows), has_words=True),), tuple(notes))


def _row(block: OwnBlock, before: Sequence[str]) -> tuple[str, ...]:
    own = NOBODY if block.index is None else _own(block, block.index)
    band = None if block.municipal is None else block.municipal.known()
    others = NOBODY if band is None else f"{round(band.lower_quartile)}–{round(band.upper_quartile)}"
    earlier = {one.label: str(shown(one.index)) for one in block.history}
    return cut(block.label), own, others, *(earlier.get(label, NOBODY) for label in before)


def _own(block: OwnBlock, index: float) -> str:
    return f"{shown(index)} — {level_words(cut(block.level))}" if block.level else str(shown(index))


def _headline(speech: Speech, block: OwnBlock, index: float) -> str:
    label, number = cut(block.label), shown(index)
    if not block.level:
        return speech.say("own-result-block-without-level", label=label, index=number)
    return speech.say("own-result-block", label=label, index=number, level=level_words(cut(block.level)))


def _block(speech: Speech, block: OwnBlock) -> str:
    if block.index is None:
        return speech.say("own-result-unknown", label=cut(block.label))
    lines = [_headline(speech, block, block.index)]
    band = None if block.municipal is None else block.municipal.known()
    if band is not None:
        low, high = round(band.lower_quartile), round(band.upper_quartile)
        place = WITHIN if block.place == "в пределах" else block.place
        lines.append(speech.say("own-result-band", low=low, high=high, place=place))
    if block.history:
        told = ", ".join(f"{html.escape(one.label, quote=False)} — {shown(one.index)}" for one in block.history)
        lines.append(speech.say("own-result-earlier", history=told))
    return "\n".join(lines)

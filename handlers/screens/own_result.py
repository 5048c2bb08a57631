"""The own result beside the municipal figures and beside the own results of before."""

import html
from collections.abc import Sequence

from handlers.payloads import RunTap
from handlers.screen import Screen, button
from handlers.screens.result import shown
from handlers.screens.results import fitting
from handlers.texts import Speech
from reports.summary.own import OwnBlock
from surveys.model import Run

WITHIN = "в этих пределах"


def own_result_screen(speech: Speech, run: Run, blocks: Sequence[OwnBlock]) -> Screen:
    """Block by block; where too few have answered, only what is the person's own."""
    parts = [speech.say("own-result", title=run.questionnaire.title)]
    parts += [_block(speech, block) for block in blocks]
    if not any(block.place for block in blocks):
        parts.append(speech.say("own-result-few"))
    parts.append(speech.say("own-result-note"))
    return Screen(fitting(parts), ((button(speech.plain("own-result-back"), RunTap(run=run.id)),),))


def _block(speech: Speech, block: OwnBlock) -> str:
    if block.index is None:
        return speech.say("own-result-unknown", label=block.label)
    lines = [speech.say("own-result-block", label=block.label, index=shown(block.index), level=block.level)]
    band = None if block.municipal is None else block.municipal.known()
    if band is not None:
        low, high = round(band.lower_quartile), round(band.upper_quartile)
        place = WITHIN if block.place == "в пределах" else block.place
        lines.append(speech.say("own-result-band", low=low, high=high, place=place))
    if block.history:
        told = ", ".join(f"{html.escape(one.label, quote=False)} — {shown(one.index)}" for one in block.history)
        lines.append(speech.say("own-result-earlier", history=told))
    return "\n".join(lines)

"""The personal result card: eight blocks, the overall index, where help is wanted first, what levels mean."""

import html
from datetime import tzinfo

from handlers.result_payloads import OwnResultTap
from handlers.screen import Screen, button
from handlers.screens.answers import day_text
from handlers.screens.aside import way_out
from handlers.screens.results import LONGEST_TITLE, cut, fitting
from handlers.texts import Speech
from people.policy import Mode
from surveys.model import Band, Run, Scale
from surveys.scoring import Result, ScaleResult

_MASCULINE = ("ый", "ий", "ой")
BAR = 10
"""Cells of the bar under a block; squares, because old phones have them."""


def result_screen(speech: Speech, run: Run, result: Result, zone: tzinfo) -> Screen:
    """What the answers add up to, for the person who gave them."""
    has_figures = _says_something(result)
    parts = [speech.say("trial-result")] if run.is_trial else []
    if has_figures:
        parts += [
            _title(speech, run, zone),
            speech.say("result-scale-explained"),
            *(_block(speech, block) for block in result.blocks),
            "\n".join(_overall(speech, overall) for overall in result.overall),
            _priorities(speech, result) if run.questionnaire.priorities else "",
            _levels(speech, result.blocks[0].scale),
            f"<i>{speech.say('result-note', seen=who_sees(speech, run))}</i>",
        ]
    elif not run.is_trial:
        parts += [f"<b>{_when(speech, run, zone)}</b>", speech.say("result-thanks")]
    rows = [(way_out(speech, run),)]
    if has_figures and not run.is_trial and run.centre is not None:
        rows.insert(0, (button(speech.plain("own-result-beside"), OwnResultTap(run=run.id)),))
    return Screen(fitting(parts), tuple(rows))


def who_sees(speech: Speech, run: Run) -> str:
    """Whether staff may have the answers one by one: they may of campaigns, under codes."""
    if run.campaign is None or run.mode is Mode.ANONYMOUS:
        return speech.plain("result-seen-only-you")
    is_named = run.mode is Mode.IDENTIFIED
    return speech.plain("result-seen-identified" if is_named else "result-seen-under-code")


def _says_something(result: Result) -> bool:
    return any(block.asked for block in result.blocks)


def _title(speech: Speech, run: Run, zone: tzinfo) -> str:
    return f"<b>{speech.say('result-title')}</b>\n{_when(speech, run, zone)}"


def _when(speech: Speech, run: Run, zone: tzinfo) -> str:
    when = (run.finished_at or run.touched_at).astimezone(zone)
    return speech.say("result-when", title=cut(run.questionnaire.title, LONGEST_TITLE), day=day_text(when.date()))


def _block(speech: Speech, block: ScaleResult) -> str:
    label = cut(block.scale.label)
    if block.index is None:
        return speech.say("result-scale-unknown", label=label)
    bar, index = _bar(block.index), shown(block.index)
    if block.band is None:
        return speech.say("result-scale-without-level", label=label, bar=bar, index=index)
    return speech.say("result-scale", label=label, bar=bar, index=index, level=level_words(cut(block.band.label)))


def shown(index: float) -> int:
    """A whole number that never contradicts its level: 49,9 is shown as 49, because 50 is the next level."""
    return int(index)


def level_words(level: str) -> str:
    """«выраженный уровень»; what a centre calls its own levels is left as it is."""
    return f"{level} уровень" if level.endswith(_MASCULINE) else level


def _bar(index: float) -> str:
    filled = min(BAR, int(index / 100 * BAR + 0.5))
    return "■" * filled + "□" * (BAR - filled)


def _overall(speech: Speech, overall: ScaleResult) -> str:
    label = cut(overall.scale.label)
    if overall.index is None:
        return speech.say("result-overall-unknown", label=label, least=overall.scale.least)
    index = shown(overall.index)
    if overall.band is None:
        return speech.say("result-overall-without-level", label=label, index=index)
    return speech.say("result-overall", label=label, index=index, level=level_words(cut(overall.band.label)))


def _priorities(speech: Speech, result: Result) -> str:
    if not result.priorities:
        return speech.say("result-no-priorities") if _all_known(result) else ""
    lines = [
        f"{place}. {html.escape(cut(priority.scale.label), quote=False)}"
        for place, priority in enumerate(result.priorities, start=1)
    ]
    return "\n".join([speech.say("result-priorities"), *lines])


def _all_known(result: Result) -> bool:
    return all(block.index is not None for block in result.blocks)


def _levels(speech: Speech, scale: Scale) -> str:
    lines = [
        speech.say(
            "result-level",
            label=cut(band.label).capitalize(),
            range=_range(scale, band),
            meaning=cut(band.meaning, LONGEST_TITLE),
        )
        for band in scale.bands
    ]
    return "\n".join([speech.say("result-levels"), *lines]) if lines else ""


def _range(scale: Scale, band: Band) -> str:
    following = [other.start for other in scale.bands if other.start > band.start]
    end = int(min(following)) - 1 if following else 100
    return f"{int(band.start)}–{end}"

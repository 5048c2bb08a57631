"""What an author sees: the report on a form, what is on offer, what a new version changes."""

import html
from collections.abc import Iterable, Sequence

from handlers.payloads import FormsTap, MenuTap, StarterTap, VersionAct, VersionTap
from handlers.screen import Button, Screen, button
from handlers.screens.menu import shortened
from handlers.texts import Speech
from surveys.authoring import Publication, Report
from surveys.comparison import Comparison, What
from surveys.model import Key, Questionnaire
from surveys.rehearsal import Finding, Rehearsal
from workbooks.defect import Defect

MOST_LISTED = 8
"""Defects told in the message; the rest stand in the workbook."""
MOST_NOTED = 5
LONGEST_LINE = 350
LONGEST_SOURCE = 60
MOST_FORMS = 30
MOST_NAMED = 4


def checking_screen(speech: Speech, file: str) -> Screen:
    """Shown at once, because a check takes seconds."""
    return Screen(speech.say("form-checking", file=file))


def refused_size_screen(speech: Speech, file: str) -> Screen:
    """Too large to be a questionnaire."""
    return Screen(speech.say("form-too-large", file=file), _home(speech))


def report_screen(speech: Speech, report: Report) -> Screen:
    """The report on a file."""
    if report.questionnaire is None:
        return Screen(_joined(_defective(speech, report)), _home(speech))
    form = report.questionnaire
    parts = [
        speech.say("form-good", title=form.title, file=report.file),
        _size(speech, form, report.verdict.rehearsal),
        _rehearsed(speech, form, report.verdict.rehearsal),
        _listed(speech.say("form-notes"), _told(report.verdict.notes), MOST_NOTED, speech),
        _changes(speech, report.comparison),
    ]
    publish = "form-replace" if report.published is not None else "form-publish"
    is_same = report.published is not None and report.published.id == form.id
    rows: list[tuple[Button, ...]] = [(_act(speech, "form-try", form, VersionAct.TRY),)]
    if is_same:
        parts.append(speech.say("form-already"))
    else:
        rows.append((_act(speech, publish, form, VersionAct.PUBLISH),))
    rows.append((_act(speech, "form-download", form, VersionAct.DOWNLOAD),))
    return Screen(_joined(parts), (*rows, *_home(speech)))


def forms_screen(speech: Speech, published: Sequence[Publication]) -> Screen:
    """Forms that staff have put on offer, and how to make one."""
    rows: list[tuple[Button, ...]] = []
    for publication in published[:MOST_FORMS]:
        form = publication.questionnaire
        rows.append((button(shortened(form.title), VersionTap(version=form.id, act=VersionAct.LOOK)),))
    rows.append((button(speech.plain("form-starter"), StarterTap()),))
    text = speech.say("forms") if published else speech.say("forms-none")
    return Screen(text, (*rows, (button(speech.plain("to-menu"), MenuTap()),)))


def form_screen(speech: Speech, form: Questionnaire, on_offer: Questionnaire | None) -> Screen:
    """One version of a form; `on_offer` is the version that stands in the menu."""
    asked = sum(question.is_numbered for question in form.questions)
    text = speech.say("form-on-offer", title=form.title, version=form.version or "—", questions=asked)
    rows: list[tuple[Button, ...]] = [(_act(speech, "form-try", form, VersionAct.TRY),)]
    if on_offer is None or on_offer.id != form.id:
        rows.append((_act(speech, "form-replace" if on_offer else "form-publish", form, VersionAct.PUBLISH),))
    rows.append((_act(speech, "form-download", form, VersionAct.DOWNLOAD),))
    if on_offer is not None and on_offer.id == form.id:
        rows.append((_act(speech, "form-withdraw", form, VersionAct.WITHDRAW),))
    return Screen(text, (*rows, *_home(speech)))


def published_screen(speech: Speech, form: Questionnaire, link: str) -> Screen:
    """It is on offer now; the link opens it for anybody."""
    key = "form-published" if form.is_offered else "form-published-aside"
    return Screen(speech.say(key, title=form.title, link=link), _home(speech))


def _home(speech: Speech) -> tuple[tuple[Button, ...], ...]:
    return ((button(speech.plain("menu-forms"), FormsTap()),), (button(speech.plain("to-menu"), MenuTap()),))


def _act(speech: Speech, key: str, form: Questionnaire, act: VersionAct) -> Button:
    return button(speech.plain(key), VersionTap(version=form.id, act=act))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _defective(speech: Speech, report: Report) -> list[str]:
    verdict = report.verdict
    heading = speech.say("form-bad", file=report.file, count=len(verdict.defects))
    parts = [_listed(heading, _told(verdict.defects), MOST_LISTED, speech)]
    parts.append(_listed(speech.say("form-notes"), _told(verdict.notes), MOST_NOTED, speech))
    parts.append(speech.say("form-marked" if verdict.marked else "form-send-again"))
    return parts


def _told(defects: Iterable[Defect]) -> list[str]:
    lines = []
    for defect in defects:
        where = ", ".join(_place(defect))
        said = f"{where}: {defect.what}" if where else defect.what
        lines.append(_cut(f"{said} {defect.remedy}".strip()))
    return lines


def _place(defect: Defect) -> list[str]:
    where = defect.where
    parts = [where.sheet, f"строка {where.row}" if where.row is not None else "", where.column]
    return [part for part in parts if part]


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"


def _listed(heading: str, lines: Sequence[str], most: int, speech: Speech) -> str:
    if not lines:
        return ""
    shown = [f"{number}. {html.escape(line, quote=False)}" for number, line in enumerate(lines[:most], start=1)]
    if len(lines) > most:
        shown.append(speech.say("form-more", count=len(lines) - most))
    return "\n".join([heading, *shown])


def _size(speech: Speech, form: Questionnaire, rehearsal: Rehearsal | None) -> str:
    asked = sum(question.is_numbered for question in form.questions)
    if rehearsal is None:
        return speech.say("form-size", questions=asked)
    quick, slow = rehearsal.minutes
    minutes = str(quick) if quick == slow else f"{quick}–{slow}"
    return speech.say("form-size-and-time", questions=asked, minutes=minutes)


def _rehearsed(speech: Speech, form: Questionnaire, rehearsal: Rehearsal | None) -> str:
    if rehearsal is None:
        return ""
    share = int(rehearsal.covered * 100)
    told = speech.say("form-rehearsed", walks=rehearsal.walks, share=share)
    if not rehearsal.findings:
        return told
    lines = [_found(speech, form, finding, key) for finding, key in rehearsal.findings]
    return told + "\n" + _listed(speech.say("form-findings"), lines, MOST_NOTED, speech)


def _found(speech: Speech, form: Questionnaire, finding: Finding, key: Key) -> str:
    question = form.by_key.get(key)
    label = question.label if question else key
    short = label if len(label) <= LONGEST_SOURCE else label[: LONGEST_SOURCE - 1] + "…"
    return speech.plain(f"finding-{finding.value.replace('_', '-')}", name=key, label=short)


def _changed(speech: Speech, comparison: Comparison, what: What) -> str:
    keys = [change.key for change in comparison.changes if change.what is what]
    if not keys:
        return ""
    named = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
    return speech.plain(f"change-{what.value}", count=len(keys), names=named)


def _changes(speech: Speech, comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    if comparison.is_same:
        return speech.say("form-unchanged")
    lines = [line for what in What if (line := _changed(speech, comparison, what))]
    parts = [speech.say("form-changes"), *(f"• {html.escape(line, quote=False)}" for line in lines)]
    parts.append(speech.say("form-comparable", same=comparison.comparable, asked=comparison.asked))
    if comparison.broken_scales:
        parts.append(speech.say("form-broken-scales", scales=", ".join(comparison.broken_scales)))
    return "\n".join(parts)

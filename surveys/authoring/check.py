"""Checking a draft: read, compile, rehearse, mark."""

from dataclasses import replace

from surveys.authoring.model import Draft, Verdict
from surveys.rehearsal import rehearse
from surveys.xlsform.carriers import Carrier, mark_form, read_carrier
from surveys.xlsform.checking import Checked, check_carrier
from workbooks.defect import Defect, DefectsError, Place


def check(draft: Draft) -> Verdict:
    """Everything that can be said about a draft; never raises because of what is in its files."""
    try:
        carrier = read_carrier(draft.file, draft.data)
    except DefectsError as error:
        return Verdict(None, error.defects, [])
    carrier = _with(carrier, draft)
    checked = check_carrier(carrier)
    if not checked.is_usable:
        return Verdict(checked.form, checked.defects, checked.notes, marked=_marked(draft, checked))
    assert checked.questionnaire is not None
    notes = [*checked.notes, *_missing_pictures(carrier, checked)]
    rehearsal = rehearse(checked.questionnaire)
    return Verdict(checked.form, [], notes, rehearsal, attachments=carrier.attachments)


def _with(carrier: Carrier, draft: Draft) -> Carrier:
    return replace(carrier, attachments={**carrier.attachments, **draft.attachments})


def _marked(draft: Draft, checked: Checked) -> bytes | None:
    try:
        return mark_form(draft.file, draft.data, checked.defects)
    except Exception:  # noqa: BLE001 - a workbook too odd to be written again; the report itself matters more
        return None


def _missing_pictures(carrier: Carrier, checked: Checked) -> list[Defect]:
    assert checked.questionnaire is not None
    wanted = {question.picture: question for question in checked.questionnaire.questions if question.picture}
    return [
        Defect(
            "missing_picture",
            Place(carrier.file, "survey", None, "media::image"),
            f"«{question.name}»: картинки «{name}» нет, вопрос будет без неё. Пришлите её следом.",
        )
        for name, question in wanted.items()
        if name not in carrier.attachments
    ]

"""What the process of documents does for questionnaires on paper: blanks, and what was typed from them."""

import base64
import json
from datetime import date, datetime
from typing import Any

from surveys.campaigns.code import campaign_in
from surveys.model import Questionnaire
from workbooks.defect import DefectsError
from workbooks.reading import read_workbook

MOST_ROWS = 5_000
"""Sheets of paper in one workbook."""


def blanks(told: dict[str, Any]) -> bytes:
    """JSON with the questionnaire to print and the workbook to type into, both in base64."""
    from reports.printing.paper_entry import entry_workbook
    from reports.printing.paper_questionnaire import paper_questionnaire

    questionnaire = _questionnaire(told["form"])
    until = date.fromisoformat(told["until"])
    made = {
        "questionnaire": paper_questionnaire(questionnaire, told["code"], told["centre"], until),
        "workbook": entry_workbook(questionnaire, told["code"]),
    }
    return json.dumps({name: base64.b64encode(data).decode() for name, data in made.items()}).encode()


def entries(told: dict[str, Any]) -> bytes:
    """JSON with the campaign of a workbook, what was typed and everything that is wrong; null if it is none."""
    from reports.printing.entry_reading import campaign_code_of, is_entry_workbook, read_entries
    from reports.printing.entry_wire import entries_to_json

    try:
        carrier = read_workbook(told["file"], base64.b64decode(told["data"]), MOST_ROWS)
    except DefectsError:
        return b"null"  # whoever reads questionnaires says what is wrong with it
    if not is_entry_workbook(carrier):
        return b"null"
    campaign = campaign_in(campaign_code_of(carrier))
    form = told["forms"].get(str(campaign))
    now = datetime.fromisoformat(told["now"])
    read = ([], []) if form is None else read_entries(_questionnaire(form), carrier, now)
    return json.dumps({"campaign": campaign, **entries_to_json(*read)}).encode()


def _questionnaire(form: dict[str, Any]) -> Questionnaire:
    from surveys.xlsform import compile_form
    from surveys.xlsform.form import Form

    return compile_form(Form.from_json(form))

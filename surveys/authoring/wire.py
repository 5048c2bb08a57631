"""Verdicts as JSON, for the way between the bot and the process that checks."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from surveys.authoring.model import Draft, Verdict
from surveys.model import Key
from surveys.rehearsal import Finding, Rehearsal
from surveys.xlsform.form import Form
from workbooks.defect import Defect, Place


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Bytes become base64."""
    return {"file": draft.file, "data": _packed(draft.data), "attachments": _all_packed(draft.attachments)}


def draft_from_json(data: dict[str, Any]) -> Draft:
    """The reverse of `draft_to_json`."""
    return Draft(data["file"], base64.b64decode(data["data"]), _all_unpacked(data["attachments"]))


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """Everything but nothing of Python's own."""
    return {
        "form": verdict.form.to_json() if verdict.form else None,
        "defects": [asdict(defect) for defect in verdict.defects],
        "notes": [asdict(note) for note in verdict.notes],
        "rehearsal": asdict(verdict.rehearsal) if verdict.rehearsal else None,
        "marked": _packed(verdict.marked) if verdict.marked else None,
        "attachments": _all_packed(verdict.attachments),
    }


def verdict_from_json(data: dict[str, Any]) -> Verdict:
    """The reverse of `verdict_to_json`."""
    return Verdict(
        form=Form.from_json(data["form"]) if data["form"] else None,
        defects=[_defect(each) for each in data["defects"]],
        notes=[_defect(each) for each in data["notes"]],
        rehearsal=_rehearsal(data["rehearsal"]) if data["rehearsal"] else None,
        marked=base64.b64decode(data["marked"]) if data["marked"] else None,
        attachments=_all_unpacked(data["attachments"]),
    )


def _rehearsal(data: dict[str, Any]) -> Rehearsal:
    quick, slow = data["minutes"]
    findings = tuple((Finding(finding), Key(key)) for finding, key in data["findings"])
    return Rehearsal(**{**data, "minutes": (quick, slow), "findings": findings})


def _defect(data: dict[str, Any]) -> Defect:
    return Defect(**{**data, "where": Place(**data["where"])})


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _all_packed(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _packed(data) for name, data in files.items()}


def _all_unpacked(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(data) for name, data in files.items()}

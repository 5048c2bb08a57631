"""Read questionnaires in a process of their own: `[[name, text], …]` comes in, a list of forms goes out, as JSON."""

import json
import sys
from typing import Any

from people.defect import DefectsError
from surveys.xlsform.reader import read_markdown


def _read(name: str, text: str) -> dict[str, Any]:
    try:
        return read_markdown(name, text).to_json()
    except DefectsError as error:
        return {
            "defects": [
                {"code": d.code, "file": d.where.file, "what": d.what, "remedy": d.remedy} for d in error.defects
            ]
        }


json.dump([_read(name, text) for name, text in json.load(sys.stdin)], sys.stdout, ensure_ascii=False)

"""Check questionnaires in a process of their own: `[[name, text], …]` comes in, forms and defects go out, as JSON."""

import json
import sys
from dataclasses import asdict
from typing import Any

from surveys.xlsform.checking import check_markdown


def _checked(name: str, text: str) -> dict[str, Any]:
    form, defects = check_markdown(name, text)
    return {"form": form.to_json() if form else None, "defects": [asdict(defect) for defect in defects]}


json.dump([_checked(name, text) for name, text in json.load(sys.stdin)], sys.stdout, ensure_ascii=False)

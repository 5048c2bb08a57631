"""The process that opens strangers' templates: bytes come in, JSON with a sample or with what is wrong goes out."""

import base64
import json
import sys

from reports.analysis.sample import example, look_at
from reports.analysis.template import BrokenTemplateError
from workbooks.limits import limit

MEMORY = 1024**3
SECONDS = 30


def told(what: str, data: bytes) -> dict[str, object]:
    """What was asked for."""
    if what == "example":
        return {"sample": base64.b64encode(example()).decode()}
    try:
        look = look_at(data)
    except BrokenTemplateError as error:
        return {"broken": str(error)}
    return {"sample": base64.b64encode(look.sample).decode(), "lent": look.lent}


if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    json.dump(told(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)

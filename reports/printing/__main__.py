"""The process that makes documents: `invitations` or `deletion-act` and JSON come in, a .docx goes out."""

import json
import sys
from typing import Any

from people import codes
from workbooks.limits import limit

MEMORY = 1024**3
SECONDS = 60


def made(what: str, told: dict[str, Any]) -> bytes:
    """The bytes of a document."""
    match what:
        case "invitations":
            return _invitations(told)
        case "deletion-act":
            return _deletion_act(told)
    raise ValueError(what)


def _invitations(told: dict[str, Any]) -> bytes:
    from reports.printing.invitations import InvitationSheet, invitation_sheets

    sheets = [
        InvitationSheet(each["organisation"], codes.told(each["code"]), each["link"], None) for each in told["sheets"]
    ]
    return invitation_sheets(told["centre"], sheets)


if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    sys.stdout.buffer.write(made(sys.argv[1], json.load(sys.stdin)))

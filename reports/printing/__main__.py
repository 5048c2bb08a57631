"""The process that works with documents: a kind and JSON come in, a .docx, a picture or JSON goes out."""

import json
import sys
from datetime import datetime
from typing import Any

from people import codes
from reports.printing import paper_tasks
from workbooks.limits import limit

SYSTEM = "Бот методического центра"
REASON = "Требование субъекта персональных данных"
MEMORY = 1024**3
SECONDS = 60


def made(what: str, told: dict[str, Any]) -> bytes:
    """The bytes of a document, or of what was read in one."""
    match what:
        case "invitations":
            return _invitations(told)
        case "consent":
            return _consent(told)
        case "deletion-act":
            return _deletion_act(told)
        case "blanks":
            return paper_tasks.blanks(told)
        case "entries":
            return paper_tasks.entries(told)
    raise ValueError(what)


def _invitations(told: dict[str, Any]) -> bytes:
    from reports.printing.invitations import InvitationSheet, invitation_sheets

    sheets = [
        InvitationSheet(each["organisation"], codes.told(each["code"]), each["link"], None) for each in told["sheets"]
    ]
    return invitation_sheets(told["centre"], sheets)


def _consent(told: dict[str, Any]) -> bytes:
    from reports.printing.consent_form import NAME, consent_form

    # Without these a consent in writing is void: 152-ФЗ, article 9, part 4.
    return consent_form(
        told["title"], told["paragraphs"], (NAME, "Адрес", "Паспорт: серия, номер, кем и когда выдан")
    )


def _deletion_act(told: dict[str, Any]) -> bytes:
    from reports.printing.deletion_act import DeletedKind, DeletionAct, LogLine, Responsible, deletion_act

    at = datetime.fromisoformat(told["at"])
    subject = codes.told(told["subject"]) if told["subject"] else "без кода"
    act = DeletionAct(
        number=told["number"],
        operator=told["operator"] or "",
        operator_address=told["address"] or "",
        subjects=(subject,),
        kinds=tuple(DeletedKind(kind, count) for kind, count in told["counts"].items()),
        system=SYSTEM,
        reason=REASON,
        deleted_on=at.date(),
        responsible=(Responsible("Администратор"), Responsible("Ответственный за данные")),
        log=tuple(LogLine(at, subject, kind, count, REASON) for kind, count in told["counts"].items()),
    )
    return deletion_act(act)


if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    sys.stdout.buffer.write(made(sys.argv[1], json.load(sys.stdin)))

"""`check FILE [--json]`: everything that is wrong with a form."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from surveys.commands.files import checked, told
from surveys.xlsform.checking import Checked


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="проверить анкету")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="для программ")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 1 if there is something to mend."""
    result = checked(arguments.file)
    if arguments.json:
        print(json.dumps(_as_json(result), ensure_ascii=False, indent=2))
    else:
        print(_as_text(result))
    return 0 if result.is_usable else 1


def _as_text(result: Checked) -> str:
    parts = [told(result.defects)]
    if result.notes:
        parts.append("Обратите внимание:\n" + told(result.notes))
    if result.is_usable and result.questionnaire is not None:
        asked = sum(question.is_numbered for question in result.questionnaire.questions)
        parts.append(f"Ошибок нет. «{result.questionnaire.title}», вопросов: {asked}.")
    else:
        parts.append(f"Ошибок: {len(result.defects)}.")
    return "\n".join(part for part in parts if part)


def _as_json(result: Checked) -> dict[str, Any]:
    form = result.questionnaire
    return {
        "ok": result.is_usable,
        "title": form.title if form else None,
        "form_id": form.key if form else None,
        "version": form.version if form else None,
        "questions": sum(question.is_numbered for question in form.questions) if form else 0,
        "defects": [asdict(defect) for defect in result.defects],
        "notes": [asdict(note) for note in result.notes],
    }

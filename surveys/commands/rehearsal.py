"""`rehearse FILE`: robots walk the form."""

import argparse
import sys
from pathlib import Path

from surveys.commands.files import checked, told
from surveys.rehearsal import Finding, rehearse

SAID = {
    Finding.UNREACHABLE: "никто не дойдёт: условие не выполняется ни при каких ответах",
    Finding.CONTRADICTORY: "ограничение не пропускает ни один ответ",
    Finding.DEAD_END: "ни ответить, ни пропустить",
    Finding.NO_OPTIONS: "может не остаться ни одного варианта",
    Finding.LONG_BUTTON: "варианты не помещаются на кнопки: будут номера",
    Finding.LONG_TEXT: "не поместится в одно сообщение",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("rehearse", help="пройти анкету роботами")
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0, help="сколько искать")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the robots met; 1 if something is seriously wrong."""
    result = checked(arguments.file)
    if not result.is_usable or result.questionnaire is None:
        print(told(result.defects), file=sys.stderr)
        return 1
    found = rehearse(result.questionnaire, patience=arguments.seconds)
    quick, slow = found.minutes
    print(f"Прошли {found.walks}, дошли до конца {found.finished}; на телефоне {quick}–{slow} мин.")
    print(f"Проверено развилок: {int(found.covered * 100)} %.")
    for finding, key in found.findings:
        print(f"  {key}: {SAID[finding]}")
    return 1 if found.serious else 0

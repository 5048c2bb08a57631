"""`convert FILE --to xlsx|md|xform`: the same form on another carrier."""

import argparse
import sys
from pathlib import Path

from surveys.commands.files import carrier_of, told
from surveys.xlsform.carriers import Carrier, write_markdown, write_workbook
from surveys.xlsform.reader import read_form, to_xform
from workbooks.defect import DefectsError

SUFFIXES = {"xlsx": ".xlsx", "md": ".md", "xform": ".xml"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("convert", help="перевести анкету в другой формат")
    parser.add_argument("file", type=Path)
    parser.add_argument("--to", choices=SUFFIXES, required=True)
    parser.add_argument("--output", type=Path, help="куда записать; по умолчанию рядом")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; 1 if the form has defects that forbid it."""
    target = arguments.output or arguments.file.with_suffix(SUFFIXES[arguments.to])
    if target == arguments.file:
        print("Файл уже в этом формате.", file=sys.stderr)
        return 2
    try:
        target.write_bytes(_converted(carrier_of(arguments.file), arguments.to))
    except DefectsError as error:
        print(told(error.defects), file=sys.stderr)
        return 1
    print(f"Записано: {target}")
    return 0


def _converted(carrier: Carrier, to: str) -> bytes:
    if to == "xform":
        form, defects = read_form(carrier)
        if form is None or defects:
            raise DefectsError(defects)
        return to_xform(carrier).encode()
    sheets = {sheet.name: [row.cells for row in sheet.rows] for sheet in carrier.sheets.values()}
    return write_workbook(sheets) if to == "xlsx" else write_markdown(sheets).encode()

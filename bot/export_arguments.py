"""What can be said after `python -m bot export`; apart from the work, whose libraries no other command needs."""

import argparse
from pathlib import Path

from reports.answers.options import Several
from reports.downloads import KINDS
from reports.indicators.downloads import FIGURES, LABEL


def add_export_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What can be said after `export`."""
    command = commands.add_parser("export", help="выгрузить сводку, справку, ответы кампании или показатели центра")
    command.add_argument("campaign", type=int, nargs="?", help=f"номер кампании; для «{FIGURES}» не нужен")
    command.add_argument("--menu", metavar="АНКЕТА", help="вместо кампании: ответы из меню, например pd-1")
    command.add_argument("--year", type=int, metavar="ГОД", help="год, в котором начался учебный год ответов из меню")
    running = ", пока идёт кампания: для работы, не для передачи"
    kinds = "; ".join(f"{kind.key} — {kind.label}{running if kind.is_working else ''}" for kind in KINDS.values())
    kinds = f"{kinds}; {FIGURES} — {LABEL}"
    command.add_argument("--kind", required=True, choices=(*KINDS, FIGURES), metavar="ВИД", help=kinds)
    command.add_argument("--centre", type=int, help=f"номер центра, если их несколько; для «{FIGURES}» и --menu")
    command.add_argument("--out", required=True, type=Path, metavar="ФАЙЛ")
    command.add_argument("--organisation", type=int, help="номер организации: только её сводка")
    command.add_argument(
        "--only", action="append", default=[], metavar="ПРИЗНАК=ЗНАЧЕНИЕ", help="отбор, например category=first"
    )
    command.add_argument("--codes", action="store_true", help="в ячейках коды, а не слова")
    command.add_argument("--several", choices=[each.value for each in Several], default=Several.ONE.value)
    command.add_argument("--personal", action="store_true", help="с личными кодами участников")

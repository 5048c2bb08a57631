"""`python -m surveys check | walk | convert | rehearse | eval`: questionnaires without a bot."""

import argparse
import sys
from collections.abc import Callable

from surveys.commands import check, convert, evaluate, rehearsal, walk

COMMANDS: tuple[Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None], ...] = (
    check.add,
    walk.add,
    convert.add,
    rehearsal.add,
    evaluate.add,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 when there is something to mend, 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m surveys", description="Анкеты в формате XLSForm.")
    commands = parser.add_subparsers(title="команды", required=True)
    for add in COMMANDS:
        add(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except OSError as error:
        print(f"Файл не открывается: {error.filename or ''} {error.strerror or error}", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())

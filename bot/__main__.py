"""The command line: `python -m bot run | migrate | config | check | rotate-key | lists | registry | audit | …`."""

import argparse
import sys

WRONG_CONFIGURATION = 2


def main() -> int:
    """Run one command; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Бот методического центра")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="запустить бота")
    commands.add_parser("migrate", help="подготовить базу данных к этой версии")
    commands.add_parser("config", help="показать все настройки")
    commands.add_parser("check", help="проверить настройки, базу, анкеты и токен")
    commands.add_parser("rotate-key", help="перешифровать адреса новым ключом BOT_KEY")
    from bot import results_commands, staff_commands
    from bot.export_arguments import add_export_command

    staff_commands.add_commands(commands)
    results_commands.add_commands(commands)
    add_export_command(commands)
    arguments = parser.parse_args()
    if arguments.command == "config":
        return _config()
    return _with_settings(arguments)


def _config() -> int:
    from bot.settings import settings_table

    for name, default, meaning in settings_table():
        print(f"{name}\n    {meaning}" + (f" По умолчанию: {default}" if default else ""))
    return 0


def _with_settings(arguments: argparse.Namespace) -> int:
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        print(f"Бот не запущен: исправьте настройки.\n{error}", file=sys.stderr)
        return WRONG_CONFIGURATION
    from bot import commands

    return commands.COMMANDS[arguments.command](settings, arguments)


if __name__ == "__main__":
    sys.exit(main())

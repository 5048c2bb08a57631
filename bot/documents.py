"""Making files in processes of their own, so that nobody's tap waits for them."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from bot.apart import ApartError, apart
from bot.reckoning import ProcessReckoner
from delivery.broadcast import Counts
from people.audit import ACTION_WORDS, Note
from people.consent import ConsentText
from people.model import OrganisationId
from people.privacy import Erased
from reports.charts.board import board_rows
from reports.results import ReckoningError
from surveys.campaigns.model import Coverage
from surveys.campaigns.outcomes import View
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 60.0
AT_ONCE = 1
_KINDS = {
    "answers": "Ответы на анкеты и результаты",
    "profile": "Профиль: работа, предмет, стаж, категория, отметка «до 35 лет»",
    "notices": "Напоминания",
    "participations": "Отметки об участии в анонимных анкетах",
    "posts": "Роли",
    "drafts": "Черновики анкет",
    "address": "Зашифрованный адрес в мессенджере и его хеш",
}
"""What an act calls the kinds of data."""


class ProcessDocuments:
    """The `Documents` of the chat."""

    def __init__(self, reckoner: ProcessReckoner) -> None:
        """Pictures that are drawn anew all day come from the warm process of the `reckoner`."""
        self._reckoner = reckoner
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def invitation_sheets(self, centre: str, sheets: Sequence[tuple[str, str, str]]) -> bytes:
        """See `Documents.invitation_sheets`."""
        told = {
            "centre": centre,
            "sheets": [{"organisation": name, "code": code, "link": link} for name, code, link in sheets],
        }
        return await self._made("reports.printing", ["invitations"], told)

    async def paper_consent(self, text: ConsentText) -> bytes:
        """See `Documents.paper_consent`."""
        told = {"title": text.title, "paragraphs": text.body.split("\n\n")}
        return await self._made("reports.printing", ["consent"], told)

    async def deletion_act(self, erased: Erased) -> bytes:
        """See `Documents.deletion_act`."""
        visitor = erased.visitor
        centre = visitor.centre
        details = dict(centre.details) if centre else {}
        told = {
            "number": f"{erased.at:%Y%m%d}-{visitor.account.id}",
            "operator": details.get("operator", centre.name if centre else ""),
            "address": details.get("address", ""),
            "subject": visitor.member.code if visitor.member else "",
            "at": (erased.at.astimezone(centre.zone) if centre else erased.at).isoformat(),
            "counts": {_KINDS.get(kind, kind): count for kind, count in erased.counts.items()},
        }
        return await self._made("reports.printing", ["deletion-act"], told)

    async def own_workbook(self, told: Mapping[str, Any]) -> bytes:
        """See `Documents.own_workbook`."""
        sheets: dict[str, list[list[Any]]] = {
            "Участник": [["Что", "Значение"], *([key, value] for key, value in told["Участник"].items())],
            "Профиль": [["Что", "Значение"], *([key, value] for key, value in told["Профиль"].items())],
            "Роли": [["Роль"], *([role] for role in told["Роли"])],
            "Согласия": _table(told["Согласия"]),
            "Ответы": [["Анкета", "Начата", "Завершена", "Вопрос", "Ответ"], *_answers(told["Ответы"])],
        }
        return await self._made("workbooks", [], sheets)

    async def coverage_workbook(self, view: View, names: Mapping[OrganisationId, str]) -> bytes:
        """See `Documents.coverage_workbook`."""
        there = [*(place for place in names if place in view.coverage), *(p for p in view.coverage if p not in names)]
        rows = [[names.get(place, "Без организации"), *_counted(view.coverage[place])] for place in there]
        heading = ["Организация", "Приглашено", "Начали", "Ответили", "Охват, %", "На бумаге"]
        sheets = {"Охват": [heading, *rows, ["Всего", *_counted(view.total)]]}
        return await self._made("workbooks", [], sheets)

    async def board_picture(
        self, title: str, coverage: Mapping[OrganisationId, Coverage], names: Mapping[OrganisationId, str]
    ) -> bytes:
        """See `Documents.board_picture`."""
        try:
            return await self._reckoner.board(title, board_rows(coverage, names))
        except ReckoningError as error:
            raise DefectsError([Defect("no_picture", Place(), "Картинка сейчас не получилась.")]) from error

    def expect_board(self) -> None:
        """See `Documents.expect_board`."""
        self._reckoner.warm()

    async def audit_workbook(self, notes: Sequence[Note], zone: tzinfo) -> bytes:
        """See `Documents.audit_workbook`."""
        rows = [
            [
                note.at.astimezone(zone).strftime("%d.%m.%Y %H:%M:%S"),
                note.actor,
                ACTION_WORDS.get(note.action, note.action),
                note.about,
                note.details,
            ]
            for note in notes
        ]
        return await self._made("workbooks", [], {"Журнал": [["Когда", "Кто", "Что", "О чём", "Подробности"], *rows]})

    async def broadcast_picture(self, title: str, counts: Counts) -> bytes:
        """See `Documents.broadcast_picture`."""
        bars = [
            ("Доставлено", counts.sent),
            ("Нажали кнопку", counts.pressed),
            ("Ждут отправки", counts.waiting),
            ("Недоступны", counts.unreachable),
            ("Не доставлено", counts.rejected),
            ("Отменено", counts.cancelled),
        ]
        return await self._made("reports.bars", [], {"title": title, "bars": bars})

    async def _made(self, module: str, arguments: Sequence[str], told: object) -> bytes:
        try:
            async with self._turn:
                return await apart(module, arguments, json.dumps(told).encode(), PATIENCE)
        except ApartError as error:
            raise DefectsError([Defect(error.code, Place(), error.what)]) from error


def _counted(coverage: Coverage) -> list[int | float]:
    percent = round(100 * coverage.share, 1)
    return [coverage.invited, coverage.started, coverage.finished, percent, coverage.paper]


def _table(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    headings = list(dict.fromkeys(key for row in rows for key in row)) or ["Пусто"]
    return [headings, *([row.get(heading) for heading in headings] for row in rows)]


def _answers(runs: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    return [
        [run["Анкета"], run["Начата"], run["Завершена"], said["Вопрос"], said["Ответ"]]
        for run in runs
        for said in run["Ответы"]
    ]

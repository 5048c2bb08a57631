"""Everything that is kept of one person, told to them: the answer to «what do you know of me?»."""

from datetime import datetime, tzinfo
from typing import Any

from people import codes
from people.centre import school_year_text
from people.privacy import OwnData
from surveys.model import Run
from surveys.service import SurveyService


async def own_data(own: OwnData, surveys: SurveyService, zone: tzinfo) -> dict[str, Any]:
    """Headings in Russian, values as they are kept; times as the centre's clock shows them."""
    visitor = own.visitor
    member = visitor.member
    told: dict[str, Any] = {"Участник": {}, "Профиль": {}, "Роли": [], "Согласия": [], "Ответы": []}
    if member is not None:
        told["Участник"] = {
            "Личный код": codes.told(member.code),
            "Центр": visitor.centre.name if visitor.centre else "",
            "Организация": visitor.organisation.card.name if visitor.organisation else "",
            "Без профиля": "да" if member.is_guest else "нет",
        }
        told["Профиль"] = {
            key: f"{value} ({school_year_text(member.profile.given_in[key])})"
            if key in member.profile.given_in
            else value
            for key, value in member.profile.values.items()
        }
    told["Роли"] = sorted({post.role.value for post in visitor.actor.posts})
    told["Согласия"] = [
        {
            "Цель": record.purpose.value,
            "Решение": "да" if record.is_given else "нет",
            "Когда": _moment(record.decided_at, zone),
            "Где": record.channel,
            "Текст (SHA-256)": record.digest,
        }
        for record in own.consents
    ]
    told["Ответы"] = [_run(run, zone) for run in await surveys.of_person(visitor.account.id)]
    return told


def _run(run: Run, zone: tzinfo) -> dict[str, Any]:
    questions = run.questionnaire.by_key
    return {
        "Анкета": run.questionnaire.title,
        "Версия": run.questionnaire.version,
        "Начата": _moment(run.begun_at, zone),
        "Завершена": _moment(run.finished_at, zone) if run.finished_at else "",
        "Ответы": {
            _label(questions, key): value for key, value in run.answers.items() if value and not key.startswith("=")
        },
    }


def _label(questions: Any, key: str) -> str:
    question = questions.get(key.rpartition("/")[2])
    return f"{key}: {question.label}" if question is not None and question.label else key


def _moment(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")

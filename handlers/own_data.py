"""Everything that is kept of one person, told to them: the answer to «what do you know of me?»."""

from datetime import datetime, tzinfo
from typing import Any

from handlers.screens.answers import answer_text
from handlers.screens.markup import plain
from handlers.texts import Speech
from people import codes
from people.centre import school_year_text
from people.own_words import PURPOSE_NAMES, ROLE_NAMES, told_profile
from people.privacy import TELEGRAM, OwnData
from people.roles import Role
from surveys.model import Run
from surveys.service import SurveyService


async def own_data(own: OwnData, surveys: SurveyService, speech: Speech, zone: tzinfo) -> dict[str, Any]:
    """Headings and words in Russian; times as the centre's clock shows them."""
    visitor = own.visitor
    member = visitor.member
    told: dict[str, Any] = {"Участник": {}, "Профиль": {}, "Роли": [], "Согласия": [], "Ответы": []}
    if member is not None:
        told["Участник"] = {
            "Личный код": codes.told(member.code),
            "Центр": visitor.centre.name if visitor.centre else "",
            "Организация": visitor.organisation.card.name if visitor.organisation else "",
            "Профиль создан": "нет" if member.is_guest else "да",
        }
        told["Профиль"] = told_profile(member.profile)
        if years := sorted(set(member.profile.given_in.values())):
            told["Профиль"]["Заполнен в учебном году"] = ", ".join(map(school_year_text, years))
    told["Роли"] = [ROLE_NAMES[role] for role in Role if any(post.role is role for post in visitor.actor.posts)]
    told["Согласия"] = [
        {
            "Для чего": PURPOSE_NAMES[record.purpose],
            "Решение": "согласие" if record.is_given else "отказ или отзыв",
            "Когда": _moment(record.decided_at, zone),
            "Где": "в Telegram" if record.channel == TELEGRAM else record.channel,
            "Отпечаток текста (SHA-256)": record.digest,
        }
        for record in own.consents
    ]
    told["Ответы"] = [_run(run, speech, zone) for run in await surveys.of_person(visitor.account.id)]
    return told


def _run(run: Run, speech: Speech, zone: tzinfo) -> dict[str, Any]:
    questions = run.questionnaire.by_key
    answers = [
        {"Вопрос": _label(questions, key), "Ответ": _answer(questions, speech, key, value)}
        for key, value in run.answers.items()
        if value and not key.startswith("=")
    ]
    return {
        "Анкета": run.questionnaire.title,
        "Версия": run.questionnaire.version,
        "Начата": _moment(run.begun_at, zone),
        "Завершена": _moment(run.finished_at, zone) if run.finished_at else "",
        "Ответы": answers,
    }


def _label(questions: Any, key: str) -> str:
    question = questions.get(_name(key))
    return plain(question.label) if question is not None and question.label else key


def _answer(questions: Any, speech: Speech, key: str, value: str) -> str:
    question = questions.get(_name(key))
    return answer_text(speech, question, value) if question is not None else value


def _name(key: str) -> str:
    """A question inside a repeat is answered under the place of its turn."""
    return key.rpartition("/")[2]


def _moment(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")

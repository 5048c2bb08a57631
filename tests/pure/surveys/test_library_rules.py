"""Rules that every shipped questionnaire obeys (DOMAIN 2.9), and rehearsals without a serious finding."""

import re

import pytest

from surveys.model import Kind, Question
from surveys.rehearsal import rehearse
from tests.pure.surveys.test_engine_properties import QUESTIONNAIRES
from tests.pure.surveys.transcripts import LIBRARY

LONGEST_QUESTION = 200
ON_BUTTON = 30
MAY_NOT_BE_SKIPPED = {
    "pd-1": {"work"},
    "mentor-application": {"strengths", "consent"},
    "mentee-request": {"needs", "pass_on"},
    "event-registration": {"participation"},
    "announcement": {
        "task",
        "words",
        "whom",
        "traits",
        "work",
        "subject",
        "experience",
        "category",
        "kind",
        "territory",
        "organisation",
        "extra",
        "file",
        "link",
        "questionnaire",
        "label",
        "day",
        "hour",
    },
    "campaign": {
        "questionnaire", "whom", "traits", "work", "subject", "experience", "category", "kind", "territory",
        "organisation", "answered_in", "answered_to", "answered_with", "excludes", "opens", "opens_on", "closes",
        "closes_on", "late", "mode",
    },
    "indicator": {
        "indicator", "task", "reading", "percent", "points", "people", "numerator", "denominator", "satisfied_from",
    },
    "centre-setup": {"name", "zone", "school_year", "operator", "telegram", "door"},
}  # fmt: skip
"""Without these the rest has no meaning; DOMAIN allows consent and category."""
ASIDE = {
    "mf-1-mentee", "mf-1-mentor", "mentor-application", "mentee-request", "event-feedback", "event-registration",
    "profile", "centre-setup", "announcement", "campaign", "indicator",
}  # fmt: skip

every = pytest.mark.parametrize("name", QUESTIONNAIRES)
asked = [
    pytest.param(question, id=f"{name} {question.key}")
    for name, questionnaire in QUESTIONNAIRES.items()
    for question in questionnaire.questions
    if question.is_numbered
]


@pytest.mark.parametrize("question", asked)
def test_a_question_is_short_and_its_options_fit_buttons(question: Question) -> None:
    assert len(question.label) <= LONGEST_QUESTION
    assert all(len(choice.short or choice.label) <= ON_BUTTON for choice in question.choices)
    assert len({choice.label for choice in question.choices}) == len(question.choices)
    assert not re.search(r"\s{2,}|\s[.,!?]|\.\.\.| - ", question.label + question.hint)


@pytest.mark.parametrize("question", asked)
def test_a_scored_question_has_at_most_five_options(question: Question) -> None:
    assert not question.scale or len(question.choices) <= 5


@every
def test_only_what_has_to_be_answered_may_not_be_skipped(name: str) -> None:
    questions = QUESTIONNAIRES[name].questions
    required = {q.key for q in questions if q.required is not None and q.kind is not Kind.REVIEW}
    assert required == MAY_NOT_BE_SKIPPED.get(name, set())
    if not QUESTIONNAIRES[name].is_internal:
        assert not any(q.kind is Kind.TEXT and q.key in required for q in questions)


@every
def test_what_other_parts_of_the_product_open_is_not_in_the_menu(name: str) -> None:
    assert QUESTIONNAIRES[name].is_offered == (name not in ASIDE)
    assert QUESTIONNAIRES[name].key == name


@every
def test_each_has_a_transcript(name: str) -> None:
    assert list(LIBRARY.glob(f"{name}.*.transcript"))


@every
def test_robots_find_nothing_wrong_and_meet_every_question(name: str) -> None:
    rehearsal = rehearse(QUESTIONNAIRES[name], patience=30)
    assert rehearsal.findings == ()
    assert rehearsal.finished == rehearsal.walks
    assert rehearsal.covered == 1.0

"""What of a run may be kept where nothing may tell whose it was."""

from surveys.model import Answers, Question, Questionnaire, Run


def without_traces(run: Run) -> Answers:
    """The answers without times at which the form itself looked at the clock: they would tell who it was."""
    return untraced(run.questionnaire, run.answers)


def untraced(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """The same of answers that are of no run."""
    questions = questionnaire.by_key
    return {
        key: value
        for key, value in answers.items()
        if (question := questions.get(type(key)(key.rpartition("/")[2]))) is None or not _is_stamp(question)
    }


def _is_stamp(question: Question) -> bool:
    made_of = (question.calculation, question.first_value)
    return question.is_stamped_at_end or any(source is not None and source.is_volatile for source in made_of)

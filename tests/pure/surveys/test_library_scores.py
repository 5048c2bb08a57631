"""Scores of the library against a slow and obvious reading of DOMAIN 2.5 and 2.7, on random answers."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from surveys.model import Key
from surveys.scoring import score
from tests.pure.surveys.test_engine_properties import QUESTIONNAIRES

YT1 = {
    "joining": ["y1_1", "y1_2", "y1_3", "y1_4"],
    "planning": ["y2_1", "y2_2", "y2_3", "y2_4"],
    "methods": ["y3_1", "y3_2", "y3_3", "y3_4"],
    "discipline": ["y4_1", "y4_2", "y4_3", "y4_4"],
    "parents": ["y5_1", "y5_2", "y5_3"],
    "documents": ["y6_1", "y6_2", "y6_3"],
    "wellbeing": ["y7_1", "y7_2", "y7_3", "y7_4"],
    "support": ["y8_1"],
}
YT1_REVERSE = {"y1_4", "y7_1", "y7_3", "y7_4", "y8_1"}
YT1_LEAST = {"support": 1}
MF1_REVERSE = {"m4", "m9"}

items = [item for block in YT1.values() for item in block]
yt1_answers = st.fixed_dictionaries({item: st.sampled_from(["0", "1", "2", "3", "na", ""]) for item in items})
mf1_answers = st.fixed_dictionaries({f"m{i}": st.sampled_from(["1", "2", "3", "4", "5", ""]) for i in range(1, 13)})


def difficulty(item: str, answer: str) -> float | None:
    """d = x/3, of reverse items (3 − x)/3; «пока не сталкивался» and skipped do not count."""
    if answer in ("", "na"):
        return None
    points = 3 - int(answer) if item in YT1_REVERSE else int(answer)
    return points / 3


def index(block: str, answers: dict[str, str]) -> float | None:
    values = [value for item in YT1[block] if (value := difficulty(item, answers[item])) is not None]
    return 100 * statistics.fmean(values) if len(values) >= YT1_LEAST.get(block, 3) else None


@given(yt1_answers)
def test_the_young_teachers_indices_are_those_of_the_definition(answers: dict[str, str]) -> None:
    # «Пока не сталкивался(ась)» is an option of the trouble scale only.
    questionnaire = QUESTIONNAIRES["yt-1"]
    given_answers = {
        Key(k): "" if v == "na" and questionnaire.by_key[Key(k)].choice("na") is None else v
        for k, v in answers.items()
    }
    found = {result.scale.key: result.index for result in score(questionnaire, given_answers).scales}
    expected = {block: index(block, {str(k): v for k, v in given_answers.items()}) for block in YT1}
    of_the_whole = [expected[block] for block in YT1 if block != "wellbeing" and expected[block] is not None]
    for block, value in expected.items():
        assert (found[block] is None) == (value is None)
        if value is not None:
            assert abs(found[block] - value) < 1e-6  # type: ignore[operator]
    assert (found["iyt"] is None) == (len(of_the_whole) < 6)
    if found["iyt"] is not None:
        assert abs(found["iyt"] - statistics.fmean(v for v in of_the_whole if v is not None)) < 1e-6


@given(mf1_answers, st.sampled_from(["mf-1-mentee", "mf-1-mentor"]))
def test_the_view_of_a_pair_is_a_hundred_times_the_mean_less_one_over_four(
    answers: dict[str, str], form: str
) -> None:
    result = score(QUESTIONNAIRES[form], {Key(k): v for k, v in answers.items()})
    values = [6 - int(v) if k in MF1_REVERSE else int(v) for k, v in answers.items() if v]
    [view] = result.scales
    assert (view.index is None) == (len(values) < 9)
    if view.index is not None:
        assert abs(view.index - 100 * (statistics.fmean(values) - 1) / 4) < 1e-6


def test_wellbeing_and_views_of_a_pair_are_never_shown_of_a_person() -> None:
    worst = {Key(item): "3" for item in items}
    shown = score(QUESTIONNAIRES["yt-1"], worst)
    assert "wellbeing" not in {result.scale.key for result in (*shown.blocks, *shown.priorities)}
    assert "wellbeing" not in QUESTIONNAIRES["yt-1"].scales[-1].of
    for form in ("mf-1-mentee", "mf-1-mentor"):
        assert score(QUESTIONNAIRES[form], {Key(f"m{i}"): "5" for i in range(1, 13)}).blocks == ()

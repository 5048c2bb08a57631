"""What authors get wrong: every defect is named with its place."""

import pytest

from surveys.library import sources
from surveys.model import Kind
from surveys.xlsform import Form, check_markdown, compile_form, compile_with_notes, read_markdown
from workbooks.defect import DefectsError

DAMAGED = """
| settings | | | |
| | form_title | form_id | open_for_days |
| | Сломанная | broken | сто |

| survey | | | | | | | |
| | type | name | label | relevant | constraint | scale | reverse |
| | select_one s | a1 | Первый | ${nowhere} = 'x' | | a | |
| | select_one s | a2 |  | selected(${a1}, 'x' | | ghost | maybe |
| | text | t1 | Текст | | | a | |
| | geotrace | g1 | Линия | | | | |

| choices | | | | |
| | list_name | name | label | score |
| | s | x | Икс | много |
| | s | y | Игрек | 1 |

| scales | | | |
| | name | label | bands | of |
| | a | Шкала | levels | |
| | b | Итог | | c |
"""


def test_a_row_that_a_chat_cannot_ask_is_left_out_and_named() -> None:
    form, _defects = check_markdown("broken.md", DAMAGED)
    assert form is not None
    compiled = compile_with_notes(form)

    assert [(note.code, note.where.row) for note in compiled.notes] == [("refused_row", 11)]
    assert "g1" not in compiled.questionnaire.by_key


def test_every_defect_of_a_damaged_file_is_named() -> None:
    with pytest.raises(DefectsError) as raised:
        compile_form(read_markdown("broken.md", DAMAGED))
    found = {(defect.code, defect.where.sheet, defect.where.row) for defect in raised.value.defects}

    assert {
        ("not_a_number", "settings", None),
        ("unknown_reference", "survey", 8),
        ("unknown_scale", "survey", 9),
        ("not_yes_or_no", "survey", 9),
        ("no_label", "survey", 9),
        ("unscored", "survey", 10),
        ("not_a_number", "choices", 15),
        ("unknown_bands", "scales", 20),
        ("unknown_scale", "scales", 21),
    } <= found
    assert any(row == 9 and sheet == "survey" and "relevant" in str(raised.value) for _, sheet, row in found)
    assert all(defect.what for defect in raised.value.defects)


HEADINGS = "| survey | | | |\n| | type | name | label |\n"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("no table at all", "просто текст"),
        ("empty", ""),
        ("a group that is not closed", HEADINGS + "| | begin_group | g | Группа |\n"),
        ("two questions of one name", HEADINGS + "| | text | a | А |\n| | text | a | Б |\n"),
        ("a list that is not there", HEADINGS + "| | select_one x | a | А |\n"),
        ("no questions", HEADINGS),
    ],
)
def test_what_pyxform_refuses_is_a_defect(why: str, text: str) -> None:
    with pytest.raises(DefectsError):
        compile_form(read_markdown("x.md", text))


def test_the_library_has_no_defects_and_survives_storage() -> None:
    for source in sources()[0]:
        form = read_markdown(source.name, source.text)
        questionnaire = compile_form(form)

        again = compile_form(Form.from_json(form.to_json()))
        assert [q.key for q in again.questions] == [q.key for q in questionnaire.questions]
        assert again.scales == questionnaire.scales


def test_pd_1_is_the_instrument_of_the_domain() -> None:
    pd1 = next(compile_form(read_markdown(s.name, s.text)) for s in sources()[0] if s.name == "pd-1.md")
    scored = [q for q in pd1.questions if q.scale and not q.key.endswith("_preschool")]

    assert len(scored) == 40
    assert [q.key for q in scored if q.is_reverse] == [f"{block}5" for block in "abcdefgh"]
    assert all(len(q.label) <= 200 for q in pd1.questions)
    assert all(len(q.choices) <= 5 for q in scored)
    assert [q.key for q in pd1.questions if q.required] == ["work"]
    assert {q.kind for q in scored} == {Kind.CHOICE}


def test_every_button_of_the_library_fits_an_old_phone() -> None:
    for source in sources()[0]:
        for question in compile_form(read_markdown(source.name, source.text)).questions:
            for choice in question.choices:
                assert len(choice.short or choice.label) <= 32 - 2, choice


MEASURED = """
| settings | | | |
| | form_title | form_id | open_for_days |
| | Проба | probe | {days} |

| survey | | | | | |
| | type | name | label | scale | weight |
| | select_one l | one | Раз | trust | {weight} |
| | begin_repeat | times | Ещё | | |
| | select_one l | two | Два | trust | |
| | end_repeat | | | | |

| choices | | | |
| | list_name | name | label | score |
| | l | low | Нет | {score} |
| | l | high | Да | 1 |

| scales | | | |
| | name | label | least |
| | trust | Доверие | {least} |
"""
ORDINARY = {"days": "60", "weight": "1", "score": "0", "least": "1"}


@pytest.mark.parametrize("written", ["inf", "-inf", "nan", "1e400", "1e300"])
@pytest.mark.parametrize("cell", ORDINARY)
def test_a_number_that_nobody_can_mean_is_a_defect(cell: str, written: str) -> None:
    with pytest.raises(DefectsError) as raised:
        compile_form(read_markdown("probe.md", MEASURED.format(**{**ORDINARY, cell: written})))

    assert [defect.code for defect in raised.value.defects if defect.code == "not_a_number"] == ["not_a_number"]


def test_a_form_is_not_open_for_thousands_of_years() -> None:
    with pytest.raises(DefectsError) as raised:
        compile_form(read_markdown("probe.md", MEASURED.format(**{**ORDINARY, "days": "1e9"})))

    assert [defect.code for defect in raised.value.defects] == ["days_out_of_range"]


@pytest.mark.parametrize(("weight", "names"), [("1", ["two"]), ("0", ["one", "two"]), ("-1", ["one", "two"])])
def test_the_author_is_told_what_does_not_count_to_a_scale(weight: str, names: list[str]) -> None:
    form, _defects = check_markdown("probe.md", MEASURED.format(**{**ORDINARY, "weight": weight}))
    assert form is not None
    notes = [note for note in compile_with_notes(form).notes if note.code == "not_counted"]

    assert [note.what.split("»")[0].strip("«") for note in notes] == names

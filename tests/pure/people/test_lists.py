"""Lists: read with every defect by its cell, compared with what is there, given back unchanged."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import codes
from people.lists.model import ListedOrganisation, ListedPerson
from people.lists.plan import KnownOrganisation, KnownPerson, Limits, Planner
from people.lists.reading import is_list, read_list
from people.lists.wire import Gathering, listed_lines, row_lines
from people.lists.words import PROFILE_WORDS, profile_code
from people.lists.writing import list_workbook
from people.member import PROFILE_CODES, Profile
from people.model import MemberId, OrganisationId
from people.organisation import OrganisationCard, OrganisationKind
from people.roles import Role
from surveys.xlsform import compile_form, read_markdown
from workbooks.reading import read_workbook
from workbooks.sheets import Carrier, Row, Sheet

SCHOOL = OrganisationCard("МБОУ «Школа № 5»", "Школа № 5", OrganisationKind.SCHOOL, "Северская", True, 30)
GARDEN = OrganisationCard("Детский сад № 3", "Сад № 3", OrganisationKind.PRESCHOOL)


def carrier(organisations: list[dict[str, str]], people: list[dict[str, str]] | None = None) -> Carrier:
    """Sheets as they were read; the first row is line 2."""
    sheets = {}
    for name, rows in (("Организации", organisations), ("Сотрудники", people or [])):
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        numbered = [Row(line, {h: cell for h, cell in row.items() if cell}) for line, row in enumerate(rows, start=2)]
        sheets[name.lower()] = Sheet(name, {h: n for n, h in enumerate(headings, start=1)}, numbered)
    return Carrier("список.xlsx", sheets)


def planner(**limits: object) -> Planner:
    known = [KnownOrganisation(OrganisationId(17), SCHOOL), KnownOrganisation(OrganisationId(18), GARDEN)]
    return Planner("список.xlsx", known, Limits(**limits))  # type: ignore[arg-type]


def told(defects: object) -> list[tuple[str, int | None, str]]:
    return [(d.code, d.where.row, d.where.column) for d in defects]  # type: ignore[attr-defined]


words = st.sampled_from(["Школа № 5", "Лицей", "=1+1", "'кавычки'", "ё", "а" * 60])
cards = st.builds(
    OrganisationCard,
    st.text("абв №5", min_size=1, max_size=20).map(lambda text: " ".join(text.split()) or "x"),
    words,
    st.sampled_from(OrganisationKind),
    st.sampled_from(["", "Северская"]),
    st.booleans(),
    st.none() | st.integers(0, 2000),
)
profiles = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(sorted(PROFILE_WORDS[key])) for key in PROFILE_WORDS}
)
people = st.builds(
    ListedPerson,
    st.just(2),
    words,
    st.sampled_from(["", codes.fresh(8)]),
    st.sampled_from(["7", "007", "=2"]),
    st.sampled_from(["", "Петрова М. И."]),
    profiles,
    st.sampled_from([Role.TEACHER, Role.MENTOR, Role.MENTEE, Role.COORDINATOR, Role.HEAD]),
    st.booleans(),
)


@given(cards, people)
def test_what_is_written_is_read_back_the_same(card: OrganisationCard, person: ListedPerson) -> None:
    organisation = ListedOrganisation(2, card, "17", False)
    listed = read_list(read_workbook("a.xlsx", list_workbook([organisation], [person])))
    assert (listed.organisations, listed.people, listed.defects) == ((organisation,), (person,), ())
    gathering = Gathering()
    for line in listed_lines(listed):
        gathering.take(line)
    assert gathering.listed == listed


def test_the_starter_is_an_empty_list_with_drop_downs(tmp_path: Path) -> None:
    path = tmp_path / "starter.xlsx"
    path.write_bytes(list_workbook((), ()))
    read = read_workbook("starter.xlsx", path.read_bytes())
    assert is_list(read)
    assert (read_list(read).defects, read_list(read).notes) == ((), ())
    book = openpyxl.load_workbook(path)
    offered = [rule.sqref for rule in book["Сотрудники"].data_validations.dataValidation]
    assert len(offered) == 6


def test_every_defect_is_named_by_its_cell_at_once() -> None:
    listed = read_list(
        carrier(
            [
                {"Название": "Школа", "Вид": "космодром", "Педагогов": "много", "Низкие результаты": "почти"},
                {"Название": "", "Вид": "школа"},
                {"Название": "Школа", "Краткое название": "школа"},
                {"Название": "я" * 300},
            ],
            [
                {"Организация": "Школа", "Личный код": "2222222", "Стаж": "сто", "Роль": "кот"},
                {"Организация": "", "Свой номер": "1"},
                {"Организация": "Школа"},
                {"Организация": "Школа", "Свой номер": "5"},
                {"Организация": "школа", "Свой номер": "5"},
            ],
        )
    )
    assert told(listed.defects) == [
        ("unknown_kind", 2, "Вид"),
        ("not_a_flag", 2, "Низкие результаты"),
        ("not_a_number", 2, "Педагогов"),
        ("empty_cell", 3, "Название"),
        ("too_long", 5, "Название"),
        ("wrong_code", 2, "Личный код"),
        ("unknown_word", 2, "Стаж"),
        ("unknown_role", 2, "Роль"),
        ("empty_cell", 3, "Организация"),
        ("nobody", 4, "Свой номер"),
        ("double_row", 4, ""),
        ("double_row", 6, ""),
    ]


def test_a_sheet_with_the_right_columns_is_known_under_any_name() -> None:
    row = Row(2, {"Краткое название": "Школа № 5", "Название": "МБОУ «Школа № 5»"})
    anyhow = Carrier("a.xlsx", {"лист1": Sheet("Лист1", {"Краткое название": 1, "Название": 2}, [row])})
    assert is_list(anyhow)
    listed = read_list(anyhow)
    assert (listed.organisations[0].card.short_name, listed.defects, listed.notes) == ("Школа № 5", (), ())
    assert not is_list(Carrier("a.xlsx", {"survey": Sheet("survey", {"type": 1, "name": 2}, [])}))


def test_a_sheet_without_its_column_and_strange_columns_are_told() -> None:
    listed = read_list(carrier([{"Имя школы": "Школа № 5", "Терртория": "Ильская"}]))
    assert told(listed.defects)[0] == ("missing_column", 1, "")
    assert [(note.code, note.remedy) for note in listed.notes] == [
        ("unknown_column", ""),
        ("unknown_column", "Возможно, это «Территория»?"),
    ]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("experience", "7", "years_4_10"),
        ("experience", "0,5 года", "first_year"),
        ("experience", "1 – 3 года", "years_1_3"),
        ("experience", "35 лет", "over_20"),
        ("category", "Высшая", "highest"),
        ("category", "СЗД", "position"),
        ("subject", "Русский язык", "russian"),
        ("work", "Воспитатель", "preschool"),
        ("young", "Да", "yes"),
        ("young", "может быть", None),
    ],
)
def test_words_are_read_kindly(key: str, text: str, code: str | None) -> None:
    assert profile_code(key, text) == code


def test_codes_of_the_passport_are_those_of_the_questionnaires() -> None:
    for key, spelt in PROFILE_WORDS.items():
        assert set(spelt) <= PROFILE_CODES[key]
    for name in ("profile", "pd-1"):
        source = Path("surveys/library") / f"{name}.md"
        form = compile_form(read_markdown(source.name, source.read_text(encoding="utf-8")))
        asked = {question.known_as: question for question in form.questions if question.known_as}
        for key, question in asked.items():
            assert {choice.code for choice in question.choices} == PROFILE_CODES[key]


def test_a_second_import_of_the_same_list_changes_nothing() -> None:
    planning = planner()
    planning.add_organisation(ListedOrganisation(2, SCHOOL))
    planning.add_organisation(ListedOrganisation(3, GARDEN, "18"))
    plan = planning.done()
    assert plan.summary().is_empty
    assert (plan.same, plan.absent, plan.defects) == (2, 0, [])


def test_a_renamed_organisation_is_known_by_its_code_and_guessed_without_it() -> None:
    renamed = OrganisationCard("Школа № 5 имени Пушкина", "Школа № 5 им. Пушкина", OrganisationKind.SCHOOL)
    by_code = planner()
    by_code.add_organisation(ListedOrganisation(2, renamed, "17"))
    assert [number for number, _ in by_code.done().changed_organisations] == [17]

    guessed = planner()
    guessed.add_organisation(ListedOrganisation(2, OrganisationCard("Новое", "Школа № 5а", OrganisationKind.SCHOOL)))
    plan = guessed.done()
    assert len(plan.new_organisations) == 1
    assert [note.code for note in plan.notes] == ["maybe_renamed"]
    assert "впишите в столбец «Код» число 17" in plan.notes[0].remedy

    unknown = planner()
    unknown.add_organisation(ListedOrganisation(2, renamed, "99"))
    assert told(unknown.done().defects) == [("unknown_code", 2, "")]


def test_people_are_recognised_by_code_number_or_name_and_never_doubled() -> None:
    code = codes.fresh(8)
    known = KnownPerson(
        MemberId(1), OrganisationId(17), code, "7", "мария", {"work": "subject"}, Role.TEACHER, has_left=False
    )
    for listed, mark, is_same in (
        (ListedPerson(2, "Школа № 5", code=code), "", True),
        (ListedPerson(2, "школа №5", own_number="7"), "", True),
        (ListedPerson(2, "Школа № 5", own_number="7", profile={"work": "head"}), "", False),
        (ListedPerson(2, "17", name="Мария"), "мария", True),
        (ListedPerson(2, "Сад № 3", code=code), "", False),
    ):
        planning = planner(may_keep_names=True)
        planning.knows([known])
        planning.add_person(listed, mark)
        plan = planning.done()
        assert not plan.new_people
        assert plan.summary().is_empty == is_same or plan.changed_people or plan.defects


def test_a_coordinator_changes_the_own_organisation_only_and_gives_no_roles() -> None:
    planning = planner(only=frozenset({OrganisationId(17)}), may_change_organisations=False, may_grant=False)
    planning.add_organisation(ListedOrganisation(2, SCHOOL))
    planning.add_person(ListedPerson(2, "Сад № 3", own_number="1"))
    planning.add_person(ListedPerson(3, "Школа № 5", own_number="1", role=Role.HEAD))
    planning.add_person(ListedPerson(4, "Школа № 5", own_number="1", name="Мария"), "мария")
    planning.add_person(ListedPerson(5, "Школа № 5", own_number="2"))
    plan = planning.done()
    assert told(plan.defects) == [
        ("not_yours", 2, ""),
        ("not_yours", 2, ""),
        ("may_not_grant", 3, ""),
        ("names", 4, ""),
    ]
    assert [change.listed.line for change in plan.new_people] == [5]


def test_lines_of_rows_are_short() -> None:
    many = [ListedPerson(line, "Школа № 5", own_number=str(line)) for line in range(450)]
    assert len(list(row_lines([], many))) == 9


def test_a_profile_forgets_what_changes_with_the_years_and_keeps_the_rest() -> None:
    profile = Profile().told({"work": "subject", "experience": "first_year", "young": "yes", "category": "x"}, 2026)
    assert profile.known(2026) == {"work": "subject", "experience": "first_year", "young": "yes"}
    assert profile.known(2027) == {"work": "subject"}
    assert profile.told({"work": ""}, 2027).values == {"experience": "first_year", "young": "yes"}

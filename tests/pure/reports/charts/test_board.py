"""The response board as a picture."""

from people.model import OrganisationId
from reports.charts.board import MOST_ROWS, board_picture, board_rows
from surveys.campaigns.model import Coverage


def test_organisations_stand_in_the_order_of_their_names_and_those_without_one_last() -> None:
    names = {OrganisationId(2): "Гимназия", OrganisationId(1): "Школа", OrganisationId(3): "Не спрошена"}
    counts = {0: Coverage(4, 1, 1), 1: Coverage(3, 2, 1), 2: Coverage(5)}
    coverage = {OrganisationId(place): each for place, each in counts.items()}
    assert board_rows(coverage, names) == [("Гимназия", 0, 5), ("Школа", 1, 3), ("Без организации", 1, 4)]


def test_what_does_not_fit_is_summed_up() -> None:
    names = {OrganisationId(number): f"Школа № {number}" for number in range(1, 2_001)}
    coverage = {place: Coverage(10, 5, 3) for place in names}
    rows = board_rows(coverage, names)
    assert len(rows) == MOST_ROWS
    assert rows[-1] == ("и ещё 1\xa0989\xa0организаций", 5_967, 19_890)
    assert sum(row[2] for row in rows) == 20_000


def test_a_picture_is_drawn_even_of_nothing_and_of_more_answers_than_invited() -> None:
    for rows in ([], [("Школа", 12, 10), ("Детский сад", 3, 0)], [("Ш" * 500, 1, 2)]):
        assert board_picture("Осень", rows).startswith(b"\x89PNG")

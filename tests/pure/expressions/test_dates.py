"""Dates are days, times are instants, and «today» is the person's day, not Greenwich's."""

import math
from datetime import datetime, timedelta, timezone

import pytest

from surveys.expressions import FlatScope, compile_expression
from tests.pure.expressions.evaluation import holds, number, text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("today()", "2024-06-01"),
        ("now()", "2024-06-01T00:30:00.000+03:00"),
        ("date('2024-02-29')", "2024-02-29"),
        ("date('2024-2-9')", "2024-02-09"),
        ("date('2023-02-29')", ""),
        ("date('завтра')", ""),
        ("date('')", ""),
        ("date(true())", ""),
        ("date(0)", "1970-01-01"),
        ("date('19875')", "2024-06-01"),
        ("date(1 div 0)", ""),
        ("date(99999999)", ""),
        ("date(today() + 7)", "2024-06-08"),
        ("date('2024-05-31T22:00:00Z')", "2024-06-01"),
        ("date(now())", "2024-06-01"),
        ("date(decimal-date-time(today()) + 14)", "2024-06-15"),
        ("date-time('2024-05-31T22:00:00Z')", "2024-05-31T22:00:00.000+00:00"),
        ("date-time(decimal-date-time('2024-05-31T22:00:00+03:00') + 0.5)", "2024-06-01T10:00:00.000+03:00"),
        ("format-date(today(), '%d.%m.%Y')", "01.06.2024"),
        ("format-date('2024-03-05', '%e %b %y, %a, %n, %W %% %q %H')", "5 марта 24, Вт, 3, 10 % %q %H"),
        ("format-date('', '%Y')", ""),
        ("format-date(today() + 1, '%d.%m')", "02.06"),
        ("format-date-time(now(), '%H:%M:%S.%3, %h')", "00:30:00.000, 0"),
        ("format-date-time('2024-05-31T22:05:00Z', '%d %H:%M')", "01 01:05"),
        ("format-date-time('2024-05-31T22:05', '%d %H:%M')", "31 22:05"),
        ("format-date-time('x', '%H')", ""),
        ("format-date('2024-03-05', 'за %')", "за %"),
    ],
)
def test_dates_as_texts(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("number('1970-01-02')", 1),
        ("today() - date('2024-05-31')", 1),
        ("'2024-03-01' - '2024-02-28'", 2),
        ("int((today() - ${born}) div 365.25)", 34),
        ("number('1970-01-01T12:00:00Z')", 0.5),
        ("decimal-date-time('1970-01-01T03:00:00+03:00')", 0),
        ("decimal-date-time('1970-01-01')", -0.125),
        ("decimal-date-time(2.5)", 2.5),
        ("decimal-date-time('x')", math.nan),
        ("decimal-time('06:00:00.000+03:00')", 0.25),
        ("decimal-time('06:00')", 0.25),
        ("decimal-time('03:00Z')", 0.25),
        ("decimal-time('25:00')", math.nan),
        ("decimal-time('2024-05-31T15:00:00Z')", 0.75),
        ("decimal-time(2.25)", 0.25),
        ("round((now() - today()) * 48)", 1),
    ],
)
def test_dates_as_numbers(source: str, expected: float) -> None:
    found = number(source, born="1990-05-12")
    assert found == expected or (math.isnan(expected) and math.isnan(found))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${born} <= today()", True),
        (". > '2024-05-31'", True),
        (". = today()", True),
        (". != '2024-06-01'", False),
        ("now() >= today()", True),
        ("now() < today() + 1", True),
        ("'2024-06-01T00:30:00+03:00' = now()", True),
        ("'2024-05-31T21:30:00Z' = now()", True),
        ("'2024-06-01T00:30' = now()", True),
        ("date('2024-02-30') = ''", True),
        ("today() = ''", False),
        ("today() and true()", True),
    ],
)
def test_dates_compare_as_days_and_meet_times_at_local_midnight(source: str, expected: bool) -> None:
    assert holds(source, "2024-06-01", born="1990-05-12") is expected


def test_a_clock_without_a_zone_is_read_as_greenwich_and_no_clock_as_this_machine() -> None:
    assert compile_expression("now()").string(FlatScope({}, now=datetime(2024, 6, 1, 12))) == (  # noqa: DTZ001
        "2024-06-01T12:00:00.000+00:00"
    )
    assert compile_expression("now() >= date('2024-01-01')").boolean(FlatScope({}))


def test_the_edges_of_the_calendar_are_no_trouble() -> None:
    edge = FlatScope({}, now=datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-11))))
    assert compile_expression("format-date('9999-12-31T23:00:00-11:00', '%Y')").string(edge) == "9999"
    assert compile_expression("format-date('0001-01-01T00:00:00+14:00', '%d.%m')").string(edge) == "01.01"
    assert compile_expression("today() > date('0001-01-01')").boolean(edge)
    assert compile_expression("date('2024-01-01T00:00:00+15:00')").string(edge) == ""

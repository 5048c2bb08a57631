"""Organisations in the order in which people read their names, wherever they stand one under another."""

import numpy as np

from people.model import CentreId, OrganisationId
from people.organisation import Organisation, OrganisationCard, OrganisationKind
from reports.attributes import attributes_of
from reports.summary.coverage import coverage_table
from surveys.campaigns.model import Coverage
from tests.pure.reports.summaries import PD1

NAMES = ("Школа № 12", "детский сад № 3", "Школа № 5", "Гимназия «Лад»", "Школа № 5 (филиал)")
IN_ORDER = ["Гимназия «Лад»", "детский сад № 3", "Школа № 5", "Школа № 5 (филиал)", "Школа № 12"]


def organisations() -> list[Organisation]:
    return [
        Organisation(OrganisationId(number), CentreId(1), OrganisationCard(name, name, OrganisationKind.SCHOOL))
        for number, name in enumerate(NAMES, start=1)
    ]


def test_coverage_stands_in_the_order_of_numbers() -> None:
    counted = {each.id: Coverage(9, 9, 9) for each in organisations()}
    assert [row.label for row in coverage_table(counted, organisations()).rows] == IN_ORDER


def test_tables_of_groups_stand_in_the_order_of_numbers() -> None:
    told = attributes_of(np.array([1], np.int64), organisations(), PD1, {})
    assert list(told["organisation"].labels) == IN_ORDER

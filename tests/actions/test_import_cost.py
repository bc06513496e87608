"""What an event costs in statements: what calls ask of people is read once for all."""

import pytest

from portal.db.query_count import count_queries
from tests.chain import case, decision, happen, report, victim

pytestmark = pytest.mark.usefixtures("database")


async def cost(*events):
    with count_queries() as queries:
        await happen(*events)
    return len(queries)


def people(number):
    return [victim(f"slo-{it}") for it in range(number)]


@pytest.mark.parametrize(
    ("number", "of_case", "of_decision"), [(1, 28, 28), (3, 34, 36), (10, 55, 64)]
)
async def test_a_case_and_a_decision_cost_no_more_than_this(
    database, number, of_case, of_decision
):
    await happen(report(*people(number)))
    assert await cost(case()) <= of_case
    assert await cost(decision()) <= of_decision


async def test_what_was_said_before_costs_no_more_than_reading_it(database):
    await happen(report(*people(3)), case(), decision())
    assert await cost(case("2026-11-20T09:00")) <= 30

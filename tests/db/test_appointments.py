"""Hearings as her pages get them: alike, in whatever order the court told of them."""

from datetime import timedelta
from itertools import permutations

import pytest

from portal.db.appointments import fetch_appointments_for_victim
from portal.db.query_count import count_queries
from portal.db.victims import fetch_victim_id
from portal.domain.appointments import HearingState, Outlook, next_after
from tests.chain import (
    NOW,
    case,
    complained,
    happen,
    hearing,
    hearing_changed,
    hearing_held,
    hearing_off,
    report,
    victim,
)


def told():
    return {
        "planned": hearing("2026-11-09T14:00"),
        "later": hearing_changed("2026-11-10T14:00", "2027-01-13T10:00"),
        "room": hearing_changed("2026-11-11T14:00", "2027-01-13T10:00", zaal="9"),
        "off": hearing_off("2026-11-12T14:00"),
    }


async def hearings_of(reference="slo-1"):
    victim_id = await fetch_victim_id(reference=reference)
    return await fetch_appointments_for_victim(victim_id=victim_id)


@pytest.mark.parametrize("order", list(permutations(told())), ids="-".join)
async def test_any_order_of_arrival_tells_her_the_same(database, order):
    events = told()
    await happen(report(), case(), *(events[name] for name in order))
    (found,) = await hearings_of()

    room, later = found.changes
    assert found.state is HearingState.CANCELLED
    assert found.room == "9"
    assert (room.what, room.was.room, room.now.room) == (("room",), "1", "9")
    assert later.what == ("starts_at",)
    assert later.now.starts_at - later.was.starts_at == timedelta(days=1)


async def test_planned_again_after_it_was_off_it_is_ahead(database):
    await happen(report(), case(), hearing(), hearing_off("2026-11-12T14:00"))
    await happen(hearing_changed("2026-11-13T14:00", "2027-02-01T10:00"))
    (found,) = await hearings_of()

    assert found.outlook(NOW) is Outlook.AHEAD
    assert found.changes[0].what == ("starts_at",)


async def test_what_was_told_twice_is_no_change(database):
    await happen(report(), case(), hearing())
    await happen(hearing_changed("2026-11-13T14:00"))
    (found,) = await hearings_of()

    assert found.changes == ()
    assert found.version == 2


async def test_the_next_is_the_first_ahead_in_one_of_the_same_cases(database):
    await happen(
        report(),
        case(),
        hearing(begin="2026-11-20T10:00"),
        hearing("2026-11-19T10:00", "2027-03-01T10:00", zittingId="zit-3"),
        hearing("2026-11-19T11:00", "2027-02-01T10:00", zittingId="zit-2"),
        hearing_held("2026-11-20T11:00", "aangehouden"),
    )
    first, second, third = await hearings_of()

    assert first.outlook(NOW) is Outlook.WENT_ON_HOLD
    assert next_after(first, [first, second, third], now=NOW) == second
    assert next_after(third, [first, second, third], now=NOW) is None


async def test_nobody_reads_of_a_hearing_about_the_complaint_of_another(database):
    people = report(victim("slo-1"), victim("slo-2"))
    court = {"soort": "raadkamer-12sv", "rechter": "hof", "openbaar": False}
    await happen(people, case(), hearing(**court), complained(reference="slo-2"))

    assert await hearings_of("slo-1") == []
    assert len(await hearings_of("slo-2")) == 1


async def test_a_company_with_many_reports_costs_no_more_statements(database):
    for number in range(5):
        pv, parket = f"PL0900-20260900{number:02}", f"16-2000{number:02}-26"
        facts = [
            {
                "feitId": f"{parket}/1",
                "artikel": "310 Sr",
                "omschrijving": "diefstal",
                "spreekrecht": False,
            }
        ]
        await happen(
            report(pvNummer=pv),
            case(parketnummer=parket, pvNummer=pv, feiten=facts),
            hearing(zittingId=f"zit-{number}", parketnummers=[parket]),
        )
    victim_id = await fetch_victim_id(reference="slo-1")
    with count_queries() as queries:
        found = await fetch_appointments_for_victim(victim_id=victim_id)

    assert len(found) == 5
    assert len(queries) == 2

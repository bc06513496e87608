"""Whoever is on file can be found, by what the chain told of her last."""

import pytest

from portal.actions.search import find_people
from portal.db.engine import fetch_rows
from tests.builders import make_staff, worker
from tests.chain import NOW, case, event, happen, report, updated, victim

LAWYER = {
    "naam": "mr. K. Bos",
    "rol": "advocaat",
    "magInzien": True,
    "magHandelen": True,
    "belangenconflict": False,
    "geldigTot": None,
    "telefoonnummers": ["030-2345678"],
    "email": None,
}


async def found(text):
    caller = worker(await make_staff())
    result = await find_people(text=text, worker=caller, now=NOW)
    return [each.person.name for each in result.found]


async def test_who_comes_in_with_a_report_is_found_at_once(database):
    await happen(report(victim()))
    assert await found("de vries") == ["Anna de Vries"]
    assert await found("+31 6 12345678") == ["Anna de Vries"]


async def test_a_new_name_is_found_and_the_old_one_not_any_more(database):
    await happen(report(victim()), updated(achternaam="Jansen", tussenvoegsel=None))
    assert await found("jansen") == ["Anna Jansen"]
    assert await found("vries") == []


async def test_who_stands_in_for_her_is_found_by_name_and_number(database):
    await happen(report(victim()), updated(vertegenwoordigers=[LAWYER]))
    assert await found("bos") == ["Anna de Vries"]
    assert await found("345678") == ["Anna de Vries"]
    await happen(updated(at="2026-11-21T12:00", vertegenwoordigers=[]))
    assert await found("bos") == []


async def test_a_number_that_nobody_can_read_is_found_by_its_end(database):
    await happen(report(victim(telefoonnummers=["06-123456"])))
    assert await found("123456") == ["Anna de Vries"]


async def test_two_who_are_one_person_are_found_once_by_both_names(database):
    await happen(
        report(
            victim(),
            victim("slo-2", voornamen="Johanna", achternaam="Bakker"),
        ),
        event(
            "nl.slachtofferhulp.slachtoffer-samengevoegd",
            "slo-1",
            "2026-11-20T12:00",
            slachtofferId="slo-1",
            vervallen="slo-2",
        ),
    )
    (name,) = await found("slo-2")
    assert await found("slo-1") == [name]
    words = await fetch_rows("SELECT DISTINCT victim FROM victim_name")
    assert len(words) == 1


@pytest.mark.parametrize("text", ["16-123456-26", "PL0900-2026081234"])
async def test_the_numbers_of_the_chain_find_her(database, text):
    await happen(report(victim()), case())
    assert await found(text) == ["Anna de Vries"]

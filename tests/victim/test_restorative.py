"""Contact with the suspect: her side only, without pressure."""

import pytest

from portal.db.engine import execute, fetch_rows
from tests.chain import case, decision, happen, report
from tests.victim.conftest import main_text

PAGE = "/mijn/mogelijkheden"


async def anna_looks(enter, *more):
    await happen(report(), case(), *more)
    return await enter()


async def test_it_says_first_that_nothing_has_to_be(enter):
    anna = await anna_looks(enter)
    text = main_text(await anna.get(PAGE))

    assert text.index("U hoeft niets.") < text.index("Een gesprek met een bemiddelaar")
    assert "U koos nog niets. Dat hoeft ook niet." in text
    assert "Zegt u nee? Dan hoort de verdachte dat niet van ons." in text


@pytest.mark.parametrize("wish", ["mediation", "apology"])
async def test_she_gives_her_yes_and_takes_it_back(enter, wish):
    anna = await anna_looks(enter)
    form = {"wens": wish, "antwoord": "yes", "was": ""}
    page = await anna.post(PAGE, **form)
    assert "U zei: ja, u mag mij hierover benaderen." in main_text(page)
    assert "Ik trek mijn ja in" in main_text(page)
    await anna.post(PAGE, **form)  # a second click
    page = await anna.post(PAGE, wens=wish, antwoord="no", was="yes")
    assert "U zei: nee, dit wil ik niet." in main_text(page)
    rows = await fetch_rows("SELECT * FROM victim_wish")
    assert len(rows) == 2  # both are kept


async def test_another_window_changed_it_and_she_sees_how_it_stands(enter):
    anna = await anna_looks(enter)
    await anna.post(PAGE, wens="apology", antwoord="no", was="")
    page = await anna.post(
        PAGE, status=409, wens="apology", antwoord="yes", was="later"
    )
    assert "Deze keuze is net veranderd" in main_text(page)
    assert "U zei: nee, dit wil ik niet." in main_text(page)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"wens": "information", "antwoord": "no"},
        {"wens": "apology", "antwoord": "misschien"},
    ],
)
async def test_nothing_else_can_be_changed_here(enter, form):
    anna = await anna_looks(enter)
    await anna.post(PAGE, **form)

    assert await fetch_rows("SELECT * FROM victim_wish") == []


@pytest.mark.parametrize(
    ("kind", "says"),
    [("mediation", "een gesprek met een bemiddelaar voor"), ("halt", "naar Halt")],
)
async def test_what_goes_on_is_said_once_she_may_know_it(enter, kind, says):
    anna = await anna_looks(enter, decision(beslissing=kind, sepotcodes=[]))
    assert "Wat er nu loopt" not in main_text(await anna.get(PAGE))
    await execute("UPDATE call_task_decision SET told_at = decided_at FROM decision")
    text = main_text(await anna.get(PAGE))

    assert "Wat er nu loopt" in text
    assert says in text

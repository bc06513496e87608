import pytest

from portal.db.engine import fetch_rows
from tests.chain import calls, case, decision, happen, report
from tests.victim.conftest import main_text

PAGE = "/mijn/rust"


async def anna_with_a_call(enter):
    await happen(report(), case(), decision())
    return await enter()


async def test_she_reads_what_goes_on_before_it_begins(enter):
    anna = await anna_with_a_call(enter)
    page = await anna.post(PAGE, status=200, weeks="3")
    text = main_text(page)

    assert "Rust tot maandag 14 december 2026?" in text
    assert "Komt de verdachte vrij, en hoort u dat van ons?" in text
    assert "Een beslissing krijgt u binnen 14 dagen schriftelijk." in text
    assert await fetch_rows("SELECT id FROM contact_pause") == []


async def test_she_gets_rest_and_reads_till_when(enter):
    anna = await anna_with_a_call(enter)
    page = await anna.post(PAGE, weeks="3", sure="ja")
    text = main_text(page)

    assert "Goed. Wij laten u met rust." in text
    assert "Wij bellen u weer vanaf maandag 14 december 2026." in text
    (task,) = await calls("sepot")
    assert task["paused_until"] is not None


async def test_she_stops_it_and_stopping_twice_is_stopping_once(enter):
    anna = await anna_with_a_call(enter)
    await anna.post(PAGE, weeks="3", sure="ja")
    await anna.post(f"{PAGE}/einde")
    page = await anna.post(f"{PAGE}/einde")

    assert "Wij mogen u weer bellen." in main_text(page)
    (task,) = await calls("sepot")
    assert task["paused_until"] is None
    assert len(await fetch_rows("SELECT id FROM contact_pause")) == 2


@pytest.mark.parametrize("weeks", ["", "0", "9", "-1", "1.5", "drie"])
async def test_other_lengths_are_asked_again(enter, weeks):
    anna = await anna_with_a_call(enter)
    page = await anna.post(PAGE, status=422, weeks=weeks, sure="ja")

    assert "Kies hoe lang u rust wilt." in main_text(page)
    assert await fetch_rows("SELECT id FROM contact_pause") == []


async def test_each_look_and_each_change_is_on_the_trail(enter):
    anna = await anna_with_a_call(enter)
    await anna.get(PAGE)
    await anna.post(PAGE, weeks="1", sure="ja")
    await anna.post(f"{PAGE}/einde")
    rows = await fetch_rows("SELECT action FROM audit_event WHERE victim IS NOT NULL")

    assert {row["action"] for row in rows} >= {"read_pause", "ask_pause", "end_pause"}

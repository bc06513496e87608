"""SHN asks whether it was she who opened a way, before it counts."""

from datetime import timedelta

from portal.actions.contact import fetch_contact_on_file
from portal.actions.own_trail import ByWhom
from portal.actions.safe_contact import keep_channels, keep_times
from portal.actions.safe_contact_talk import keep_talk
from portal.db.engine import fetch_rows
from portal.db.victims import fetch_contact
from portal.domain.own_contact import OwnTalk, OwnTimes, Part
from portal.domain.safe_contact import Channel
from portal.domain.victims import DayPart
from tests.builders import NOW, agreed, make_incident, make_task, make_victim
from tests.pages import read_html
from tests.staff.screens import Screen

LIST = "/werk/aandacht"
HERSELF = ByWhom(actor_kind="victim", actor="anna")


async def anna_opens(**given):
    consents = {**agreed(), "email": None, "email_at": None}
    anna = await make_victim(is_vulnerable=True, **consents)

    async def seen(part):
        return (await fetch_contact_on_file(victim_id=anna.id, now=NOW)).mark(part)

    await keep_channels(
        victim_id=anna.id,
        given={Channel.EMAIL: True},
        seen=await seen(Part.CHANNELS),
        by=HERSELF,
        now=NOW,
    )
    await keep_talk(
        victim_id=anna.id,
        talk=OwnTalk(code_word="waterlelie"),
        seen=await seen(Part.TALK),
        by=HERSELF,
        now=NOW,
    )
    [item] = await fetch_rows(
        "SELECT id FROM work_item WHERE kind = 'contact_to_check'"
    )
    return anna, f"{LIST}/{item['id']}/wegen"


async def test_shn_finds_it_on_the_list_and_lets_count_what_she_said(visit):
    anna, path = await anna_opens()
    samira = await visit(organisation="shn", role="shn_worker")
    assert path in (await samira.get(LIST)).text
    page = await samira.get(path)
    assert "Vraag of zij dit zelf koos" in page.text
    assert {"keuze-email", "keuze-code_word"} <= {
        it["name"] for it in read_html(page.text).all("input")
    }
    await samira.post(path, {"keuze-email": "ja"})
    assert "Er is nog iets" in (await samira.get(LIST)).text
    await samira.post(path, {"keuze-code_word": "nee"})
    contact = await fetch_contact(victim_id=anna.id)
    assert (contact.profile.email.answer, contact.code_word) == (True, None)
    assert path not in (await samira.get(LIST)).text
    late = await samira.post(path, {"keuze-code_word": "ja"})
    assert "Dit staat niet meer op de lijst." in late.text
    assert (await fetch_contact(victim_id=anna.id)).code_word is None


async def test_shn_reads_at_which_times_she_wants_to_be_called(visit):
    anna, path = await anna_opens()
    for days in ({2}, {2, 3}):
        found = await fetch_contact_on_file(victim_id=anna.id, now=NOW)
        await keep_times(
            victim_id=anna.id,
            times=OwnTimes(day_parts={DayPart.EVENING}, days=days),
            seen=found.mark(Part.TIMES),
            by=HERSELF,
            now=NOW,
        )
    samira = await visit(organisation="shn", role="shn_worker")
    page = await samira.get(path)
    assert "; di, wo" in page.text
    await samira.post(path, {"keuze-times": "ja"})
    contact = await fetch_contact(victim_id=anna.id)
    assert contact.profile.days == {2, 3}


async def test_others_have_neither_the_link_nor_the_page(visit):
    _, path = await anna_opens()
    caller = await visit()
    assert path not in (await caller.get(LIST)).text
    assert (await caller.get(path)).status_code == 404


async def test_who_calls_hears_that_she_changed_something_meanwhile(visit):
    jan = await visit()
    anna = await make_victim(**agreed())
    task = await make_task(victim=anna, incident=await make_incident(victims=(anna,)))
    await jan.post(f"/werk/gesprek/{task.id}/nemen")
    screen = Screen(jan, task, await jan.get(f"/werk/gesprek/{task.id}"))
    held = {"token": screen.hidden["token"], "gezien": NOW.isoformat()}
    path = f"{screen.path}/vasthouden"
    assert "Zij veranderde net" not in (await jan.post(path, held)).text
    seen = (await fetch_contact_on_file(victim_id=anna.id, now=NOW)).mark(Part.TALK)
    talk, later = OwnTalk(call_name="Annie"), NOW + timedelta(seconds=5)
    await keep_talk(victim_id=anna.id, talk=talk, seen=seen, by=HERSELF, now=later)
    assert "Zij veranderde net" in (await jan.post(path, held)).text
    page = await jan.get(screen.path)
    assert "Vraag naar <strong>Annie</strong>" in page.text
    for nonsense in ("gisteren", "2026-11-23T10:00"):
        await jan.post(path, held | {"gezien": nonsense})


async def test_her_days_stand_on_the_screen_of_who_calls(visit):
    jan = await visit()
    anna = await make_victim(call_days="1,3", time_zone="America/Aruba", **agreed())
    task = await make_task(victim=anna, incident=await make_incident(victims=(anna,)))
    await jan.post(f"/werk/gesprek/{task.id}/nemen")
    page = await jan.get(f"/werk/gesprek/{task.id}")
    assert "op ma, wo" in page.text
    assert "America/Aruba" in page.text

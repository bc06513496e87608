"""Numbers that keep us from calling: who sees them, and asking SHN once."""

import re
from uuid import uuid4

import pytest

from portal.db.sealing_ring import sealer
from portal.db.tables.messages import WorkItem
from tests.builders import (
    make_incident,
    make_phone,
    make_representative,
    make_task,
    make_victim,
)

PAGE = "/werk/gegevens"
SAME = "06-11111111"


@pytest.fixture
async def shn(visit):
    return await visit(organisation="shn", role="shn_worker")


def counts(page):
    found = re.findall(r"lijst=(\w+)#lijst\"[^>]*><strong>(\d+)", page.text)
    return {code: int(number) for code, number in found}


async def to_call(*phones, task=None, **victim):
    victim = await make_victim(phones=list(phones), **victim)
    await make_task(victim=victim, **(task or {}))
    return victim


def unreadable(text, **more):
    return {"number": text, "is_readable": False, "number_index": None, **more}


async def test_where_nothing_is_wrong_the_page_says_so(shn):
    await to_call("06-12345678")
    page = await shn.get(PAGE)
    assert set(counts(page).values()) == {0}
    assert "Hier is niets mis." in (await shn.get(f"{PAGE}?lijst=wrong")).text


async def test_each_flaw_is_counted_and_listed_for_whom_we_must_call(shn):
    await to_call(given_names="Zonder")
    await to_call(given_names="Wil", calling=False)
    await to_call(unreadable("vraag mijn zus"), given_names="Onleesbaar")
    await to_call({"number": "06-2", "is_wrong": True}, given_names="Fout")
    await make_victim(phones=[], given_names="Niemand")
    page = await shn.get(PAGE)
    assert counts(page) == {"missing": 1, "unreadable": 1, "wrong": 1, "shared": 0}
    listed = (await shn.get(f"{PAGE}?lijst=missing")).text
    assert "Zonder" in listed
    assert "Wil" not in listed
    assert "vraag mijn zus" in (await shn.get(f"{PAGE}?lijst=unreadable")).text


async def test_a_number_of_two_families_is_shared_and_that_of_one_is_not(shn):
    await to_call(SAME, given_names="Anna", family_name="Vries")
    await to_call(SAME, given_names="Bob", family_name="Jansen")
    await to_call("06-22222222", given_names="Moeder", family_name="Kaya")
    await to_call("06-22222222", given_names="Kind", family_name="kaya")
    page = await shn.get(f"{PAGE}?lijst=shared")
    assert counts(page)["shared"] == 2
    assert "Bob de Jansen" in page.text
    assert "Moeder" not in page.text


async def test_people_of_one_report_and_clients_of_one_lawyer_share_a_number(shn):
    couple = [
        await make_victim(phones=[SAME], family_name=name) for name in ("Bos", "Smit")
    ]
    incident = await make_incident(victims=tuple(couple))
    for one in couple:
        await make_task(victim=one, incident=incident)
    for name in ("Eerste", "Tweede"):
        client = await to_call(f"06-{name}", family_name=name)
        lawyer = await make_representative(victim=client)
        index = sealer().index(SAME, purpose="phone")
        await make_phone(
            victim=client, phone="020-1", representative=lawyer, number_index=index
        )
    assert counts(await shn.get(PAGE))["shared"] == 0


async def test_other_organisations_see_their_own_calls_and_no_numbers(visit):
    await to_call(unreadable("vraag mijn zus"), given_names="Onleesbaar")
    await to_call(
        unreadable("bel mijn buurman"),
        given_names="Elders",
        task={"location": "Amsterdam"},
    )
    await to_call(given_names="Halts", task={"organisation": "halt", "kind": "halt"})
    om = await visit(role="supervisor")
    page = await om.get(f"{PAGE}?lijst=unreadable")
    assert counts(page) == {"missing": 0, "unreadable": 2, "wrong": 0, "shared": 0}
    assert "Onleesbaar" in page.text
    assert "mijn zus" not in page.text
    local = await visit(role="supervisor", location="Amsterdam")
    page = await local.get(f"{PAGE}?lijst=unreadable")
    assert "Elders" in page.text
    assert "Onleesbaar" not in page.text
    halt = await visit(organisation="halt", role="supervisor")
    assert counts(await halt.get(PAGE))["missing"] == 1
    caller = await visit()
    assert (await caller.get(PAGE)).status_code == 404


async def test_what_is_unsafe_or_refused_is_shown_to_nobody(shn):
    await to_call(unreadable("geheim nummer", is_safe=False), given_names="Onveilig")
    await to_call(unreadable("niet bellen!"), given_names="Nee", calling=False)
    page = await shn.get(f"{PAGE}?lijst=unreadable")
    assert "Onveilig" in page.text
    assert "geheim" not in page.text
    assert "niet bellen!" not in page.text


async def test_shn_is_asked_once_however_often_one_clicks(visit, shn):
    victim = await to_call(given_names="Zonder")
    om = await visit(role="supervisor")
    for _ in range(2):
        answer = await om.post(
            f"{PAGE}/{victim.id}/vragen", {"lijst": "missing", "pagina": "1"}
        )
        page = await om.follow(answer)
        assert "gevraagd op" in page.text
    (item,) = await WorkItem.objects()
    assert (item.organisation, item.role, item.kind, item.detail) == (
        "shn",
        "shn_worker",
        "number_to_verify",
        "missing",
    )
    assert "Nummer uitzoeken" in (await shn.get("/werk/aandacht")).text


async def test_of_somebody_else_s_victim_or_a_mended_number_nothing_is_asked(visit):
    victim = await to_call("06-12345678")
    om = await visit(role="supervisor")
    for victim_id in (victim.id, uuid4()):
        answer = await om.post(f"{PAGE}/{victim_id}/vragen", {"lijst": "missing"})
        assert answer.status_code == 409
    assert await WorkItem.count() == 0

"""Finding a person by a name, a number of a case, or the number that is calling."""

import pytest

from portal.db.engine import execute, fetch_rows
from tests.builders import (
    make_case,
    make_incident,
    make_phone,
    make_representative,
    make_task,
    make_victim,
)
from tests.pages import read_html


async def search(browser, text):
    return await browser.post("/werk/zoeken", {"zoek": text})


def names_on(page):
    headings = read_html(page.text).all("h2")
    return [it.text for it in headings if (it["id"] or "").startswith("wie-")]


async def make_anna(**more):
    anna = await make_victim(
        reference="slo-0815", given_names="Anna", infix="van der", family_name="Berg"
    )
    incident = await make_incident(victims=(anna,), pv_number="PL0900-2026081234")
    case = await make_case(
        incident=incident, victims=(anna,), parketnummer="16-123456-26", **more
    )
    return anna, incident, case


async def make_bo():
    bo = await make_victim(
        given_names="Bo", infix=None, family_name="Bos", phones=["06-87654321"]
    )
    incident = await make_incident(victims=(bo,))
    await make_case(incident=incident, victims=(bo,))
    return bo


@pytest.mark.parametrize(
    "typed",
    [
        "berg",
        "van der Berg",
        "v.d. BERG",
        "Berg, Anna van der",
        "ann ber",
        "vanderberg",
        "16.123456-26",
        "pl0900 2026081234",
        "SLO-0815",
        "06 12 34 56 78",
        "+31 (0)6 12345678",
        "345678",
    ],
)
async def test_a_person_is_found_by_whatever_is_known(visit, typed):
    browser = await visit()
    _, incident, _ = await make_anna()
    await make_bo()
    page = await search(browser, typed)
    assert names_on(page) == ["Anna van der Berg 1988"]
    assert f"/werk/zaken/{incident.id}?voor=" in page.text


async def test_accents_make_no_difference_on_either_side(visit):
    browser = await visit()
    eva = await make_victim(given_names="Éva", infix=None, family_name="Çelik")
    await make_incident(victims=(eva,))
    for typed in ("eva celik", "ÉVA", "çel"):
        assert names_on(await search(browser, typed)) == ["Éva Çelik 1988"]


async def test_two_letters_are_a_whole_name_and_no_beginning(visit):
    browser = await visit()
    await make_anna()
    await make_bo()
    assert names_on(await search(browser, "bo")) == ["Bo Bos 1988"]
    assert names_on(await search(browser, "an")) == []


async def test_a_whole_name_goes_before_a_beginning(visit):
    browser = await visit()
    for family_name in ("Bergman", "Berg", "Bergsma"):
        anna = await make_victim(infix=None, family_name=family_name)
        await make_incident(victims=(anna,))
    first, *_ = names_on(await search(browser, "berg"))
    assert first == "Anna Berg 1988"


async def test_who_stands_in_for_her_finds_her(visit):
    browser = await visit()
    anna, _, _ = await make_anna()
    lawyer = await make_representative(victim=anna, name="mr. K. Bos-Jansen")
    await make_phone(victim=anna, phone="030-2345678", representative=lawyer)
    assert names_on(await search(browser, "jansen")) == ["Anna van der Berg 1988"]
    page = await search(browser, "030 234 5678")
    assert "Dit nummer is van mr. K. Bos-Jansen, advocaat" in page.text


async def test_a_number_of_somebody_who_may_know_nothing_is_a_warning(visit):
    browser = await visit()
    anna, _, _ = await make_anna()
    father = await make_representative(
        victim=anna, name="P. Berg", role="parent", has_conflict=True
    )
    await make_phone(victim=anna, phone="06-55555555", representative=father)
    page = await search(browser, "0655555555")
    assert "Belangenconflict: vertel niets" in page.text
    await make_phone(victim=anna, phone={"number": "06-44444444", "is_safe": False})
    assert "Niet veilig" in (await search(browser, "444444")).text


async def test_a_number_that_ends_alike_is_not_called_the_same(visit):
    browser = await visit()
    await make_anna()
    page = await search(browser, "0687345678")
    assert "Een nummer dat zo eindigt is van deze persoon" in page.text


async def test_the_open_calls_of_the_own_organisation_are_there(visit):
    browser = await visit()
    anna, incident, _ = await make_anna()
    own = await make_task(victim=anna, incident=incident)
    other = await make_task(
        victim=anna, incident=incident, kind="first_contact", organisation="shn"
    )
    page = await search(browser, "berg")
    assert f"/werk/gesprek/{own.id}" in page.text
    assert f"/werk/gesprek/{other.id}" not in page.text


async def test_who_died_does_not_come_to_us(visit):
    browser = await visit()
    await make_anna()
    page = await search(browser, "berg")
    assert "Aan de balie" in page.text
    await execute("UPDATE victim SET is_deceased = TRUE")
    page = await search(browser, "berg")
    assert "overleden" in page.text
    assert "Aan de balie" not in page.text


async def test_whom_a_worker_may_not_know_answers_as_nobody(visit):
    await make_anna()
    for typed in ("berg", "345678", "16-123456-26", "PL0900-2026081234", "slo-0815"):
        away = await visit(location="Amsterdam")
        halt = await visit(organisation="halt", role="halt_worker")
        nobody = await search(away, "niemand")
        for browser in (away, halt):
            page = await search(browser, typed)
            assert names_on(page) == names_on(nobody) == []
            assert "Niets gevonden." in page.text


async def test_a_number_does_not_tell_of_a_report_that_one_may_not_see(visit):
    """She is known here, but not that she is in the other report too."""
    anna, _, _ = await make_anna(location="Amsterdam")
    here = await make_incident(victims=(anna,))
    await make_case(incident=here, victims=(anna,))
    browser = await visit(location="Midden-Nederland")
    assert names_on(await search(browser, "berg")) == ["Anna van der Berg 1988"]
    assert names_on(await search(browser, "PL0900-2026081234")) == []
    assert names_on(await search(browser, "16-123456-26")) == []


async def test_what_was_typed_stands_nowhere_and_who_was_seen_does(visit):
    browser = await visit()
    anna, _, _ = await make_anna()
    await search(browser, "berg")
    await search(browser, "niemand")
    rows = await fetch_rows("SELECT * FROM audit_event ORDER BY action, outcome")
    assert [(row["action"], row["outcome"], row["victim"]) for row in rows] == [
        ("people_searched", "found", None),
        ("people_searched", "nothing", None),
        ("person_found", "done", anna.id),
    ]
    assert "berg" not in str(rows)


async def test_too_little_to_look_for_is_said_and_kept(visit):
    browser = await visit()
    page = await search(browser, "a")
    assert page.status_code == 422
    assert "Typ een naam van twee letters of meer" in page.text
    assert 'value="a"' in page.text
    assert await fetch_rows("SELECT id FROM audit_event WHERE victim IS NOT NULL") == []


async def test_more_than_a_page_is_said_and_cut(visit):
    browser = await visit()
    incident = await make_incident(
        victims=tuple([await make_victim(phones=[]) for _ in range(26)])
    )
    assert incident
    page = await search(browser, "vries")
    assert len(names_on(page)) == 25
    assert "Meer dan 25 gevonden" in page.text


async def test_the_empty_page_asks_what_to_look_for(visit):
    browser = await visit()
    page = await browser.get("/werk/zoeken")
    assert "Niets gevonden" not in page.text
    assert "laatste zes cijfers" in page.text


async def test_who_makes_no_calls_looks_for_nobody(visit):
    for role in ("planner", "privacy_officer"):
        browser = await visit(role=role)
        assert (await browser.get("/werk/zoeken")).status_code == 404
        assert (await search(browser, "berg")).status_code == 404

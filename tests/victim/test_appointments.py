"""Her hearings: what she reads of each, and never of anybody else's."""

from uuid import uuid4

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.query_count import count_queries
from portal.db.tables.people import Victim
from tests.builders import make_representative
from tests.chain import (
    CASE,
    case,
    complained,
    fact,
    happen,
    hearing,
    hearing_changed,
    hearing_held,
    hearing_off,
    import_sample,
    report,
    victim,
)
from tests.victim.conftest import links, main_text

LIST = "/mijn/afspraken"


async def item_of(person):
    """The address of her one hearing."""
    page = await person.get(LIST)
    (address,) = [it for it in links(page, f"{LIST}/") if "dagen" not in it]
    return address


async def test_without_a_hearing_the_page_says_so_and_offers_the_days(enter):
    await happen(report(), case())
    anna = await enter()
    page = await anna.get(LIST)

    assert "Er is nu geen zitting gepland." in main_text(page)
    assert links(page, f"{LIST}/") == [f"{LIST}/dagen"]


async def test_a_hearing_is_told_with_day_place_judge_and_what_one_may_do(enter):
    speaks = fact(1, spreekrecht=True)
    await happen(report(), case(feiten=[speaks]), hearing())
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "dinsdag 12 januari 2027 om 10.00 uur" in text
    assert "Waar Rechtbank Midden-Nederland, Utrecht" in text
    assert "Vrouwe Justitiaplein 1, 3511 EX Utrecht" in text
    assert "Eén rechter (de politierechter)" in text
    assert "Ongeveer 1 uur." in text
    assert "Nee, dat hoeft niet." in text
    assert "Zeg het ons liefst uiterlijk dinsdag 29 december 2026 ." in text
    assert "Zorg dat het OM dit uiterlijk dinsdag 29 december 2026 heeft." in text
    assert "Te laat mag toch." in text


async def test_who_has_no_right_to_speak_is_not_offered_it(enter):
    people = report(victim("slo-1"), victim("slo-2"))
    facts = [
        fact(1, slachtofferIds=["slo-1"]),
        fact(2, slachtofferIds=["slo-2"], spreekrecht=True),
    ]
    await happen(people, case(feiten=facts), hearing())
    anna, bea = await enter("slo-1"), await enter("slo-2")

    assert "Zelf spreken" not in main_text(await anna.get(await item_of(anna)))
    assert "Zelf spreken" in main_text(await bea.get(await item_of(bea)))


async def test_a_pro_forma_hearing_says_that_coming_makes_little_sense(enter):
    await happen(report(), case(), hearing(soort="pro-forma"))
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "Komen heeft meestal weinig zin." in text
    assert "Op deze dag kunt u niets zeggen of inleveren." in text
    assert "Uw schade terugvragen" not in text


async def test_behind_closed_doors_a_victim_is_let_in(enter):
    at = {"rechter": "kinderrechter", "openbaar": False}
    await happen(report(), case(verdachte={"minderjarig": True}), hearing(**at))
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "De deur is dicht voor publiek. U mag er meestal wel bij zijn." in text


async def test_a_change_is_marked_as_a_change_in_time_and_room(enter):
    await happen(
        report(),
        case(),
        hearing(),
        hearing_changed("2026-11-20T15:45", "2027-01-12T13:30", zaal="1.03"),
    )
    anna = await enter()
    address = await item_of(anna)
    text = main_text(await anna.get(address))

    assert "Eerst was het dinsdag 12 januari 2027 om 10.00 uur." in text
    assert "Nu is het dinsdag 12 januari 2027 om 13.30 uur." in text
    assert "Eerst was het zaal 1. Nu is het zaal 1.03." in text
    assert "De plaats is veranderd." not in text
    assert "Zet hem er opnieuw in." in text
    assert "De tijd is veranderd." in main_text(await anna.get(LIST))


async def test_older_changes_stay_readable_below(enter):
    await happen(
        report(),
        case(),
        hearing(),
        hearing_changed("2026-11-19T15:45", "2027-01-12T11:00"),
        hearing_changed("2026-11-20T15:45", "2027-01-13T11:00", plaats="Lelystad"),
    )
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    first, later = text.split("Wat er eerder veranderde")
    assert "Eerst was het Rechtbank Midden-Nederland, Utrecht." in first
    assert "Eerst was het dinsdag 12 januari 2027 om 11.00 uur." in first
    assert "Eerst was het dinsdag 12 januari 2027 om 10.00 uur." in later


async def test_a_hearing_that_is_off_asks_nothing_of_her_any_more(enter):
    await happen(report(), case(), hearing(), hearing_off("2026-11-21T16:40"))
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "Dit gaat niet door. U hoeft niet te komen." in text
    assert "De nieuwe dag is nog niet bekend." in text
    assert "Haal dit uit uw agenda" in text
    assert "Wat kunt u doen?" not in text
    assert "Dit ging niet door." in main_text(await anna.get(LIST))


async def test_an_adjourned_hearing_leads_to_the_next_day(enter, clock):
    await happen(report(), case(), hearing(begin="2026-11-20T10:00"))
    await happen(hearing_held("2026-11-20T11:00", "aangehouden"))
    anna = await enter()
    before = main_text(await anna.get(await item_of(anna)))
    await happen(
        hearing("2026-11-20T12:00", "2027-02-02T09:00", zittingId="zit-2"),
    )
    page = await anna.get(LIST)
    (old,) = [it for it in links(page, f"{LIST}/") if "dagen" not in it][1:]
    after = main_text(await anna.get(old))

    assert "De nieuwe dag is nog niet bekend." in before
    assert "De zitting is gestopt en gaat later verder." in after
    assert "De volgende zitting is op: dinsdag 2 februari 2027 om 09.00 uur" in after


async def test_a_day_that_passed_without_word_is_not_called_held(enter, clock):
    await happen(report(), case(), hearing(begin="2026-11-24T10:00"))
    anna = await enter()
    address = await item_of(anna)
    clock.advance(days=1, hours=2)
    today = main_text(await anna.get(address))
    clock.advance(days=1)
    text = main_text(await anna.get(address))

    assert "Dit is vandaag." in today
    assert "Wij hoorden nog niet hoe het ging." in text
    assert "Wat kunt u doen?" not in text


async def test_a_day_to_hand_in_that_passed_says_that_late_is_fine(enter):
    await happen(report(), case(), hearing(begin="2026-11-30T10:00"))
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "De dag hiervoor is voorbij. Te laat mag toch." in text
    assert "16 november" not in text


async def test_cases_that_are_heard_together_are_one_appointment(enter):
    other = "16-654321-26"
    more = [{**fact(1), "feitId": f"{other}/1"}]
    await happen(
        report(),
        case(),
        case("2026-11-06T09:00", parketnummer=other, feiten=more),
        hearing(parketnummers=[CASE, other]),
    )
    anna = await enter()
    address = await item_of(anna)
    paper = main_text(await anna.get(f"{address}/meenemen"))

    assert "Zaak 1, 2" in main_text(await anna.get(address))
    assert CASE in paper
    assert other in paper


async def test_the_second_case_of_another_is_not_named(enter):
    other = "16-654321-26"
    more = [{**fact(1), "feitId": f"{other}/1", "slachtofferIds": ["slo-2"]}]
    await happen(
        report(victim("slo-1"), victim("slo-2")),
        case(feiten=[fact(1, slachtofferIds=["slo-1"])]),
        case("2026-11-06T09:00", parketnummer=other, feiten=more),
        hearing(parketnummers=[CASE, other]),
    )
    anna = await enter()
    address = await item_of(anna)
    page = await anna.get(address)
    paper = await anna.get(f"{address}/meenemen")

    assert other not in page.text + paper.text
    assert "Zaak 1" not in main_text(page)


async def test_a_hearing_about_a_complaint_is_for_who_complained(enter):
    people = report(victim("slo-1"), victim("slo-2"))
    at = {"soort": "raadkamer-12sv", "rechter": "hof", "openbaar": False}
    await happen(people, case(), complained(reference="slo-1"), hearing(**at))
    anna, bea = await enter("slo-1"), await enter("slo-2")
    address = await item_of(anna)

    assert "Uw klacht uitleggen" in main_text(await anna.get(address))
    assert "Er is nu geen zitting gepland." in main_text(await bea.get(LIST))
    await bea.get(address, status=404)


@pytest.mark.parametrize("below", ["", "/meenemen", "/wensen", "/afspraak.ics"])
async def test_somebody_elses_hearing_answers_like_one_that_is_not_there(enter, below):
    await happen(
        report(),
        case(),
        hearing(),
        report(victim("slo-2"), pvNummer="PL0900-2026081235"),
    )
    anna, bea = await enter("slo-1"), await enter("slo-2")
    address = await item_of(anna)
    nobodys = f"{LIST}/{uuid4()}"
    hers = await bea.get(f"{address}{below}", status=404)
    none = await bea.get(f"{nobodys}{below}", status=404)

    assert hers.text.replace(address, nobodys) == none.text


async def test_who_is_at_risk_reads_how_to_be_safe(enter):
    await happen(report(victim(kwetsbaar=True)), case(), hearing())
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "Veilig naar de zitting" in text
    assert "U kunt apart wachten" in text


async def test_a_court_whose_building_is_not_known_points_to_the_letter(enter):
    await happen(report(), case(), hearing(plaats="Haarlem", zaal=None))
    anna = await enter()
    text = main_text(await anna.get(await item_of(anna)))

    assert "Het adres staat in uw brief." in text
    assert "Nog niet bekend. U hoort het op de dag zelf." in text


async def test_the_paper_says_nothing_on_the_outside_and_has_ten_languages(enter):
    await happen(report(victim(taal="tr")), case(), hearing())
    anna = await enter()
    page = await anna.get(f"{await item_of(anna)}/meenemen")
    text = main_text(page)

    assert "<title>Afspraak</title>" in page.text
    assert text.count("Kunt u een tolk regelen?") == 10
    assert text.index("Türkçe") < text.index("العربية")
    assert '<p lang="ar" dir="rtl">' in page.text
    assert "Vraag naar De bode" in text


async def test_the_sample_has_its_changed_and_its_cancelled_hearing(enter):
    await import_sample()
    yasin, pieter = await enter("slo-0002"), await enter("slo-0008")

    changed = main_text(await yasin.get(await item_of(yasin)))
    assert "Parnassusweg 280, 1076 AV Amsterdam" in changed
    assert "Nu is het zaal 1.03." in changed
    off = main_text(await pieter.get(await item_of(pieter)))
    assert "Dit gaat niet door." in off


async def test_a_page_costs_few_queries_and_leaves_one_line_of_what_she_read(enter):
    await happen(report(), case(), hearing())
    anna = await enter()
    address = await item_of(anna)
    await execute("DELETE FROM audit_event")
    with count_queries() as queries:
        await anna.get(address)

    assert len(queries) <= 14, "\n".join(queries)
    (line,) = await fetch_rows("SELECT action, victim FROM audit_event")
    assert line == {"action": "read_appointment", "victim": anna.victim_id}


async def test_who_may_look_and_not_act_reads_it_all_without_a_form(enter):
    await happen(report(), case(), hearing())
    anna = await Victim.objects().get(Victim.reference == "slo-1")
    curator = await enter(
        await make_representative(victim=anna, role="curator", may_act=False)
    )
    address = await item_of(curator)
    page = await curator.get(address)
    wishes = await curator.get(f"{address}/wensen")
    days = await curator.get(f"{LIST}/dagen")

    assert f"{address}/wensen" not in links(page, LIST)
    for seen in (wishes, days):
        assert "U mag dit lezen en niet veranderen." in main_text(seen)
        assert 'method="post" action="/mijn/afspraken' not in seen.text
    await curator.post(f"{address}/wensen", status=422, attends="yes")
    assert await fetch_rows("SELECT id FROM hearing_wish") == []

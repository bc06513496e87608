"""The forms with which she says how she may be reached: every window, every answer."""

import pytest

from portal.db.victims import fetch_contact
from tests.chain import SAFE, case, decision, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import links, main_text

PAGE = "/mijn/contact"
CHANNELS = f"{PAGE}/wegen"
NUMBERS = f"{PAGE}/nummers"
TIMES = f"{PAGE}/tijden"
TALK = f"{PAGE}/gesprek"
CHECK = f"{NUMBERS}/controle"
NUMBER = "06-12345678"


def form_of(page, action):
    form = next(it for it in read_html(page.text).all("form") if it["action"] == action)
    fields = {}
    for it in form.all("input"):
        is_choice = it["type"] in {"radio", "checkbox"}
        if not is_choice:
            fields[it["name"]] = it["value"]
        elif "checked" in it.attributes and it["type"] == "checkbox":
            fields.setdefault(it["name"], []).append(it["value"])
        elif "checked" in it.attributes:
            fields[it["name"]] = it["value"]
    for select in form.all("select"):
        fields[select["name"]] = next(
            (it["value"] for it in select.all("option") if "selected" in it.attributes),
            "",
        )
    return fields


async def fill(anna, path, page=None, status=303, **given):
    page = page or await anna.get(path)
    return await anna.post(path, status=status, **form_of(page, path) | given)


async def contact_of(anna):
    return await fetch_contact(victim_id=anna.victim_id)


async def at_risk(enter, **consent):
    number = {"nummer": NUMBER, "eigen": True, "veilig": True}
    consents = {**SAFE, **consent}
    who = victim(kwetsbaar=True, telefoonnummers=[number], veiligContact=consents)
    await happen(report(who), case(), decision())
    return await enter()


async def test_one_page_leads_to_every_form_and_back(enter):
    await happen(report())
    anna = await enter()
    forms = links(await anna.get(PAGE), f"{PAGE}/")
    assert forms == [CHANNELS, NUMBERS, TIMES, TALK]
    for form in forms:
        assert PAGE in links(await anna.get(form), PAGE)


async def test_a_no_shows_at_once_on_the_page_that_sums_up(enter):
    await happen(report())
    anna = await enter()
    page = await fill(anna, CHANNELS, call="no", sms="no")
    assert "Bewaard. Het geldt meteen." in main_text(page)
    assert "Nee, wij bellen u niet." in main_text(page)


async def test_an_old_window_keeps_the_no_and_shows_the_rest_again(enter):
    await happen(report())
    anna = await enter()
    old = await anna.get(CHANNELS)
    await fill(anna, CHANNELS, sms="no")
    page = await fill(anna, CHANNELS, old, status=409, email="no", voicemail="yes")
    assert "Dit is net veranderd" in main_text(page)
    profile = (await contact_of(anna)).profile
    assert (profile.email.answer, profile.sms.answer) == (False, False)
    assert profile.voicemail.answer is False
    assert form_of(page, CHANNELS)["voicemail"] == "yes"


async def test_who_is_at_risk_reads_that_shn_looks_first(enter):
    anna = await at_risk(enter, email=None)
    page = await fill(anna, CHANNELS, email="yes")
    assert "gaat pas open na een gesprek" in main_text(page)
    assert "Nee, wij mailen u niet. Slachtofferhulp kijkt hier eerst" in main_text(page)


async def test_a_number_is_added_and_shown_masked(enter):
    await happen(report())
    anna = await enter()
    given = {"number": "030-234 56 78", "owner": "own", "safe": "yes"}
    page = await fill(anna, NUMBERS, **given)
    assert "03 ·· ·· ·· 78" in main_text(page)
    assert "2345678" not in page.text.replace(" ", "")


async def test_a_mistake_keeps_what_she_typed(enter):
    await happen(report())
    anna = await enter()
    page = await fill(anna, NUMBERS, status=422, number="06 1234", owner="other")
    text = main_text(page)
    assert "Dit nummer bestaat niet." in text
    assert "Kies of u hier veilig kunt praten." in text
    kept = form_of(page, NUMBERS)
    assert (kept["number"], kept["owner"]) == ("06 1234", "other")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("088-1234567", "Dit is een nummer van een organisatie."),
        ("+32 470 12 34 56", "Dit nummer is uit België."),
        ("0612345678", "Wij lezen: 06 12345678."),
        ("06 123", "Dit nummer bestaat niet."),
        ("06<b>", "Gebruik alleen cijfers."),
        ("", ""),
    ],
)
async def test_a_number_is_read_while_she_types(enter, typed, said):
    await happen(report())
    anna = await enter()
    page = await anna.browser.post(
        CHECK, data={"number": typed}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    assert "<html" not in page.text
    assert said in read_html(page.text).text
    assert said in main_text(await anna.post(CHECK, status=200, number=typed))


async def test_she_marks_a_number_unsafe_and_takes_it_away(enter):
    await happen(report())
    anna = await enter()
    [number] = (await contact_of(anna)).numbers
    path = f"{NUMBERS}/{number.id}"
    page = await anna.post(path, **{f"safe-{number.id}": "no"})
    assert "Niet veilig. Wij bellen dit nummer niet." in main_text(page)
    page = await anna.post(path, status=422, **{f"safe-{number.id}": "misschien"})
    assert "Kies of u hier veilig kunt praten." in main_text(page)
    page = await anna.post(f"{path}/weg")
    assert "Wij hebben geen nummer van u." in main_text(page)
    again = await anna.browser.post(f"{path}/weg")
    assert "Dit nummer staat er niet meer." in again.text


async def test_marking_a_number_that_is_gone_says_so_calmly(enter):
    await happen(report())
    anna = await enter()
    [number] = (await contact_of(anna)).numbers
    await anna.post(f"{NUMBERS}/{number.id}/weg")
    gone = {f"safe-{number.id}": "yes"}
    page = await anna.browser.post(f"{NUMBERS}/{number.id}", data=gone)
    assert "Dit nummer staat er niet meer." in page.text


async def test_her_days_and_parts_of_the_day_are_summed_up(enter):
    await happen(report())
    anna = await enter()
    given = {"part": ["morning"], "days": ["2", "4"], "zone": "America/Paramaribo"}
    text = main_text(await fill(anna, TIMES, **given))
    assert "Alleen: in de ochtend. Op: dinsdag, donderdag." in text
    assert "De tijd van Suriname." in text
    kept = form_of(await anna.get(TIMES), TIMES)
    assert (kept["part"], kept["days"]) == (["morning"], ["2", "4"])


async def test_who_is_at_risk_reads_that_a_new_time_waits(enter):
    anna = await at_risk(enter)
    waits = "Een nieuwe tijd geldt na een gesprek met Slachtofferhulp."
    assert waits in main_text(await anna.get(TIMES))
    await fill(anna, TIMES, part=["morning"])
    assert waits not in main_text(await anna.get(PAGE))
    page = await fill(anna, TIMES, part=["morning", "evening"])
    assert f"Bewaard. {waits}" in main_text(page)
    assert waits in main_text(await anna.get(PAGE))
    page = await fill(anna, TIMES, status=422, part=["evening"])
    assert "Laat een dag en tijd staan die al mocht" in main_text(page)


async def test_all_days_are_any_day(enter):
    await happen(report())
    anna = await enter()
    await fill(anna, TIMES, days=["1", "2", "3", "4", "5", "6"], part=["morning"])
    assert (await contact_of(anna)).profile.days == frozenset()


async def test_times_at_which_we_never_call_are_refused_and_kept_typed(enter):
    await happen(report())
    anna = await enter()
    page = await fill(anna, TIMES, status=422, days=["6"], part=["evening"])
    assert "Op deze dagen en tijden bellen wij nooit." in main_text(page)
    assert form_of(page, TIMES)["days"] == ["6"]


async def test_name_word_language_and_interpreter_are_kept(enter):
    await happen(report())
    anna = await enter()
    page = await fill(
        anna,
        TALK,
        call_name="Annie",
        code_word="waterlelie",
        language="ar",
        interpreter="yes",
        plain="yes",
        communication="sign_language",
    )
    text = main_text(page)
    assert "Wij vragen naar Annie." in text
    assert "Taal: Arabisch. Met een tolk. In eenvoudige woorden." in text
    assert "waterlelie" in text
    contact = await contact_of(anna)
    assert (contact.code_word, contact.needs_interpreter) == ("waterlelie", True)


async def test_the_language_that_she_speaks_is_that_of_the_pages_too(enter):
    await happen(report())
    anna = await enter()
    answer = await anna.browser.post(
        TALK, data=form_of(await anna.get(TALK), TALK) | {"language": "fr"}
    )
    assert answer.status_code == 303
    page = await anna.browser.get(PAGE)
    assert '<html lang="fr"' in page.text
    assert "Comment nous vous joignons" in page.text


async def test_no_word_typed_keeps_the_word_that_she_has(enter):
    await happen(report())
    anna = await enter()
    await fill(anna, TALK, code_word="waterlelie")
    page = await anna.get(TALK)
    assert form_of(page, TALK)["code_word"] == ""
    await fill(anna, TALK, page, call_name="Annie")
    assert (await contact_of(anna)).code_word == "waterlelie"


async def test_the_word_of_who_is_at_risk_stands_on_no_page(enter):
    anna = await at_risk(enter)
    page = await fill(anna, TALK, code_word="waterlelie")
    assert "Uw codewoord geldt na een gesprek met Slachtofferhulp." in main_text(page)
    for path in (PAGE, TALK):
        assert "waterlelie" not in (await anna.get(path)).text


@pytest.mark.parametrize(
    "given",
    [{"code_word": "x"}, {"language": "klingon"}, {"communication": "rook"}],
)
async def test_what_makes_no_sense_is_said_and_kept_typed(enter, given):
    await happen(report())
    anna = await enter()
    page = await fill(anna, TALK, status=422, call_name="Annie", **given)
    assert form_of(page, TALK)["call_name"] == "Annie"
    assert (await contact_of(anna)).call_name is None


async def test_a_form_that_another_window_overtook_is_not_kept(enter):
    await happen(report())
    anna = await enter()
    old = await anna.get(TALK)
    await fill(anna, TALK, call_name="Annie")
    page = await fill(anna, TALK, old, status=422, call_name="Els")
    assert "Dit is net veranderd" in main_text(page)
    assert (await contact_of(anna)).call_name == "Annie"
    assert form_of(page, TALK)["call_name"] == "Els"


async def test_after_half_a_year_one_button_says_that_it_is_still_so(enter, clock):
    await happen(report())
    anna = await enter()
    assert "Klopt dit nog?" not in main_text(await anna.get(PAGE))
    clock.advance(days=200)
    page = await anna.get(PAGE)
    assert "Klopt dit nog?" in main_text(page)
    page = await anna.post(f"{PAGE}/klopt", **form_of(page, f"{PAGE}/klopt"))
    assert "Dank u." in main_text(page)
    assert "Klopt dit nog?" not in main_text(page)


async def test_the_button_confirms_only_what_she_saw(enter, clock):
    await happen(report())
    anna = await enter()
    clock.advance(days=200)
    page = await anna.get(PAGE)
    await fill(anna, TIMES, days=["2"])
    page = await anna.post(f"{PAGE}/klopt", **form_of(page, f"{PAGE}/klopt"))
    assert "Dit is net veranderd" in main_text(page)
    assert "Klopt dit nog?" in main_text(page)


async def test_she_is_asked_on_her_first_page_until_she_said_so(enter, clock):
    await happen(report())
    anna = await enter()
    question = "Mogen wij u nog zo bereiken?"
    assert question not in main_text(await anna.get("/mijn"))
    clock.advance(days=200)
    assert question in main_text(await anna.get("/mijn"))
    page = await anna.get(PAGE)
    await anna.post(f"{PAGE}/klopt", **form_of(page, f"{PAGE}/klopt"))
    assert question not in main_text(await anna.get("/mijn"))

"""What each outcome sets off: read by callers, changed by supervisors in two steps."""

from datetime import timedelta

import pytest

from portal.db.engine import fetch_rows
from portal.domain.outcomes import Outcome
from tests.builders import NOW, make_task
from tests.calling import ADDRESS
from tests.pages import read_html
from tests.staff.screens import open_call

TABLE = "/werk/uitkomsten"
RULE = f"{TABLE}/regel"
SEPOT = {
    "soort": "sepot",
    "gezien": "0",
    "pogingen": "3",
    "dagen": "2",
    "uren": "4",
    "minuten": "15",
    "keren": "2",
    "einde": "letter",
    "terugdraaien": "caller",
    "vanaf": "",
    "reden": "Te veel mensen bereiken wij pas laat.",
}


def words(page):
    return " ".join(read_html(page.text).text.split())


def typed(page):
    """Give what stands in the fields of the form on the page."""
    fields = read_html(page.text).all("input", "textarea")
    return {
        it["name"]: it["value"] if it.tag == "input" else "".join(it.texts)
        for it in fields
        if it["name"] in SEPOT and (it["type"] != "radio" or "checked" in it.attributes)
    }


async def supervisor(visit, **given):
    return await visit(**{"role": "supervisor", "name": "C. Jansen", **given})


async def save(browser, **changes):
    return await browser.post(RULE, {**SEPOT, "stap": "opslaan", **changes})


async def rows():
    return await fetch_rows(
        "SELECT kind, version, figures, reason FROM outcome_rules ORDER BY version"
    )


async def test_a_caller_reads_the_rules_in_plain_words(visit):
    browser = await visit()
    table = await browser.get(TABLE)
    for text in ("Sepot", "Vrijlating", "een brief", "Een nee is een nee."):
        assert text in table.text
    said = words(await browser.get(f"{RULE}?soort=sepot"))
    rule = "Opnieuw in een ander dagdeel, minstens 4 uur later. Na 3 pogingen op 2"
    assert f"Geen gehoor Telt als poging. {rule} dagen: een brief." in said
    assert "Bezet Opnieuw na 15 minuten." in said
    assert "ma 23 nov 10:00 ma 23 nov 14:00 di 24 nov 18:00 een brief" in said
    assert "Wijzigen" not in said


async def test_a_release_reads_otherwise_than_the_rest(visit):
    said = words(await (await visit()).get(f"{RULE}?soort=release"))
    assert "Opnieuw zodra het mag, minstens 1 uur later." in said
    assert "de coördinator krijgt het meteen; het bellen gaat door" in said


async def test_a_hearing_that_changes_this_week_reads_as_urgent(visit):
    said = words(await (await visit()).get(f"{RULE}?soort=hearing_changed"))
    assert "dan is het spoed: opnieuw na een uur, elke dag van de week." in said


@pytest.mark.parametrize("kind", ["first_contact", "halt", "x", ""])
async def test_of_calls_of_others_there_is_no_page(visit, kind):
    browser = await supervisor(visit)
    assert (await browser.get(f"{RULE}?soort={kind}")).status_code == 404
    assert (await save(browser, soort=kind)).status_code == 404


async def test_only_a_supervisor_of_the_whole_organisation_changes_rules(visit):
    assert (await save(await visit())).status_code == 404
    local = await supervisor(visit, location="Utrecht")
    page = await local.get(f"{RULE}?soort=sepot")
    assert "Deze regels zijn van de hele organisatie." in page.text
    assert (await save(local, pogingen="4")).status_code == 404
    assert await rows() == []


async def test_a_change_is_first_shown_and_only_then_saved(visit):
    browser = await supervisor(visit)
    await make_task()
    page = await browser.post(RULE, {**SEPOT, "stap": "bekijk", "pogingen": "5"})
    said = words(page)
    assert "Er is nog niets opgeslagen." in said
    assert "Pogingen 3 5" in said
    assert "Er staat nu 1 gesprek open." in said
    assert await rows() == []
    kept = {**typed(page), "stap": "opslaan"}
    page = await browser.follow(await browser.post(RULE, kept))
    assert "Na 5 pogingen op 2 dagen: een brief." in words(page)
    assert "Pogingen: zoals alle gesprekken → 5." in words(page)
    [row] = await rows()
    assert (row["kind"], row["version"]) == ("sepot", 1)
    assert row["figures"] == '{"attempts": 5}'


async def test_something_else_can_still_be_changed_after_the_preview(visit):
    browser = await supervisor(visit)
    page = await browser.post(RULE, {**SEPOT, "stap": "terug", "uren": "6"})
    assert page.status_code == 200
    assert typed(page)["uren"] == "6"
    assert typed(page)["reden"] == SEPOT["reden"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pogingen": "0"}, "Kies een aantal pogingen: 1 tot en met 8."),
        ({"pogingen": "٣"}, "Kies een aantal pogingen"),
        ({"dagen": "1"}, "Verdeel de pogingen over minstens 2 dagen."),
        ({"dagen": "4"}, "Kies niet meer dagen dan pogingen."),
        ({"uren": "3"}, "Korter zou haar lastigvallen, langer duurt te lang."),
        ({"pogingen": "8", "uren": "72"}, "die binnen 14 dagen weg moet zijn"),
        ({"keren": "3"}, "Kies een aantal keren: 1 tot en met 2."),
        ({"einde": "supervisor"}, "Bij dit gesprek kan het niet zo eindigen."),
        ({"einde": "niets"}, "Bij dit gesprek kan het niet zo eindigen."),
        ({"terugdraaien": ""}, "Kies wie een vergissing terugdraait."),
        ({"reden": "  "}, "Schrijf op waarom u dit wijzigt."),
        ({"vanaf": "2026-11-22"}, "Kies een dag vanaf vandaag"),
        ({"vanaf": "morgen"}, "Kies een dag vanaf vandaag"),
        ({}, "U hebt niets veranderd."),
    ],
)
async def test_what_may_not_be_is_said_and_nothing_typed_is_lost(visit, changes, said):
    browser = await supervisor(visit)
    page = await save(browser, **changes)
    assert page.status_code == 422
    assert said in words(page)
    kept = {**SEPOT, **changes}
    assert typed(page)["uren"] == kept["uren"]
    assert typed(page)["reden"] == kept["reden"].strip()
    assert await rows() == []


async def test_a_second_click_makes_no_second_version(visit):
    browser = await supervisor(visit)
    for _ in range(2):
        assert (await save(browser, pogingen="4")).status_code == 303
    assert len(await rows()) == 1


async def test_of_two_who_change_the_same_the_second_is_told_and_loses_nothing(visit):
    first = await supervisor(visit)
    second = await supervisor(visit, name="D. Kaya")
    await save(first, pogingen="4")
    page = await save(second, pogingen="5", reden="Wij willen meer proberen.")
    assert page.status_code == 409
    assert "C. Jansen was u net voor" in page.text
    assert typed(page)["pogingen"] == "5"
    assert typed(page)["reden"] == "Wij willen meer proberen."
    await second.post(RULE, {**typed(page), "stap": "opslaan"})
    assert [row["figures"] for row in await rows()] == [
        '{"attempts": 4}',
        '{"attempts": 5}',
    ]


async def test_figures_for_all_calls_hold_where_a_kind_has_none_of_its_own(visit):
    browser = await supervisor(visit)
    await save(browser, pogingen="2")
    await save(browser, soort="alle", pogingen="4", uren="6", gezien="0")
    said = words(await browser.get(f"{RULE}?soort=judgment"))
    assert "minstens 6 uur later. Na 4 pogingen" in said
    own = words(await browser.get(f"{RULE}?soort=sepot"))
    assert "minstens 6 uur later. Na 2 pogingen" in own
    release = words(await browser.get(f"{RULE}?soort=release"))
    assert "minstens 1 uur later" in release


async def test_general_figures_that_break_a_kind_name_that_kind(visit):
    browser = await supervisor(visit)
    await save(browser, pogingen="2")
    page = await save(browser, soort="alle", pogingen="4", dagen="3", gezien="0")
    assert page.status_code == 422
    assert "Deze gesprekken hebben eigen cijfers" in page.text
    assert f'href="{RULE}?soort=sepot"' in page.text


async def test_a_change_can_wait_for_its_day(visit, clock):
    browser = await supervisor(visit)
    await save(browser, pogingen="4", vanaf="2026-12-01")
    page = await browser.get(f"{RULE}?soort=sepot")
    assert "Vanaf dinsdag 1 december 2026 gelden andere regels" in page.text
    assert "Na 3 pogingen" in words(page)
    assert typed(page)["pogingen"] == "4"
    clock.moment = NOW + timedelta(days=8)
    browser = await supervisor(visit)
    assert "Na 4 pogingen" in words(await browser.get(f"{RULE}?soort=sepot"))


async def test_who_changed_it_in_another_window_reads_that_it_was_herself(visit):
    browser = await supervisor(visit)
    await save(browser, pogingen="4")
    page = await save(browser, pogingen="5")
    assert page.status_code == 409
    assert "U wijzigde deze regels al in een ander venster" in page.text


@pytest.mark.parametrize("organisation", ["om", "shn", "halt"])
async def test_of_every_call_each_outcome_says_what_comes_next(visit, organisation):
    """A disposition without a next step is how calls got lost: ground-control#132."""
    browser = await supervisor(visit, organisation=organisation)
    table = read_html((await browser.get(TABLE)).text).all("a")
    pages = [it["href"] for it in table if RULE in (it["href"] or "")]
    assert len(pages) > 3
    for path in pages:
        page = read_html((await browser.get(path)).text)
        [said] = [it for it in page.all("dl") if "kv" in it["class"]]
        assert len(list(said.all("dt"))) == len(Outcome)
        assert all(len(it.text) > 15 for it in said.all("dd"))


async def test_older_figures_can_be_filled_in_again(visit):
    browser = await supervisor(visit)
    await save(browser, pogingen="4")
    await save(browser, pogingen="5", gezien="1")
    older = await browser.get(f"{RULE}?soort=sepot&versie=1")
    assert typed(older)["pogingen"] == "4"
    shipped = await browser.get(f"{RULE}?soort=sepot&versie=0")
    assert typed(shipped)["pogingen"] == "3"
    answer = await browser.post(
        RULE, {**typed(shipped), "stap": "opslaan", "reden": "Terug."}
    )
    page = await browser.follow(answer)
    assert "Pogingen: 5 → zoals alle gesprekken." in words(page)
    assert [row["figures"] for row in await rows()][-1] == "{}"


async def test_the_call_screen_says_what_the_changed_rules_lead_to(visit):
    await save(await supervisor(visit), pogingen="1", dagen="1")
    screen = await open_call(await visit(), victim={"address": ADDRESS})
    assert "Geen gehoor laatste poging:" in words(screen.page)


async def test_a_mistake_is_the_supervisors_where_the_rules_say_so(visit):
    boss = await supervisor(visit)
    await save(boss, terugdraaien="supervisor")
    screen = await open_call(await visit())
    page = await screen.result("no_answer")
    assert "Draai terug" not in page.text
    assert "Draai terug" in (await boss.get(str(page.url))).text


async def test_rules_of_another_organisation_are_its_own(visit):
    await save(await supervisor(visit), soort="callback", pogingen="5")
    halt = await visit(organisation="halt", role="halt_worker")
    assert "Na 3 pogingen" in words(await halt.get(f"{RULE}?soort=callback"))
    planner = await visit(role="planner")
    assert (await planner.get(TABLE)).status_code == 404

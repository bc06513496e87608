"""Every page of the route list, for everyone: axe, small screens, dark, no cut text."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.looking import check_looks
from tests.browser.playing import (
    ANNA,
    ELS_SUPERVISES,
    JAN_CALLS,
    SAMIRA_OF_SHN,
    log_in,
    log_in_as,
    set_clock,
    use_key,
)

ROUTES = Path(__file__).parents[1] / "routes.txt"
NO_PAGES = re.compile(
    r"/(api/.*|static/.*|robots.txt|\.well-known/.*|favicon.ico|healthz|readyz|weg|werk"
    r"|werk/cijfers/overzicht\.(csv|xlsx)|werk/coordinatie/tellingen"
    r"|mijn/gegevens/gegevens\.json|mijn/afspraken/\{id\}/afspraak\.ics"
    r"|mijn/nieuws/\{id\}/brief\.pdf)?"
)
PUBLIC = (
    "/inloggen",
    "/uitgelogd",
    "/hulp",
    "/veilig-internetten",
    "/privacy",
    "/toegankelijkheid",
    "/nergens",
)
OWN_LINKS = "all => all.map(it => it.getAttribute('href'))"


NUMBER_TO_VERIFY = """INSERT INTO work_item
    (id, kind, cause, organisation, role, location, victim, detail, opened_at)
    SELECT 'f6f0f6a2-35c6-4c3f-8ad4-0a3c2a6b1d77', 'number_to_verify', id, 'shn',
    'shn_worker', '', id, '', '2026-11-23 08:00:00+00:00'
    FROM victim WHERE reference = 'slo-0001'"""

CONTACT_TO_CHECK = """INSERT INTO work_item
    (id, kind, cause, organisation, role, location, victim, detail, opened_at)
    SELECT '0a6ee0d4-55b2-4a8b-9d0c-64b0ad6b4d1e', 'contact_to_check', id, 'shn',
    'shn_worker', '', id, '', '2026-11-23 08:00:00+00:00'
    FROM victim WHERE reference = 'slo-0001'"""
HELD_CHOICE = """INSERT INTO contact_choice
    (id, victim, field, answer, said_at, is_held, settled_as, settled_by)
    SELECT '7d0a8a0e-3a5f-4f3e-8f0b-0d4c1d1f6a55', id, 'email', 'yes',
    '2026-11-23 08:00:00+00:00', 1, '', ''
    FROM victim WHERE reference = 'slo-0001'"""


class Tour:
    """Somebody who looks at pages; `seen` holds the shapes of their addresses."""

    def __init__(self, page, seen):
        self.page = page
        self.seen = seen

    def look(self, path=None):
        """Look at the page that is there, or go to another first."""
        if path:
            answer = self.page.goto(path)
            assert answer.headers["content-type"].startswith("text/html")
        self.seen.add(urlsplit(shape_of(self.page.url)).path)
        check_looks(self.page)

    def walk(self, *starts):
        """Follow all links; two pages that differ in an id only are alike."""
        todo, shapes = list(starts), set()
        while todo:
            path = todo.pop(0)
            if shape_of(path) not in shapes:
                shapes.add(shape_of(path))
                self.look(path)
                links = self.page.locator("main a[href^='/']:not([download])")
                todo += links.evaluate_all(OWN_LINKS)


def shape_of(path):
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "{id}", path)


@pytest.fixture(scope="module")
def seen():
    return set()


@pytest.fixture
def tour(portal, open_browser, seen):
    page = open_browser(portal)
    page.route("**/demo/brieven/*", _let_axe_look)
    return Tour(page, seen)


def _let_axe_look(route):
    """A letter is shown in a sandbox, where no script runs, so axe neither."""
    answer = route.fetch()
    headers = answer.headers
    del headers["content-security-policy"]
    route.fulfill(response=answer, headers=headers)


def test_the_pages_for_anybody(tour):
    tour.walk("/demo", *PUBLIC)
    assert tour.seen >= {"/demo", "/demo/brieven/{id}", *PUBLIC}


def test_the_pages_of_a_victim(tour):
    log_in_as(tour.page, "slo-0002")
    starts = {"/mijn", "/mijn/berichten", "/mijn/terugbellen", "/mijn/contact"}
    starts |= {"/mijn/wensen"}
    tour.walk(*sorted(starts))
    assert tour.seen >= starts | {"/mijn/verloop/{id}", "/mijn/nieuws/{id}"}


@pytest.mark.parametrize(
    ("who", "links", "words"),
    [
        ("slo-0001", ["Bel mij terug"], "Waarover wilt u praten?"),
        ("slo-0007", ["Nu al lezen?"], "Slachtofferhulp zoekt die met u."),
        ("slo-0007", ["Bel mij terug"], "Wij weten nu geen nummer"),
        ("slo-0009", ["Bekijk hoe het gaat"], "Wat de rechter besliste"),
        ("slo-0022", ["Bekijk hoe het gaat"], "Halt is klaar."),
        (
            "slo-0004",
            ["Bekijk hoe het gaat", "Lees de beslissing"],
            "De jongere gaat naar Halt",
        ),
    ],
    ids=[
        "two-reports",
        "no-safe-way",
        "no-number",
        "judgment",
        "halt-without-case",
        "not-yet-read",
    ],
)
def test_what_differs_between_victims(tour, who, links, words):
    log_in_as(tour.page, who)
    for link in links:
        tour.page.get_by_role("link", name=link).first.click()
        tour.page.wait_for_load_state()
    tour.look()
    expect(tour.page.locator("main")).to_contain_text(words)


def test_what_a_victim_does(tour):
    page = tour.page
    set_clock(page, "2026-11-23T18:05")
    log_in(page, ANNA)
    page.get_by_role("link", name="Nu al lezen?").click()
    page.get_by_role("button", name="Ja, ik wil het nu lezen").click()
    page.get_by_role("button", name="Ja, herinner mij").click()
    expect(page.get_by_text("Wij herinneren u op tijd.").first).to_be_visible()
    tour.look()
    page.get_by_role("link", name="Lees meer: wat een klacht is").click()
    tour.look()
    page.get_by_role("link", name="Maak de brief").click()
    tour.look()
    page.get_by_role("link", name="Ik heb de brief verstuurd").click()
    page.get_by_label("Ik stuurde de klacht op").fill("2027-01-01")
    page.get_by_role("button", name="Ik heb de klacht gestuurd").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.get_by_role("button", name="Ik doe dit niet").click()
    expect(page.get_by_text("U doet dit niet.").first).to_be_visible()
    tour.look()
    page.get_by_role("link", name="Vraag of wij u bellen").click()
    page.get_by_role("link", name="Kies een tijd: Slachtofferhulp").click()
    page.get_by_role("button", name="Bel mij dan").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.get_by_text("dinsdag 24 november 2026").click()
    page.locator("#moment-2026-11-24T1730").check()
    page.get_by_role("button", name="Bel mij dan").click()
    page.get_by_text("Een ander moment kiezen").click()
    tour.look()
    set_clock(page, "2026-11-23T18:30")
    page.goto("/mijn/berichten")
    tour.look()
    page.locator("main a").first.click()
    tour.look()


def test_what_a_victim_says_about_contact(tour):
    page = tour.page
    log_in_as(page, "slo-0002")
    page.goto("/mijn/rust")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.locator("#weeks-3").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rust tot")
    tour.look()
    page.get_by_role("button", name="Ja, ik wil rust").click()
    expect(page.get_by_text("U heeft nu rust")).to_be_visible()
    tour.look()
    page.get_by_role("button", name="U mag mij weer bellen").click()
    page.goto("/mijn/vragen")
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.get_by_label("Het Openbaar Ministerie, over de zaak").check()
    page.get_by_label("De zaak", exact=True).check()
    page.get_by_label("Uw vraag").fill("Wanneer hoor ik iets?")
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    expect(page.get_by_text("Goed. Uw vraag is verstuurd.")).to_be_visible()
    tour.look()
    page.goto("/mijn/mogelijkheden")
    page.get_by_role("button", name="Ja, dit wil ik misschien").first.click()
    expect(page.get_by_text("U zei: ja")).to_be_visible()
    tour.look()
    log_in(page, JAN_CALLS)
    tour.look("/werk/vragen")
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="Ik beantwoord deze vraag").click()
    expect(page.get_by_label("Uw antwoord")).to_be_visible()
    tour.look()


def test_on_paper_only_what_one_keeps(tour):
    page = tour.page
    log_in_as(page, "slo-0002")
    page.get_by_role("link", name="Bekijk hoe het gaat").click()
    page.get_by_role("link", name="Lees de beslissing").first.click()
    page.wait_for_url("**/mijn/nieuws/**")  # and for its style sheets
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for part in (".top", "nav.main", ".demo", "footer", ".acts"):
        assert not any(each.is_visible() for each in page.locator(part).all()), part
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 36, 45)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_the_pages_of_staff(tour):
    log_in(tour.page, JAN_CALLS)
    starts = {"/werk/bellen", "/werk/bellen/lijst", "/werk/zaken", "/werk/zoeken"}
    tour.walk(*sorted(starts), "/werk/zaken/weg")
    assert tour.seen >= starts | {"/werk/gesprek/{id}", "/werk/zaken/{id}"}


@pytest.mark.parametrize("who", [SAMIRA_OF_SHN, ELS_SUPERVISES])
def test_the_pages_of_other_staff(tour, who):
    log_in(tour.page, who)
    tour.look("/werk/bellen")
    tour.look("/werk/aandacht")
    expect(tour.page.get_by_role("heading", level=1)).to_have_text("Aandacht")


def test_what_each_outcome_sets_off(tour):
    page = tour.page
    log_in(page, ELS_SUPERVISES)
    tour.look("/werk/uitkomsten")
    page.get_by_role("link", name="Sepot", exact=True).click()
    tour.look()
    page.get_by_label("Hoeveel pogingen die tellen?").fill("0")
    page.get_by_role("button", name="Bekijk wat dit doet").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.get_by_label("Hoeveel pogingen die tellen?").fill("4")
    page.get_by_label("Waarom wijzigt u dit?").fill("Vaker proberen.")
    page.get_by_role("button", name="Bekijk wat dit doet").click()
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    tour.look()
    page.get_by_role("button", name="Sla op").click()
    expect(page.get_by_text("De regels zijn opgeslagen.").first).to_be_visible()
    tour.look()


def test_the_texts_that_supervisors_keep(tour):
    log_in(tour.page, ELS_SUPERVISES)
    tour.walk("/werk/teksten")
    tour.page.goto("/werk/teksten/nieuw")
    tour.page.get_by_role("button", name="Voeg toe").click()
    expect(tour.page.locator(".note.bad")).to_be_visible()
    tour.look()


def test_the_figures_of_a_period(tour):
    log_in(tour.page, ELS_SUPERVISES)
    tour.look("/werk/cijfers?periode=2026-k4")
    tour.look("/werk/cijfers?periode=eigen&van=vandaag")
    expect(tour.page.locator(".note.bad")).to_be_visible()
    tour.page.get_by_label("Periode").select_option("2026-11")
    tour.page.get_by_role("button", name="Toon de cijfers").click()
    expect(tour.page.get_by_role("heading", name="Wachttijd")).to_be_visible()


def test_what_a_supervisor_watches_and_does(tour):
    page = tour.page
    log_in(page, ELS_SUPERVISES)
    tour.look("/werk/coordinatie")
    tour.look("/werk/coordinatie?lijst=today")
    page.get_by_role("button", name="Naar voren halen").click()
    page.get_by_label("Waarom?").fill("Zij wacht al lang.")
    page.get_by_role("button", name="Naar voren halen").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.get_by_label("Alle ").check()
    page.get_by_role("button", name="Naar voren halen").click()
    expect(page.get_by_text("Naar voren gehaald:")).to_be_visible()
    tour.look()
    page.get_by_role("link", name="Terug naar de lijst").click()
    page.locator("tr", has_text="naar voren").get_by_role("link").first.click()
    expect(page.get_by_text("Els Vermeulen: Zij wacht al lang.")).to_be_visible()
    tour.look()
    tour.look("/werk/gegevens?lijst=missing")


def test_what_a_supervisor_sets_up(tour):
    page = tour.page
    log_in(page, ELS_SUPERVISES)
    tour.look("/werk/inrichting")
    page.get_by_role("link", name="Rotterdam").click()
    tour.look()
    page.get_by_label("Gesprekken per uur").fill("veel")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    tour.look("/werk/inrichting/locaties/nieuw")
    tour.look("/werk/inrichting/medewerkers")
    page.get_by_role("link", name="Jan Brouwer").click()
    page.get_by_label("Eerste dag").fill("2026-12-24")
    page.get_by_label("Laatste dag").fill("2026-12-28")
    page.get_by_role("button", name="Verlof opslaan").click()
    expect(page.get_by_text("Het verlof is opgeslagen.")).to_be_visible()
    tour.look()
    tour.look("/werk/inrichting/medewerkers/nieuw")
    tour.look("/werk/inrichting/geschiedenis")


def test_what_a_caller_does(tour):
    page = tour.page
    log_in(page, JAN_CALLS)
    use_key(page, "Enter")
    page.wait_for_url("**/werk/gesprek/*")
    tour.look()
    use_key(page, "k")
    expect(page.locator(".say").first).to_be_visible()
    use_key(page, "p")
    expect(page.get_by_role("heading", name="Dit ziet zij nu")).to_be_visible()
    tour.look()
    call = page.url
    tour.look(f"{call}/wat-zij-ziet")
    page.goto(call)
    use_key(page, "k")
    expect(page.locator(".say").first).to_be_visible()
    use_key(page, "0")
    use_key(page, "g")
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    use_key(page, "n")
    expect(page.get_by_text("Vastgelegd: geen gehoor")).to_be_visible()
    page.get_by_text("Dit klopt niet").click()
    tour.look()
    page.get_by_label("Wat ging er mis?").fill("Verkeerde knop.")
    page.get_by_role("button", name="Draai terug").click()
    expect(page.get_by_text("Teruggedraaid op")).to_be_visible()
    tour.look()
    page.goto("/werk/zaken")
    page.get_by_label("Zoek").fill("Nergens")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    tour.look()


def test_what_a_caller_does_beside_the_calls(tour):
    page = tour.page
    log_in(page, JAN_CALLS)
    page.goto("/werk/overdracht")
    tour.look()
    page.goto("/werk/bellen/op-papier")
    tour.look()
    page.get_by_role("button", name="Maak de lijst").click()
    expect(page.get_by_role("table")).to_be_visible()
    tour.look()
    page.goto("/werk/zaken")
    page.get_by_label("Zoek").fill("Vries")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("gevonden.")).to_be_visible()
    tour.look()
    page.get_by_role("button", name="Aan de balie").first.click()
    page.wait_for_url("**/contact/*")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.locator(".note.bad")).to_be_visible()
    tour.look()
    page.goto("/werk/zoeken")
    page.get_by_label("Zoek").fill("654321")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="PL0900-2026081234").click()
    page.get_by_text("Draag een onderwerp over").first.click()
    tour.look()
    page.get_by_role("button", name="Belt ons").first.click()
    page.wait_for_url("**/werk/gesprek/*")
    tour.look()
    page.goto("/werk/overdracht")
    tour.look()
    page.get_by_label("Korte notitie").fill("Zij wacht op de zitting.")
    page.get_by_role("button", name="Draag over").click()
    expect(page.get_by_text("1 overgedragen.")).to_be_visible()


def test_the_pages_beside_a_call(tour, portal):
    for row in (NUMBER_TO_VERIFY, CONTACT_TO_CHECK, HELD_CHOICE):
        portal.run_sql(row)
    log_in(tour.page, JAN_CALLS)
    tour.look("/werk/concepten")
    tour.look("/werk/gestopt")
    tour.look("/werk/mijn-gesprekken")
    log_in(tour.page, SAMIRA_OF_SHN)
    tour.look("/werk/zittingen")
    tour.page.goto("/werk/aandacht")
    tour.page.get_by_role("link", name="Zoek de nummers uit").click()
    tour.page.wait_for_url("**/nummers")
    tour.look()
    expect(tour.page.get_by_role("heading", level=1)).to_contain_text("nummers")
    tour.page.goto("/werk/aandacht")
    tour.page.get_by_role("link", name="Vraag het haar").click()
    tour.page.wait_for_url("**/wegen")
    tour.look()
    expect(tour.page.locator("main")).to_contain_text("zij dit zelf koos")


def test_no_page_was_forgotten(chromium, seen):
    """Left out when only some tests of this module run: see conftest."""
    routes = [line.split() for line in ROUTES.read_text("utf-8").splitlines()]
    pages = [shape_of_route(path) for verb, path in routes if verb == "GET"]
    missing = {path for path in pages if not NO_PAGES.fullmatch(path)} - seen
    assert not missing


def shape_of_route(path):
    return re.sub(r"\{\w+:uuid\}", "{id}", path)

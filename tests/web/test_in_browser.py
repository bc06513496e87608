"""What only a browser can tell: ways out, keys, focus, the session's end, axe."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium import run_chromium

NEUTRAL = "https://www.buienradar.nl/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
PUBLIC = ["/inloggen", "/hulp", "/veilig-internetten", "/privacy", "/toegankelijkheid"]
LOG_IN = """who => fetch(`/binnen/${who}`, {
  method: "POST", headers: JSON.parse(document.body.getAttribute("hx-headers"))})"""
HIDDEN_BY_EXIT = """() => {
  const it = document.activeElement, exit = document.querySelector(".exit");
  if (it === exit || it === document.body) return false;
  const a = it.getBoundingClientRect(), b = exit.getBoundingClientRect();
  return a.top >= b.top && a.bottom <= b.bottom && a.right > b.left;
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("browser")
    environment = os.environ | {
        "PORTAL_MODE": "demo",
        "PORTAL_DATABASE_URL": f"sqlite:///{folder}/portal.sqlite",
    }
    app = ("--factory", "tests.web.browser_app:create_app")
    quietly = ("--log-level", "warning", "--port", str(port))
    command = [sys.executable, "-m", "uvicorn", *app, *quietly]
    server = subprocess.Popen(command, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/robots.txt")
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url):
    for _ in range(100):
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} did not answer.")


@pytest.fixture(scope="module")
def chromium():
    with run_chromium() as browser:
        yield browser


@pytest.fixture
def open_page(chromium, address):
    """Open a page as Anna, Jan or nobody; every violation of the policy fails."""
    contexts, complaints = [], []

    def open_one(path, who=None, **options):
        context = chromium.new_context(base_url=address, **options)
        context.route(
            f"{NEUTRAL}**",
            lambda route: route.fulfill(body="<h1>Weer</h1>", content_type="text/html"),
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who:
            _log_in(page, who)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert [text for text in complaints if "Error:" in text] == []


def _log_in(page, who):
    page.goto("/inloggen")
    page.evaluate(LOG_IN, who)


def cookies(page):
    return {cookie["name"] for cookie in page.context.cookies()}


def test_the_way_out_ends_the_session_and_leaves_nothing_behind(open_page):
    page = open_page("/mijn", "anna")
    assert "portal" in cookies(page)
    page.click(".exit")
    page.wait_for_url(NEUTRAL)
    page.wait_for_timeout(300)
    assert cookies(page) == set()
    page.go_back()
    assert "Anna" not in page.content()
    page.goto("/mijn")
    assert page.url.endswith("/inloggen")


def test_the_way_out_works_without_javascript(open_page, address):
    page = open_page("/inloggen", java_script_enabled=False)
    page.click(".exit")
    page.wait_for_url(NEUTRAL)
    assert cookies(page) == set()


def test_three_times_shift_is_a_way_out_but_capitals_are_not(open_page):
    page = open_page("/mijn/formulier", "anna")
    page.focus("#vraag")
    page.keyboard.type("ABC Def GHI")
    assert page.input_value("#vraag") == "ABC Def GHI"
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.text_content("#weg-teller") == "Nog 1 keer Shift om weg te gaan."
    page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL)


def test_on_a_phone_the_way_out_covers_nothing_that_has_the_focus(open_page):
    page = open_page("/mijn/formulier", "anna", viewport={"width": 320, "height": 560})
    exit_box = page.locator(".exit").bounding_box()
    assert exit_box["width"] == 320
    assert exit_box["y"] + exit_box["height"] == 560
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(HIDDEN_BY_EXIT)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    footer = page.locator("footer").bounding_box()
    assert footer["y"] + footer["height"] <= exit_box["y"] + 1


def test_a_key_does_what_its_button_does_unless_one_is_typing(open_page):
    page = open_page("/werk/toetsen", "jan")
    page.focus("#notitie")
    page.keyboard.type("niet n")
    assert page.url.endswith("/werk/toetsen")
    page.keyboard.press("Escape")
    page.wait_for_url("**uitkomst=unsafe**")
    page.goto("/werk/toetsen")
    page.keyboard.press("n")
    page.wait_for_url("**uitkomst=no_answer**")
    page.goto("/werk/toetsen")
    page.keyboard.press("Control+n")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk")


def test_keys_are_off_for_who_switched_them_off(open_page):
    page = open_page("/werk/toetsen", "jan")
    page.click("text=Sneltoetsen uitzetten")
    page.wait_for_url("**/werk/toetsen")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.url.endswith("/werk/toetsen")


def test_a_refusal_comes_on_top_gets_the_focus_and_loses_nothing(open_page):
    page = open_page("/mijn/formulier", "anna")
    page.fill("#vraag", "Hoe gaat het verder?")
    page.click("text=Verstuur")
    page.wait_for_selector("#melding .note")
    assert "Dit nummer is te kort." in page.inner_text("#melding")
    assert page.evaluate("document.activeElement.className") == "note warn"
    assert page.input_value("#vraag") == "Hoe gaat het verder?"


def test_a_lost_connection_is_said(open_page):
    page = open_page("/mijn/formulier", "anna")
    page.context.set_offline(True)
    page.click("text=Verstuur")
    page.wait_for_selector("#melding .note")
    assert "Er is niets opgeslagen." in page.inner_text("#melding")


def test_the_end_of_a_session_is_announced_and_one_button_keeps_it(open_page):
    page = open_page("/inloggen")
    page.clock.install()
    _log_in(page, "anna")
    page.goto("/mijn")
    page.clock.fast_forward("12:50")
    page.clock.run_for(15_000)
    page.wait_for_selector("#sessie[open]")
    assert page.locator(".exit").is_enabled()
    page.click("text=Ja, ik ben er nog")
    page.wait_for_selector("#sessie", state="hidden")
    page.clock.fast_forward("14:59")
    page.clock.run_for(15_000)
    page.wait_for_url("**/inloggen")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_every_page_fits(open_page, width, scheme):
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page = open_page("/mijn/formulier", "anna", **look)
    for path in ["/mijn/formulier", "/nergens", *PUBLIC]:
        page.goto(path)
        _check_with_axe(page)
    page = open_page("/werk/toetsen", "jan", **look)
    _check_with_axe(page)


def _check_with_axe(page):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= seen, f"{page.url} is {wide} wide"

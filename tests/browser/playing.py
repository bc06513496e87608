"""What people do in the demo, by what they see on the screen."""

from datetime import datetime

from playwright.sync_api import Page, expect

JAN_CALLS = "Jan Brouwer"
SAMIRA_OF_SHN = "Samira Haddad"
ELS_SUPERVISES = "Els Vermeulen"
ANNA = "Anna de Vries"


def log_in(page: Page, name: str) -> None:
    """Choose one of the six people of /demo."""
    page.goto("/demo")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(lambda url: "/demo" not in url)


def log_in_as(page: Page, reference: str) -> None:
    """Become anybody of the feed."""
    page.goto("/demo")
    page.get_by_text("Iemand anders uit het bestand").click()
    page.get_by_label("Nummer van het slachtoffer").fill(reference)
    page.get_by_role("button", name="Word deze persoon").click()
    page.wait_for_url("**/mijn")


def set_clock(page: Page, moment: str) -> None:
    """`moment` is local, as 2026-11-24T10:00; all work due by then is done."""
    page.goto("/demo")
    page.get_by_label("Naar een ander moment").fill(moment)
    page.get_by_role("button", name="Zet de klok").click()
    expect(page.get_by_text("De klok is verzet.")).to_be_visible()


def read_clock(page: Page) -> datetime:
    page.goto("/demo")
    shown = page.locator("#klok ~ p time").first.get_attribute("datetime")
    return datetime.fromisoformat(shown or "")


def expect_focus(page: Page, words: str) -> None:
    """Wait until the focus is on what has these words as its id or says them."""
    page.wait_for_function(
        """words => {
          const it = document.activeElement;
          return it !== document.body && `${it.id}\n${it.innerText}`.includes(words);
        }""",
        arg=words,
    )


def use_key(page: Page, key: str) -> None:
    """Press a shortcut; a browser without scripts uses the button that bears it."""
    page.wait_for_load_state()
    if page.evaluate("window.htmx !== undefined"):
        page.keyboard.press(key)
    else:
        page.locator(f'[data-key="{key}"]').click()

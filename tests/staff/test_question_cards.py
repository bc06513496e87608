"""Supervisors keep what callers say when she asks, and every text it had."""

from uuid import uuid4

import pytest

from portal.db.engine import fetch_rows
from portal.db.question_cards import ship_cards
from portal.domain.question_cards import start_set
from tests.pages import read_html

TEXTS = "/werk/teksten"
NEW = {
    "soort": "sepot",
    "grond": "02",
    "vraag": "Mag ik het dossier zien?",
    "antwoord": "Vraag het ons. Wij leggen uit hoe dat gaat.",
    "tonen": "ja",
}


def hidden(page, name="gezien"):
    fields = read_html(page.text).all("input")
    return next(field["value"] for field in fields if field["name"] == name)


def value_of(page, name):
    for field in read_html(page.text).all("input", "textarea"):
        if field["name"] == name:
            return field["value"] if field.tag == "input" else "".join(field.texts)
    raise LookupError(name)


async def supervisor(visit, **given):
    return await visit(**{"role": "supervisor", "name": "C. Jansen", **given})


async def write(browser, **changes):
    answer = await browser.post(f"{TEXTS}/nieuw", {**NEW, **changes})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_the_texts_that_come_along_stand_by_kind_and_ground(visit):
    await ship_cards(cards=tuple(start_set()))
    page = await (await supervisor(visit)).get(TEXTS)
    for text in ("Wat heb ik aan een klacht?", "Vrijlating", "afgeschermd"):
        assert text in page.text
    assert "Wat doet Halt met de jongere?" not in page.text
    assert "meegeleverd" in page.text


async def test_without_texts_the_page_says_what_that_means(visit):
    page = await (await supervisor(visit)).get(TEXTS)
    assert "Er zijn nog geen teksten." in page.text


async def test_shipping_again_changes_nothing_that_was_changed_here(visit):
    await ship_cards(cards=tuple(start_set()))
    browser = await supervisor(visit)
    card = next(it for it in start_set() if it.code == "om/sepot/1")
    changed = {"vraag": "Klagen?", "antwoord": "Eigen woorden.", "gezien": "1"}
    await browser.post(f"{TEXTS}/{card.id}", changed)
    assert await ship_cards(cards=tuple(start_set())) == 0
    page = await browser.get(f"{TEXTS}/{card.id}")
    assert value_of(page, "antwoord") == "Eigen woorden."
    assert "C. Jansen" in page.text


async def test_a_text_can_be_added_and_says_who_wrote_it(visit):
    browser = await supervisor(visit)
    page = await browser.get(await write(browser))
    assert value_of(page, "vraag") == NEW["vraag"]
    assert "Versie 1</strong>, C. Jansen" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vraag": "  "}, "Vul in wat zij kan vragen."),
        ({"antwoord": ""}, "Vul in wat de beller dan zegt."),
        ({"antwoord": "x" * 1001}, "Maak het antwoord korter"),
        ({"soort": "first_contact"}, "Kies bij welk gesprek dit hoort."),
        ({"soort": "hearing"}, "Een grond hoort alleen bij een gesprek over een sepot"),
        ({"grond": "xx"}, "Kies een grond uit de lijst"),
    ],
)
async def test_what_is_not_right_is_said_and_nothing_typed_is_lost(
    visit, changes, said
):
    browser = await supervisor(visit)
    page = await browser.post(f"{TEXTS}/nieuw", {**NEW, **changes})
    assert page.status_code == 422
    assert said in page.text
    kept = {**NEW, **changes}
    assert value_of(page, "antwoord") == kept["antwoord"].strip()
    assert await fetch_rows("SELECT id FROM question_card") == []


async def test_of_two_who_change_a_text_the_second_is_told_and_loses_nothing(visit):
    browser, other = await supervisor(visit), await supervisor(visit, name="D. Kaya")
    path = await write(browser)
    first, second = await browser.get(path), await other.get(path)
    mine = {**NEW, "antwoord": "Eerst.", "gezien": hidden(first)}
    await browser.post(path, mine)
    theirs = {**NEW, "antwoord": "Daarna.", "gezien": hidden(second)}
    page = await other.post(path, theirs)
    assert page.status_code == 409
    assert "C. Jansen was u net voor" in page.text
    assert "Eerst." in page.text
    assert value_of(page, "antwoord") == "Daarna."
    await other.post(path, {**theirs, "gezien": hidden(page)})
    page = await browser.get(path)
    assert value_of(page, "antwoord") == "Daarna."
    assert "Eerst." in page.text


async def test_a_second_click_and_an_unchanged_text_make_no_version(visit):
    browser = await supervisor(visit)
    path = await write(browser)
    changed = {**NEW, "antwoord": "Anders.", "gezien": "1"}
    for _ in range(2):
        assert (await browser.post(path, changed)).status_code == 303
    rows = await fetch_rows("SELECT version FROM question_card_version")
    assert sorted(row["version"] for row in rows) == [1, 2]


async def test_an_older_text_can_be_put_back_and_the_newer_one_stays_on_file(visit):
    browser = await supervisor(visit)
    path = await write(browser)
    await browser.post(path, {**NEW, "antwoord": "Fout.", "gezien": "1"})
    page = await browser.follow(
        await browser.post(f"{path}/terugzetten", {"versie": "1", "gezien": "2"})
    )
    assert value_of(page, "antwoord") == NEW["antwoord"]
    assert "terug naar versie 1" in page.text
    assert "Fout." in page.text
    gone = await browser.post(f"{path}/terugzetten", {"versie": "9", "gezien": "3"})
    assert gone.status_code == 404


async def test_putting_back_what_a_colleague_changed_meanwhile_is_refused(visit):
    browser = await supervisor(visit)
    path = await write(browser)
    await browser.post(path, {**NEW, "antwoord": "Twee.", "gezien": "1"})
    await browser.post(path, {**NEW, "antwoord": "Drie.", "gezien": "2"})
    page = await browser.post(f"{path}/terugzetten", {"versie": "1", "gezien": "2"})
    assert page.status_code == 409
    assert "net gewijzigd" in page.text


async def test_a_text_that_is_not_shown_stays_on_the_list(visit):
    browser = await supervisor(visit)
    path = await write(browser)
    quiet = {name: value for name, value in NEW.items() if name != "tonen"}
    await browser.post(path, {**quiet, "gezien": "1"})
    assert "niet getoond" in (await browser.get(TEXTS)).text


async def test_texts_are_for_supervisors_of_the_same_organisation(visit):
    path = await write(await supervisor(visit))
    caller = await visit()
    halt = await supervisor(visit, organisation="halt")
    assert (await caller.get(TEXTS)).status_code == 404
    assert (await caller.get(path)).status_code == 404
    assert (await halt.get(path)).status_code == 404
    answer = await halt.post(path, {**NEW, "gezien": "1"})
    assert answer.status_code == 404
    assert NEW["vraag"] not in (await halt.get(TEXTS)).text
    nothing = await halt.get(f"{TEXTS}/{uuid4()}")
    assert nothing.status_code == 404
    assert "Teksten" not in (await caller.get("/werk/bellen")).text


async def test_odd_input_is_only_text(visit):
    browser = await supervisor(visit)
    path = await write(browser, antwoord="<b>Vet</b>\0 & “zo”\r\ntwee")
    page = await browser.get(path)
    assert value_of(page, "antwoord") == "<b>Vet</b> & “zo”\ntwee"
    assert "<b>Vet" not in page.text

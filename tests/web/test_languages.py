"""The language of a page is chosen at its top, remembered, and Dutch for who works."""

import pytest

from portal.locale import OWN_NAMES, Language
from tests.pages import check_answer, read_html


def spoken(response):
    (html,) = read_html(response.text).all("html")
    return html["lang"]


def headline(response):
    return next(iter(read_html(response.text).all("h1"))).text


async def test_who_says_nothing_reads_dutch(person):
    response = await person.get("/hulp", headers={"accept-language": "de"})
    assert spoken(response) == "nl"


@pytest.mark.parametrize(
    ("chosen", "words"), [("en", "Help"), ("fr", "Aide"), ("de", "Hilfe")]
)
async def test_a_choice_holds_for_the_page_and_for_the_next(person, chosen, words):
    answer = await person.post("/taal", data={"taal": chosen, "page": "/hulp"})
    assert answer.headers["location"] == "/hulp"
    page = await person.get("/hulp")
    check_answer(page)
    assert (spoken(page), headline(page)) == (chosen, words)
    assert spoken(await person.get("/privacy")) == chosen


async def test_the_choice_goes_with_the_browser_and_no_script_reads_it(person):
    answer = await person.post("/taal", data={"taal": "en"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-taal=en;")
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert "Max-Age" not in cookie


async def test_the_way_back_to_dutch_stands_in_dutch(person):
    await person.post("/taal", data={"taal": "fr"})
    buttons = read_html((await person.get("/hulp")).text).all("button")
    names = [each.text for each in buttons if each["name"] == "taal"]
    assert names == [name for key, name in OWN_NAMES.items() if key != Language.FRENCH]


@pytest.mark.parametrize(
    "page", ["https://elders.example", "//elders.example", "/hulp?x=1", "\\elders"]
)
async def test_one_is_never_sent_to_another_site(person, page):
    answer = await person.post("/taal", data={"taal": "en", "page": page})
    assert answer.headers["location"] == "/"


async def test_a_language_that_we_have_not_is_refused(person):
    answer = await person.post("/taal", data={"taal": "xx", "page": "/hulp"})
    assert answer.status_code == 400
    assert spoken(await person.get("/hulp")) == "nl"


async def test_who_works_here_reads_dutch(person):
    await person.post("/taal", data={"taal": "en"})
    await person.post("/binnen/jan")
    assert spoken(await person.get("/hulp")) == "nl"

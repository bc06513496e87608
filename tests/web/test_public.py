"""Pages for everyone: plain words, honest, and the way out on each."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from portal.actions import office_numbers
from portal.db.tables.setup import WorkLocation
from tests.pages import check_answer, read_html
from tests.plain_dutch import check_plain_dutch
from tests.web.conftest import build_app

pytestmark = pytest.mark.usefixtures("database")

PAGES = [
    "/inloggen",
    "/uitgelogd",
    "/hulp",
    "/veilig-internetten",
    "/privacy",
    "/toegankelijkheid",
]


@pytest.mark.parametrize("path", PAGES)
async def test_it_is_a_good_page_in_plain_dutch(visitor, path):
    response = await visitor.get(path)
    assert response.status_code == 200
    check_answer(response)
    check_plain_dutch(response.text)


@pytest.mark.parametrize("who", ["anna", "jan"])
@pytest.mark.parametrize("path", PAGES)
async def test_it_is_a_good_page_for_who_is_logged_in(person, path, who):
    await person.post(f"/binnen/{who}")
    check_answer(await person.get(path))


async def test_each_page_has_its_own_title(visitor):
    titles = set()
    for path in PAGES:
        (title,) = read_html((await visitor.get(path)).text).all("title")
        titles.add(title.text)
    assert len(titles) == len(PAGES)


async def test_every_link_on_them_leads_somewhere(visitor):
    for path in PAGES:
        for link in read_html((await visitor.get(path)).text).all("a"):
            if link["href"].startswith("/"):
                response = await visitor.get(link["href"])
                assert response.status_code in {200, 303}, link


async def test_security_txt_names_a_contact_and_ends_within_a_year(visitor, clock):
    response = await visitor.get("/.well-known/security.txt")
    assert response.headers["content-type"].startswith("text/plain")
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"].startswith(("https://", "mailto:", "tel:"))
    assert fields["Canonical"] == str(response.request.url)
    ends_in = datetime.fromisoformat(fields["Expires"]) - clock()
    assert timedelta(days=30) < ends_in < timedelta(days=365)


async def test_search_engines_stay_out(visitor):
    assert "Disallow: /" in (await visitor.get("/robots.txt")).text


async def test_the_mark_in_the_browser_s_tab_says_nothing(visitor):
    response = await visitor.get("/favicon.ico")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "<text" not in response.text


async def test_the_demo_says_on_each_page_that_it_is_one(clock):
    demo = build_app(clock, PORTAL_MODE="demo")
    for mode, app in (("demo", demo), ("production", build_app(clock))):
        page = app.template_engine.get_template("public/help.html")
        globals_ = app.template_engine.engine.globals
        assert globals_["is_play"] is (mode == "demo")
        assert page is not None


async def test_shortcuts_can_be_switched_off_and_on(person):
    await person.post("/binnen/jan")
    assert 'data-keys="on"' in (await person.get("/werk")).text
    response = await person.post("/sneltoetsen", data={"page": "/werk/leiding"})
    assert response.headers["location"] == "/werk/leiding"
    assert 'data-keys="off"' in (await person.get("/werk")).text
    await person.post("/sneltoetsen", data={"page": "/werk"})
    assert 'data-keys="on"' in (await person.get("/werk")).text


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example",
        "//evil.example",
        "/mijn",
        "/werk.evil",
        "/werk//x",
        "/werkelijk",
        "/werk/../mijn",
        "/werk\\evil",
        "/werk/€",
        "/werk\n",
        "/werk\r\nSet-Cookie: a=b",
        "/werk\0",
    ],
)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
async def test_the_shortcut_form_leads_nowhere_else(person, page, headers):
    await person.post("/binnen/jan")
    response = await person.post("/sneltoetsen", data={"page": page}, headers=headers)
    led_to = response.headers.get("location") or response.headers["hx-redirect"]
    assert led_to == "/werk"


async def test_the_shortcut_form_opens_no_session_for_who_has_none(visitor):
    response = await visitor.post("/sneltoetsen", data={"page": "/werk"})
    assert response.status_code in {303, 403}
    assert "__Host-portal" not in visitor.cookies


async def test_staying_logged_in_needs_a_login(person):
    assert (await person.post("/ingelogd")).status_code == 401
    await person.post("/binnen/anna")
    assert (await person.post("/ingelogd")).status_code == 204


async def keep_number(phone, name="", organisation="om", **more):
    await WorkLocation(
        id=uuid4(), organisation=organisation, name=name, office_phone=phone, **more
    ).save()


@pytest.mark.parametrize("path", ["/hulp", "/inloggen"])
async def test_everybody_sees_the_numbers_that_the_organisations_keep(visitor, path):
    """A number that changed on screen must not be the old one here."""
    await keep_number("088-0000100")
    await keep_number("030-7654321", "Midden-Nederland")
    await keep_number("088-0000200", organisation="shn")
    await keep_number("088-0000300", organisation="halt", is_active=False)
    page = await visitor.get(path)
    (main,) = read_html(page.text).all("main")
    hrefs = [link["href"] or "" for link in main.all("a")]
    assert [it for it in hrefs if it.startswith("tel:088")] == [
        "tel:0880000200",
        "tel:0880000100",
    ]
    assert "Openbaar Ministerie" in main.text
    assert "030-7654321" not in page.text
    assert "030-1234567" not in main.text


@pytest.mark.parametrize("path", ["/hulp", "/inloggen"])
async def test_where_nobody_keeps_a_number_the_setting_holds(visitor, path):
    assert "030-1234567" in (await visitor.get(path)).text


async def test_help_stands_when_the_database_does_not(visitor, monkeypatch):
    async def fail():
        raise OSError

    monkeypatch.setattr(office_numbers, "fetch_public_offices", fail)
    page = await visitor.get("/hulp")
    assert page.status_code == 200
    assert "Bel 112." in page.text
    assert "030-1234567" in page.text

"""What goes wrong is said calmly, loses nothing, and betrays no bug."""

import pytest

from portal.web import sessions
from tests.pages import check_answer, read_html

WHAT_SHE_TYPED = "Ik wil graag weten hoe het verder gaat."


async def test_what_we_foresaw_says_what_and_what_to_do(person):
    response = await person.post("/mijn/fout/3", data={"number": "06"})
    assert response.status_code == 422
    check_answer(response)
    assert "Dit nummer is te kort." in response.text
    assert "Geef tien cijfers." in response.text


async def test_the_way_back_is_the_page_of_the_form(person):
    response = await person.post("/mijn/fout/3")
    (back,) = [
        link for link in read_html(response.text).all("a") if link.text == "Terug"
    ]
    assert back["href"] == "/mijn/fout/3"


async def test_what_someone_typed_is_given_back(person):
    del person.headers["x-csrftoken"]
    fields = {"_csrf_token": person.cookies["__Host-csrf"], "vraag": WHAT_SHE_TYPED}
    response = await person.post("/mijn/fout/3", data=fields)
    assert WHAT_SHE_TYPED in response.text
    assert response.text.count(person.cookies["__Host-csrf"]) <= 2


async def test_typed_text_is_escaped(person):
    del person.headers["x-csrftoken"]
    fields = {"_csrf_token": person.cookies["__Host-csrf"], "vraag": "<b> vet </b>"}
    response = await person.post("/mijn/fout/3", data=fields)
    assert "&lt;b&gt; vet &lt;/b&gt;" in response.text


@pytest.mark.parametrize("who", ["anna", "jan"])
@pytest.mark.parametrize("path", ["/mijn/nergens", "/werk/nergens", "/nergens"])
async def test_an_address_that_leads_nowhere_takes_nobody_for_another(
    person, who, path
):
    await person.post(f"/binnen/{who}")
    response = await person.get(path)
    assert response.status_code == 404
    check_answer(response)
    assert "Mijn overzicht" not in response.text
    assert "Inloggen" not in response.text
    assert "Snel weg" in response.text
    assert 'href="/"' in response.text


async def test_who_came_second_is_told_so(person):
    response = await person.post("/mijn/bezet")
    assert response.status_code == 409
    assert "Iemand anders was eerst." in response.text


async def test_htmx_gets_only_the_message_on_top_of_its_page(person):
    response = await person.post("/mijn/fout/3", headers={"hx-request": "true"})
    assert response.status_code == 422
    assert response.headers["hx-retarget"] == "#melding"
    assert response.headers["hx-reswap"] == "innerHTML"
    assert "<html" not in response.text
    assert "data-focus" in response.text
    check_answer(response)


async def test_a_bug_is_logged_and_tells_the_visitor_nothing(visitor, caplog):
    for path in ("/stuk", "/api/v1/stuk"):
        response = await visitor.get(path)
        assert response.status_code == 500
        assert "secret" not in response.text
    assert caplog.text.count("the secret of the bug") >= 2


async def test_a_path_cannot_forge_a_line_of_the_log(visitor, caplog):
    await visitor.get("/static/%0aERROR forged", headers={"hx-request": "true"})
    await visitor.request("POST", "/uitloggen", headers={"sec-fetch-site": "x\ty"})
    assert "\nERROR forged" not in caplog.text


async def test_a_machine_gets_a_problem_document(visitor):
    response = await visitor.post("/api/v1/fout")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Too short.",
        "errors": [],
    }
    missing = await visitor.get("/api/v1/nergens")
    assert missing.json()["status"] == 404


async def test_a_form_that_cannot_be_read_is_a_page_too(person):
    response = await person.post(
        "/sneltoetsen",
        content=b"{",
        headers={"content-type": "application/json"},
    )
    assert response.status_code in {200, 303, 400}
    check_answer(response)


async def test_a_lost_database_is_a_calm_page_too(visitor, monkeypatch, caplog):
    async def fail(**_):
        raise ConnectionError("the database is away")

    monkeypatch.setattr(sessions, "fetch_session", fail)
    visitor.cookies.set("__Host-portal", "a" * 43, domain="portal.example")
    response = await visitor.get("/mijn")
    assert response.status_code == 500
    check_answer(response)
    assert "the database is away" in caplog.text

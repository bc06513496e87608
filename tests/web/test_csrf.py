"""No other site acts in a visitor's name."""

import pytest

from tests.pages import check_answer


async def test_a_form_needs_the_token_that_this_browser_got(person):
    own = person.headers["x-csrftoken"]
    for token, status in ((own, 303), (own[:-1] + "0", 403), ("", 403)):
        if token == own[:-1] + "0" and own.endswith("0"):
            continue
        person.headers["x-csrftoken"] = token
        assert (await person.post("/binnen/anna")).status_code == status


async def test_the_token_may_come_in_the_form(person):
    token = person.headers.pop("x-csrftoken")
    response = await person.post("/binnen/anna", data={"_csrf_token": token})
    assert response.status_code == 303


async def test_a_refused_form_is_answered_with_a_calm_page(visitor):
    response = await visitor.post("/uitloggen")
    assert response.status_code == 403
    check_answer(response)
    assert "probeer het nog een keer" in response.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"sec-fetch-site": "cross-site", "origin": "https://portal.example"}, 403),
    ],
)
async def test_a_browser_that_names_another_site_is_refused(person, headers, status):
    person.headers.update(headers)
    assert (await person.post("/binnen/anna")).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://portal.example", 303),
        ("null", 303),
        (None, 303),
        ("https://evil.example", 403),
        ("https://portal.example.evil.example", 403),
    ],
)
async def test_an_older_browser_is_judged_by_its_origin(person, origin, status):
    del person.headers["sec-fetch-site"]
    headers = {"origin": origin} if origin else {}
    assert (await person.post("/binnen/anna", headers=headers)).status_code == status


async def test_the_api_needs_no_token_for_no_cookie_counts_there(visitor):
    response = await visitor.post("/api/v1/fout")
    assert response.status_code == 422


async def test_scripts_cannot_read_the_cookie(visitor):
    response = await visitor.get("/inloggen")
    cookie = response.headers["set-cookie"].lower()
    assert cookie.startswith("__host-csrf=")
    assert "httponly" in cookie
    assert "secure" in cookie

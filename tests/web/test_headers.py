"""Security headers stand on every answer, whatever it says."""

import pytest

from tests.pages import check_answer, check_headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/inloggen", 200),
        ("GET", "/", 303),
        ("GET", "/mijn", 303),
        ("GET", "/nergens", 404),
        ("GET", "/nergens/%0aregel", 404),
        ("DELETE", "/inloggen", 405),
        ("POST", "/uitloggen", 403),
        ("GET", "/stuk", 500),
        ("GET", "/static/niets.css", 404),
        ("GET", "/robots.txt", 200),
        ("GET", "/.well-known/security.txt", 200),
        ("GET", "/favicon.ico", 200),
        ("GET", "/api/v1/stuk", 500),
        ("GET", "/api/v1/nergens", 404),
    ],
)
async def test_headers_stand_on_every_status(visitor, method, path, status):
    response = await visitor.request(method, path)
    assert response.status_code == status
    if path != "/favicon.ico":
        check_headers(response)


async def test_a_static_file_has_them_too_and_may_be_kept(visitor, app):
    url = app.template_engine.engine.globals["static"]("base.css")
    response = await visitor.get(url)
    check_headers(response)
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/nergens", "/stuk"])
async def test_an_error_is_a_page_like_any_other(visitor, path):
    check_answer(await visitor.get(path))


async def test_pages_that_say_no_also_say_what_is_allowed(visitor):
    response = await visitor.request("DELETE", "/inloggen")
    assert "GET" in response.headers["allow"]

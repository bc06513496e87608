import pytest

from portal.app import UnableToStartError, create_app
from portal.config import Settings
from portal.db.availability import UnableToUseDatabaseError
from tests.databases import beside
from tests.pages import check_answer
from tests.whole_portal import may_post, visiting

FIT = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "q0Jm8m1nJ0Yw2T8cJ6a5lYpZ3m2c0m7Hc1v5uJ9k3X4=",
    "PORTAL_DATA_KEYS": "9v3Q2m8s1kD5yH7cB4xN6wZ0aL2pT8rE3uJ5fG1hV7I=",
}


def paths(**environment):
    app = create_app(Settings.from_env(environment), has_jobs=False)
    return {route.path for route in app.routes}


def test_production_with_good_keys_has_every_door_but_the_demo():
    found = paths(**FIT)
    assert {"/mijn", "/werk", "/api/v1/gebeurtenissen", "/readyz"} <= found
    assert not [path for path in found if path.startswith("/demo")]


@pytest.mark.parametrize("name", ["PORTAL_SECRET_KEY", "PORTAL_DATA_KEYS"])
def test_production_without_a_key_does_not_start(name):
    with pytest.raises(UnableToStartError, match=name):
        paths(**FIT | {name: ""})


def test_only_the_partners_door_lacks_something_without_its_token():
    assert "/api/v1/gebeurtenissen" in paths(**FIT)


async def test_it_does_not_start_on_an_old_schema(engine, tmp_path):
    app = create_app(Settings.from_env({"PORTAL_MODE": "test"}), has_jobs=False)
    async with beside(engine, tmp_path):
        with pytest.raises(ExceptionGroup) as raised:
            async with app.lifespan():
                pass
    assert raised.group_contains(UnableToUseDatabaseError, match="portal migrate")


async def test_with_jobs_the_metronome_lives_as_long_as_it_does(engine):
    app = create_app(Settings.from_env({"PORTAL_MODE": "test"}))
    async with app.lifespan():
        assert app.state.settings.is_play


@pytest.mark.parametrize("path", ["/healthz", "/inloggen", "/mijn", "/nergens"])
async def test_head_answers_what_get_would_without_the_page(database, path):
    async with visiting() as visitor:
        whole = await visitor.get(path)
        head = await visitor.head(path)
    assert head.status_code == whole.status_code
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.content == b""


async def test_asking_for_headers_logs_nobody_out(database):
    async with visiting() as visitor:
        assert (await visitor.head("/weg")).status_code == 405


@pytest.mark.parametrize(
    "path", ["/demo/inloggen", "/mijn/terugbellen", "/werk/zoeken"]
)
@pytest.mark.parametrize("in_pieces", [False, True], ids=["whole", "in-pieces"])
async def test_a_form_that_nobody_could_have_typed_is_not_read(
    database, path, in_pieces
):
    async with visiting() as visitor:
        await may_post(visitor)
        token = visitor.headers.pop("x-csrftoken")
        body = b"_csrf_token=" + token.encode() + b"&a=b" * 20_000
        response = await visitor.post(
            path,
            content=_pieces(body) if in_pieces else body,
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
    check_answer(response)
    assert response.status_code == 413
    assert "Dit is te groot om te versturen." in response.text


async def _pieces(body):
    for start in range(0, len(body), 1000):
        yield body[start : start + 1000]

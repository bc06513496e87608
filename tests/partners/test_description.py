import pytest

from portal.integrations.cloud_events import READERS
from portal.partners.routes import router
from tests.whole_portal import visiting


@pytest.fixture
async def description(database):
    async with visiting() as visitor:
        response = await visitor.get("/api/v1/openapi.json")
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("application/json")
        return response.json()


async def test_it_is_openapi_31_and_asks_for_the_token(description):
    assert description["openapi"].startswith("3.1.")
    assert description["servers"] == [{"url": "/api/v1"}]
    scheme = description["components"]["securitySchemes"]["token"]
    assert scheme == {"type": "http", "scheme": "bearer"}


async def test_every_route_of_the_door_is_described_and_no_other(description):
    described = {
        (path, method.upper())
        for path, methods in description["paths"].items()
        for method in methods
    }
    there = {
        (route.path.removeprefix("/api/v1"), method)
        for route in router.routes
        for method in route.methods
        if method != "OPTIONS"
    }
    assert described == there - {("/openapi.json", "GET")}


async def test_every_type_of_event_is_named(description):
    event = description["components"]["schemas"]["Event"]
    assert event["properties"]["type"]["enum"] == sorted(READERS)


async def test_every_reference_leads_somewhere(description):
    schemas = description["components"]["schemas"]
    for name in references(description):
        assert name.removeprefix("#/components/schemas/") in schemas


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)

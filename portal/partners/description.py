"""What partner systems can do here, as OpenAPI 3.1."""

from typing import Any

from litestar import get

from portal.integrations.cloud_events import MAX_BATCH, READERS
from portal.partners.events import BATCH, NO_COOKIES, ONE, PROBLEM

Json = dict[str, Any]

EVENT: Json = {
    "type": "object",
    "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string"},
        "source": {"type": "string", "pattern": "^urn:nld:oin:[0-9]+:systeem:.+$"},
        "type": {"enum": sorted(READERS)},
        "subject": {"type": "string"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "data": {"type": "object"},
    },
}
STATE: Json = {"enum": ["applied", "parked", "duplicate"]}
RECEIPT: Json = {
    "type": "object",
    "required": ["state"],
    "properties": {"state": STATE},
}
RESULT: Json = {
    "type": "object",
    "required": ["id", "status"],
    "properties": {
        "id": {"type": ["string", "null"]},
        "status": {"enum": [200, 202, 409, 422, 500]},
        "state": STATE,
        "path": {"type": "string", "description": "The field that was refused."},
        "reason": {"type": "string"},
    },
}
PROBLEM_DETAILS: Json = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "path": {"type": "string"},
        "reason": {"type": "string"},
    },
}


def _answer(description: str, schema: str, media_type: str) -> Json:
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _receipt(description: str) -> Json:
    return _answer(description, "Receipt", "application/json")


def _problem(description: str) -> Json:
    return _answer(description, "Problem", PROBLEM)


def _list_of(schema: str, **limits: int) -> Json:
    items = {"$ref": f"#/components/schemas/{schema}"}
    return {"schema": {"type": "array", "items": items, **limits}}


RECEIVE_EVENTS: Json = {
    "operationId": "receiveEvents",
    "summary": "Tell what happened. Answered only after it was stored for good.",
    "requestBody": {
        "required": True,
        "content": {
            ONE: {"schema": {"$ref": "#/components/schemas/Event"}},
            BATCH: _list_of("Event", maxItems=MAX_BATCH),
        },
    },
    "responses": {
        "200": _receipt("The same event was received before: nothing happened."),
        "202": _receipt("Applied, or parked until what it names is known."),
        "207": {
            "description": "A batch: one result an event, in the same order.",
            "content": {"application/json": _list_of("Result")},
        },
        "401": _problem("The token is missing or wrong."),
        "409": _problem("Another event with this source and id was received before."),
        "413": _problem("Too large, or more events than a batch may hold."),
        "415": _problem("Another content type than the two that are read here."),
        "422": _problem("Malformed: `path` is the field, `reason` what is wrong."),
    },
}
DESCRIPTION: Json = {
    "openapi": "3.1.0",
    "info": {
        "title": "Ketenportaal",
        "version": "1.0.0",
        "description": "CloudEvents 1.0, NL GOV profile.",
    },
    "servers": [{"url": "/api/v1"}],
    "security": [{"token": []}],
    "paths": {"/gebeurtenissen": {"post": RECEIVE_EVENTS}},
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Event": EVENT,
            "Receipt": RECEIPT,
            "Result": RESULT,
            "Problem": PROBLEM_DETAILS,
        },
    },
}


@get("/openapi.json", opt=NO_COOKIES, include_in_schema=False)
async def show_description() -> Json:
    return DESCRIPTION

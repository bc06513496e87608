"""Receiving events: one at a time or as a batch, answered only after the commit."""

import hmac
from datetime import datetime
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from portal.actions.events import Outcome, Receipt, UnableToAcceptEventError
from portal.actions.intake import Answer, receive_from_partner
from portal.config import Settings
from portal.domain.chain_events import InboundEvent
from portal.integrations.cloud_events import (
    MAX_BATCH_BYTES,
    UnableToTakeBatchError,
    read_batch,
    read_decoded_event,
    read_event,
)
from portal.integrations.strict_json import (
    MAX_EVENT_BYTES,
    JsonValue,
    UnableToReadEventError,
)
from portal.web.csrf import NO_TOKEN_NEEDED

ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
PROBLEM = "application/problem+json"
SHOWN_OF_ID = 200
NO_COOKIES = {"skip_session": True, NO_TOKEN_NEEDED: True}

Json = dict[str, Any]


async def requires_token(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    settings: Settings = connection.app.state.settings
    header = connection.headers.get("authorization", "")
    scheme, _space, given = header.partition(" ")
    wanted = settings.api_token or ""
    is_right = hmac.compare_digest(given.strip().encode(), wanted.encode())
    if scheme.lower() != "bearer" or not wanted or not is_right:
        raise NotAuthorizedException(
            "A valid token is needed: `Authorization: Bearer …`.",
            headers={"WWW-Authenticate": "Bearer"},
        )


@post(
    "/gebeurtenissen",
    guards=[requires_token],
    opt=NO_COOKIES,
    request_max_body_size=MAX_BATCH_BYTES,
    include_in_schema=False,
)
async def receive_events(
    request: Request[Any, Any, Any], now: NamedDependency[datetime]
) -> Response[Any]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    origin = request.client.host if request.client else ""
    if kind == ONE:
        return await _receive_one(await request.body(), origin=origin, now=now)
    if kind == BATCH:
        return await _receive_batch(await request.body(), origin=origin, now=now)
    raise HTTPException(f"Send {ONE} or {BATCH}.", status_code=415)


async def _receive_one(body: bytes, *, origin: str, now: datetime) -> Response[Json]:
    if len(body) > MAX_EVENT_BYTES:
        raise _too_large(f"The event is larger than {MAX_EVENT_BYTES} bytes.")
    try:
        read = read_event(body)
    except UnableToReadEventError as error:
        return _answer(error)
    return _answer(*await receive_from_partner([read], origin=origin, now=now))


async def _receive_batch(body: bytes, *, origin: str, now: datetime) -> Response[Any]:
    try:
        batch = read_batch(body)
    except UnableToTakeBatchError as error:
        raise _too_large(error.reason) from error
    except UnableToReadEventError as error:
        return _answer(error)
    read = [_read(value) for value in batch]
    answers = await receive_from_partner(read, origin=origin, now=now)
    results = [
        {"id": _id_of(value)} | _describe(answer)
        for value, answer in zip(batch, answers, strict=True)
    ]
    return Response(results, status_code=HTTPStatus.MULTI_STATUS)


def _read(value: JsonValue) -> InboundEvent | UnableToReadEventError:
    try:
        return read_decoded_event(value)
    except UnableToReadEventError as error:
        return error


def _answer(answer: Answer) -> Response[Json]:
    described = _describe(answer)
    status = described["status"]
    if isinstance(answer, Receipt):
        return Response({"state": described["state"]}, status_code=status)
    problem = {
        "title": HTTPStatus(status).phrase,
        "detail": described["reason"],
        **described,
    }
    return Response(problem, status_code=status, media_type=PROBLEM)


def _describe(answer: Answer) -> Json:
    if isinstance(answer, Receipt):
        is_known = answer.outcome is Outcome.DUPLICATE
        return {"status": 200 if is_known else 202, "state": answer.outcome.value}
    if isinstance(answer, UnableToReadEventError):
        return {"status": 422, "path": answer.path, "reason": answer.reason}
    is_conflict = isinstance(answer, UnableToAcceptEventError)
    return {"status": 409 if is_conflict else 500, "reason": str(answer)}


def _id_of(value: JsonValue) -> str | None:
    """Give the id as it was sent, so that a sender knows its refused event again."""
    given = value.get("id") if isinstance(value, dict) else None
    if not isinstance(given, str):
        return None
    return given[:SHOWN_OF_ID].encode(errors="replace").decode()


def _too_large(reason: str) -> HTTPException:
    return HTTPException(reason, status_code=413)

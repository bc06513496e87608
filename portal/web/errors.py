"""Turns what went wrong into a calm page, a fragment, or a problem document.

Every failure passes here. What we foresaw says what to do; anything else is a bug,
goes to the log with its traceback, and tells the visitor nothing of it.
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Redirect
from litestar.types import Empty
from litestar.utils.scope.state import ScopeState

from portal.domain.errors import UnableToError
from portal.web.actors import NotLoggedInError, StaffActor, actor_of
from portal.web.pages import show_page
from portal.web.sessions import end_session
from portal.web.stand_ins import DoorShutError

API = "/api/"
LOGIN = "/inloggen"
BACK = "back"
"""Set this in a handler's `opt`: the page to go back to, as `/werk/zaken/{case_id}`."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What RFC 9457 tells a machine; a page shows a person its own words."""

    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]]


def show_error(asked: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Litestar's handler for every exception."""
    request = HTMXRequest(asked.scope)
    if isinstance(error, NotLoggedInError):
        return _send_to_login(request)
    if isinstance(error, DoorShutError):
        return _show_shut_door(request)
    status = _status_of(error)
    _log(request, error, status)
    headers = _headers_of(error)
    if request.scope["path"].startswith(API):
        return Response(
            _describe(error, status),
            status_code=status,
            headers=headers,
            media_type="application/problem+json",
        )
    return _show_page(request, error, status, headers)


def _show_page(
    request: HTMXRequest, error: Exception, status: int, headers: dict[str, str]
) -> Response[Any]:
    to_top = {"HX-Retarget": "#melding", "HX-Reswap": "innerHTML"}
    return show_page(
        request,
        "error.html",
        title="Er ging iets niet goed",
        fragment="components/_error.html",
        status_code=status,
        headers=headers | (to_top if request.htmx else {}),
        status=status,
        reason=str(error) if isinstance(error, UnableToError) else "",
        hint=error.hint if isinstance(error, UnableToError) else "",
        back=_page_before(request),
        typed=_typed_text(request),
    )


def _send_to_login(request: HTMXRequest) -> Response[Any]:
    if request.scope["path"].startswith(API):
        return Response(None, status_code=401)
    if request.htmx:
        return Response(None, status_code=401, headers={"HX-Redirect": LOGIN})
    return Redirect(LOGIN, status_code=303)


def _show_shut_door(request: HTMXRequest) -> Response[Any]:
    """End the session, and say nothing of why or of whom."""
    end_session(request.scope)
    return show_page(
        request, "public/shut.html", title="U kunt hier niet verder", status_code=403
    )


def _status_of(error: Exception) -> int:
    if isinstance(error, UnableToError):
        return 409 if error.is_conflict else 422
    if isinstance(error, UnicodeDecodeError):
        return 400  # of a form: what was sent is no text
    return error.status_code if isinstance(error, HTTPException) else 500


def _headers_of(error: Exception) -> dict[str, str]:
    return dict(getattr(error, "headers", None) or {})


def _log(request: HTMXRequest, error: Exception, status: int) -> None:
    """Paths are quoted: a line break in one must not forge a line of the log."""
    method, path = request.scope["method"], request.scope["path"]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s %r failed", method, path, exc_info=error)
    elif status == HTTPStatus.FORBIDDEN:
        logger.warning("%s %r was refused: %s", method, path, error)


def _describe(error: Exception, status: int) -> Problem:
    """Say nothing of a bug to the outside."""
    is_known = isinstance(error, (HTTPException, UnableToError))
    if isinstance(error, HTTPException):
        detail = error.detail
    else:
        detail = str(error) if is_known else "Something went wrong on our side."
    extra = error.extra if isinstance(error, ValidationException) else None
    return Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=extra if isinstance(extra, list) else [],
    )


def _page_before(request: HTMXRequest) -> str:
    """Where the visitor came from: the handler says so, or else the door's own page.

    Browsers tell us nothing: our referrer policy keeps addresses out of requests.
    """
    handler = request.scope.get("route_handler")
    page: str | None = handler.opt.get(BACK) if handler else None
    if page:
        return page.format_map(request.scope["path_params"])
    actor = actor_of(request.scope)
    if actor is None:
        return "/"
    return "/werk" if isinstance(actor, StaffActor) else "/mijn"


def _typed_text(request: HTMXRequest) -> list[str]:
    """Give back what someone wrote in whole words, so that it is not lost."""
    form = ScopeState.from_scope(request.scope).form
    if form is Empty or request.htmx:
        return []
    texts = (value.strip() for value in form.values() if isinstance(value, str))
    return [text for text in texts if " " in text]

"""No other site may act in a visitor's name: a token, and where the request is from."""

from typing import Any
from urllib.parse import urlsplit

from litestar.config.csrf import CSRFConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

NO_TOKEN_NEEDED = "exclude_from_csrf"  # noqa: S105 - the name of an option
"""Set this in a handler's `opt` when no cookie counts there, as in the API."""

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OWN_SITE = {"same-origin", "none"}  # none: the visitor's own doing
UNKNOWN_ORIGIN = "null"  # what browsers send under our referrer policy


def build_csrf_config(*, secret: bytes, is_secure: bool) -> CSRFConfig:
    """Scripts never read the token: the server writes it into the pages."""
    return CSRFConfig(
        secret=secret.hex(),
        cookie_name="__Host-csrf" if is_secure else "csrf",
        cookie_secure=is_secure,
        cookie_httponly=True,
        cookie_samesite="lax",
        exclude_from_csrf_key=NO_TOKEN_NEEDED,
    )


async def refuse_other_sites(
    connection: ASGIConnection[Any, Any, Any, State], handler: BaseRouteHandler
) -> None:
    """Refuse what a browser says was sent from elsewhere, token or no token."""
    if connection.scope.get("method") in SAFE_METHODS:
        return
    if handler.opt.get(NO_TOKEN_NEEDED):
        return
    if not _is_from_here(connection):
        raise PermissionDeniedException("The request was sent from another site.")


def _is_from_here(connection: ASGIConnection[Any, Any, Any, State]) -> bool:
    """Browsers too old to name the site are left to the token."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITE
    origin = connection.headers.get("origin", UNKNOWN_ORIGIN)
    host = connection.headers.get("host", "")
    return origin == UNKNOWN_ORIGIN or urlsplit(origin).netloc == host

"""Which language a page speaks: chosen at the top of each page, and remembered.

Her choice stands in a cookie that goes when the browser goes; without one, the
language that we know of her holds, and Dutch before we know who she is. What a
browser asks for by itself does not count: often a whole family uses one telephone.
"""

import re
from dataclasses import dataclass
from typing import Any

from litestar import Response, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.params import URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.types import ASGIApp, Receive, Scope, Send

from portal.config import Settings
from portal.locale import Language, language_of, speak
from portal.web.pages import go_to
from portal.web.sessions import session_of

_SESSION = "language"
_OUR_PAGE = re.compile(r"/(?!/)[a-z0-9/-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageForm:
    taal: Language
    page: str = "/"


class LanguageMiddleware(ASGIMiddleware):
    """Comes after the session's: who works here reads Dutch."""

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "skip_session"

    async def handle(
        self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp
    ) -> None:
        speak(_language_for(scope))
        await next_app(scope, receive, send)


@post("/taal", name="public.language")
async def submit_language(
    request: HTMXRequest,
    data: URLEncodedBody[LanguageForm],
    settings: NamedDependency[Settings],
) -> Response[Any]:
    is_ours = _OUR_PAGE.fullmatch(data.page)
    answer = go_to(request, data.page if is_ours else "/")
    keep_choice(answer, data.taal, settings)
    return answer


def keep_choice(answer: Response[Any], chosen: Language, settings: Settings) -> None:
    """Have the browser keep it for as long as it is open."""
    answer.cookies.append(
        Cookie(
            key=cookie_name(is_secure=not settings.is_play),
            value=chosen,
            path="/",
            secure=not settings.is_play,
            httponly=True,
            samesite="lax",
        )
    )


def cookie_name(*, is_secure: bool) -> str:
    return "__Host-taal" if is_secure else "taal"


def remember_language(scope: Scope, tag: str) -> None:
    """Keep at login what we know of her; a language that we have not is left out."""
    if known := language_of(tag):
        session_of(scope)[_SESSION] = known


def _language_for(scope: Scope) -> Language:
    session = session_of(scope)
    if "staff" in session:
        return Language.DUTCH
    cookies = ASGIConnection[Any, Any, Any, Any](scope).cookies
    chosen = cookies.get("__Host-taal") or cookies.get("taal") or ""
    known = session.get(_SESSION, "")
    return language_of(chosen) or language_of(known) or Language.DUTCH

"""Pages that need no login, and the ways in and out."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar import MediaType, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Redirect, Template

from portal.actions.office_numbers import list_public_offices
from portal.config import Settings
from portal.web.actors import (
    StaffActor,
    VictimActor,
    actor_of,
    log_out,
    requires_staff,
)
from portal.web.csrf import NO_TOKEN_NEEDED
from portal.web.pages import go_to, show_page

FORGET_ALL = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
SECURITY_TXT_HOLDS_FOR = timedelta(days=180)  # RFC 9116 advises less than a year
STAFF_PAGE = re.compile(r"/werk(/[a-z0-9-]+)*")
NO_SESSION = {"skip_session": True, NO_TOKEN_NEEDED: True}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysForm:
    page: str = "/werk"


@get("/", name="public.start")
async def show_start(request: HTMXRequest) -> Redirect:
    """Send people to their own door."""
    actor = actor_of(request.scope)
    if isinstance(actor, StaffActor):
        return Redirect("/werk", status_code=303)
    own_page = "/mijn" if isinstance(actor, VictimActor) else "/inloggen"
    return Redirect(own_page, status_code=303)


@get("/inloggen", name="public.login")
async def show_login(request: HTMXRequest) -> Template:
    offices = await list_public_offices()
    return show_page(request, "public/login.html", title="Inloggen", offices=offices)


@get("/uitgelogd", name="public.logged_out")
async def show_logged_out(request: HTMXRequest) -> Template:
    return show_page(request, "public/logged_out.html", title="Uitgelogd")


@post("/uitloggen", name="public.logout")
async def submit_logout(request: HTMXRequest) -> Response[Any]:
    log_out(request)
    answer = go_to(request, "/uitgelogd")
    answer.headers.update(FORGET_ALL)
    return answer


@get("/weg", name="public.leave")
async def leave_quickly(
    request: HTMXRequest, settings: NamedDependency[Settings]
) -> Redirect:
    """End the session and leave no trace here: the one GET that changes something.

    A link works where scripts do not, and on the first touch.
    """
    log_out(request)
    return Redirect(settings.leave_to, status_code=303, headers=FORGET_ALL)


@post("/weg", name="public.leave.beacon", opt={NO_TOKEN_NEEDED: True})
async def submit_leave(request: HTMXRequest) -> Response[None]:
    """End the session while the script is already taking the visitor elsewhere."""
    log_out(request)
    return Response(None, status_code=204, headers=FORGET_ALL)


@post("/ingelogd", name="public.stay")
async def submit_stay(request: HTMXRequest) -> Response[None]:
    """Stay logged in: that the request came is the sign of life."""
    status = 401 if actor_of(request.scope) is None else 204
    return Response(None, status_code=status)


@post("/sneltoetsen", name="public.keys", guards=[requires_staff])
async def submit_keys(
    request: HTMXRequest, data: URLEncodedBody[KeysForm]
) -> Response[Any]:
    """Switch single-key shortcuts on or off, as WCAG 2.1.4 asks."""
    request.session["has_keys"] = not request.session.get("has_keys", True)
    is_ours = STAFF_PAGE.fullmatch(data.page)
    return go_to(request, data.page if is_ours else "/werk")


@get("/hulp", name="public.help")
async def show_help(request: HTMXRequest) -> Template:
    offices = await list_public_offices()
    return show_page(request, "public/help.html", title="Hulp", offices=offices)


@get("/toegankelijkheid", name="public.accessibility")
async def show_accessibility(request: HTMXRequest) -> Template:
    return show_page(request, "public/accessibility.html", title="Toegankelijkheid")


@get("/privacy", name="public.privacy")
async def show_privacy(request: HTMXRequest) -> Template:
    return show_page(request, "public/privacy.html", title="Privacy")


@get("/veilig-internetten", name="public.safe_browsing")
async def show_safe_browsing(request: HTMXRequest) -> Template:
    return show_page(request, "public/safe_browsing.html", title="Veilig internetten")


@get("/.well-known/security.txt", media_type=MediaType.TEXT, opt=NO_SESSION)
async def show_security_txt(
    settings: NamedDependency[Settings], real_now: NamedDependency[datetime]
) -> str:
    expires = (real_now + SECURITY_TXT_HOLDS_FOR).strftime("%Y-%m-%dT00:00:00Z")
    return "\n".join(
        (
            f"Contact: {settings.security_contact}",
            f"Expires: {expires}",
            "Preferred-Languages: nl, en",
            f"Canonical: {settings.base_url}/.well-known/security.txt",
            "",
        )
    )


@get("/robots.txt", media_type=MediaType.TEXT, opt=NO_SESSION)
async def show_robots_txt() -> str:
    return "User-agent: *\nDisallow: /\n"


_HANDLERS: list[HTTPRouteHandler] = [
    show_start,
    show_login,
    show_logged_out,
    submit_logout,
    leave_quickly,
    submit_leave,
    submit_stay,
    submit_keys,
    show_help,
    show_accessibility,
    show_privacy,
    show_safe_browsing,
    show_security_txt,
    show_robots_txt,
]
public_router = Router("/", route_handlers=_HANDLERS, include_in_schema=False)

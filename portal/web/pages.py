"""What a handler answers with: a page, a fragment of it, or the way to another."""

from typing import Any

from litestar import Response
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Redirect, Template

from portal.web.actors import StaffActor, actor_of
from portal.web.menu import build_menu
from portal.web.sessions import session_of, session_seconds
from portal.web.stand_ins import access_in

_SAID = "said"
_WHOLE_PAGE = {"HX-Retarget": "body", "HX-Reswap": "outerHTML show:window:top"}


def show_page(
    request: HTMXRequest,
    template: str,
    *,
    title: str,
    fragment: str | None = None,
    status_code: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Template:
    """Show a page, or only its `fragment` where htmx asked for it.

    Others can read the title over a shoulder: it must not say what this is about.
    """
    is_fragment = bool(request.htmx and fragment)
    swaps = _WHOLE_PAGE if request.htmx and not is_fragment else {}
    return Template(
        fragment if is_fragment else template,
        context={**_shell(request, title), **context},
        status_code=status_code,
        headers={**swaps, **(headers or {})},
    )


def go_to(request: HTMXRequest, path: str) -> Response[Any]:
    """Answer a form that was accepted, with or without htmx."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"{path!r} is not a page of ours.")
    if request.htmx:
        return Response(None, status_code=204, headers={"HX-Redirect": path})
    return Redirect(path, status_code=303)


def say(request: HTMXRequest, text: str) -> None:
    """Have the next page say this, once, at its top."""
    request.session[_SAID] = text


def _shell(request: HTMXRequest, title: str) -> dict[str, Any]:
    session = session_of(request.scope)
    actor, access = actor_of(request.scope), access_in(request.scope)
    return {
        "title": title,
        "here": request.scope["path"] if request.method == "GET" else "/",
        "actor": actor,
        "knows_visitor": "session" in request.scope,
        "door": "staff" if isinstance(actor, StaffActor) else "victim",
        "menu": build_menu(actor, request.scope["path"], access),
        "access": access,
        "said": None if request.htmx else session.pop(_SAID, None),
        "session_seconds": session_seconds(request.scope),
        "call_filter": session.get("call_filter"),
        "has_keys": session.get("has_keys", True),
    }

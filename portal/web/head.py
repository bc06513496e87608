"""HEAD answers what GET would, without the body (RFC 9110, section 9.3.2)."""

from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

CHANGES_SOMETHING = {"/weg"}
"""The one GET that does: who only asks for its headers must not log anybody out."""


def answer_head(app: ASGIApp) -> ASGIApp:
    """Litestar answers 405 to HEAD, which monitors and mail scanners send."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not _is_answered(scope):
            await app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        asked_whole = scope.copy()
        asked_whole["method"] = HttpMethod.GET
        await app(asked_whole, receive, send_no_body)

    return answer


def _is_answered(scope: HTTPScope) -> bool:
    is_head = scope["method"] == HttpMethod.HEAD
    return is_head and scope["path"].rstrip("/") not in CHANGES_SOMETHING

"""Security headers on every answer, whatever its status."""

from litestar.types import Message, Scope

CONTENT_SECURITY_POLICY = (  # nothing inline, so no nonce is needed
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
}
_ENCODED = [
    (name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()
]
_NEVER_KEPT = [(b"cache-control", b"no-store"), (b"vary", b"HX-Request")]


async def set_security_headers(message: Message, _: Scope) -> None:
    """Litestar's `before_send`: the one hook that errors, too, pass through.

    What says nothing about caching holds something personal: it is never kept.
    """
    if message["type"] != "http.response.start":
        return
    headers = list(message["headers"])
    is_kept = any(name.lower() == b"cache-control" for name, _ in headers)
    message["headers"] = headers + _ENCODED + ([] if is_kept else _NEVER_KEPT)

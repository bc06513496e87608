"""Which page of a long list is asked for."""

from typing import Any

from litestar import Request


def page_in(request: Request[Any, Any, Any]) -> int:
    """Take what is no page number for the first page."""
    text = request.query_params.get("pagina", "")
    is_number = text.isascii() and text.isdigit() and len(text) < len("10000")
    return max(int(text), 1) if is_number else 1

"""Doing one thing while a page is made, such as writing down who looks at it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from litestar import Request
from litestar.response import Template
from litestar.response.base import ASGIResponse

TURNS = 2
"""Of the event loop: in one it asks the database, at whose end the question leaves."""


@asynccontextmanager
async def meanwhile(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Begin it, and go on when both are done; what fails in either fails here."""
    task = asyncio.create_task(work)
    for _ in range(TURNS):
        await asyncio.sleep(0)
    try:
        yield
    finally:
        await task


def render(request: Request[Any, Any, Any], page: Template) -> ASGIResponse:
    """Make the page at once, and not after the handler has answered."""
    return page.to_asgi_response(app=None, request=request)

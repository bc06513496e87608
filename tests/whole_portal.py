"""The application with all its doors, and a visitor before it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from portal.app import create_app
from portal.config import Settings

ADDRESS = "http://127.0.0.1:8000"


@asynccontextmanager
async def visiting(**environment: str) -> AsyncIterator[httpx.AsyncClient]:
    """Come as somebody with a browser; jobs run only when they are asked to."""
    settings = Settings.from_env({**os.environ, **environment})
    transport = httpx.ASGITransport(app=create_app(settings, has_jobs=False))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as visitor:
        yield visitor


async def may_post(visitor: httpx.AsyncClient) -> httpx.AsyncClient:
    """Look at a page first, as a browser would, so that forms are accepted."""
    await visitor.get("/inloggen")
    token = visitor.cookies["csrf"]
    visitor.headers.update({"sec-fetch-site": "same-origin", "x-csrftoken": token})
    return visitor

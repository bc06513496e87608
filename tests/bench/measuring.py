"""Measuring a page as its visitors see it, and counting what it asks the database."""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import httpx

from portal.app import create_app_without_jobs
from portal.db.query_count import count_queries
from tests.bench.people import Visitor

COOKIE = "portal"


@dataclass(slots=True, kw_only=True)
class Figures:
    """What visitors measured, over all rounds."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def median(self) -> float:
        return median(self.milliseconds)

    @property
    def p95(self) -> float:
        return quantiles(self.milliseconds, n=20)[-1]

    @property
    def a_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def add(self, seen: dict[str, Any]) -> None:
        self.milliseconds += seen["milliseconds"]
        self.seconds += seen["seconds"]
        for status, number in seen["statuses"].items():
            self.statuses[status] = self.statuses.get(status, 0) + number


async def measure(
    figures: Figures,
    port: int,
    visitors: list[Visitor],
    *,
    clients: int,
    seconds: float,
) -> None:
    """Let them look at their pages, again and again."""
    _, csrf = await _fetch_csrf_cookie(port)
    requests = [
        ("GET", it.path, {"cookie": f"{COOKIE}={it.token}; {csrf}"}) for it in visitors
    ]
    figures.add(
        await _load(port=port, requests=requests, clients=clients, seconds=seconds)
    )
    if set(figures.statuses) != {"200"}:
        raise SystemExit(f"Pages were refused: {figures.statuses}")


async def measure_next_calls(
    figures: Figures, port: int, visitors: list[Visitor], *, clients: int
) -> None:
    """Let each of these callers take a call, once."""
    token, csrf = await _fetch_csrf_cookie(port)
    requests = [
        (
            "POST",
            "/werk/bellen/volgende",
            {
                "cookie": f"{COOKIE}={it.token}; {csrf}",
                "x-csrftoken": token,
                "sec-fetch-site": "same-origin",
            },
        )
        for it in visitors
    ]
    figures.add(
        await _load(
            port=port, requests=requests, clients=clients, seconds=600, once=True
        )
    )
    if set(figures.statuses) != {"303"}:
        raise SystemExit(f"Calls were refused: {figures.statuses}")


async def _fetch_csrf_cookie(port: int) -> tuple[str, str]:
    """Give its token, and the cookie as a browser sends it after its first page."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        await client.get("/inloggen")
        [(name, token)] = [it for it in client.cookies.items() if "csrf" in it[0]]
        return token, f"{name}={token}"


async def count(visitor: Visitor, *, is_next_call: bool = False) -> int:
    """How many statements one request sends, with session and audit trail."""
    app = create_app_without_jobs()
    transport = httpx.ASGITransport(app=app)
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        client.cookies.set(COOKIE, visitor.token)
        await client.get("/inloggen")
        await client.get(visitor.path)
        [token] = [value for name, value in client.cookies.items() if "csrf" in name]
        with count_queries() as queries:
            if is_next_call:
                await client.post(
                    "/werk/bellen/volgende", headers={"x-csrftoken": token}
                )
            else:
                await client.get(visitor.path)
    return len(queries)


async def _load(**orders: Any) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.load",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate(json.dumps(orders).encode())
    if process.returncode:
        raise SystemExit("The visitors' process failed.")
    seen: dict[str, Any] = json.loads(output)
    return seen

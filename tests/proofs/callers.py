"""People at work over HTTP: they log in, take a call, make it and write it down.

What was not answered is sent again as it was, as a browser does when one clicks again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

import httpx

from tests.proofs.forms import Fields, fill_in
from tests.proofs.promises import insist
from tests.proofs.servers import AWAY, Moments, Server

QUEUE = "/werk/bellen"
FORM = "gespreksformulier"
OUTCOMES = (*["spoken"] * 7, "no_answer", "engaged", "refused")


@dataclass(slots=True, kw_only=True)
class Work:
    """`recorded` holds each submission that was answered, with its outcome."""

    server: Server
    moments: Moments
    random: Random
    recorded: dict[str, str] = field(default_factory=dict)
    sent_again: int = 0


async def call_until_over(work: Work, staff_id: str) -> None:
    """Take calls until the killing is over or nothing is left to do."""
    async with httpx.AsyncClient(
        base_url=work.server.address,
        headers={"sec-fetch-site": "same-origin"},
        timeout=60,
    ) as client:
        await _log_in(work, client, staff_id)
        while not work.moments.is_over():
            took = await _insisting(work, lambda: client.post(f"{QUEUE}/volgende"))
            if took.headers["location"] == QUEUE:
                return
            await _make_call(work, client, took.headers["location"])


async def _log_in(work: Work, client: httpx.AsyncClient, staff_id: str) -> None:
    await _insisting(work, lambda: client.get("/inloggen"))
    [token] = [value for name, value in client.cookies.items() if "csrf" in name]
    client.headers["x-csrftoken"] = token
    answer = await _insisting(
        work, lambda: client.post("/demo/inloggen", data={"staff": staff_id})
    )
    insist(answer.status_code == httpx.codes.SEE_OTHER, answer.text)


async def _make_call(work: Work, client: httpx.AsyncClient, path: str) -> None:
    page = await _insisting(work, lambda: client.get(path))
    form = fill_in(page.text, form=FORM) | {"identiteit": ["two_facts"]}
    identified = await _insisting(
        work, lambda: client.post(f"{path}/identiteit", data=form)
    )
    outcome = work.random.choice(OUTCOMES)
    report = fill_in(identified.text, form=FORM) | {"uitkomst": [outcome]}
    report |= {"identiteit": ["two_facts"], "terug_dag": [], "terug_tijd": []}
    await _record(work, client, path, report)


async def _record(
    work: Work, client: httpx.AsyncClient, path: str, report: Fields
) -> None:
    def send() -> Awaitable[httpx.Response]:
        work.moments.began.set()
        return client.post(f"{path}/poging", data=report)

    answer = await _insisting(work, send)
    insist(
        answer.status_code == httpx.codes.SEE_OTHER,
        f"{answer.status_code} for {report}: {answer.text[-3000:]}",
    )
    [submission], [outcome] = report["submission"], report["uitkomst"]
    work.recorded[submission] = outcome


async def _insisting(
    work: Work, send: Callable[[], Awaitable[httpx.Response]]
) -> httpx.Response:
    while True:
        await work.server.is_up.wait()
        try:
            answer = await send()
        except AWAY:
            work.sent_again += 1
            await asyncio.sleep(0.01)
            continue
        insist(answer.status_code < 500, f"{answer.status_code}: {answer.text[:2000]}")
        return answer

"""`kill -9` while partners send events: what was acknowledged is never lost.

Four senders each send their part of a feed in order, one event or a few at a time, and
send again what was not answered. In the end the database holds what an import of the
same feed gives.
"""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx

from portal.actions.demo_clock import start_demo_clock
from portal.db.engine import fetch_rows
from tests.proofs.contents import Contents, differences, read_contents
from tests.proofs.feeds import begin_with, make_feed
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.servers import AWAY, Moments, Server, free_port
from tests.proofs.stores import Place, new_store

SENDERS = 4
AT_ONCE = 5
URL = "/api/v1/gebeurtenissen"
TOKEN = {"authorization": "Bearer demo-token"}
ONE = {"content-type": "application/cloudevents+json"}
BATCH = {"content-type": "application/cloudevents-batch+json"}
TAKEN_IN = {200, 202}

Event = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Sending:
    server: Server
    moments: Moments
    random: Random
    acknowledged: set[str] = field(default_factory=set)
    sent_again: int = 0


async def prove_killed_partners(place: Place, sizes: Sizes) -> None:
    feed = make_feed(place.folder, victims=sizes.victims, seed=sizes.seed)
    expected, lines = await _import(place, feed), feed.read_bytes()
    random = Random(sizes.seed)
    kills, rounds, sent_again = 0, 0, 0
    while kills < sizes.kills:
        sending = await _send_all(place, lines, random, sizes.kills - kills, expected)
        kills += sending.server.kills
        sent_again += sending.sent_again
        rounds += 1
    sizes.tell(
        f"kills while receiving, {place.engine}: {kills} kills in {rounds} sendings of"
        f" {len(lines.splitlines())} events by {SENDERS} partners; all that was"
        f" acknowledged is there, {sent_again} unanswered requests were sent again,"
        " and every database equals the one of an import"
    )


async def _import(place: Place, feed: Path) -> Contents:
    async with new_store(place):
        await begin_with(feed)
        return await read_contents()


async def _send_all(
    place: Place, lines: bytes, random: Random, kills: int, expected: Contents
) -> Sending:
    async with new_store(place):
        await start_demo_clock()
        sending = Sending(
            server=Server(folder=place.folder, port=free_port()),
            moments=Moments(random=random),
            random=random,
        )
        await sending.server.start()
        try:
            await _send_while_killing(sending, lines, kills)
            await _check_acknowledged(sending)
            insist_none(
                differences(expected, await read_contents()), "differences from import"
            )
        finally:
            sending.server.stop()
    return sending


async def _send_while_killing(sending: Sending, lines: bytes, kills: int) -> None:
    events = [json.loads(line) for line in lines.splitlines()]
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(sending.server.kill_often(kills, sending.moments))
        async with asyncio.TaskGroup() as senders:
            for part in _parts(events):
                senders.create_task(_send(sending, part))
        sending.moments.is_done.set()


async def _send(sending: Sending, events: list[Event]) -> None:
    async with httpx.AsyncClient(
        base_url=sending.server.address, headers=TOKEN, timeout=60
    ) as client:
        while events:
            some = events[: sending.random.randint(1, AT_ONCE)]
            await _send_some(sending, client, some)
            events = events[len(some) :]


async def _send_some(
    sending: Sending, client: httpx.AsyncClient, events: list[Event]
) -> None:
    while True:
        await sending.server.is_up.wait()
        sending.moments.began.set()
        try:
            answer = await _post(client, events)
        except AWAY:
            sending.sent_again += 1
            await asyncio.sleep(0.01)
            continue
        statuses = _statuses(answer)
        insist(set(statuses) <= TAKEN_IN, f"{answer.status_code} {answer.text}")
        sending.acknowledged |= {_key(event) for event in events}
        return


async def _post(client: httpx.AsyncClient, events: list[Event]) -> httpx.Response:
    if len(events) == 1:
        return await client.post(URL, content=json.dumps(events[0]), headers=ONE)
    return await client.post(URL, content=json.dumps(events), headers=BATCH)


def _statuses(answer: httpx.Response) -> list[int]:
    if answer.status_code == httpx.codes.MULTI_STATUS:
        return [result["status"] for result in answer.json()]
    return [answer.status_code]


async def _check_acknowledged(sending: Sending) -> None:
    rows = await fetch_rows("SELECT source, event_id FROM inbound_event")
    there = {f"{row['source']} {row['event_id']}" for row in rows}
    insist_none(sending.acknowledged - there, "acknowledged events are lost")


def _key(event: Event) -> str:
    return f"{event['source']} {event['id']}"


def _parts(events: list[Event]) -> list[list[Event]]:
    """Share out the events; what names the same report, case or person stays whole."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for event in events:
        first, *others = sorted(_names(event))
        for other in others:
            leader[find(other)] = find(first)
    parts: list[list[Event]] = [[] for _ in range(SENDERS)]
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(find(min(_names(event))), []).append(event)
    for group in groups.values():
        min(parts, key=len).extend(group)
    return parts


def _names(event: Event) -> set[str]:
    return {event["subject"], *_texts(event["data"])}


def _texts(data: Any) -> Iterable[str]:
    """The keys of things in an event; they all hold a hyphen or begin with PL."""
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str) and name in KEYS:
                yield value
            elif name in LISTS:
                yield from value or ()
            else:
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


KEYS = {"pvNummer", "parketnummer", "slachtofferId", "zittingId", "vervallen"}
LISTS = {"slachtofferIds", "vergoedingVoor", "parketnummers", "gevoegdePvNummers"}

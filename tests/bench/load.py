"""The visitors of a benchmark, in a process of their own.

It reads its orders as JSON from stdin and prints what it measured as JSON. HTTP is
spoken by hand over kept-alive connections, so that a visitor costs next to nothing.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """`requests` hold a method, a path and headers; `once` asks each only once."""

    port: int
    requests: list[tuple[str, str, dict[str, str]]]
    clients: int
    seconds: float
    once: bool = False


@dataclass(slots=True)
class Seen:
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0


async def visit(orders: Orders) -> Seen:
    seen = Seen()
    encoded = [_encode(*request) for request in orders.requests]
    requests = iter(encoded) if orders.once else cycle(encoded)
    began = perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(orders.clients):
            tasks.create_task(_visit(orders, requests, began + orders.seconds, seen))
    seen.seconds = perf_counter() - began
    return seen


async def _visit(
    orders: Orders, requests: Iterator[bytes], until: float, seen: Seen
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", orders.port)
    for request in requests:
        began = perf_counter()
        if began > until:
            break
        writer.write(request)
        status = await _read_answer(reader)
        seen.milliseconds.append((perf_counter() - began) * 1000)
        seen.statuses[status] += 1
    writer.close()


async def _read_answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    start = head.index(b"content-length:") + len(b"content-length:")
    length = int(head[start : head.index(b"\r\n", start)])
    await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])


def _encode(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += ["content-length: 0"]
    return "\r\n".join((*lines, "", "")).encode()


def main() -> None:
    given: dict[str, Any] = json.load(sys.stdin)
    seen = asyncio.run(visit(Orders(**given)))
    found = {
        "milliseconds": seen.milliseconds,
        "statuses": seen.statuses,
        "seconds": seen.seconds,
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

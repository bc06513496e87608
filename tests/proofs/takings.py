"""Two processes of eight callers take every call exactly once, and are never misled."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from time import monotonic
from typing import Any

from tests.processes import run_module
from tests.proofs.held_calls import (
    Hold,
    Nothing,
    closed_twice,
    falsely_nothing,
    held_by_two,
)
from tests.proofs.promises import Sizes, insist, insist_none
from tests.proofs.stores import Place, new_store
from tests.proofs.taker import Orders, to_json
from tests.proofs.waiting_calls import (
    fetch_holders,
    make_callers,
    make_family_calls,
    make_lapsed_calls,
    make_single_calls,
)

PROCESSES = 2
CALLERS = 8
QUICK = 900.0
"""The callers' half hour of a lease in two seconds of the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    name: str
    make_calls: Callable[[int], Awaitable[None]]
    share: int = 1
    speed: float = 1.0
    vanishing: float = 0.0


VARIANTS = (
    Variant(name="calls of different victims", make_calls=make_single_calls),
    Variant(name="calls of families", make_calls=make_family_calls),
    Variant(
        name="callers who vanish",
        make_calls=make_family_calls,
        share=5,
        speed=QUICK,
        vanishing=0.05,
    ),
    Variant(name="lapsed hours", make_calls=make_lapsed_calls, share=20),
)


async def prove_takings(place: Place, sizes: Sizes) -> None:
    for variant in VARIANTS:
        await prove_variant(variant, place, sizes)


async def prove_variant(variant: Variant, place: Place, sizes: Sizes) -> None:
    async with new_store(place):
        await _prove(variant, place, sizes)


async def _prove(variant: Variant, place: Place, sizes: Sizes) -> None:
    await variant.make_calls(sizes.tasks // variant.share)
    calls = len(await fetch_holders())
    vanishing_at_most = int(calls * variant.vanishing * 2)
    staff = await make_callers(PROCESSES * CALLERS + vanishing_at_most)
    orders = _orders(variant, staff, seed=sizes.seed)
    began = monotonic()
    outputs = await asyncio.gather(
        *(run_module("tests.proofs.taker", to_json(it)) for it in orders)
    )
    took = monotonic() - began
    seen = [json.loads(line) for text in outputs for line in text.splitlines()]
    holds = _holds(seen, await fetch_holders())
    nothings = [_nothing(one) for one in seen if "task" not in one]
    _judge(variant, calls, holds, nothings)
    sizes.tell(
        f"takings, {variant.name}, {place.engine}: {calls} calls taken by"
        f" {PROCESSES}x{CALLERS} callers in {_span(holds):.1f} s"
        f" ({len(holds) / _span(holds):.0f} takings/s; with starting {took:.1f} s),"
        f" {len(holds) - calls} taken over after a caller vanished,"
        f" {len(nothings)} true answers 'nothing to do',"
        f" {_statements(seen):.2f} statements a taking"
    )


def _orders(variant: Variant, staff: list[str], *, seed: int) -> list[Orders]:
    numbers = Random(seed)
    seats = PROCESSES * CALLERS
    shared = [staff[seat::seats] for seat in range(seats)]
    began = monotonic()
    return [
        Orders(
            seats=shared[process::PROCESSES],
            began=began,
            speed=variant.speed,
            vanishing=variant.vanishing,
            seed=numbers.randrange(2**32),
        )
        for process in range(PROCESSES)
    ]


def _judge(
    variant: Variant, calls: int, holds: list[Hold], nothings: list[Nothing]
) -> None:
    closed = {hold.task for hold in holds if hold.is_closed}
    insist(len(closed) == calls, f"{calls - len(closed)} calls were never closed")
    insist_none(closed_twice(holds), "calls were closed twice")
    insist_none(held_by_two(holds), "times a victim or line was held by two callers")
    insist_none(falsely_nothing(holds, nothings), "false answers 'nothing to do'")
    if not variant.vanishing:
        insist(len(holds) == calls, f"{len(holds)} takings of {calls} calls")


def _holds(
    seen: list[dict[str, Any]], holders: dict[str, tuple[str, str]]
) -> list[Hold]:
    taken = [one for one in seen if "task" in one]
    return [
        Hold(
            **{name: value for name, value in one.items() if name != "queries"},
            victim=holders[one["task"]][0],
            line=holders[one["task"]][1],
        )
        for one in taken
    ]


def _nothing(one: dict[str, Any]) -> Nothing:
    return Nothing(asked=one["asked"], answered=one["answered"])


def _span(holds: list[Hold]) -> float:
    return max(hold.answered for hold in holds) - min(hold.asked for hold in holds)


def _statements(seen: list[dict[str, Any]]) -> float:
    taken = [one["queries"] for one in seen if "task" in one]
    return sum(taken) / len(taken)

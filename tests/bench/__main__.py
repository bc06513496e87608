"""`python -m tests.bench`: the hot pages, each beside a baseline of the same run.

The baseline is the same page, served in the same way, rendered from memory without a
database. Servers are measured in turns, so that a noisy machine is noisy for all.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.cluster import kept_postgres
from tests.bench.pages import Bench, prepare
from tests.bench.report import describe_machine, print_report
from tests.bench.servers import memory_server, portal_server
from tests.bench.stores import FOLDER, Store, open_store

ROUNDS = 5


async def bench(sizes: list[int], seconds: float) -> None:
    with (
        kept_postgres(FOLDER / "postgres") as server_url,
        tempfile.TemporaryDirectory() as name,
    ):
        benches = await _prepare(sizes, server_url, Path(name))
        with ExitStack() as stack:
            for it in benches:
                it.port = stack.enter_context(portal_server(it.url))
                it.memory_port = stack.enter_context(
                    memory_server(it.captured, it.folder)
                )
            await _measure(benches, seconds / ROUNDS)
        await _measure_two_workers(benches, seconds)
        machine = await describe_machine(server_url)
    print(machine)
    print_report(benches)


async def _prepare(sizes: list[int], server_url: str, folder: Path) -> list[Bench]:
    stores = [Store(engine="postgres", tasks=size) for size in sizes]
    stores.append(Store(engine="sqlite", tasks=min(sizes)))
    benches = []
    for number, store in enumerate(stores):
        async with open_store(store, server_url) as engine:
            own = folder / str(number)
            own.mkdir()
            benches.append(await prepare(store, engine.url, own))
    return benches


async def _measure(benches: list[Bench], seconds: float) -> None:
    for it in benches:
        await it.warm_up()
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
        for it in benches:
            await it.measure_one(seconds)
        for it in benches:
            await it.measure_many(seconds)
        for it in benches:
            await it.measure_figures(seconds)
    for it in benches:
        await it.measure_next_calls()


async def _measure_two_workers(benches: list[Bench], seconds: float) -> None:
    for it in benches:
        if it.store.engine == "postgres":
            with portal_server(it.url, workers=2) as port:
                await it.measure_two_workers(port, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--tasks", default="5000,50000", help="Sizes of the databases, in call tasks."
    )
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="How long each figure is measured."
    )
    arguments = parser.parse_args()
    os.environ["PORTAL_MODE"] = "test"
    asyncio.run(
        bench([int(it) for it in arguments.tasks.split(",")], arguments.seconds)
    )


if __name__ == "__main__":
    main()

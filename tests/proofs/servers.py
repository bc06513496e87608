"""The portal as a web server that is killed and started again."""

import asyncio
import random
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import httpx

from tests.proofs.programs import kill, start_portal
from tests.proofs.promises import BrokenPromiseError

PATIENCE = 60.0
LOOK_EVERY = 0.05
AWAY = httpx.TransportError
"""What a visitor gets while the server is away: nothing is known of the request."""


@dataclass(slots=True, kw_only=True)
class Server:
    folder: Path
    port: int
    kills: int = 0
    kills_in_time: int = 0
    process: subprocess.Popen[bytes] | None = None
    is_up: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.process = start_portal(
            "serve", "--no-jobs", "--port", str(self.port), folder=self.folder
        )
        until = monotonic() + PATIENCE
        async with httpx.AsyncClient(base_url=self.address) as client:
            while monotonic() < until and self.process.poll() is None:
                try:
                    if (await client.get("/readyz")).is_success:
                        self.is_up.set()
                        return
                except AWAY:
                    await asyncio.sleep(LOOK_EVERY)
        said = (self.folder / "stderr").read_text("utf-8", "replace")
        raise BrokenPromiseError(f"the server did not start: {said}")

    def stop(self) -> None:
        self.is_up.clear()
        if self.process:
            kill(self.process)

    async def kill_often(self, times: int, moments: "Moments") -> None:
        """Kill and start it again, each time after a moment of work."""
        while self.kills < times and not moments.is_over():
            self.kills_in_time += await moments.wait()
            self.stop()
            self.kills += 1
            await self.start()


@dataclass(slots=True, kw_only=True)
class Moments:
    """When to kill: at any time, or within milliseconds after something began."""

    random: random.Random
    longest: float = 1.5
    just_after: float = 0.08
    is_done: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    def is_over(self) -> bool:
        return self.is_done.is_set()

    async def wait(self) -> bool:
        """Tell whether something began just before."""
        if self.random.random() < 0.5:
            await self._sleep(self.longest)
            return False
        self.began.clear()
        waiting = [asyncio.create_task(it.wait()) for it in (self.began, self.is_done)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        await self._sleep(self.just_after)
        return self.began.is_set()

    async def _sleep(self, longest: float) -> None:
        await asyncio.sleep(self.random.uniform(0, longest))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])

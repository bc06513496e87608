"""Two things at once, in an order that a test chooses."""

import asyncio
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

LONG_ENOUGH = 0.3
"""Seconds in which the second comes to where it must wait for the first."""


class Pause:
    """Stops whoever first calls a function of a module, before or after the call."""

    def __init__(self, monkeypatch: Any, module: ModuleType, name: str) -> None:
        self.arrived, self.go_on = asyncio.Event(), asyncio.Event()
        self.function: Callable[..., Awaitable[Any]] = getattr(module, name)
        monkeypatch.setattr(module, name, self)

    async def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer = await self.function(*args, **kwargs)
        if not self.arrived.is_set():
            self.arrived.set()
            await self.go_on.wait()
        return answer

    async def meanwhile(
        self, first: Awaitable[Any], second: Awaitable[Any]
    ) -> tuple[Any, Any]:
        """Begin the second while the first stands still; give both answers."""
        one = asyncio.ensure_future(first)
        await asyncio.wait_for(self.arrived.wait(), timeout=10)
        two = asyncio.ensure_future(second)
        await asyncio.sleep(LONG_ENOUGH)
        self.go_on.set()
        return await one, await two

"""The `portal` command as a process of its own, as an operator runs it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "feeds" / "sample.ndjson"
SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on stderr that every failure has, and nothing else."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


async def portal(*arguments: str, feed: bytes = b"", **environment: str) -> Run:
    process = await _start(*arguments, **environment)
    out, err = await process.communicate(feed)
    return Run(process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def serving(
    *arguments: str,
    folder: Path = ROOT,
    log: list[str] | None = None,
    **environment: str,
) -> AsyncIterator[httpx.AsyncClient]:
    """Run until it is told to stop; it must then end well, without a traceback.

    What it logged is added to `log`, line by line.
    """
    port = _free_port()
    process = await _start(
        *arguments, "--port", str(port), folder=folder, **environment
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient(base_url=address) as client:
            await _wait_until_up(client, process)
            yield client
        process.send_signal(signal.SIGTERM)
        _, err = await asyncio.wait_for(process.communicate(), SECONDS_TO_START)
        assert process.returncode == 0, err.decode()
        assert "Traceback" not in err.decode()
        if log is not None:
            log += err.decode().splitlines()
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask first: a process that is killed leaves those that it started behind."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.communicate(), SECONDS_TO_START)
    except TimeoutError:
        process.kill()


async def _start(
    *arguments: str, folder: Path = ROOT, **environment: str
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "portal",
        *arguments,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _wait_until_up(
    client: httpx.AsyncClient, process: asyncio.subprocess.Process
) -> None:
    async with asyncio.timeout(SECONDS_TO_START):
        while process.returncode is None:
            try:
                if (await client.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    _, err = await process.communicate()
    raise AssertionError(err.decode())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]

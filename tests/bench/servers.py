"""The portal's web servers that are measured, each a real process on its own port."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.memory import CAPTURED, Captured
from tests.proofs.servers import AWAY, free_port

PATIENCE = 60


@contextmanager
def portal_server(database_url: str, *, workers: int = 1) -> Iterator[int]:
    """`portal serve`, as in production but for the jobs, which have their own node."""
    port = free_port()
    command = ["-m", "portal", "serve", "--no-jobs", "--port", str(port)]
    settings = {"PORTAL_DATABASE_URL": database_url, "PORTAL_MODE": "test"}
    with _served([*command, "--workers", str(workers)], settings, port):
        yield port


@contextmanager
def memory_server(captured: Captured, folder: Path) -> Iterator[int]:
    port, path = free_port(), folder / "captured.pickle"
    path.write_bytes(pickle.dumps(captured))
    command = ["-m", "uvicorn", "tests.bench.memory:create_app", "--factory"]
    command += ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    settings = {CAPTURED: str(path), "PORTAL_MODE": "test"}
    with _served([*command, "--no-server-header"], settings, port):
        yield port


@contextmanager
def _served(command: list[str], settings: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, *command], env=os.environ | settings, start_new_session=True
    )
    try:
        _wait_for(process, port)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
        except AWAY:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("A server did not start.")

"""The real demo in its own process, on a database of its own."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

STARTS_WITHIN = 60.0
ENDS_WITHIN = 30.0
DEMO_BEGINS = "maandag 23 november 2026 om 10.0"
BATCH = {
    "content-type": "application/cloudevents-batch+json",
    "authorization": "Bearer demo-token",
}

RUN_SQL = """
import asyncio, asyncpg, sys
async def run(url, statement):
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()
asyncio.run(run(*sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A portal that runs: where it is, and what it works on."""

    url: str
    environment: dict[str, str]

    def receive(self, *events: dict[str, Any]) -> None:
        """Send what happened in the chain, as a partner does."""
        answer = httpx.post(
            f"{self.url}/api/v1/gebeurtenissen",
            headers=BATCH,
            content=json.dumps(events).encode(),
            timeout=30,
        )
        assert [each["status"] for each in answer.json()] == [202] * len(events)

    def leave_only(self, kind: str) -> None:
        """As if colleagues had made every other call that is owed."""
        others = f"kind <> '{kind}' AND closed_as IS NULL"
        statement = (
            "UPDATE call_task SET closed_as = 'done', closed_at = opened_at,"
            " close_reason = 'told' WHERE "
        )
        self.run_sql(statement + others)

    def run_sql(self, statement: str) -> None:
        """Do what nobody in this test does on a screen."""
        database_url = self.environment["PORTAL_DATABASE_URL"]
        if database_url.startswith("postgres"):
            _run_sql(database_url, statement)
            return
        path = database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=30)) as database, database:
            database.execute(statement)

    def export_case(self, parketnummer: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "portal", "export", "case", parketnummer]
        done = subprocess.run(
            command, env=self.environment, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
        exported: dict[str, Any] = json.loads(done.stdout)
        return exported


@contextmanager
def run_portal(database_url: str, *command: str) -> Iterator[Portal]:
    """Run `portal serve` or `portal demo` as users do, until the test is over."""
    port = _free_port()
    environment = os.environ | {
        "PORTAL_MODE": "demo",
        "PORTAL_DATABASE_URL": database_url,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", *command, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    portal = Portal(url=f"http://127.0.0.1:{port}", environment=environment)
    try:
        _wait_for(portal.url, process)
        yield portal
    finally:
        process.terminate()
        process.wait(ENDS_WITHIN)


def restore_sqlite(template: Path, database: Path) -> None:
    """Put everything back as it was, under a server that goes on."""
    with (
        closing(sqlite3.connect(template)) as source,
        closing(sqlite3.connect(database, timeout=30)) as target,
    ):
        source.backup(target)
    shutil.rmtree(database.parent / "demo-mail", ignore_errors=True)


def wait_for_clock(portal: Portal) -> None:
    """The server remembers for a second what time it was in the test before."""
    until = time.monotonic() + STARTS_WITHIN
    while DEMO_BEGINS not in httpx.get(f"{portal.url}/demo", timeout=30).text:
        if time.monotonic() > until:
            raise TimeoutError("The demo is not at its beginning.")
        time.sleep(0.1)


@contextmanager
def new_postgres_database(server_url: str) -> Iterator[str]:
    name = f"browser_{uuid4().hex}"
    _run_sql(server_url, f"CREATE DATABASE {name}")
    yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    _run_sql(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _run_sql(server_url: str, statement: str) -> None:
    """In a process of its own: Playwright keeps this one's event loop."""
    command = [sys.executable, "-c", RUN_SQL, server_url, statement]
    subprocess.run(command, check=True)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{url}/healthz")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"The portal did not start at {url}.")

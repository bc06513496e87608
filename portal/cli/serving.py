"""`portal serve` and `portal jobs`: what runs in production."""

import json
import os
import signal
import socket
import sys
from datetime import datetime

import click
import uvicorn

from portal.actions.demo_clock import YEARS
from portal.cli.logs import ONE_LINE
from portal.cli.running import operator, run_with_database
from portal.config import Settings
from portal.domain.calendar import AMSTERDAM
from portal.jobs.by_hand import run_by_hand

APP = "portal.app:create_app"
APP_WITHOUT_JOBS = "portal.app:create_app_without_jobs"
SECONDS_TO_FINISH = 20


class UnableToServeError(Exception):
    """The address is not free, or not ours."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many processes.",
)
@click.option("--no-jobs", is_flag=True, help="Leave the clock's work to others.")
def serve(host: str, port: int, workers: int, *, no_jobs: bool) -> None:
    """Serve the portal, and do what is due, until Ctrl-C or SIGTERM."""
    run_with_database(_nothing)
    serve_at(host, port, workers=workers, has_jobs=not no_jobs)


def serve_at(host: str, port: int, *, workers: int = 1, has_jobs: bool = True) -> None:
    _check_address(host, port)
    signal.signal(signal.SIGTERM, _end_well)
    uvicorn.run(
        APP if has_jobs else APP_WITHOUT_JOBS,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_config=ONE_LINE,
        log_level="warning",
        access_log=False,  # addresses of pages are nobody's business
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )


@click.group()
def jobs() -> None:
    """Do the clock's work by hand."""


@jobs.command()
@click.option("--at", metavar="ISO", help="As if it were this moment (demo and test).")
def run(at: str | None) -> None:
    """Do all work that is due, once, until none is left; print how much as JSON."""
    moment = None if at is None else _read_moment(at)

    async def work() -> dict[str, int]:
        return await run_by_hand(at=moment, by=operator())

    click.echo(json.dumps(run_with_database(work)))


async def _nothing() -> None:
    """Connecting was enough."""


def _read_moment(text: str) -> datetime:
    """Take a moment without an offset as one in Amsterdam."""
    if not Settings.from_env().is_play:
        raise click.UsageError("--at needs PORTAL_MODE=demo or PORTAL_MODE=test.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise click.BadParameter(
            f"{text!a} is no moment; write one as 2026-11-24T10:00+01:00."
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _check_address(host: str, port: int) -> None:
    """Say in words what uvicorn would say in a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise UnableToServeError(
            f"{host}:{port} cannot be used ({_reason(error)}):"
            " choose another --port or --host."
        ) from error


def _reason(error: OSError) -> str:
    """Numbers below zero come from looking up the name."""
    if error.errno is not None and error.errno < 0:
        return "no such host"
    return os.strerror(error.errno) if error.errno else str(error)


def _end_well(*_: object) -> None:
    """Uvicorn sends the signal on after it finished: then all is well."""
    sys.exit(0)

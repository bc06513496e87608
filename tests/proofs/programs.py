"""The portal's own commands as processes, to be watched, killed and started again."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

PORTAL = (sys.executable, "-m", "portal")
LOOK_EVERY = 0.02
STARTING = 0.8
"""Seconds in which a command has not even reached the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    status: int
    output: str
    errors: str
    seconds: float
    megabytes: float
    """The most memory it ever had."""


def run_portal(*arguments: str, folder: Path, **settings: str) -> Finished:
    """Run a command to its end."""
    process = start_portal(*arguments, folder=folder, **settings)
    return finish(process, folder)


def start_portal(
    *arguments: str, folder: Path, **settings: str
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own; its words go to files."""
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        return subprocess.Popen(
            [*PORTAL, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=os.environ | settings,
            start_new_session=True,
        )


def finish(process: subprocess.Popen[bytes], folder: Path) -> Finished:
    began, megabytes = monotonic(), 0.0
    while process.poll() is None:
        megabytes = max(megabytes, _most_memory(process.pid))
        sleep(LOOK_EVERY)
    return Finished(
        status=process.returncode,
        output=(folder / "stdout").read_text("utf-8"),
        errors=(folder / "stderr").read_text("utf-8", "replace"),
        seconds=monotonic() - began,
        megabytes=megabytes,
    )


def kill_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill it after this time; tell whether it was still at work then."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return kill(process)
    return False


def _most_memory(pid: int) -> float:
    """What rusage says is no use: it counts the memory of who started the process."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def kill(process: subprocess.Popen[bytes]) -> bool:
    """`kill -9` it with all that it started; tell whether it was still at work."""
    was_alive = process.poll() is None
    if was_alive:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return was_alive

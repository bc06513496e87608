"""A PostgreSQL server of our own whose databases stay for the next run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import INITDB, find_binaries

SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "max_connections": "60",
}
"""As an operator would set a small server; commits are on the disk when they return."""


@contextmanager
def kept_postgres(folder: Path) -> Iterator[str]:
    """Start the server whose data are in this folder, made when they are not there."""
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is not installed; there is nothing to measure.")
    folder.mkdir(parents=True, exist_ok=True)
    # The path of a socket has to be short, and its user must be able to reach it.
    socket = Path(tempfile.mkdtemp(prefix="portal_bench_", dir="/tmp"))
    user = _unprivileged_user(folder, socket)
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _run(*user, f"{binaries}/initdb", "-D", f"{data}", *INITDB.split())
    options = " ".join(
        [f"-k {socket}", *(f"-c {name}={value}" for name, value in SETTINGS.items())]
    )
    control = [*user, f"{binaries}/pg_ctl", "-D", f"{data}", "-w"]
    _run(*control, "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={socket}"
    finally:
        _run(*control, "-m", "fast", "stop")
        shutil.rmtree(socket, ignore_errors=True)


def _unprivileged_user(*folders: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    for folder in folders:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

"""A private PostgreSQL for one run of the tests, thrown away afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INITDB = "--username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync"
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
}


def find_binaries() -> Path | None:
    """Look on the path, then for the newest where Debian keeps them."""
    if on_path := shutil.which("pg_ctl"):
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = max(installed, key=lambda found: int(found.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def throwaway_postgres(binaries: Path, **settings: str) -> Iterator[str]:
    """Start one that listens on a socket in its own folder only, and give its URL."""
    # Not in TMPDIR: the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="portal_pg_", dir="/tmp"))
    options = [
        f"-k {folder}",
        *(f"-c {name}={value}" for name, value in (SETTINGS | settings).items()),
    ]
    user = _unprivileged_user(folder)
    control = [*user, f"{binaries}/pg_ctl", "-D", f"{folder}/data"]
    try:
        _run(*user, f"{binaries}/initdb", "-D", f"{folder}/data", *INITDB.split())
        _run(*control, "-w", "-l", f"{folder}/log", "-o", " ".join(options), "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; Debian gives it a user of its own."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

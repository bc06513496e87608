"""Static files: read once at start, named by their content, kept for a year."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

STATIC_FOLDER = Path(__file__).parents[1] / "static"
HTMX = "vendor/htmx.min.js"
FAVICON = "icon.svg"
SERVED = {".css", ".js", ".svg", ".png"}
FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
HASH_LENGTH = 12
HASHED_NAME = re.compile(rf"(.+)\.([0-9a-f]{{{HASH_LENGTH}}})(\.\w+)")


class UnableToFindStaticFileError(Exception):
    """A file that every page needs is not there; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    url: str
    body: bytes
    zipped: bytes
    media_type: str


def load_static_files(folder: Path = STATIC_FOLDER) -> Mapping[str, StaticFile]:
    """Map each name below the folder to its file. Fails when htmx is missing."""
    files = {
        path.relative_to(folder).as_posix(): _read(path, folder)
        for path in sorted(folder.rglob("*"))
        if path.suffix in SERVED
    }
    if HTMX not in files:
        raise UnableToFindStaticFileError(
            f"{folder / HTMX} is missing. `make setup` puts it there."
        )
    return files


def build_static_handlers(files: Mapping[str, StaticFile]) -> list[HTTPRouteHandler]:
    """A name with the right hash is kept for a year, one without is asked again.

    An old hash gets today's file: during an update old pages keep their looks.
    """
    opt = {"skip_session": True, "exclude_from_csrf": True}

    @get("/static/{path:path}", opt=opt, include_in_schema=False)
    async def show_static_file(
        path: FromPath[Path], request: Request[None, None, State]
    ) -> Response[bytes]:
        asked = path.as_posix().lstrip("/")
        found = HASHED_NAME.fullmatch(asked)
        file = files.get(f"{found[1]}{found[3]}" if found else asked)
        if file is None:
            raise NotFoundException
        is_exact = file.url == f"/static/{asked}"
        return _answer(file, request, FOR_A_YEAR if is_exact else ASK_EACH_TIME)

    @get("/favicon.ico", opt=opt, include_in_schema=False)
    async def show_favicon(request: Request[None, None, State]) -> Response[bytes]:
        return _answer(files[FAVICON], request, ASK_EACH_TIME)

    return [show_static_file, show_favicon]


def _read(path: Path, folder: Path) -> StaticFile:
    body = path.read_bytes()
    mark = hashlib.sha256(body).hexdigest()[:HASH_LENGTH]
    name = path.relative_to(folder).with_suffix(f".{mark}{path.suffix}")
    return StaticFile(
        url=f"/static/{name.as_posix()}",
        body=body,
        zipped=gzip.compress(body, mtime=0),
        media_type=guess_type(path.name)[0] or "application/octet-stream",
    )


def _answer(
    file: StaticFile, request: Request[None, None, State], cache_control: str
) -> Response[bytes]:
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    body = file.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = file.zipped
    return Response(body, media_type=file.media_type, headers=headers)

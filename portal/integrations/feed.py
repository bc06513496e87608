"""A feed (NDJSON) line by line, in little memory however long a line is."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from portal.integrations.strict_json import MAX_EVENT_BYTES

CHUNK = 64 * 1024
TOO_LONG = f"Is longer than {MAX_EVENT_BYTES} bytes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One line that is not empty.

    `position` counts the bytes read up to and including it, for a progress bar.
    With a `problem` the content was too long to hold, and is empty.
    """

    number: int
    content: bytes
    position: int
    problem: str | None = None


def read_lines(
    stream: BinaryIO, *, oversized_to: BinaryIO | None = None
) -> Iterator[FeedLine]:
    """Each line of a file or pipe; what is too long to hold is copied on as it is."""
    number = position = 0
    while line := stream.readline(MAX_EVENT_BYTES + 1):
        number += 1
        position += len(line)
        if len(line) > MAX_EVENT_BYTES and not line.endswith(b"\n"):
            position += pass_on(line, stream, to=oversized_to)
            yield FeedLine(
                number=number, content=b"", position=position, problem=TOO_LONG
            )
        elif content := line.removeprefix(BOM_UTF8).strip():
            yield FeedLine(number=number, content=content, position=position)


def pass_on(start: bytes, stream: BinaryIO, *, to: BinaryIO | None) -> int:
    """Read what is left of a line, and answer how much that was."""
    size = 0
    chunk = start
    while chunk:
        if to:
            to.write(chunk)
        if chunk.endswith(b"\n"):
            return size
        chunk = stream.readline(CHUNK)
        size += len(chunk)
    if to:
        to.write(b"\n")
    return size

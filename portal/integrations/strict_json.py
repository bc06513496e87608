"""JSON as partners must send it: one meaning, bounded, and one spelling to compare."""

import hashlib
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from portal.domain.errors import UnableToError

MAX_EVENT_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 32
LONGEST_KEY_SHOWN = 60
WHOLE = "$"  # the path of the whole document, as in JSONPath

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")

JsonValue = object
Trail: TypeAlias = "tuple[Trail, str | int] | None"


class UnableToReadEventError(UnableToError):
    """An event was refused. `path` is the field, in the words of the wire."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Malformed:
    """Stands in the decoded value where the text had something without meaning."""

    reason: str


def decode(raw: bytes | str, *, max_bytes: int = MAX_EVENT_BYTES) -> JsonValue:
    """Decode, leaving `Malformed` where a part makes no sense (see `check_value`)."""
    text = to_text(raw, max_bytes=max_bytes)
    try:
        return json.loads(
            text,
            object_pairs_hook=to_object,
            parse_int=to_whole_number,
            parse_float=to_number,
            parse_constant=refuse_constant,
        )
    except RecursionError as error:
        raise UnableToReadEventError(WHOLE, "Is nested too deep.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnableToReadEventError(WHOLE, f"Is not JSON ({place}).") from error


def to_text(raw: bytes | str, *, max_bytes: int) -> str:
    if len(raw) > max_bytes:
        raise UnableToReadEventError(WHOLE, f"Is larger than {max_bytes} bytes.")
    if isinstance(raw, str):
        return raw.removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnableToReadEventError(WHOLE, "Is not UTF-8.") from error


def to_object(pairs: list[tuple[str, JsonValue]]) -> JsonValue:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    times = Counter(name for name, _ in pairs)
    [(double, _)] = times.most_common(1)
    return Malformed(f"Names {show_key(double)} twice.")


def to_whole_number(text: str) -> JsonValue:
    # More digits than Python turns into a number without being asked to.
    if len(text) > LONGEST_KEY_SHOWN:
        return Malformed("Is a number too large to hold.")
    return int(text)


def to_number(text: str) -> JsonValue:
    number = float(text)
    return number if math.isfinite(number) else refuse_constant(text)


def refuse_constant(_: str) -> Malformed:
    return Malformed("Is a number too large to hold, or none.")


def check_value(value: JsonValue, trail: Trail = None, depth: int = 0) -> None:
    """Refuse what has no meaning or cannot be stored, in unknown fields too."""
    if isinstance(value, str):
        check_text(value, trail)
    elif isinstance(value, dict):
        check_depth(trail, depth)
        for key, part in value.items():
            check_text(key, (trail, key))
            check_value(part, (trail, key), depth + 1)
    elif isinstance(value, list):
        check_depth(trail, depth)
        for position, part in enumerate(value):
            check_value(part, (trail, position), depth + 1)
    elif isinstance(value, Malformed):
        raise UnableToReadEventError(to_path(trail), value.reason)


def check_text(text: str, trail: Trail) -> None:
    if text.isascii() and "\0" not in text:
        return
    found = UNSTORABLE.search(text)
    if found:
        what = "a NUL character" if found[0] == "\0" else "half a character"
        raise UnableToReadEventError(to_path(trail), f"Holds {what}.")


def check_depth(trail: Trail, depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise UnableToReadEventError(to_path(trail), "Is nested too deep.")


def to_path(trail: Trail) -> str:
    """`data.slachtoffers[0].geboortedatum`, written only when it is needed."""
    path = ""
    while trail is not None:
        trail, step = trail
        is_position = isinstance(step, int)
        shown = f"[{step}]" if is_position else f".{show_key(str(step))}"
        path = shown + path
    return path.removeprefix(".") or WHOLE


def show_key(key: str) -> str:
    """A key fit for one line of a log, however strange."""
    short = key[:LONGEST_KEY_SHOWN]
    return short if PLAIN_KEY.fullmatch(short) else ascii(short)


def canonical_json(value: JsonValue) -> bytes:
    """Sorted keys, no spaces, UTF-8, numbers as they are."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    ).encode()


def canonical_hash(value: JsonValue) -> str:
    """SHA-256 in hex of the canonical JSON: equal means the same content."""
    return hash_content(canonical_json(value))


def hash_content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

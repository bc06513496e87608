"""Lines as no system should send them, made from lines as they should be.

Every breaker gives a line that must be refused; every oddity one that must be taken in.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

Event = dict[str, Any]
REPORT = "nl.politie.aangifte-opgenomen"
CASE = "nl.om.zaak-ingestroomd"

NAMES = (
    "Zoë 👩‍👧‍👦 Ümit",
    "\u202eevil\u202c Ahmed \u200f(أحمد)\u200e",
    "O'Brien-van 't Höfje",
    "Z̷̢̛͖a̴l̵g̸o̶",
    "<script>alert(1)</script>",
    "'; DROP TABLE victim; --",
    "{} {0} %s $1 ?",
    "\U0001d518\U0001d52b\u2028naam",
)
NUMBERS = (
    "geen",
    "bel mij maar",
    "112",
    "06-12",
    "📞📞📞",
    "٠٦١٢٣٤٥٦٧٨",
    "+31 (0)6\u201312 34 56 78 of 020-1234567",
    "06" * 30,
    "-",
    "",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    content: bytes
    is_good: bool


def mix(
    good: Iterator[bytes], *, random: Random, broken: int, longest: int
) -> Iterator[Line]:
    """Put broken lines between the good ones, and make some good ones odd."""
    lines = list(good)
    each, more = divmod(broken, max(len(lines), 1))
    for number, line in enumerate(lines):
        yield Line(content=_odd(line, random), is_good=True)
        for _ in range(each + (number < more)):
            yield Line(content=_broken(line, random), is_good=False)
        if number == len(lines) // 2:
            yield Line(content=b'{"data":"' + b"a" * longest + b'"}', is_good=False)
    yield Line(content=lines[0][: len(lines[0]) // 2], is_good=False)


def _odd(line: bytes, random: Random) -> bytes:
    event = json.loads(line)
    for victim in event["data"].get("slachtoffers", ()):
        if random.random() < 0.3:
            victim["achternaam"] = random.choice(NAMES)
        if random.random() < 0.3:
            victim["telefoonnummers"] = [random.choice(NUMBERS), "06-12345678"]
    event["data"]["onbekendVeld"] = {"diep": [1, 2.5, None]}
    return random.choice(ODD)(json.dumps(event, ensure_ascii=random.random() < 0.5))


ODD: tuple[Callable[[str], bytes], ...] = (
    str.encode,
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: f"  {text}\t\r".encode(),
)


def _broken(line: bytes, random: Random) -> bytes:
    if random.random() < 0.5:
        return random.choice(TEXT_BREAKERS)(line.strip(), random)
    event = json.loads(line)
    event["id"] = f"broken-{random.randrange(2**60)}"
    breaker = random.choice(EVENT_BREAKERS)
    return json.dumps(breaker(copy.deepcopy(event), random)).encode()


def _cut(line: bytes, random: Random) -> bytes:
    return line[: random.randrange(1, len(line) - 1)]


def _with_nul(line: bytes, random: Random) -> bytes:
    place = random.randrange(len(line))
    return line[:place] + b"\0" + line[place:]


def _not_utf8(line: bytes, _: Random) -> bytes:
    return line.replace(b'"id":"', b'"id":"\xff\xfe\xc3\x28', 1)


def _twice(line: bytes, _: Random) -> bytes:
    return line.replace(b"{", b'{"id":"een","id":"twee",', 1)


TEXT_BREAKERS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut,
    _with_nul,
    _not_utf8,
    _twice,
    lambda line, _: line.replace(b'"data":', b'"data":NaN,"x":', 1),
    lambda line, _: line + line,
    lambda line, _: b"[" + line + b"]",
    lambda _, random: b"[" * random.randrange(1000, 20_000),
    lambda _, random: b'{"a":' * random.randrange(40, 5_000),
    lambda _, random: random.randbytes(200).replace(b"\n", b"!").strip() or b"?",
    lambda _, random: random.choice((b"null", b"[]", b"7", b'"zaak"', b"{}", b"-")),
    lambda _, random: b"9" * random.randrange(5000, 20_000),
)


def _wrong_type(event: Event, random: Random) -> Event:
    field = random.choice(("id", "source", "type", "time", "data", "specversion"))
    event[field] = random.choice((7, None, [], {"a": 1}, True, 1e308))
    return event


def _not_a_day(event: Event, random: Random) -> Event:
    days = ("2026-02-31", "2026-13-01", "2026-00-10", "31-12-2026", "gisteren")
    event |= {"type": "nl.om.kennisgeving-betekend", "subject": "16-123456-26"}
    event["data"] = {"parketnummer": "16-123456-26", "betekendOp": random.choice(days)}
    return event


def _not_a_moment(event: Event, random: Random) -> Event:
    moments = ("2026-11-16", "2026-11-16T25:00:00+01:00", "2026-11-16T11:30:00", "nu")
    return event | {"time": random.choice(moments)}


def _unknown_parket(event: Event, random: Random) -> Event:
    parket = random.choice(("98", "AB", "1", "016", "🦊"))
    event |= {"type": CASE, "subject": "16-123456-26"}
    event["data"] = {
        "parketnummer": "16-123456-26",
        "pvNummer": "PL0900-2026081234",
        "parket": parket,
        "zsmLocatie": "Nergens",
        "ontvangenOp": "2026-11-05",
        "verdachte": {"minderjarig": False},
        "feiten": [],
    }
    return event


def _unstorable(event: Event, random: Random) -> Event:
    event["subject"] = random.choice(("a\0b", "half \ud83d paar", "\udfff"))
    return event


def _bad_victims(event: Event, random: Random) -> Event:
    victims = random.choice(("geen", [7], [{}], {"slachtofferId": "x"}, [None]))
    event |= {"type": REPORT, "subject": "PL0900-2026081234"}
    event["data"] = {
        "pvNummer": "PL0900-2026081234",
        "opgenomenOp": "2026-11-01",
        "feitcategorie": "vermogen",
        "omschrijving": "Diefstal.",
        "plaats": "Utrecht",
        "slachtoffers": victims,
    }
    return event


EVENT_BREAKERS: tuple[Callable[[Event, Random], Event], ...] = (
    _wrong_type,
    _not_a_day,
    _not_a_moment,
    _unknown_parket,
    _unstorable,
    _bad_victims,
    lambda event, _: event | {"type": "nl.om.bestaat-niet"},
    lambda event, _: event | {"specversion": "0.3"},
    lambda event, _: event | {"id": "x" * 5000},
    lambda event, _: event | {"data": {}},
)

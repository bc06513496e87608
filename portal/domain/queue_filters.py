"""Which calls a member of staff wants to see and take; it narrows, and adds none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from portal.domain.call_kinds import may_tell
from portal.domain.call_tasks import TaskKind
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation

NAME_LENGTH = 40
KEPT_AT_MOST = 12


class DueBy(StrEnum):
    ANY = ""
    TODAY = "today"  # or earlier
    OVERDUE = "overdue"


class Speech(StrEnum):
    ANY = ""
    DUTCH = "dutch"
    OTHER = "other"  # another language
    INTERPRETER = "interpreter"


class UnableToKeepFilterError(UnableToError):
    """It has no name, or there are too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """No kinds is every kind; an empty location is all of them."""

    kinds: frozenset[TaskKind] = frozenset()
    location: str = ""
    at_risk: bool = False
    urgent: bool = False
    due_by: DueBy = DueBy.ANY
    speech: Speech = Speech.ANY
    is_mine: bool = False

    @property
    def is_empty(self) -> bool:
        return self == EVERYTHING


EVERYTHING = QueueFilter()
_Choice = TypeVar("_Choice", DueBy, Speech)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFilter:
    """A choice with the name that it goes by; without one it was not kept."""

    name: str
    wanted: QueueFilter
    is_default: bool = False


def write_filter(wanted: QueueFilter) -> str:
    """Only what is chosen; nothing is an empty text."""
    chosen = {
        "kinds": sorted(wanted.kinds),
        "location": wanted.location,
        "at_risk": wanted.at_risk,
        "urgent": wanted.urgent,
        "due_by": wanted.due_by,
        "speech": wanted.speech,
        "is_mine": wanted.is_mine,
    }
    given = {name: value for name, value in chosen.items() if value}
    return json.dumps(given, sort_keys=True, separators=(",", ":")) if given else ""


def read_filter(text: str) -> QueueFilter:
    """Read leniently: what an older version wrote, or nobody knows, is left out."""
    try:
        given = json.loads(text) if text else {}
    except ValueError:
        given = {}
    return filter_of(given) if isinstance(given, dict) else EVERYTHING


def filter_of(given: Mapping[str, object]) -> QueueFilter:
    kinds = given.get("kinds")
    known = set(TaskKind)
    return QueueFilter(
        kinds=frozenset(
            TaskKind(kind)
            for kind in (kinds if isinstance(kinds, list) else ())
            if isinstance(kind, str) and kind in known
        ),
        location=str(given.get("location") or "")[:100],
        at_risk=bool(given.get("at_risk")),
        urgent=bool(given.get("urgent")),
        due_by=_one_of(DueBy, given.get("due_by")),
        speech=_one_of(Speech, given.get("speech")),
        is_mine=bool(given.get("is_mine")),
    )


def kinds_of(organisation: Organisation) -> tuple[TaskKind, ...]:
    """Give the kinds of calls that this organisation may have."""
    return tuple(kind for kind in TaskKind if may_tell(kind, organisation))


def check_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UnableToKeepFilterError("Geef de keuze een naam.")
    if len(name) > NAME_LENGTH:
        raise UnableToKeepFilterError(f"Maak de naam korter dan {NAME_LENGTH} letters.")
    return name


def _one_of(kind: type[_Choice], value: object) -> _Choice:
    return kind(value) if isinstance(value, str) and value in set(kind) else kind("")

"""What a victim can see now and could not see on her visit before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.caller_words import CallAbout, CallerWords
from portal.domain.overview import CaseSeen, IncidentSeen, Overview
from portal.domain.phases import HistoryEntry


class NewKind(StrEnum):
    WAITING = "waiting"  # a decision behind its gate: only that it is there
    HAPPENED = "happened"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewThing:
    """`at` is from when she could read it; `case_number` is 0 where there is one."""

    kind: NewKind
    at: datetime
    incident_id: UUID | None = None  # a call may be about several
    case_number: int = 0
    entry: HistoryEntry | None = None
    decision_id: UUID | None = None
    is_about_notice: bool = False
    call: CallerWords | None = None


# What she asked for is no news; nor is that we call about what stands there already.
_NO_NEWS = frozenset({CallAbout.ASKED, CallAbout.DECISION})


def new_things(overview: Overview, since: datetime | None) -> tuple[NewThing, ...]:
    """Give what came since her visit before, the newest first."""
    if since is None:
        return ()
    found = [thing for one in overview.incidents for thing in _of_incident(one)]
    if overview.incidents:
        found += _calls(overview.incidents[0].caller_words)
    new = (thing for thing in found if thing.at > since)
    return tuple(sorted(new, key=lambda thing: thing.at, reverse=True))


def _calls(words: Iterable[CallerWords]) -> Iterator[NewThing]:
    for call in words:
        if call.opened_at is not None and call.about not in _NO_NEWS:
            yield NewThing(kind=NewKind.CALL, at=call.opened_at, call=call)


def _of_incident(incident: IncidentSeen) -> Iterator[NewThing]:
    yield from _happened(incident.happened, incident.id, 0)
    of_report = {entry.id for entry in incident.happened}
    for case in incident.cases:
        number = case.number if len(incident.cases) > 1 else 0
        yield from _waiting(case, incident.id, number)
        own = tuple(it for it in case.happened if it.id not in of_report)
        yield from _happened(own, incident.id, number)


def _happened(
    entries: tuple[HistoryEntry, ...], incident_id: UUID, number: int
) -> Iterator[NewThing]:
    for entry in entries:
        yield NewThing(
            kind=NewKind.HAPPENED,
            at=entry.visible_from,
            incident_id=incident_id,
            case_number=number,
            entry=entry,
        )


def _waiting(case: CaseSeen, incident_id: UUID, number: int) -> Iterator[NewThing]:
    for news in case.news:
        if news.known_at is not None:
            yield NewThing(
                kind=NewKind.WAITING,
                at=news.known_at,
                incident_id=incident_id,
                case_number=number,
                decision_id=news.decision_id,
                is_about_notice=news.is_about_notice,
            )

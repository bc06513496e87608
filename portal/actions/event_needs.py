"""What an event must find on file before it can be applied, and what it brings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatch

from portal.db.engine import fetch_rows
from portal.domain import chain_events, court_events

INCIDENT = "incident"
CASE = "case"
HEARING = "hearing"
VICTIM = "victim"

_ON_FILE = {
    INCIDENT: "SELECT pv_number AS known FROM incident WHERE pv_number = ANY({})",
    CASE: "SELECT parketnummer AS known FROM case_file WHERE parketnummer = ANY({})",
    HEARING: "SELECT reference AS known FROM hearing WHERE reference = ANY({})",
    VICTIM: "SELECT reference AS known FROM victim WHERE reference = ANY({})",
}

Keys = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OnFile:
    """What of the things that events name we know; asked once for many events.

    It holds for as long as nobody else applies events (`take_the_line`).
    """

    asked: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    async def look_up(self, events: Iterable[chain_events.EventData]) -> None:
        named = {key for data in events for key in needs(data)}
        for kind, sql in _ON_FILE.items():
            keys = [key for it, key in named if it == kind]
            unasked = [key for key in keys if f"{kind}:{key}" not in self.asked]
            if unasked:
                found = await fetch_rows(sql, sorted(unasked))
                self.asked.update(f"{kind}:{key}" for key in unasked)
                self.known.update(f"{kind}:{row['known']}" for row in found)

    async def find_missing(self, data: chain_events.EventData) -> str | None:
        """Give the first thing named that we do not know yet, such as `case:16-…`."""
        await self.look_up([data])
        named = [f"{kind}:{key}" for kind, key in sorted(needs(data), key=_by_kind)]
        return next((key for key in named if key not in self.known), None)

    def add(self, keys: Iterable[str]) -> None:
        self.asked.update(keys)
        self.known.update(keys)


def _by_kind(key: tuple[str, str]) -> int:
    return list(_ON_FILE).index(key[0])


def brings(data: chain_events.EventData) -> list[str]:
    """What may be waiting for this event."""
    match data:
        case chain_events.ReportRecorded():
            victims = [f"{VICTIM}:{one.victim_id}" for one in data.victims]
            return [f"{INCIDENT}:{data.pv_number}", *victims]
        case chain_events.CaseReceived():
            return [f"{CASE}:{data.parketnummer}"]
        case court_events.HearingPlanned():
            return [f"{HEARING}:{data.details.hearing_id}"]
        case _:
            return []


@singledispatch
def needs(data: object) -> Keys:
    """Most events name one case."""
    return [(CASE, str(getattr(data, "parketnummer", "")))]


@needs.register
def _(_: chain_events.ReportRecorded) -> Keys:
    return []


@needs.register
def _(data: chain_events.InvestigationEnded) -> Keys:
    return [(INCIDENT, data.pv_number)]


@needs.register
def _(data: chain_events.VictimUpdated) -> Keys:
    return [(VICTIM, data.facts.victim_id)]


@needs.register
def _(data: chain_events.VictimsMerged) -> Keys:
    return [(VICTIM, data.victim_id), (VICTIM, data.dropped_id)]


@needs.register
def _(data: chain_events.CaseReceived) -> Keys:
    reports = [(INCIDENT, it) for it in (data.pv_number, *data.joined_pv_numbers)]
    victims = [(VICTIM, it) for fact in data.facts for it in fact.victim_ids or ()]
    return [*reports, *victims]


@needs.register
def _(data: chain_events.DecisionTaken) -> Keys:
    return [(CASE, data.parketnummer), *((VICTIM, it) for it in data.compensates)]


@needs.register
def _(data: court_events.HearingPlanned) -> Keys:
    return [(CASE, it) for it in data.details.parketnummers]


@needs.register
def _(data: court_events.HearingChanged) -> Keys:
    cases = [(CASE, it) for it in data.details.parketnummers]
    return [*cases, (HEARING, data.details.hearing_id)]


@needs.register
def _(data: court_events.HearingCancelled) -> Keys:
    return [(HEARING, data.hearing_id)]


@needs.register
def _(data: court_events.HearingHeld) -> Keys:
    return [(HEARING, data.hearing_id)]


@needs.register
def _(data: court_events.JudgmentGiven) -> Keys:
    victims = [(VICTIM, claim.victim_id) for claim in data.claims]
    return [(CASE, data.parketnummer), *victims]


@needs.register
def _(data: court_events.ComplaintReceived) -> Keys:
    return [(CASE, data.parketnummer), (VICTIM, data.victim_id)]


@needs.register
def _(data: court_events.ComplaintDecided) -> Keys:
    return [(CASE, data.parketnummer), (VICTIM, data.victim_id)]


@needs.register
def _(data: chain_events.PaymentMade) -> Keys:
    return [(CASE, data.parketnummer), (VICTIM, data.victim_id)]


@needs.register
def _(data: chain_events.HaltReferred) -> Keys:
    victims = [(VICTIM, it.victim_id) for it in data.damages or ()]
    return [*_of_halt(data.parketnummer, data.pv_number), *victims]


@needs.register
def _(data: chain_events.HaltStarted) -> Keys:
    return _of_halt(data.parketnummer, data.pv_number)


@needs.register
def _(data: chain_events.HaltEnded) -> Keys:
    return _of_halt(data.parketnummer, data.pv_number)


def _of_halt(parketnummer: str | None, pv_number: str | None) -> Keys:
    return [(CASE, parketnummer)] if parketnummer else [(INCIDENT, pv_number or "")]

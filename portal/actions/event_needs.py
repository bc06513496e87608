"""What an event must find on file before it can be applied, and what it brings."""

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


async def find_missing(data: chain_events.EventData) -> str | None:
    """Give the first thing named that we do not know yet, such as `case:16-…`."""
    needed = needs(data)
    for kind, sql in _ON_FILE.items():
        named = [key for it, key in needed if it == kind]
        if not named:
            continue
        known = {row["known"] for row in await fetch_rows(sql, named)}
        for key in named:
            if key not in known:
                return f"{kind}:{key}"
    return None


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

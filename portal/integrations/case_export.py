"""The JSON in which we tell how a case stands: the keys are a contract with others.

English, except the kinds of decisions and hearings and the grounds, which are as the
chain sent them. Moments are in UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from portal.db.decisions import DecisionOnFile
from portal.db.export import (
    ExportedAttempt,
    ExportedMessage,
    ExportedReminder,
    ExportedTask,
)
from portal.db.hearings import HearingOnFile
from portal.domain.call_tasks import TaskState
from portal.domain.complaints import ComplaintTerm
from portal.domain.timeline import TimelineEntry

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCall:
    task: ExportedTask
    state: TaskState
    attempts: Sequence[ExportedAttempt]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedVictim:
    reference: str
    is_at_risk: bool
    term: ComplaintTerm | None
    calls: Sequence[ExportedCall]
    messages: Sequence[ExportedMessage]
    reminders: Sequence[ExportedReminder]
    timeline: Sequence[TimelineEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCase:
    """Without a parketnummer it is a report that never became a case."""

    parketnummer: str | None
    pv_number: str
    phase: str
    decision: DecisionOnFile | None
    victims: Sequence[ExportedVictim]
    hearings: Sequence[HearingOnFile]


def write_case(case: ExportedCase) -> Json:
    return {
        "parketnummer": case.parketnummer,
        "pv_number": case.pv_number,
        "phase": str(case.phase),
        "decision": _decision(case.decision) if case.decision else None,
        "victims": [_victim(victim) for victim in case.victims],
        "hearings": [_hearing(hearing) for hearing in case.hearings],
        "term_window": None,
        "measures": {"apologies": [], "mediations": [], "seizures": [], "halt": None},
    }


def _decision(decision: DecisionOnFile) -> Json:
    return {
        "kind": decision.kind.value,
        "date": _day(decision.decided_on),
        "grounds": list(decision.grounds),
        "conditional": decision.is_conditional,
        "served_on": _day(decision.served_on),
        "state": decision.state.value,
    }


def _victim(victim: ExportedVictim) -> Json:
    return {
        "victim_id": victim.reference,
        "at_risk": victim.is_at_risk,
        "complaint_term": _term(victim.term) if victim.term else None,
        "call_tasks": [_call(call) for call in victim.calls],
        "notifications": [_message(message) for message in victim.messages],
        "reminders": [_reminder(reminder) for reminder in victim.reminders],
        "timeline": [_entry(entry) for entry in victim.timeline],
    }


def _term(term: ComplaintTerm) -> Json:
    return {
        "kind": term.kind.value,
        "known_at": _day(term.known_at),
        "known_by": term.known_by.value if term.known_by else None,
        "last_safe_day": _day(term.last_safe_day),
        "post_by": _day(term.post_by),
        "reopened": term.reopened,
        "provisional": term.provisional,
        "competent_court": term.competent_court.value if term.competent_court else None,
    }


def _call(call: ExportedCall) -> Json:
    return {
        "kind": call.task.kind,
        "state": call.state.value,
        "organisation": call.task.organisation,
        "opened_at": _moment(call.task.opened_at),
        "due_at": _moment(call.task.due_at),
        "not_before": _moment(call.task.not_before),
        "attempts": [
            {"at": _moment(attempt.at), "outcome": attempt.outcome}
            for attempt in call.attempts
        ],
        "closed_at": _moment(call.task.closed_at),
        "close_reason": call.task.close_reason,
    }


def _message(message: ExportedMessage) -> Json:
    return {
        "message": message.message,
        "channel": message.channel,
        "state": message.state,
        "queued_at": _moment(message.queued_at),
        "sent_at": _moment(message.sent_at),
    }


def _reminder(reminder: ExportedReminder) -> Json:
    return {
        "kind": reminder.kind,
        "due_at": _moment(reminder.due_at),
        "state": reminder.state,
    }


def _entry(entry: TimelineEntry) -> Json:
    return {
        "at": _moment(entry.at),
        "code": str(entry.code),
        "visible": entry.visible,
    }


def _hearing(hearing: HearingOnFile) -> Json:
    return {
        "hearing_id": hearing.reference,
        "state": hearing.state,
        "starts_at": _moment(hearing.starts_at),
        "kind": hearing.kind,
        "court": hearing.court,
        "version": hearing.version,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    """RFC 3339, in UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")

"""What reached a victim of the decisions about her, and the calls still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.db.check_words import words_of_call
from portal.db.decisions import DecisionOnFile
from portal.db.engine import execute, fetch_rows
from portal.domain.caller_words import CallerWords
from portal.domain.complaints import Knowledge, KnowledgeSubject, KnownBy
from portal.domain.gate import Told
from portal.domain.notifications import MessageName
from portal.domain.overview import CallbackSeen, ComplaintSeen, PromisedCall
from portal.domain.reservations import last_day_begins
from portal.domain.staff import Organisation

# One statement: the page that reads it has few to spend. Each part fills the same
# columns; the first names their types. PostgreSQL wants NULLs cast where it is first.
_RECORDS = """
SELECT 'call' AS what, tells.decision, call_task.id AS owner, call_task.incident,
       call_task.kind AS word, call_task.organisation AS other, call_task.topic AS said,
       tells.told_at AS at, tells.removed_at AS ended_at, call_task.due_at,
       call_task.not_before AS starts_at, call_task.agreed_until AS ends_at,
       call_task.earliest_at, call_task.lease_until, call_task.closed_at,
       call_task.notice_by AS on_day,
       call_task.notice_by AS other_day, tells.tells_revision AS flag
FROM call_task LEFT JOIN call_task_decision AS tells ON tells.task = call_task.id
WHERE call_task.victim = {}
UNION ALL
SELECT 'known', knowledge.decision, NULL, NULL,
       knowledge.subject, knowledge.source, NULL,
       knowledge.recorded_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       knowledge.known_on, NULL, knowledge.is_assumed
FROM knowledge
WHERE knowledge.victim = {} AND knowledge.withdrawn_at IS NULL
UNION ALL
SELECT 'written', notification.decision, NULL, NULL,
       notification.message, notification.channel, NULL,
       notification.sent_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL
FROM notification
WHERE notification.victim = {} AND notification.state = 'sent'
  AND notification.message = ANY({}) AND notification.decision IS NOT NULL
UNION ALL
SELECT 'complaint', NULL, complaint."case", NULL,
       complaint.outcome, complaint.court, NULL,
       complaint.updated_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       complaint.received_on, complaint.decided_on, complaint.wants_reminders
FROM complaint
WHERE complaint.victim = {}
"""

_TELLS_NOTICE = (MessageName.SERVED_NOTICE,)
_TELLS_DECISION = (
    MessageName.DECISION_NOTICE,
    MessageName.DECISION_CONFIRMATION,
    MessageName.SERVED_NOTICE,
)
_CALLBACK = "callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    decision_id: UUID | None
    promised: PromisedCall
    incident_id: UUID
    kind: str
    organisation: str
    topic: str
    told_at: datetime | None
    removed_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    lease_until: datetime | None
    is_open: bool
    tells_revision: bool  # that a decision fell, not what it was

    @property
    def has_it_to_tell(self) -> bool:
        return self.is_open and self.told_at is None and self.removed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    message: str
    sent_at: datetime


@dataclass(slots=True)
class Records:
    """What stands between one victim and her decisions."""

    calls: list[_Call] = field(default_factory=list)
    known: dict[UUID, list[Knowledge]] = field(default_factory=dict)
    written: dict[UUID, list[_Written]] = field(default_factory=dict)
    complaints: dict[UUID, ComplaintSeen] = field(default_factory=dict)

    def told(self, decision: DecisionOnFile, today: date) -> Told:
        calls = list(self._calls_about(decision))
        known = {one.subject for one in self.known.get(decision.id, ())}
        written = self.written.get(decision.id, [])
        return Told(
            is_standing=decision.state.is_standing,
            is_call_due=any(call.has_it_to_tell for call in calls),
            had_call=bool(calls),
            is_told=any(call.told_at is not None for call in calls),
            is_known=KnowledgeSubject.DECISION in known,
            is_written=bool(written) or self._has_complained(decision),
            has_notice=_is_served(decision, today),
            is_notice_known=KnowledgeSubject.SERVED_NOTICE in known,
            is_notice_written=_is_notice_written(decision, written),
        )

    def _has_complained(self, decision: DecisionOnFile) -> bool:
        """A complaint at the court shows that she knows what it is about."""
        complaint = self.complaints.get(decision.case_id)
        return complaint is not None and complaint.is_received_since(
            decision.decided_on
        )

    def promised(self, decision: DecisionOnFile) -> PromisedCall | None:
        """Give the call that still has to speak of it."""
        due = [it for it in self._calls_about(decision) if it.has_it_to_tell]
        return due[0].promised if due else None

    def callback(self, incident_id: UUID, now: datetime) -> CallbackSeen | None:
        for call in self.calls:
            is_callback = call.kind == _CALLBACK and call.is_open
            if is_callback and call.incident_id == incident_id:
                return _callback(call, now)
        return None

    @property
    def caller_words(self) -> tuple[CallerWords, ...]:
        """Give the words of every call that is still to come, each once."""
        words = {
            (call.organisation, call.promised.words)
            for call in self.calls
            if call.is_open
        }
        return tuple(
            CallerWords(organisation=Organisation(organisation), words=own)
            for organisation, own in sorted(words)
        )

    def _calls_about(self, decision: DecisionOnFile) -> Iterator[_Call]:
        for call in self.calls:
            if call.decision_id == decision.id and not call.tells_revision:
                yield call


async def fetch_records_for_victim(*, victim_id: UUID) -> Records:
    """Read all of it: a call about a decision may stand under another report."""
    rows = await fetch_rows(
        _RECORDS,
        victim_id,
        victim_id,
        victim_id,
        [str(name) for name in _TELLS_DECISION],
        victim_id,
    )
    records = Records()
    for row in rows:
        _READERS[row["what"]](records, row)
    return records


async def lock_calls_for_victim(*, victim_id: UUID, decision_id: UUID) -> None:
    """Hold the calls before the complaint, in the order in which a caller does."""
    await fetch_rows(
        "SELECT call_task.id FROM call_task"
        " JOIN call_task_decision ON call_task_decision.task = call_task.id"
        " WHERE call_task.victim = {} AND call_task_decision.decision = {}"
        " AND call_task.closed_as IS NULL ORDER BY call_task.id"
        " FOR UPDATE OF call_task",
        victim_id,
        decision_id,
    )


async def set_call_sooner_for_victim(
    *, victim_id: UUID, task_id: UUID, due_at: datetime
) -> bool:
    """Move an open call forward, kept for nobody then; tell whether it was later."""
    last_day = last_day_begins(due_at)
    changed = await execute(
        "UPDATE call_task SET due_at = {}, reserved_until ="
        " CASE WHEN reserved_until > {} THEN {} ELSE reserved_until END"
        " WHERE id = {} AND victim = {} AND closed_as IS NULL AND due_at > {}",
        due_at,
        last_day,
        last_day,
        task_id,
        victim_id,
        due_at,
    )
    return changed > 0


async def take_free_call_for_victim(
    *, victim_id: UUID, task_id: UUID, now: datetime
) -> bool:
    """Lock an open call that no caller has on screen; False where one has."""
    rows = await fetch_rows(
        "SELECT id FROM call_task WHERE id = {} AND victim = {} AND closed_as IS NULL"
        " AND (lease_until IS NULL OR lease_until <= {}) FOR UPDATE",
        task_id,
        victim_id,
        now,
    )
    return bool(rows)


def _add_call(records: Records, row: dict[str, Any]) -> None:
    records.calls.append(
        _Call(
            decision_id=row["decision"],
            promised=PromisedCall(
                task_id=row["owner"],
                due_at=row["due_at"],
                has_safe_way=row["starts_at"] is not None,
                words=words_of_call(row["owner"]),
            ),
            incident_id=row["incident"],
            kind=row["word"],
            organisation=row["other"],
            topic=row["said"],
            told_at=row["at"],
            removed_at=row["ended_at"],
            starts_at=row["earliest_at"],
            ends_at=row["ends_at"],
            lease_until=row["lease_until"],
            is_open=row["closed_at"] is None,
            tells_revision=bool(row["flag"]),
        )
    )


def _add_knowledge(records: Records, row: dict[str, Any]) -> None:
    known = Knowledge(
        known_on=row["on_day"],
        source=KnownBy(row["other"]),
        subject=KnowledgeSubject(row["word"]),
        is_assumed=row["flag"],
        recorded_by="",
        recorded_at=row["at"],
    )
    records.known.setdefault(row["decision"], []).append(known)


def _add_written(records: Records, row: dict[str, Any]) -> None:
    written = _Written(message=row["word"], sent_at=row["at"])
    records.written.setdefault(row["decision"], []).append(written)


def _add_complaint(records: Records, row: dict[str, Any]) -> None:
    records.complaints[row["owner"]] = ComplaintSeen(
        wants_reminders=row["flag"],
        court=row["other"],
        received_on=row["on_day"],
        decided_on=row["other_day"],
        outcome=row["word"],
    )


_READERS = {
    "call": _add_call,
    "known": _add_knowledge,
    "written": _add_written,
    "complaint": _add_complaint,
}


def _callback(call: _Call, now: datetime) -> CallbackSeen:
    return CallbackSeen(
        task_id=call.promised.task_id,
        organisation=call.organisation,
        topic=call.topic,
        starts_at=call.starts_at,
        ends_at=call.ends_at,
        has_safe_way=call.promised.has_safe_way,
        words=call.promised.words,
        is_held=call.lease_until is not None and call.lease_until > now,
    )


def _is_served(decision: DecisionOnFile, today: date) -> bool:
    return decision.served_on is not None and decision.served_on <= today


def _is_notice_written(decision: DecisionOnFile, written: Sequence[_Written]) -> bool:
    """Whether a letter told of the notice: its own, or one sent after it was served."""
    return decision.served_on is not None and any(
        one.message in _TELLS_NOTICE or one.sent_at.date() >= decision.served_on
        for one in written
    )

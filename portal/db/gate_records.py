"""What was read of a victim's calls, letters and knowledge, and what follows of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.db.check_words import words_of_call
from portal.db.decisions import DecisionOnFile
from portal.domain.caller_words import CallerWords, about_call
from portal.domain.complaints import Knowledge, KnowledgeSubject, KnownBy
from portal.domain.gate import Told
from portal.domain.notifications import MessageName
from portal.domain.overview import CallbackSeen, ComplaintSeen, PromisedCall
from portal.domain.sources import SOURCE_OF, Source
from portal.domain.staff import Organisation
from portal.domain.visits import NOTHING_UNREAD, Unread

_TELLS_NOTICE = (MessageName.SERVED_NOTICE,)
TELLS_DECISION = (
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

    @property
    def tells_notice(self) -> bool:
        return self.message in _TELLS_NOTICE


@dataclass(slots=True)
class Records:
    """What stands between one victim and her decisions."""

    calls: list[_Call] = field(default_factory=list)
    known: dict[UUID, list[Knowledge]] = field(default_factory=dict)
    written: dict[UUID, list[_Written]] = field(default_factory=dict)
    complaints: dict[UUID, ComplaintSeen] = field(default_factory=dict)
    seen_since: datetime | None = None  # as kept with her visit of now
    last_page_at: datetime | None = None
    unread: Unread = NOTHING_UNREAD
    opened_at_of: dict[UUID, datetime] = field(default_factory=dict)  # of open calls
    source_told_at: dict[Source, datetime] = field(default_factory=dict)

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
        open_calls = {it.promised.task_id: it for it in self.calls if it.is_open}
        found = (self._words_of(call) for call in open_calls.values())
        return tuple(sorted(found, key=lambda it: (it.who, it.about, it.words)))

    def _words_of(self, call: _Call) -> CallerWords:
        is_halt = call.organisation == Organisation.HALT
        hides_who = is_halt and self._has_gate_before(call.incident_id)
        return CallerWords(
            organisation=None if hides_who else Organisation(call.organisation),
            words=call.promised.words,
            about=about_call(call.kind),
            opened_at=self.opened_at_of.get(call.promised.task_id),
        )

    @property
    def has_gate_before_any(self) -> bool:
        return any(map(self._has_gate_before, {it.incident_id for it in self.calls}))

    def _has_gate_before(self, incident_id: UUID) -> bool:
        """Whether a decision waits in that report: that Halt calls would tell it."""
        told = {it.decision_id for it in self.calls if it.told_at is not None}
        out = told | self.known.keys() | self.written.keys()
        return any(
            it.has_it_to_tell and it.decision_id not in {None, *out}
            for it in self.calls
            if it.incident_id == incident_id
        )

    def opened_at(self, decision_id: UUID, *, is_notice: bool) -> datetime | None:
        """Give when she could first read it where a gate was before it."""
        subject = (
            KnowledgeSubject.SERVED_NOTICE if is_notice else KnowledgeSubject.DECISION
        )
        known = self.known.get(decision_id, ())
        written = self.written.get(decision_id, ())
        ticked = (it.told_at for it in self.calls if it.decision_id == decision_id)
        moments = [
            *(it.recorded_at for it in known if it.subject == subject),
            *(it.sent_at for it in written if not is_notice or it.tells_notice),
            *(at for at in ticked if at is not None and not is_notice),
        ]
        return min(moments, default=None)

    def _calls_about(self, decision: DecisionOnFile) -> Iterator[_Call]:
        for call in self.calls:
            if call.decision_id == decision.id and not call.tells_revision:
                yield call


def read_records(rows: Iterable[Mapping[str, Any]]) -> Records:
    """Take in the rows of the one statement; `what` says what each of them is."""
    records = Records()
    for row in rows:
        _READERS[row["what"]](records, row)
    return records


def _add_call(records: Records, row: Mapping[str, Any]) -> None:
    records.calls.append(
        _Call(
            decision_id=row["decision"],
            promised=PromisedCall(
                task_id=row["owner"],
                due_at=row["due_at"],
                has_safe_way=row["starts_at"] is not None,
                words=words_of_call(row["owner"]),
                starts_at=row["starts_at"],
                agreed_until=row["ends_at"],
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


def _add_knowledge(records: Records, row: Mapping[str, Any]) -> None:
    known = Knowledge(
        known_on=row["on_day"],
        source=KnownBy(row["other"]),
        subject=KnowledgeSubject(row["word"]),
        is_assumed=row["flag"],
        recorded_by="",
        recorded_at=row["at"],
    )
    records.known.setdefault(row["decision"], []).append(known)


def _add_written(records: Records, row: Mapping[str, Any]) -> None:
    written = _Written(message=row["word"], sent_at=row["at"])
    records.written.setdefault(row["decision"], []).append(written)


def _add_complaint(records: Records, row: Mapping[str, Any]) -> None:
    records.complaints[row["owner"]] = ComplaintSeen(
        wants_reminders=row["flag"],
        court=row["other"],
        received_on=row["on_day"],
        decided_on=row["other_day"],
        outcome=row["word"],
    )


def _add_visit(records: Records, row: Mapping[str, Any]) -> None:
    records.seen_since, records.last_page_at = row["at"], row["ended_at"]


def _add_unread(records: Records, row: Mapping[str, Any]) -> None:
    records.unread = Unread(messages=int(row["word"]), newest_at=row["at"])


def _add_opened(records: Records, row: Mapping[str, Any]) -> None:
    records.opened_at_of[row["owner"]] = row["at"]


def _add_source(records: Records, row: Mapping[str, Any]) -> None:
    told_at = row["at"]
    if told_at is not None:
        source = SOURCE_OF[row["word"]]
        before = records.source_told_at.get(source, told_at)
        records.source_told_at[source] = max(before, told_at)


_READERS: Mapping[str, Callable[[Records, Mapping[str, Any]], None]] = {
    "call": _add_call,
    "known": _add_knowledge,
    "written": _add_written,
    "complaint": _add_complaint,
    "visit": _add_visit,
    "unread": _add_unread,
    "opened": _add_opened,
    "source": _add_source,
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

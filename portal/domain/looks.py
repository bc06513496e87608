"""Who looked at a victim's data, in words that are hers to read.

What staff did is drawn from the trail by a list of what may be said. Anything else, of
today or of later, is only that they looked: its name could tell what is kept from her.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from portal.domain.calendar import local_date
from portal.domain.staff import Organisation, Role


class Did(StrEnum):
    PREPARED = "prepared"
    CALLED = "called"
    NOTED = "noted"
    LISTED = "listed"
    PRINTED = "printed"
    FOUND = "found"
    READ = "read"
    PREVIEWED = "previewed"
    MET = "met"
    NUMBERS = "numbers"
    REACHED = "reached"
    PASSED = "passed"
    WISH = "wish"
    INTERPRETER = "interpreter"
    QUESTION = "question"
    ANSWER = "answer"
    PERSON = "person"
    AGREED = "agreed"
    EXPORTED = "exported"
    CHANGED = "changed"
    STOOD_IN = "stood_in"
    VIEWED = "viewed"
    REFUSED = "refused"


# That calls were stopped as unsafe, and what else a reader over her shoulder must not
# see, is told as a change of her data.
_DID = {
    "call_taken": Did.PREPARED,
    "call_read": Did.PREPARED,
    "call_result_read": Did.PREPARED,
    "call_drafts_read": Did.PREPARED,
    "call_draft_kept": Did.PREPARED,
    "call_draft_discarded": Did.PREPARED,
    "call_lost_read": Did.PREPARED,
    "call_given_back": Did.PREPARED,
    "call_recorded": Did.CALLED,
    "call_noted": Did.NOTED,
    "call_taken_back": Did.NOTED,
    "attention_shown": Did.LISTED,
    "coordination_read": Did.LISTED,
    "own_calls_read": Did.LISTED,
    "hand_over_opened": Did.LISTED,
    "hand_over_read": Did.LISTED,
    "planned_hearings_read": Did.LISTED,
    "contact_flaw_shown": Did.LISTED,
    "own_calls_opened": Did.LISTED,
    "questions_listed": Did.LISTED,
    "planned_hearings_opened": Did.LISTED,
    "contact_check_read": Did.REACHED,
    "contact_checked": Did.REACHED,
    "change_channels": Did.REACHED,
    "change_times": Did.REACHED,
    "change_talk": Did.REACHED,
    "confirm_contact": Did.REACHED,
    "change_wishes": Did.WISH,
    "call_list_printed": Did.PRINTED,
    "person_found": Did.FOUND,
    "dossier_read": Did.READ,
    "victim_page_previewed": Did.PREVIEWED,
    "contact_opened": Did.MET,
    "contact_recorded": Did.MET,
    "numbers_read": Did.NUMBERS,
    "numbers_judged": Did.NUMBERS,
    "number_asked": Did.NUMBERS,
    "call_moved": Did.PASSED,
    "call_handed_over": Did.PASSED,
    "lawyer_wished": Did.WISH,
    "wishes_recorded": Did.WISH,
    "lawyer_wish_lifted": Did.WISH,
    "interpreter_booked": Did.INTERPRETER,
    "question_read": Did.QUESTION,
    "question_taken": Did.QUESTION,
    "question_let_go": Did.QUESTION,
    "question_moved": Did.QUESTION,
    "question_answered": Did.ANSWER,
    "contact_person_named": Did.PERSON,
    "contact_person_ended": Did.PERSON,
    "subject_handed_over": Did.AGREED,
    "case_exported": Did.EXPORTED,
    "person_exported": Did.EXPORTED,
    "calls_stopped_as_unsafe": Did.CHANGED,
    "work_settled": Did.CHANGED,
}

# Words for a role; one that has none is shown as somebody who works there.
_SHOWN_ROLES = frozenset({Role.SUPERVISOR, Role.PRIVACY_OFFICER, Role.PLANNER})


class Who(StrEnum):
    OM = "om"
    SHN = "shn"
    HALT = "halt"
    OTHER = "other"  # one that she does not know to be in it yet
    OPERATOR = "operator"
    STAND_IN = "stand_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One row of the trail that names her and is not hers."""

    at: datetime
    actor_kind: str
    organisation: str
    role: str
    action: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one kind of person did on one day, once or more often."""

    first_at: datetime
    last_at: datetime
    who: Who
    role: str
    did: Did
    times: int = 1


def looks_in(traces: Iterable[Trace], *, hides_halt: bool) -> tuple[Look, ...]:
    """Take rows that differ only in the minute for one line; the newest come first."""
    alike = groupby(traces, key=lambda it: _kind_of(it, hides_halt=hides_halt))
    return tuple(_look(*kind[1:], list(rows)) for kind, rows in alike)


def _kind_of(trace: Trace, *, hides_halt: bool) -> tuple[object, Who, str, Did]:
    who = _who(trace, hides_halt=hides_halt)
    is_known = who is not Who.OTHER and trace.role in _SHOWN_ROLES
    return local_date(trace.at), who, trace.role if is_known else "", _did(trace)


def _who(trace: Trace, *, hides_halt: bool) -> Who:
    if trace.actor_kind == "representative":
        return Who.STAND_IN
    if trace.actor_kind != "staff":
        return Who.OPERATOR
    if trace.organisation not in set(Organisation):
        return Who.OTHER
    who = Who(trace.organisation)
    return Who.OTHER if who is Who.HALT and hides_halt else who


def _did(trace: Trace) -> Did:
    if trace.outcome == "refused":
        return Did.REFUSED
    if trace.actor_kind == "representative":
        return Did.STOOD_IN
    action, _, detail = trace.action.partition(":")
    if detail == "unsafe":
        return Did.CHANGED
    return _DID.get(action, Did.VIEWED)


def _look(who: Who, role: str, did: Did, traces: list[Trace]) -> Look:
    return Look(
        first_at=traces[-1].at,
        last_at=traces[0].at,
        who=who,
        role=role,
        did=did,
        times=len(traces),
    )

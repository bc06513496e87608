"""Queries for the terms in which victims may complain, and their wish for reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from portal.db.complaint_choices import STOPPED_BY_CHOICE
from portal.db.decisions import DecisionOnFile, read_decision
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.knowledge import fetch_knowledge
from portal.domain.complaints import (
    ComplaintTerm,
    Knowledge,
    complaint_term,
    term_kind_for,
)
from portal.domain.reminders import COMPLAINT_KINDS, ReminderState

_NOTHING_TOLD_YET = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimTerm:
    """One victim's term on one decision that stands."""

    victim_id: UUID
    case_id: UUID
    decision_id: UUID
    decided_on: date
    decided_at: datetime
    term: ComplaintTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintOnFile:
    """`received_on` is None as long as no court told us of a complaint."""

    wants_reminders: bool | None
    court: str | None
    received_on: date | None
    decided_on: date | None
    outcome: str | None


async def fetch_terms(*, case_id: UUID) -> list[VictimTerm]:
    """Give the terms of every victim on the decisions of the case that stand."""
    return await _terms('decision."case" = {}', case_id)


async def fetch_terms_for_victim(
    *, victim_id: UUID, case_id: UUID | None = None
) -> list[VictimTerm]:
    """Give her own terms, in one case or in all of them."""
    if case_id is None:
        return await _terms("fact_victim.victim = {}", victim_id)
    return await _terms(
        'fact_victim.victim = {} AND decision."case" = {}', victim_id, case_id
    )


async def _terms(scope: str, *arguments: UUID) -> list[VictimTerm]:
    rows = await fetch_rows(  # the scope is one of our own words
        "SELECT decision.*, case_file.parket, fact.reference AS fact_reference,"  # noqa: S608
        " fact_victim.victim AS victim_id FROM decision"
        ' JOIN case_file ON case_file.id = decision."case"'
        ' JOIN fact ON fact."case" = decision."case"'
        " JOIN fact_victim ON fact_victim.fact = fact.id"
        f" WHERE decision.state IN ('stands', 'contested') AND {scope}"
        " ORDER BY decision.decided_at, decision.arrival, fact_victim.victim",
        *arguments,
    )
    decisions = {row["id"]: read_decision(row) for row in rows}
    pairs = dict.fromkeys(
        (row["id"], row["victim_id"], row["parket"])
        for row in rows
        if _concerns(decisions[row["id"]], row["fact_reference"])
        and _term_kind(decisions[row["id"]]) is not None
    )
    known = await fetch_knowledge(pairs)
    return [
        _victim_term(
            decisions[decision_id],
            victim_id,
            parket,
            known.get((victim_id, decision_id), []),
        )
        for decision_id, victim_id, parket in pairs
    ]


def _concerns(decision: DecisionOnFile, fact_reference: str) -> bool:
    return decision.facts is None or fact_reference in decision.facts


def _term_kind(decision: DecisionOnFile) -> object:
    return term_kind_for(decision.kind.value, decision.grounds, decision.served_on)


def _victim_term(
    decision: DecisionOnFile, victim_id: UUID, parket: str, known: list[Knowledge]
) -> VictimTerm:
    term = complaint_term(
        kind_of_decision=decision.kind.value,
        grounds=decision.grounds,
        served_on=decision.served_on,
        parket=parket,
        knowledge=known,
    )
    if term is None:
        raise ValueError("Decisions without a term are left out before.")
    return VictimTerm(
        victim_id=victim_id,
        case_id=decision.case_id,
        decision_id=decision.id,
        decided_on=decision.decided_on,
        decided_at=decision.decided_at,
        term=term,
    )


async def fetch_complaints(*, case_id: UUID) -> dict[UUID, date | None]:
    """Give of whom anything was recorded, and the day on which the court received it.

    Terms and reminders may rest on it, whether she complained or not.
    """
    rows = await fetch_rows(
        'SELECT victim, received_on FROM complaint WHERE "case" = {}', case_id
    )
    return {row["victim"]: row["received_on"] for row in rows}


async def has_complained(*, victim_id: UUID, case_id: UUID, since: date) -> bool:
    """Whether the court received a complaint of hers on that day or later."""
    rows = await fetch_rows(
        'SELECT 1 FROM complaint WHERE victim = {} AND "case" = {}'
        " AND received_on >= {}",
        victim_id,
        case_id,
        since,
    )
    return bool(rows)


async def take_complaint(*, victim_id: UUID, case_id: UUID) -> ComplaintOnFile:
    """Hold the row until the end of the transaction: who comes next counts after us.

    `updated_at` is for what a court told; of that nothing is known yet in a new row.
    """
    row = await fetch_row(
        'INSERT INTO complaint (id, victim, "case", updated_at) VALUES ({}, {}, {}, {})'
        ' ON CONFLICT (victim, "case") DO UPDATE SET updated_at = complaint.updated_at'
        " RETURNING wants_reminders, court, received_on, decided_on, outcome",
        uuid4(),
        victim_id,
        case_id,
        _NOTHING_TOLD_YET,
    )
    if row is None:
        raise ValueError("An upsert gives its row.")
    return ComplaintOnFile(**row)


async def set_reminders_wanted(
    *, victim_id: UUID, case_id: UUID, wants: bool | None
) -> None:
    await execute(
        'UPDATE complaint SET wants_reminders = {} WHERE victim = {} AND "case" = {}',
        wants,
        victim_id,
        case_id,
    )


async def cancel_other_reminders(
    *, victim_id: UUID, case_id: UUID, causes: Collection[UUID]
) -> None:
    """Stop what reminds of terms that ended: revised, received, merged away."""
    await execute(
        "UPDATE reminder SET state = 'cancelled' WHERE victim = {}"
        ' AND "case" = {} AND kind = ANY({}) AND cause <> ALL({})'
        " AND state IN ('waiting', 'not_wanted')",
        victim_id,
        case_id,
        [kind.value for kind in COMPLAINT_KINDS],
        list(causes),
    )


async def set_complaint_reminders(
    *,
    victim_id: UUID,
    decision_id: UUID,
    was: ReminderState,
    becomes: ReminderState,
    now: datetime,
) -> None:
    """Follow the victim's wish for the moments that are still to come."""
    await execute(
        "UPDATE reminder SET state = {} WHERE victim = {} AND decision = {}"
        " AND kind = ANY({}) AND state = {} AND due_at > {}",
        becomes.value,
        victim_id,
        decision_id,
        [kind.value for kind in COMPLAINT_KINDS],
        was.value,
        now,
    )


async def wants_reminders(*, victim_id: UUID, decision_id: UUID) -> bool:
    """Whether she said yes, and nothing since by which they stop."""
    wants, is_stopped = await _fetch_wish(victim_id, decision_id)
    return wants is True and not is_stopped


async def wants_reminders_about(*, victim_id: UUID, decision_id: UUID) -> bool:
    """Whether she did not say no since: of who was not asked none is queued."""
    wants, is_stopped = await _fetch_wish(victim_id, decision_id)
    return wants is not False and not is_stopped


async def _fetch_wish(victim_id: UUID, decision_id: UUID) -> tuple[bool | None, bool]:
    stopped = STOPPED_BY_CHOICE.format(
        victim="complaint.victim", decision="decision.id"
    )
    row = await fetch_row(
        f'SELECT complaint.wants_reminders, {stopped} AS "is_stopped [boolean]"'  # noqa: S608 - own words
        ' FROM complaint JOIN decision ON decision."case" = complaint."case"'
        " WHERE complaint.victim = {} AND decision.id = {}",
        victim_id,
        decision_id,
    )
    return (row["wants_reminders"], row["is_stopped"]) if row else (None, False)

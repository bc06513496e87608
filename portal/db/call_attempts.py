"""Attempts to call: append-only, a mistaken one is corrected by a counter-step."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.checklist import ChecklistItem
from portal.domain.incoming_contacts import About, Manner
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer, WishSaid

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`told` holds the decisions told, `ticked` what else of the checklist was."""

    id: UUID
    submission: UUID
    task_id: UUID
    victim_id: UUID
    staff_id: UUID
    organisation: Organisation
    at: datetime
    outcome: Outcome
    day_part: str
    counts: bool
    reached: bool
    phone_id: UUID | None
    told: frozenset[UUID]
    ticked: frozenset[ChecklistItem]
    reasons: Mapping[ChecklistItem, str]
    note: str
    next_at: datetime | None
    next_step: str
    made_as: Manner = Manner.DIALLED
    her_view: str = ""
    wishes: Mapping[Wish, WishSaid] = field(default_factory=dict)
    rules_version: int = 0
    corrects: UUID | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastContact:
    """A contact of any organisation: what, when and by whom; the note only inside.

    Without an `outcome` no call was open, and it was `about` something else.
    """

    at: datetime
    organisation: Organisation
    outcome: Outcome | None
    about: About | None
    made_as: Manner
    reached: bool
    staff_name: str
    note: str
    is_corrected: bool
    spoken_with: str


async def insert_attempt(attempt: Attempt) -> None:
    """Raise a unique violation for a submission that was recorded before."""
    await insert_row(
        "call_attempt",
        {
            "id": attempt.id,
            "submission": attempt.submission,
            "task": attempt.task_id,
            "victim": attempt.victim_id,
            "staff": attempt.staff_id,
            "organisation": attempt.organisation.value,
            "at": attempt.at,
            "outcome": attempt.outcome.value,
            "day_part": attempt.day_part,
            "counts": attempt.counts,
            "reached": attempt.reached,
            "phone": attempt.phone_id,
            "told": _write_told(attempt.told, attempt.ticked),
            "reasons": json.dumps(dict(attempt.reasons), sort_keys=True),
            "note": attempt.note,
            "her_view": attempt.her_view,
            "wishes": _write_wishes(attempt.wishes),
            "rules_version": attempt.rules_version,
            "next_at": attempt.next_at,
            "next_step": attempt.next_step,
            "made_as": attempt.made_as.value,
            "corrects": attempt.corrects,
            "corrected_at": attempt.corrected_at,
        },
    )


async def fetch_attempt(*, attempt_id: UUID) -> Attempt | None:
    row = await fetch_row("SELECT * FROM call_attempt WHERE id = {}", attempt_id)
    return _read(row) if row else None


async def fetch_submitted(*, submission: UUID) -> Attempt | None:
    row = await fetch_row(
        "SELECT * FROM call_attempt WHERE submission = {}", submission
    )
    return _read(row) if row else None


async def fetch_standing_attempts(*, task_id: UUID) -> list[Attempt]:
    """Give the attempts of a task that were not taken back, the oldest first."""
    rows = await fetch_rows(
        "SELECT * FROM call_attempt WHERE task = {} AND corrected_at IS NULL"
        " AND corrects IS NULL ORDER BY at, id",
        task_id,
    )
    return [_read(row) for row in rows]


async def set_corrected(*, attempt_id: UUID, at: datetime) -> bool:
    """Tell whether it still stood."""
    return bool(
        await execute(
            "UPDATE call_attempt SET corrected_at = {}"
            " WHERE id = {} AND corrected_at IS NULL",
            *(at, attempt_id),
        )
    )


async def fetch_contacts(*, victim_id: UUID) -> list[PastContact]:
    """Give the latest contacts with a victim, of every organisation."""
    rows = await fetch_rows(
        f"""SELECT p.at AS "at [timestamptz]", p.organisation, p.outcome, p.about,
                   p.made_as, p.reached AS "reached [boolean]", p.note,
                   p.is_corrected AS "is_corrected [boolean]", s.name,
                   p.spoken_with
            FROM (SELECT a.id, a.at, a.organisation, a.outcome, NULL AS about,
                         a.made_as, a.reached, a.note, a.staff,
                         a.corrected_at IS NOT NULL AS is_corrected,
                         '' AS spoken_with
                  FROM call_attempt a WHERE a.victim = {{}} AND a.corrects IS NULL
                  UNION ALL
                  SELECT c.id, c.at, c.organisation, NULL, c.about, c.kind, c.reached,
                         c.note, c.staff, FALSE, c.spoken_with
                  FROM contact c WHERE c.victim = {{}}) p
            JOIN staff_member s ON s.id = p.staff
            ORDER BY p.at DESC, p.id LIMIT {SHOWN}""",  # noqa: S608 - own number
        *(victim_id, victim_id),
    )
    return [
        PastContact(
            at=row["at"],
            organisation=Organisation(row["organisation"]),
            outcome=Outcome(row["outcome"]) if row["outcome"] else None,
            about=About(row["about"]) if row["about"] else None,
            made_as=Manner(row["made_as"]),
            reached=row["reached"],
            staff_name=row["name"],
            note=row["note"],
            is_corrected=row["is_corrected"],
            spoken_with=row["spoken_with"],
        )
        for row in rows
    ]


def _write_told(told: Collection[UUID], ticked: Collection[ChecklistItem]) -> str:
    decisions = (f"{ChecklistItem.DECISION_TOLD}:{each}" for each in told)
    return json.dumps(sorted([*decisions, *(str(item) for item in ticked)]))


def _write_wishes(wishes: Mapping[Wish, WishSaid]) -> str:
    said = {str(wish): [it.answer, it.before] for wish, it in wishes.items()}
    return json.dumps(said, sort_keys=True)


def _read_wishes(text: str) -> dict[Wish, WishSaid]:
    return {
        Wish(wish): WishSaid(
            answer=WishAnswer(answer), before=WishAnswer(before) if before else None
        )
        for wish, (answer, before) in json.loads(text).items()
    }


def _read(row: dict[str, Any]) -> Attempt:
    told = [text.partition(":") for text in json.loads(row["told"])]
    return Attempt(
        id=row["id"],
        submission=row["submission"],
        task_id=row["task"],
        victim_id=row["victim"],
        staff_id=row["staff"],
        organisation=Organisation(row["organisation"]),
        at=row["at"],
        outcome=Outcome(row["outcome"]),
        day_part=row["day_part"],
        counts=row["counts"],
        reached=row["reached"],
        phone_id=row["phone"],
        told=frozenset(UUID(each) for _, _, each in told if each),
        ticked=frozenset(ChecklistItem(item) for item, _, each in told if not each),
        reasons={
            ChecklistItem(item): reason
            for item, reason in json.loads(row["reasons"]).items()
        },
        note=row["note"],
        her_view=row["her_view"],
        wishes=_read_wishes(row["wishes"]),
        rules_version=row["rules_version"],
        next_at=row["next_at"],
        next_step=row["next_step"],
        made_as=Manner(row["made_as"]),
        corrects=row["corrects"],
        corrected_at=row["corrected_at"],
    )

"""Queries for what victims mean to do about complaints: rows are only added."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.complaint_choices import ChoiceMade, ComplaintChoice

HERSELF, STAND_IN = "victim", "representative"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChoice:
    """What she said last about one decision: for SHN, never for the OM."""

    parketnummer: str
    made: ChoiceMade


STOPPED_BY_CHOICE = """COALESCE((SELECT newest.choice FROM complaint_choice AS newest
    WHERE newest.victim = {victim} AND newest.decision = {decision}
    ORDER BY newest.said_at DESC, newest.number DESC LIMIT 1), '')
    IN ('sent', 'will_not')"""
"""A condition: what she said last about the decision stops its reminders."""


async def fetch_choices_for_victim(*, victim_id: UUID) -> dict[UUID, list[ChoiceMade]]:
    """Give by decision what she said, in the order in which she did."""
    rows = await fetch_rows(
        "SELECT decision, choice, sent_on, said_at, said_by, number"
        " FROM complaint_choice WHERE victim = {} ORDER BY said_at, number",
        victim_id,
    )
    made: dict[UUID, list[ChoiceMade]] = {}
    for row in rows:
        made.setdefault(row["decision"], []).append(read_choice(row))
    return made


async def owes_shn_call_for_victim(*, victim_id: UUID, incident_id: UUID) -> bool:
    """Whether SHN has a call to make about a complaint that she asked to talk over."""
    rows = await fetch_rows(
        """SELECT t.id FROM call_task t WHERE t.victim = {} AND t.incident = {}
             AND t.kind = 'callback' AND t.organisation = 'shn' AND t.closed_as IS NULL
             AND EXISTS (SELECT 1 FROM complaint_choice c
               JOIN decision d ON d.id = c.decision
               JOIN case_incident x ON x."case" = d."case"
               WHERE c.victim = t.victim AND x.incident = t.incident
                 AND d.state IN ('stands', 'contested') AND c.choice = 'asks_call'
                 AND NOT EXISTS (SELECT 1 FROM complaint_choice later
                   WHERE later.victim = c.victim AND later.decision = c.decision
                     AND (later.said_at > c.said_at
                       OR later.said_at = c.said_at AND later.number > c.number)))
           FOR UPDATE OF t""",
        *(victim_id, incident_id),
    )
    return bool(rows)


async def fetch_standing_choices(*, victim_id: UUID) -> list[StandingChoice]:
    """Give what holds about each decision that still does, the newest first."""
    rows = await fetch_rows(
        "SELECT chosen.*, case_file.parketnummer FROM complaint_choice AS chosen"
        " JOIN decision ON decision.id = chosen.decision"
        ' JOIN case_file ON case_file.id = decision."case"'
        " WHERE chosen.victim = {} AND decision.state IN ('stands', 'contested')"
        " ORDER BY chosen.said_at DESC, chosen.number DESC",
        victim_id,
    )
    newest: dict[UUID, StandingChoice] = {}
    for row in rows:
        chosen = StandingChoice(parketnummer=row["parketnummer"], made=read_choice(row))
        newest.setdefault(row["decision"], chosen)
    return list(newest.values())


async def insert_choice_for_victim(
    *, victim_id: UUID, decision_id: UUID, made: ChoiceMade
) -> bool:
    """Tell whether it is hers now: another that came first has the same number."""
    return await insert_row_once(
        "complaint_choice",
        {
            "id": uuid4(),
            "victim": victim_id,
            "decision": decision_id,
            "number": made.number,
            "choice": made.choice.value,
            "sent_on": made.sent_on,
            "said_at": made.said_at,
            "said_by": HERSELF if made.is_hers else STAND_IN,
        },
    )


async def move_choices(*, stays: UUID, dropped: UUID) -> None:
    """Put what one said behind what the other said; when each was said still holds."""
    await execute(
        "UPDATE complaint_choice SET victim = {}, number = number + COALESCE("
        "(SELECT max(kept.number) FROM complaint_choice AS kept WHERE kept.victim = {}"
        " AND kept.decision = complaint_choice.decision), 0) WHERE victim = {}",
        stays,
        stays,
        dropped,
    )


def read_choice(row: dict[str, Any]) -> ChoiceMade:
    return ChoiceMade(
        choice=ComplaintChoice(row["choice"]),
        sent_on=row["sent_on"],
        said_at=row["said_at"],
        number=row["number"],
        is_hers=row["said_by"] == HERSELF,
    )

"""What a victim wants: every answer she gave, and how each wish stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_rows, update_row
from portal.db.victim_columns import WISH
from portal.db.victims import read_wishes
from portal.domain.cases import OffenceCategory
from portal.domain.checklist import must_offer_prosecutor_talk
from portal.domain.phases import Phase
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer, WishSeen, as_answer, as_fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseToTalkAbout:
    """One of her cases, with what decides whether the talk is offered."""

    case_id: UUID
    incident_id: UUID
    location: str
    phase: Phase
    must_be_offered: bool
    knows_it_stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishing:
    wishes: dict[Wish, bool | None]
    may_speak: bool


async def fetch_wishes_for_victim(*, victim_id: UUID) -> dict[Wish, WishSeen]:
    row = await fetch_row(_ROW, victim_id)
    return await _read(victim_id, row) if row else {}


async def hold_wishes_for_victim(*, victim_id: UUID) -> dict[Wish, WishSeen]:
    """Read them, and let nobody change them until we commit."""
    row = await fetch_row(f"{_ROW} FOR UPDATE", victim_id)
    return await _read(victim_id, row) if row else {}


async def set_wishes(
    *,
    victim_id: UUID,
    answers: Mapping[Wish, WishAnswer],
    staff_id: UUID | None,
    now: datetime,
) -> None:
    """Add the answers; what was sent with a later moment does not undo them."""
    row = await fetch_row(_ROW, victim_id)
    if row is None:
        return
    facts_at: dict[str, str] = json.loads(row["facts_at"])
    names = [f"{WISH}{wish}" for wish in answers]
    moment = max(
        now.astimezone(UTC).isoformat(), *(facts_at.get(it, "") for it in names)
    )
    marks = dict.fromkeys(names, moment)
    wishes = json.loads(row["wishes"]) | {
        str(wish): as_fact(answer) for wish, answer in answers.items()
    }
    await update_row(
        "victim",
        victim_id,
        {
            "wishes": json.dumps(wishes),
            "facts_at": json.dumps(facts_at | marks),
            "own_words_at": json.dumps(json.loads(row["own_words_at"]) | marks),
        },
    )
    await insert_rows(
        "victim_wish",
        [
            {
                "id": uuid4(),
                "victim": victim_id,
                "wish": str(wish),
                "answer": str(answer),
                "said_at": now,
                "staff": staff_id,
            }
            for wish, answer in answers.items()
        ],
    )


async def fetch_wishing(*, victim_id: UUID, case_id: UUID | None) -> Wishing:
    """Give her wishes as they are now, and whether she may speak in this case."""
    row = await fetch_row(
        "SELECT wishes, EXISTS (SELECT 1 FROM fact JOIN fact_victim"
        " ON fact_victim.fact = fact.id WHERE fact_victim.victim = victim.id"
        ' AND fact."case" = {} AND fact.has_right_to_speak)'
        ' AS "may_speak [boolean]" FROM victim WHERE id = {}',
        case_id,
        victim_id,
    )
    if row is None:
        return Wishing(wishes={}, may_speak=False)
    return Wishing(wishes=read_wishes(row["wishes"]), may_speak=bool(row["may_speak"]))


async def fetch_cases_to_talk_about_for_victim(
    *, victim_id: UUID
) -> list[CaseToTalkAbout]:
    rows = await fetch_rows(_CASES, victim_id, victim_id, victim_id)
    by_case: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_case.setdefault(row["id"], []).append(row)
    return [_case(facts) for facts in by_case.values()]


async def fetch_idle_talks_for_victim(*, victim_id: UUID, now: datetime) -> list[UUID]:
    """Give the open calls about the talk that nobody is making at this moment."""
    rows = await fetch_rows(
        "SELECT id FROM call_task WHERE victim = {} AND kind = 'prosecutor_talk'"
        " AND closed_as IS NULL AND (lease_until IS NULL OR lease_until <= {})"
        " ORDER BY id FOR UPDATE",
        victim_id,
        now,
    )
    return [row["id"] for row in rows]


_ROW = "SELECT wishes, facts_at, own_words_at FROM victim WHERE id = {}"

_NEWEST = """
SELECT wish, answer, said_at FROM victim_wish WHERE victim = {}
ORDER BY said_at, id
"""

_CASES = """
SELECT case_file.id, case_file.location, case_file.phase, incident.id AS incident,
       incident.category, fact.article, fact.has_right_to_speak,
       EXISTS (SELECT 1 FROM knowledge JOIN decision
               ON decision.id = knowledge.decision
               WHERE knowledge.victim = {} AND decision."case" = case_file.id
                 AND decision.kind = 'sepot'
                 AND decision.state IN ('stands', 'contested'))
         AS "knows [boolean]"
FROM fact
JOIN fact_victim ON fact_victim.fact = fact.id AND fact_victim.victim = {}
JOIN case_file ON case_file.id = fact."case"
JOIN case_incident ON case_incident."case" = case_file.id
JOIN incident ON incident.id = case_incident.incident
JOIN involvement ON involvement.incident = incident.id AND involvement.victim = {}
ORDER BY case_file.id, incident.recorded_on, incident.id
"""


def _case(facts: list[dict[str, Any]]) -> CaseToTalkAbout:
    first = facts[0]
    return CaseToTalkAbout(
        case_id=first["id"],
        incident_id=first["incident"],
        location=first["location"],
        phase=Phase(first["phase"]),
        must_be_offered=must_offer_prosecutor_talk(
            offence_category=OffenceCategory(first["category"]),
            articles=[it["article"] for it in facts if it["article"]],
            has_right_to_speak=any(it["has_right_to_speak"] for it in facts),
        ),
        knows_it_stopped=bool(first["knows"]),
    )


async def _read(victim_id: UUID, row: dict[str, Any]) -> dict[Wish, WishSeen]:
    given = read_wishes(row["wishes"])
    sent_at: dict[str, str] = json.loads(row["facts_at"])
    own_at: dict[str, str] = json.loads(row["own_words_at"])
    answers = {
        Wish(it["wish"]): it for it in await fetch_rows(_NEWEST, victim_id)
    }  # the last of each wish holds
    return {
        wish: _seen(
            wish,
            given.get(wish),
            answers.get(wish),
            sent_at=sent_at.get(f"{WISH}{wish}"),
            own_at=own_at.get(f"{WISH}{wish}"),
        )
        for wish in Wish
    }


def _seen(
    wish: Wish,
    fact: bool | None,  # noqa: FBT001
    last: Mapping[str, Any] | None,
    *,
    sent_at: str | None,
    own_at: str | None,
) -> WishSeen:
    is_own = last is not None and sent_at == own_at
    was_later = last is not None and last["answer"] == WishAnswer.LATER
    answer = as_answer(fact, was_later=was_later and is_own)
    moment = last["said_at"] if last is not None and is_own else None
    if moment is None and sent_at and answer is not None:
        moment = datetime.fromisoformat(sent_at)
    return WishSeen(wish=wish, answer=answer, since=moment, is_own=is_own)

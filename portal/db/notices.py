"""What one victim was told, conversations and messages in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.sealing_ring import sealer
from portal.domain.caller_words import CallAbout, about_call
from portal.domain.notices import (
    NEVER_SHOWN,
    Notice,
    Spoken,
    came_as,
    spoken_as,
)
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.safe_contact import Channel
from portal.domain.staff import Organisation

NOTICES_ON_A_PAGE = 50

# Mistaken attempts do not stand; what was never to be sent was never told. A message
# that did not leave is shown without its name and without a decision.
_NOTICES = """
SELECT 'attempt' AS what, attempt.id, attempt.at, attempt.organisation AS who,
       attempt.outcome AS word, attempt.made_as AS way, call_task.kind AS about,
       NULL::uuid AS "decision [uuid]", NULL::timestamptz AS "opened_at [timestamptz]",
       NULL::date AS "assumed_on [date]"
FROM call_attempt AS attempt JOIN call_task ON call_task.id = attempt.task
WHERE attempt.victim = {} AND attempt.corrects IS NULL
  AND attempt.corrected_at IS NULL AND attempt.outcome <> ALL({})
UNION ALL
SELECT 'contact', contact.id, contact.at, contact.organisation,
       contact.spoken_with, contact.kind, '', NULL, NULL, NULL
FROM contact
WHERE contact.victim = {} AND (contact.reached = TRUE OR contact.spoken_with <> '')
UNION ALL
SELECT 'message', sent.id, COALESCE(sent.sent_at, sent.queued_at), '',
       sent.state, sent.channel, sent.message, sent.decision, sent.read_at,
       (SELECT min(known_on) FROM knowledge WHERE knowledge.notification = sent.id
        AND knowledge.is_assumed = TRUE AND knowledge.withdrawn_at IS NULL)
FROM notification AS sent
WHERE sent.victim = {} AND sent.state <> 'cancelled'
"""
_ONE = """
SELECT sent.id, sent.sent_at AS at, sent.state AS word, sent.channel AS way,
       sent.message AS about, sent.decision, sent.read_at AS opened_at,
       (SELECT min(known_on) FROM knowledge WHERE knowledge.notification = sent.id
        AND knowledge.is_assumed = TRUE AND knowledge.withdrawn_at IS NULL)
        AS "assumed_on [date]"
FROM notification AS sent
WHERE sent.victim = {} AND sent.id = {} AND sent.state = 'sent'
"""
_NEWEST = _NOTICES + "ORDER BY at DESC, id LIMIT {} OFFSET {}"
_OLDEST = _NOTICES + "ORDER BY at, id LIMIT {} OFFSET {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    notices: tuple[Notice, ...]
    has_more: bool


async def fetch_notices_for_victim(
    *, victim_id: UUID, page: int = 1, oldest_first: bool = False
) -> NoticePage:
    rows = await fetch_rows(
        _OLDEST if oldest_first else _NEWEST,
        *(victim_id, [str(outcome) for outcome in NEVER_SHOWN], victim_id, victim_id),
        NOTICES_ON_A_PAGE + 1,
        (page - 1) * NOTICES_ON_A_PAGE,
    )
    found = tuple(_READERS[row["what"]](row) for row in rows[:NOTICES_ON_A_PAGE])
    return NoticePage(notices=found, has_more=len(rows) > NOTICES_ON_A_PAGE)


async def fetch_message_for_victim(
    *, victim_id: UUID, message_id: UUID
) -> Notice | None:
    """Give one that was sent; None where it is not hers, or did not leave."""
    rows = await fetch_rows(_ONE, victim_id, message_id)
    return _read_message(rows[0]) if rows else None


async def fetch_contents_for_victim(
    *, victim_id: UUID, message_ids: Sequence[UUID]
) -> dict[UUID, str]:
    """Give what her sent messages said, as HTML: a letter with its whole page."""
    rows = await fetch_rows(
        "SELECT id, content_sealed FROM notification WHERE victim = {}"
        " AND id = ANY({}) AND state = 'sent' AND content_sealed IS NOT NULL",
        victim_id,
        list(message_ids),
    )
    return {
        row["id"]: sealer().unseal(
            row["content_sealed"], place=f"notification/{row['id']}/content_sealed"
        )
        for row in rows
    }


def _read_attempt(row: Mapping[str, Any]) -> Notice:
    """Of a try in vain not why, nor that it was Halt: either may tell the news."""
    spoken, who = spoken_as(row["word"], row["way"]), Organisation(row["who"])
    is_tried = spoken is Spoken.TRIED
    return Notice(
        id=row["id"],
        at=row["at"],
        organisation=None if is_tried and who is Organisation.HALT else who,
        spoken=spoken,
        about=CallAbout.OTHER if is_tried else about_call(row["about"]),
    )


def _read_contact(row: Mapping[str, Any]) -> Notice:
    return Notice(
        id=row["id"],
        at=row["at"],
        organisation=Organisation(row["who"]),
        spoken=came_as(row["way"], with_lawyer=bool(row["word"])),
    )


def _read_message(row: Mapping[str, Any]) -> Notice:
    state = NotificationState(row["word"])
    was_sent = state is NotificationState.SENT
    return Notice(
        id=row["id"],
        at=row["at"],
        channel=Channel(row["way"]),
        state=state,
        message=MessageName(row["about"]) if was_sent else None,
        decision_id=row["decision"] if was_sent else None,
        opened_at=row["opened_at"],
        assumed_on=row["assumed_on"],
    )


_READERS = {
    "attempt": _read_attempt,
    "contact": _read_contact,
    "message": _read_message,
}

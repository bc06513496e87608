"""Cards for what she may ask: the text of now, and every text before it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows, joined_transaction
from portal.db.rows import insert_row, insert_row_once, insert_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.question_cards import CardText, ShippedCard
from portal.domain.staff import Organisation

SHIPPED_AT = datetime(2026, 11, 22, tzinfo=UTC)

_CARD = """
SELECT card.id, card.organisation, card.kind, card.ground, card.version,
       own.question, own.answer, own.is_shown, own.at, staff_member.name
FROM question_card AS card
JOIN question_card_version AS own
  ON own.card = card.id AND own.version = card.version
LEFT JOIN staff_member ON staff_member.id = own.staff
"""
_IN_ORDER = " ORDER BY card.kind, card.ground, card.position, card.id"
_NEAREST_FIRST = " ORDER BY card.ground = '', card.ground, card.position, card.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as callers see it now; `by` None is that it came with the portal."""

    id: UUID
    organisation: Organisation
    kind: TaskKind
    ground: str
    version: int
    text: CardText
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardVersion:
    version: int
    text: CardText
    restores: int | None
    at: datetime
    by: str | None


async def fetch_cards_for_call(
    *, organisation: Organisation, kind: TaskKind, grounds: Collection[str]
) -> list[Card]:
    """Give what a caller may need: for any ground, and for these."""
    rows = await fetch_rows(
        f"{_CARD} WHERE card.organisation = {{}} AND card.kind = {{}}"
        f" AND own.is_shown AND card.ground = ANY({{}}){_NEAREST_FIRST}",
        *(organisation.value, kind.value, ["", *sorted(grounds)]),
    )
    return [_read(row) for row in rows]


async def fetch_cards(*, organisation: Organisation) -> list[Card]:
    rows = await fetch_rows(
        f"{_CARD} WHERE card.organisation = {{}}{_IN_ORDER}", organisation.value
    )
    return [_read(row) for row in rows]


async def fetch_card(*, card_id: UUID, organisation: Organisation) -> Card | None:
    row = await fetch_row(
        f"{_CARD} WHERE card.id = {{}} AND card.organisation = {{}}",
        *(card_id, organisation.value),
    )
    return _read(row) if row else None


async def fetch_versions(*, card_id: UUID) -> list[CardVersion]:
    """Give every text that the card had, the newest first."""
    rows = await fetch_rows(
        """SELECT own.version, own.question, own.answer, own.is_shown, own.restores,
                  own.at, staff_member.name
           FROM question_card_version AS own
           LEFT JOIN staff_member ON staff_member.id = own.staff
           WHERE own.card = {} ORDER BY own.version DESC""",
        card_id,
    )
    return [
        CardVersion(
            version=row["version"],
            text=_text(row),
            restores=row["restores"],
            at=row["at"],
            by=row["name"],
        )
        for row in rows
    ]


async def insert_card(
    *,
    organisation: Organisation,
    kind: TaskKind,
    ground: str,
    text: CardText,
    staff_id: UUID,
    at: datetime,
) -> UUID:
    card_id = uuid4()
    last = await fetch_row(
        "SELECT coalesce(max(position), 0) AS position FROM question_card"
        " WHERE organisation = {} AND kind = {} AND ground = {}",
        *(organisation.value, kind.value, ground),
    )
    await insert_row(
        "question_card",
        {
            "id": card_id,
            "code": None,
            "organisation": organisation.value,
            "kind": kind.value,
            "ground": ground,
            "position": (last["position"] if last else 0) + 1,
            "version": 1,
        },
    )
    await insert_row(
        "question_card_version", _version(card_id, 1, text, staff_id=staff_id, at=at)
    )
    return card_id


async def add_version(
    *,
    card_id: UUID,
    seen: int,
    text: CardText,
    staff_id: UUID,
    at: datetime,
    restores: int | None = None,
) -> bool:
    """Write the next text over the one that was seen; False where another is newer."""
    changed = await execute(
        "UPDATE question_card SET version = {} WHERE id = {} AND version = {}",
        *(seen + 1, card_id, seen),
    )
    if not changed:
        return False
    await insert_row(
        "question_card_version",
        _version(card_id, seen + 1, text, staff_id=staff_id, at=at)
        | {"restores": restores},
    )
    return True


async def ship_cards(*, cards: Collection[ShippedCard]) -> int:
    """Add those that are not there yet, and give how many; what is there stays."""
    async with joined_transaction():
        known = await fetch_rows("SELECT id FROM question_card WHERE code IS NOT NULL")
        there = {row["id"] for row in known}
        new = [card for card in cards if card.id not in there]
        added = [card for card in new if await _ship(card)]
        await insert_rows("question_card_version", [_first(card) for card in added])
        return len(added)


def _first(card: ShippedCard) -> dict[str, object]:
    text = CardText(question=card.question, answer=card.answer)
    return _version(card.id, 1, text, staff_id=None, at=SHIPPED_AT)


async def _ship(card: ShippedCard) -> bool:
    return await insert_row_once(
        "question_card",
        {
            "id": card.id,
            "code": card.code,
            "organisation": card.organisation.value,
            "kind": card.kind.value,
            "ground": card.ground,
            "position": card.position,
            "version": 1,
        },
    )


def _version(
    card_id: UUID, version: int, text: CardText, *, staff_id: UUID | None, at: datetime
) -> dict[str, object]:
    return {
        "id": uuid4(),
        "card": card_id,
        "version": version,
        "question": text.question,
        "answer": text.answer,
        "is_shown": text.is_shown,
        "staff": staff_id,
        "at": at,
    }


def _read(row: dict[str, Any]) -> Card:
    return Card(
        id=row["id"],
        organisation=Organisation(row["organisation"]),
        kind=TaskKind(row["kind"]),
        ground=row["ground"],
        version=row["version"],
        text=_text(row),
        at=row["at"],
        by=row["name"],
    )


def _text(row: dict[str, Any]) -> CardText:
    return CardText(
        question=row["question"], answer=row["answer"], is_shown=row["is_shown"]
    )

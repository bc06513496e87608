"""Supervisors keep what callers say: they change, add and take back texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.db import question_cards as db
from portal.db.engine import transaction
from portal.domain.call_tasks import TaskKind
from portal.domain.errors import UnableToError
from portal.domain.question_cards import CardText, find_text_problems, kinds_of
from portal.domain.question_texts_sepot import PROTECTED
from portal.domain.sepot_grounds import GROUNDS
from portal.domain.staff import Worker


class UnableToSaveCardError(UnableToError):
    """What was typed does not hold; `problems` says it for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class UnableToOverwriteCardError(UnableToError):
    """A colleague saved another text meanwhile: neither is lost."""

    is_conflict = True
    hint = "Uw tekst is niet opgeslagen. Vergelijk en sla daarna opnieuw op."


class UnableToFindCardError(UnableToError):
    """There is no such card in this organisation, or no such version of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRead:
    card: db.Card
    versions: tuple[db.CardVersion, ...]


async def read_cards(*, worker: Worker) -> list[db.Card]:
    """Give the cards of the own organisation."""
    return await db.fetch_cards(organisation=worker.organisation)


async def read_card(*, card_id: UUID, worker: Worker) -> CardRead | None:
    card = await db.fetch_card(card_id=card_id, organisation=worker.organisation)
    if card is None:
        return None
    versions = await db.fetch_versions(card_id=card_id)
    return CardRead(card=card, versions=tuple(versions))


async def write_card(
    *, kind: str, ground: str, text: CardText, worker: Worker, now: datetime
) -> UUID:
    """Add a card for a kind of call of the own organisation."""
    problems = find_text_problems(text)
    if kind not in set(kinds_of(worker.organisation)):
        problems["kind"] = "Kies bij welk gesprek dit hoort."
    if ground not in GROUNDS and ground not in {"", PROTECTED}:
        problems["ground"] = "Kies een grond uit de lijst, of laat dit leeg."
    elif ground and kind != TaskKind.SEPOT:
        problems["ground"] = "Een grond hoort alleen bij een gesprek over een sepot."
    if problems:
        raise UnableToSaveCardError(problems)
    async with transaction():
        card_id = await db.insert_card(
            organisation=worker.organisation,
            kind=TaskKind(kind),
            ground=ground,
            text=text,
            staff_id=worker.staff_id,
            at=now,
        )
        await _note("card_written", card_id, worker, now)
    return card_id


async def change_card(
    *, card_id: UUID, seen: int, text: CardText, worker: Worker, now: datetime
) -> None:
    """Save a text over version `seen`; the same text again changes nothing."""
    problems = find_text_problems(text)
    if problems:
        raise UnableToSaveCardError(problems)
    async with transaction():
        card = await _find(card_id, worker)
        if card.text == text:
            return
        await _add(card_id, seen=seen, text=text, worker=worker, now=now)


async def restore_card(
    *, card_id: UUID, seen: int, version: int, worker: Worker, now: datetime
) -> None:
    """Make an older text the one of now: a new version that says what it restores."""
    async with transaction():
        card = await _find(card_id, worker)
        versions = await db.fetch_versions(card_id=card_id)
        older = next((it for it in versions if it.version == version), None)
        if older is None:
            raise UnableToFindCardError("Deze versie is er niet.")
        if older.text == card.text:
            return
        await _add(
            card_id,
            seen=seen,
            text=older.text,
            worker=worker,
            now=now,
            restores=version,
        )


async def _find(card_id: UUID, worker: Worker) -> db.Card:
    card = await db.fetch_card(card_id=card_id, organisation=worker.organisation)
    if card is None:
        raise UnableToFindCardError("Deze tekst is er niet.")
    return card


async def _add(
    card_id: UUID,
    *,
    seen: int,
    text: CardText,
    worker: Worker,
    now: datetime,
    restores: int | None = None,
) -> None:
    if not await db.add_version(
        card_id=card_id,
        seen=seen,
        text=text,
        staff_id=worker.staff_id,
        at=now,
        restores=restores,
    ):
        raise UnableToOverwriteCardError("Een collega heeft deze tekst net gewijzigd.")
    await _note("card_changed", card_id, worker, now)


async def _note(action: str, card_id: UUID, worker: Worker, now: datetime) -> None:
    await trail.note(
        worker, now, action, object_kind="question_card", object_id=card_id
    )

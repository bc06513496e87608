"""News of a case in writing: for who is not called about it, or was not reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.domain.hearing_duties import (
    Turn,
    Way,
    hearings_about,
    is_overtaken,
    way_to_tell,
)
from portal.domain.money import euros
from portal.domain.news import Listener
from portal.domain.notifications import MessageName
from portal.domain.phases import HappeningCode, HistoryEntry, in_order
from portal.domain.victims import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsMessage:
    """`cause` names the event; those in `instead_of` are not true any more."""

    name: MessageName
    cause: str
    context: dict[str, str]
    instead_of: tuple[str, ...] = ()


def is_written_about(code: str) -> bool:
    return code.startswith("hearing_") or code == HappeningCode.JUDGMENT


def messages_owed(
    history: Sequence[HistoryEntry], listener: Listener, *, now: datetime
) -> list[NewsMessage]:
    """Give what she is written who is not called: how things stand now."""
    return [
        *_about_hearings(history, listener, now=now),
        *_about_judgments(history, listener),
    ]


def message_about(
    happening_id: UUID, history: Sequence[HistoryEntry], *, victim_id: UUID
) -> NewsMessage | None:
    """Give what is written in place of a call; None where only a person can tell it."""
    for turns in hearings_about(history, victim_id=victim_id):
        if any(turn.entry.id == happening_id for turn in turns):
            return _hearing_message(turns)
    for entry in history:
        if entry.id == happening_id and entry.code == HappeningCode.JUDGMENT:
            return _judgment_message(entry, history, victim_id=victim_id)
    return None


def is_still_so(
    cause: str, history: Sequence[HistoryEntry], *, victim_id: UUID, now: datetime
) -> bool:
    """Whether a message about a hearing tells how it stands now."""
    hearings = list(hearings_about(history, victim_id=victim_id))
    return any(
        _cause(turns[-1]) == cause
        and not is_overtaken(turns, hearings)
        and _is_worth_writing(turns[-1], now=now)
        for turns in hearings
    )


def _about_hearings(
    history: Sequence[HistoryEntry], listener: Listener, *, now: datetime
) -> Iterator[NewsMessage]:
    if way_to_tell(listener) is not Way.MESSAGE:
        return
    hearings = list(hearings_about(history, victim_id=listener.victim_id))
    for turns in hearings:
        if is_overtaken(turns, hearings):
            continue
        if _is_worth_writing(turns[-1], now=now):
            yield _hearing_message(turns)


def _is_worth_writing(newest: Turn, *, now: datetime) -> bool:
    """What is past is not announced; that it goes on another day is."""
    match newest.entry.code:
        case HappeningCode.HEARING_HELD:
            return False
        case HappeningCode.HEARING_ADJOURNED:
            return True
        case _:
            return newest.starts_at > now


def _hearing_message(turns: Sequence[Turn]) -> NewsMessage:
    *earlier, newest = turns
    return NewsMessage(
        name=_name_of(newest, is_first=not earlier),
        cause=_cause(newest),
        instead_of=tuple(_cause(turn) for turn in earlier),
        context=_words_about(newest),
    )


def _name_of(turn: Turn, *, is_first: bool) -> MessageName:
    if turn.entry.code == HappeningCode.HEARING_CANCELLED:
        return MessageName.HEARING_CANCELLED
    is_new = is_first and turn.stands
    return MessageName.HEARING_PLANNED if is_new else MessageName.HEARING_CHANGED


def _cause(turn: Turn) -> str:
    """Give what every case of the hearing has in common: she is written once."""
    entry = turn.entry
    return f"hearing:{entry.detail.get('hearing')}:{entry.code}:{entry.at.isoformat()}"


def _words_about(turn: Turn) -> dict[str, str]:
    """Give what the template tells: when, where, and whether it goes on later."""
    detail = turn.entry.detail
    return {
        "state": str(turn.entry.code),
        "starts_at": turn.starts_at.isoformat(),
        "was": turn.was.isoformat() if turn.was else "",
        **{name: str(detail.get(name) or "") for name in ("court", "place", "room")},
    }


def _about_judgments(
    history: Sequence[HistoryEntry], listener: Listener
) -> Iterator[NewsMessage]:
    if listener.is_deceased or listener.opted_out_of(Wish.JUDGMENT):
        return
    if not listener.prefers_writing:
        return
    for entry in in_order(history):
        is_judgment = entry.code == HappeningCode.JUDGMENT
        if is_judgment and listener.is_named_by(entry.detail.get("facts")):
            yield _judgment_message(entry, history, victim_id=listener.victim_id)


def _judgment_message(
    entry: HistoryEntry, history: Sequence[HistoryEntry], *, victim_id: UUID
) -> NewsMessage:
    """Tell what the judge decided, and of claims none but her own."""
    own = next((it for it in history if _is_her_claim(it, entry, victim_id)), None)
    claim = own.detail if own else {}
    return NewsMessage(
        name=MessageName.JUDGMENT_NOTICE,
        cause=f"judgment:{entry.id}",
        context={
            "judged_on": str(entry.detail["judged_on"]),
            "outcome": str(entry.detail["outcome"]),
            "claim": str(claim.get("claim") or ""),
            "amount": _amount(claim.get("amount_cents")),
        },
    )


def _amount(cents: object) -> str:
    return euros(cents) if isinstance(cents, int) and cents else ""


def _is_her_claim(it: HistoryEntry, judgment: HistoryEntry, victim_id: UUID) -> bool:
    is_of_judgment = it.arrival == judgment.arrival
    return (
        is_of_judgment
        and it.code == HappeningCode.JUDGMENT_VICTIM
        and it.victim_id == victim_id
    )

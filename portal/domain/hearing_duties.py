"""Which hearings a victim is called or written about: planned, changed, off, adjourned.

A hearing always shows in the portal, so a change of it is told also to who was not
called about the hearing yet: nobody may travel to a hearing that is off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.call_dues import due_at, priority_of
from portal.domain.call_tasks import TaskKind
from portal.domain.cases import HearingKind
from portal.domain.news import FallenBecause, Listener, News, Wanted, happening_id
from portal.domain.phases import HappeningCode, HistoryEntry, in_order
from portal.domain.victims import Wish

_PLANS = frozenset({HappeningCode.HEARING_PLANNED, HappeningCode.HEARING_CHANGED})
_CODES = _PLANS | {
    HappeningCode.HEARING_CANCELLED,
    HappeningCode.HEARING_HELD,
    HappeningCode.HEARING_ADJOURNED,
}
_BESIDE_THE_TRIAL = frozenset(
    {
        HearingKind.COMPLAINT_CHAMBER,
        HearingKind.PROSECUTOR_HEARING,
        HearingKind.SUSPENDED_SENTENCE,
    }
)


class Way(StrEnum):
    CALL = "call"
    MESSAGE = "message"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that happened to a hearing; `starts_at` is when it is, or was."""

    entry: HistoryEntry
    starts_at: datetime
    was: datetime | None

    @property
    def stands(self) -> bool:
        return self.entry.code in _PLANS

    @property
    def sort(self) -> str:
        """Name what is not part of the trial; all that is goes by one name."""
        kind = str(self.entry.detail.get("kind", ""))
        return kind if kind in _BESIDE_THE_TRIAL else ""

    @property
    def cases(self) -> frozenset[str]:
        found = self.entry.detail.get("cases")
        return frozenset(found) if isinstance(found, list) else frozenset()

    @property
    def moments(self) -> tuple[datetime, ...]:
        return (self.starts_at,) if self.was is None else (self.was, self.starts_at)


def way_to_tell(listener: Listener) -> Way:
    """Who opted out still hears that she may speak: the law owes that (51e Sv)."""
    if listener.is_deceased:
        return Way.NOTHING
    if listener.opted_out_of(Wish.HEARING):
        waived = listener.wishes.get(Wish.RIGHT_TO_SPEAK) is False
        is_owed = listener.has_right_to_speak and not waived
        return Way.MESSAGE if is_owed else Way.NOTHING
    is_called = listener.has_right_to_speak or listener.wants(Wish.HEARING)
    return Way.CALL if is_called and not listener.prefers_writing else Way.MESSAGE


def wanted_hearings(history: Iterable[HistoryEntry], listener: Listener) -> Wanted:
    """Give what is to be told by phone of every hearing of the case."""
    wanted = Wanted()
    if way_to_tell(listener) is not Way.CALL:
        return wanted
    hearings = list(hearings_about(history, victim_id=listener.victim_id))
    for turns in hearings:
        if not is_overtaken(turns, hearings):
            wanted.news += _news(turns)
        reason = _why_fallen(turns)
        wanted.fallen |= {turn.entry.arrival: reason for turn in turns}
    return wanted


def is_overtaken(turns: Sequence[Turn], hearings: Iterable[Sequence[Turn]]) -> bool:
    """Whether it goes on another day and that day is planned: then that is told."""
    adjourned = turns[-1]
    if adjourned.entry.code != HappeningCode.HEARING_ADJOURNED:
        return False
    cases = _cases(turns)
    return any(_goes_on_in(it, adjourned) and cases <= _cases(it) for it in hearings)


def _goes_on_in(other: Sequence[Turn], adjourned: Turn) -> bool:
    """Whether that one takes up what was adjourned: planned since, of the same sort."""
    planned, newest = other[0], other[-1]
    return (
        planned.stands
        and planned.entry.at > adjourned.entry.at
        and newest.starts_at > adjourned.starts_at
        and newest.sort == adjourned.sort
    )


def _cases(turns: Sequence[Turn]) -> frozenset[str]:
    """Give every case of the hearing: of one that is left out nothing is planned."""
    return frozenset[str]().union(*(turn.cases for turn in turns))


def _why_fallen(turns: Sequence[Turn]) -> FallenBecause:
    match turns[-1].entry.code:
        case HappeningCode.HEARING_CANCELLED:
            return FallenBecause.HEARING_OFF
        case HappeningCode.HEARING_HELD | HappeningCode.HEARING_ADJOURNED:
            return FallenBecause.HEARING_OVER
        case _:
            return FallenBecause.REPLACED


def _news(turns: Sequence[Turn]) -> Iterator[News]:
    first, newest = turns[0], turns[-1]
    if newest.stands:
        yield _told_as(TaskKind.HEARING, first, about=newest.starts_at)
    if newest is not first and newest.entry.code != HappeningCode.HEARING_HELD:
        yield _told_as(TaskKind.HEARING_CHANGED, newest, about=newest.starts_at)


def _told_as(kind: TaskKind, turn: Turn, *, about: datetime) -> News:
    happened_at = turn.entry.at
    priority = priority_of(kind, happened_at=happened_at, moments=turn.moments)
    return News(
        happening_id=happening_id(turn.entry),
        arrival=turn.entry.arrival,
        kind=kind,
        happened_at=happened_at,
        due_at=due_at(kind, happened_at=happened_at, about=about, priority=priority),
        priority=priority,
        hearing_at=about,
    )


def hearings_about(
    history: Iterable[HistoryEntry], *, victim_id: UUID
) -> Iterator[tuple[Turn, ...]]:
    """Give each hearing of the case that concerns her, with its turns in order.

    One about a complaint is for who complained, and for nobody else.
    """
    ordered = in_order(history)
    complains = any(
        entry.code == HappeningCode.COMPLAINT_RECEIVED and entry.victim_id == victim_id
        for entry in ordered
    )
    found: dict[str, list[Turn]] = {}
    for entry in ordered:
        if entry.code in _CODES:
            turns = found.setdefault(str(entry.detail.get("hearing")), [])
            turns.append(_turn(entry, turns))
    for turns in found.values():
        if complains or not _is_about_complaint(turns):
            yield tuple(turns)


def _is_about_complaint(turns: Sequence[Turn]) -> bool:
    return any(
        turn.entry.detail.get("kind") == HearingKind.COMPLAINT_CHAMBER for turn in turns
    )


def _turn(entry: HistoryEntry, earlier: Sequence[Turn]) -> Turn:
    before = earlier[-1].starts_at if earlier else None
    given = datetime.fromisoformat(str(entry.detail["starts_at"]))
    starts_at = given if entry.code in _PLANS or before is None else before
    return Turn(entry=entry, starts_at=starts_at, was=before)

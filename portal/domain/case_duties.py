"""Other news of a case: intended decisions, releases, judgments, and what goes along.

Hearings: portal.domain.hearing_duties. Decisions: portal.domain.decision_duties.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from portal.domain.calendar import at_local_time
from portal.domain.call_dues import due_at, priority_of
from portal.domain.call_tasks import TaskKind
from portal.domain.cases import CustodyChange, DecisionKind
from portal.domain.hearing_duties import wanted_hearings
from portal.domain.news import FallenBecause, Listener, News, Wanted, happening_id
from portal.domain.phases import HappeningCode, HistoryEntry, in_order
from portal.domain.victims import Wish

# Who else calls because of a decision, beside the one who tells it.
GOES_ALONG: Mapping[str, TaskKind] = {
    DecisionKind.HALT: TaskKind.HALT,
    DecisionKind.MEDIATION: TaskKind.MEDIATION,
    DecisionKind.SUMMONS: TaskKind.TERM_CONSULTATION,
}


def wanted_news(
    history: Sequence[HistoryEntry], listener: Listener, *, standing: Collection[UUID]
) -> Wanted:
    """Give all that is to be told by phone; `standing` are decisions that do."""
    ordered = in_order(history)
    wanted = wanted_hearings(ordered, listener)
    wanted.add(wanted_consultation(ordered, listener))
    wanted.add(wanted_release(ordered, listener))
    wanted.add(wanted_judgments(ordered, listener))
    wanted.add(wanted_beside_decisions(ordered, listener, standing=standing))
    return wanted


def wanted_consultation(ordered: Sequence[HistoryEntry], listener: Listener) -> Wanted:
    """She is heard before the decision: at risk, or with the right to speak."""
    meant = [it for it in ordered if it.code == HappeningCode.INTENDED_DECISION]
    if not meant:
        return Wanted()
    newest = meant[-1]
    fallen = {it.arrival: FallenBecause.REPLACED for it in meant[:-1]}
    if _is_decided_after(newest, ordered):
        fallen[newest.arrival] = FallenBecause.DECIDED
        return Wanted(fallen=fallen)
    is_heard = listener.at_risk or listener.has_right_to_speak
    if not is_heard or _hears_nothing(listener, Wish.DECISION):
        return Wanted(fallen=fallen)
    decides_by = date.fromisoformat(str(newest.detail["decides_by"]))
    ends = at_local_time(decides_by + timedelta(days=1), time.min)
    return Wanted(
        news=[_news(TaskKind.CONSULTATION, newest, about=ends)], fallen=fallen
    )


def _is_decided_after(meant: HistoryEntry, ordered: Sequence[HistoryEntry]) -> bool:
    moment = (meant.at, meant.arrival)
    return any(
        it.code == HappeningCode.DECISION and (it.at, it.arrival) > moment
        for it in ordered
    )


def wanted_release(ordered: Sequence[HistoryEntry], listener: Listener) -> Wanted:
    """Every way in which the suspect comes out, until he is held again."""
    wanted = Wanted()
    newest: dict[str, HistoryEntry] = {}
    for entry in ordered:
        if entry.code != HappeningCode.CUSTODY_CHANGED:
            continue
        change = str(entry.detail["change"])
        if change == CustodyChange.RESUMED:
            wanted.fallen |= {
                it.arrival: FallenBecause.RESUMED for it in newest.values()
            }
            newest = {}
            continue
        if change in newest:
            wanted.fallen[newest[change].arrival] = FallenBecause.REPLACED
        newest[change] = entry
    is_told = listener.at_risk or listener.wants(Wish.CUSTODY)
    if is_told and not _hears_nothing(listener, Wish.CUSTODY):
        wanted.news += [_release(entry) for entry in newest.values()]
    return wanted


def _release(entry: HistoryEntry) -> News:
    effective_at = datetime.fromisoformat(str(entry.detail["effective_at"]))
    return _news(TaskKind.RELEASE, entry, about=effective_at)


def wanted_judgments(ordered: Iterable[HistoryEntry], listener: Listener) -> Wanted:
    """A judgment is told to the victims of the facts that were judged."""
    if _hears_nothing(listener, Wish.JUDGMENT) or listener.prefers_writing:
        return Wanted()
    return Wanted(
        news=[
            _news(
                TaskKind.JUDGMENT,
                entry,
                happened_on=_day(entry, "judged_on"),
            )
            for entry in ordered
            if entry.code == HappeningCode.JUDGMENT
            and listener.is_named_by(entry.detail.get("facts"))
        ]
    )


def wanted_beside_decisions(
    ordered: Iterable[HistoryEntry], listener: Listener, *, standing: Collection[UUID]
) -> Wanted:
    """Halt, mediation and the term of the hearing: called about beside the decision."""
    wanted = Wanted()
    for entry in ordered:
        kind = _goes_along(entry, listener)
        if kind is None:
            continue
        if entry.decision_id not in standing:
            wanted.fallen[entry.arrival] = FallenBecause.REVISED
        elif not _stays_away(kind, listener):
            wanted.news.append(
                _news(
                    kind,
                    entry,
                    happened_on=_day(entry, "decided_on"),
                    at_risk=listener.at_risk,
                )
            )
    return wanted


def _goes_along(entry: HistoryEntry, listener: Listener) -> TaskKind | None:
    if entry.code != HappeningCode.DECISION:
        return None
    if not listener.is_named_by(entry.detail.get("facts")):
        return None
    return GOES_ALONG.get(str(entry.detail.get("kind")))


def _stays_away(kind: TaskKind, listener: Listener) -> bool:
    refuses = listener.wishes.get(Wish.MEDIATION) is False
    return _hears_nothing(listener, Wish.DECISION) or (
        kind is TaskKind.MEDIATION and refuses
    )


def _day(entry: HistoryEntry, name: str) -> date | None:
    day = entry.detail.get(name)
    return date.fromisoformat(str(day)) if day else None


def _hears_nothing(listener: Listener, subject: Wish) -> bool:
    return listener.is_deceased or listener.opted_out_of(subject)


def _news(
    kind: TaskKind,
    entry: HistoryEntry,
    *,
    happened_on: date | None = None,
    about: datetime | None = None,
    at_risk: bool = False,
) -> News:
    priority = priority_of(kind, happened_at=entry.at)
    return News(
        happening_id=happening_id(entry),
        arrival=entry.arrival,
        kind=kind,
        happened_at=entry.at,
        due_at=due_at(
            kind,
            happened_at=entry.at,
            happened_on=happened_on,
            at_risk=at_risk,
            about=about,
            priority=priority,
        ),
        priority=priority,
    )

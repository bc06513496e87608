"""What goes on between a victim and a suspect, as far as it concerns her.

Only what she may read already, and only her side: who refused is told to nobody. The
steps of a measure itself come from elsewhere; this says that one was begun.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.cases import DecisionKind
from portal.domain.overview import IncidentSeen

_BEGINS = frozenset({DecisionKind.MEDIATION, DecisionKind.HALT})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOn:
    """A case in which talking or making good was chosen; `number` as she knows it."""

    kind: str
    number: int
    has_others: bool
    since: date
    reported_on: date | None


def goings_on(incidents: Iterable[IncidentSeen]) -> tuple[GoingOn, ...]:
    return tuple(
        GoingOn(
            kind=str(decision.kind),
            number=case.number,
            has_others=len(incident.cases) > 1,
            since=decision.decided_on,
            reported_on=incident.recorded_on,
        )
        for incident in incidents
        for case in incident.cases
        for decision in case.standing
        if decision.kind in _BEGINS
    )

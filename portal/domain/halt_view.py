"""What Halt may know of a case that was referred to it (design, section 5).

How the referral goes, and nothing of what the prosecutor or a judge does beside it.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from portal.domain.overview import CaseSeen, IncidentSeen
from portal.domain.phases import HappeningCode, HistoryEntry, Phase
from portal.domain.steps import StepCode

CODES = frozenset(
    {
        HappeningCode.REPORTED,
        HappeningCode.CASE_RECEIVED,
        HappeningCode.HALT_REFERRED,
        HappeningCode.HALT_DAMAGE,
        HappeningCode.HALT_STARTED,
        HappeningCode.HALT_ENDED,
    }
)
_STEPS = frozenset(
    {StepCode.REPORT, StepCode.INVESTIGATION, StepCode.PROSECUTOR, StepCode.HALT}
)
_PHASES = frozenset({Phase.REPORTED, Phase.AT_PROSECUTOR, Phase.HALT})


def phase_for_halt(phase: str) -> str:
    """Give none where the case went on without Halt: that is of others."""
    return phase if phase in _PHASES else ""


def as_halt_sees(incident: IncidentSeen, *, referred: Collection[UUID]) -> IncidentSeen:
    """Leave of her page what is about Halt's own cases, and how Halt goes."""
    return replace(
        incident,
        sources=(),
        happened=_of_halt(incident.happened),
        cases=tuple(_case(it) for it in incident.cases if it.id in referred),
    )


def _case(case: CaseSeen) -> CaseSeen:
    happened = _of_halt(case.happened)
    is_over = any(it.code == HappeningCode.HALT_ENDED for it in happened)
    goes_on = Phase.CLOSED if is_over else Phase.HALT
    return replace(
        case,
        phase=case.phase if phase_for_halt(case.phase) else goes_on,
        steps=tuple(it for it in case.steps if it.code in _STEPS),
        happened=happened,
        decisions=(),
        hearings=(),
        judgment=None,
        complaint=None,
    )


def _of_halt(happened: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    return tuple(it for it in happened if it.code in CODES)

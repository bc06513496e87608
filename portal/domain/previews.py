"""Her page as somebody at work may see it beside a call (design, section 5)."""

from dataclasses import replace

from portal.domain.overview import (
    CallbackSeen,
    CaseSeen,
    DecisionSeen,
    IncidentSeen,
    PromisedCall,
    WaitingNews,
)
from portal.domain.phases import HappeningCode, HistoryEntry, Phase
from portal.domain.staff import Organisation
from portal.domain.visits import NO_VISIT

# Halt knows what was referred to it, and how that goes.
_OF_HALT = frozenset(
    {
        HappeningCode.REPORTED,
        HappeningCode.CASE_RECEIVED,
        HappeningCode.HALT_REFERRED,
        HappeningCode.HALT_DAMAGE,
        HappeningCode.HALT_STARTED,
        HappeningCode.HALT_ENDED,
    }
)
_REFERRED = frozenset({HappeningCode.HALT_REFERRED, HappeningCode.HALT_ENDED})


def as_seen_by(incident: IncidentSeen, organisation: Organisation) -> IncidentSeen:
    """Leave out what is between her and others, and the words by which she knows us."""
    is_halt = organisation is Organisation.HALT
    cases = (it for it in incident.cases if not is_halt or _is_of_halt(it))
    return replace(
        incident,
        callback=_callback(incident.callback, organisation),
        caller_words=(),
        visit=NO_VISIT,
        happened=_of_halt(incident.happened) if is_halt else incident.happened,
        cases=tuple(_case(case, organisation) for case in cases),
    )


def _callback(
    callback: CallbackSeen | None, organisation: Organisation
) -> CallbackSeen | None:
    """Of a call by another only that it is there, who makes it, and when."""
    if callback is None:
        return None
    is_own = callback.organisation == organisation
    return replace(callback, words="", topic=callback.topic if is_own else "")


def _case(case: CaseSeen, organisation: Organisation) -> CaseSeen:
    """What she means to do about a complaint stays between her and SHN."""
    complaint = case.complaint
    if complaint is not None and organisation is not Organisation.SHN:
        complaint = replace(complaint, wants_reminders=None)
    seen = replace(
        case,
        complaint=complaint,
        news=tuple(_news(it) for it in case.news),
        decisions=tuple(_decision(it) for it in case.decisions),
    )
    if organisation is not Organisation.HALT:
        return seen
    return replace(
        seen,
        decisions=(),
        hearings=(),
        judgment=None,
        complaint=None,
        happened=_of_halt(case.happened),
    )


def _news(news: WaitingNews) -> WaitingNews:
    return replace(news, call=_without_words(news.call))


def _decision(decision: DecisionSeen) -> DecisionSeen:
    return replace(decision, call=decision.call and _without_words(decision.call))


def _without_words(call: PromisedCall) -> PromisedCall:
    return replace(call, words="")


def _is_of_halt(case: CaseSeen) -> bool:
    return case.phase is Phase.HALT or any(it.code in _REFERRED for it in case.happened)


def _of_halt(happened: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    return tuple(it for it in happened if it.code in _OF_HALT)

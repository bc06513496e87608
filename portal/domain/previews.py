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
from portal.domain.staff import Organisation
from portal.domain.visits import NO_VISIT, NOTHING_UNREAD


def as_seen_by(incident: IncidentSeen, organisation: Organisation) -> IncidentSeen:
    """Leave out what is between her and others, and the words by which she knows us."""
    return replace(
        incident,
        callback=_callback(incident.callback, organisation),
        caller_words=(),
        visit=NO_VISIT,
        unread=NOTHING_UNREAD,
        cases=tuple(_case(case, organisation) for case in incident.cases),
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
    return replace(
        case,
        complaint=complaint,
        news=tuple(_news(it) for it in case.news),
        decisions=tuple(_decision(it) for it in case.decisions),
    )


def _news(news: WaitingNews) -> WaitingNews:
    return replace(news, call=_without_words(news.call))


def _decision(decision: DecisionSeen) -> DecisionSeen:
    return replace(decision, call=decision.call and _without_words(decision.call))


def _without_words(call: PromisedCall) -> PromisedCall:
    return replace(call, words="")

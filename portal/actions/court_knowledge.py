"""A complaint that reached the court: she knows what she complained of."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from portal.db.case_people import CaseVictim
from portal.db.complaints import take_complaint
from portal.db.decisions import DecisionOnFile
from portal.db.knowledge import (
    fetch_known_by_court,
    insert_knowledge,
    set_court_knowledge_withdrawn,
)
from portal.domain.complaints import (
    COURT,
    ComplainedOf,
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complained_of,
    term_kind_for,
)


async def know_by_complaint(
    *,
    victims: Sequence[CaseVictim],
    decisions: Sequence[DecisionOnFile],
    received: Mapping[UUID, date],
    now: datetime,
) -> None:
    """Record of each victim what her complaint shows that she knew, at the latest.

    `received` holds, per victim, the day on which the court received it.
    Not that she knew of a notice (KNVV): one need not know of it to complain.
    """
    if not decisions:
        return
    case_id = decisions[0].case_id
    for victim in victims:
        if victim.id not in received:
            continue
        await take_complaint(victim_id=victim.id, case_id=case_id)
        shown = complained_of(
            [_complained_of(decision) for decision in decisions],
            facts=victim.facts,
            received_on=received[victim.id],
        )
        wanted = {(decision_id, received[victim.id]) for decision_id in shown}
        known = await fetch_known_by_court(victim_id=victim.id, case_id=case_id)
        for decision_id, known_on in sorted(known - wanted):
            await set_court_knowledge_withdrawn(
                victim_id=victim.id, decision_id=decision_id, known_on=known_on, now=now
            )
        for decision_id, known_on in sorted(wanted - known):
            await insert_knowledge(
                victim_id=victim.id,
                decision_id=decision_id,
                knowledge=Knowledge(
                    known_on=known_on,
                    source=KnownBy.OTHER,
                    subject=KnowledgeSubject.DECISION,
                    is_assumed=False,
                    recorded_by=COURT,
                    recorded_at=now,
                ),
                attempt_id=None,
                notification_id=None,
            )


def _complained_of(decision: DecisionOnFile) -> ComplainedOf:
    kind = term_kind_for(decision.kind, decision.grounds, decision.served_on)
    return ComplainedOf(
        id=decision.id,
        order=decision.order,
        decided_on=decision.decided_on,
        facts=decision.facts,
        has_term=kind is not None,
    )

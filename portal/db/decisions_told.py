"""A decision as a message tells it: what it is, of which case, and her term."""

from uuid import UUID

from portal.db.complaints import fetch_terms_for_victim
from portal.db.decisions import read_decision
from portal.db.engine import fetch_row
from portal.domain.cases import OffenceCategory
from portal.domain.notifications import DecisionTold


async def fetch_decision_told(
    *, victim_id: UUID, decision_id: UUID
) -> DecisionTold | None:
    """The report named is her own, where a case rests on several.

    Free words about a decision that also pays another victim may tell of that one.
    """
    row = await fetch_row(
        "SELECT decision.*, case_file.parketnummer, case_file.location,"
        " incident.recorded_on, incident.category, victim.reference,"
        " complaint.received_on AS complained_on, complaint.court AS complaint_court"
        " FROM decision"
        ' JOIN case_file ON case_file.id = decision."case"'
        ' JOIN case_incident ON case_incident."case" = case_file.id'
        " JOIN incident ON incident.id = case_incident.incident"
        " JOIN involvement ON involvement.incident = incident.id"
        " JOIN victim ON victim.id = involvement.victim"
        ' LEFT JOIN complaint ON complaint."case" = decision."case"'
        " AND complaint.victim = victim.id"
        " AND complaint.received_on >= decision.decided_on"
        " WHERE decision.id = {} AND victim.id = {}"
        " ORDER BY incident.recorded_on, incident.id LIMIT 1",
        decision_id,
        victim_id,
    )
    if row is None:
        return None
    decision = read_decision(row)
    is_only_hers = decision.compensates <= {row["reference"]}
    terms = await fetch_terms_for_victim(victim_id=victim_id, case_id=decision.case_id)
    return DecisionTold(
        kind=decision.kind,
        state=decision.state,
        decided_on=decision.decided_on,
        grounds=decision.grounds,
        is_conditional=decision.is_conditional,
        served_on=decision.served_on,
        explanation=decision.explanation if is_only_hers else "",
        is_explanation_released=decision.is_explanation_released,
        compensates_her=row["reference"] in decision.compensates,
        parketnummer=row["parketnummer"],
        location=row["location"],
        reported_on=row["recorded_on"],
        category=OffenceCategory(row["category"]),
        complained_on=row["complained_on"],
        complaint_court=row["complaint_court"],
        term=next((it.term for it in terms if it.decision_id == decision_id), None),
    )

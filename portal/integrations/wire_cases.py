"""Events of police, SHN and prosecution on the wire, one reader a type."""

import re

from portal.domain.cases import (
    CustodyChange,
    DecisionKind,
    ObjectionState,
    OffenceCategory,
    RevisionReason,
)
from portal.domain.chain_events import (
    CaseFact,
    CaseReceived,
    CustodyChanged,
    DecisionRevised,
    DecisionTaken,
    IntendedDecision,
    InvestigationEnded,
    NoticeServed,
    ObjectionChanged,
    ReportRecorded,
    VictimsMerged,
    VictimUpdated,
)
from portal.domain.victims import VictimFacts
from portal.integrations.strict_json import JsonValue
from portal.integrations.wire_values import (
    UnfitValueError,
    WireObject,
    canonical_identifier,
    clean_name,
    read_string,
    spell_pv_number,
)
from portal.integrations.wire_victims import read_victim, read_whole_victim

LONGEST_LABEL = 100
MOST_GROUNDS = 30

CATEGORIES = {
    "geweld": OffenceCategory.VIOLENCE,
    "zeden": OffenceCategory.SEXUAL,
    "huiselijk-geweld": OffenceCategory.DOMESTIC_VIOLENCE,
    "bedreiging": OffenceCategory.THREAT,
    "stalking": OffenceCategory.STALKING,
    "vermogen": OffenceCategory.PROPERTY,
    "vernieling": OffenceCategory.VANDALISM,
    "verkeer": OffenceCategory.TRAFFIC,
    "levensdelict": OffenceCategory.HOMICIDE,
    "overig": OffenceCategory.OTHER,
}
DECISIONS = {kind.value: kind for kind in DecisionKind}
REVISIONS = {
    "nieuwe-feiten": RevisionReason.NEW_FACTS,
    "bevel-hof": RevisionReason.COURT_ORDER,
    "voorwaarde-overtreden": RevisionReason.CONDITION_BROKEN,
    "fout-hersteld": RevisionReason.ERROR_CORRECTED,
    "aanvullend-onderzoek": RevisionReason.FURTHER_INVESTIGATION,
}
OBJECTIONS = {
    "gedaan": ObjectionState.RAISED,
    "ingetrokken": ObjectionState.WITHDRAWN,
    "niet-ontvankelijk": ObjectionState.INADMISSIBLE,
    "gegrond": ObjectionState.UPHELD,
}
CUSTODY_CHANGES = {
    "geschorst": CustodyChange.SUSPENDED,
    "opgeheven": CustodyChange.LIFTED,
    "hervat": CustodyChange.RESUMED,
    "verlof": CustodyChange.LEAVE,
    "vrijlating": CustodyChange.RELEASE,
}
TWO_DIGITS = re.compile(r"[0-9]{2}")


def read_report_recorded(data: WireObject) -> ReportRecorded:
    return ReportRecorded(
        pv_number=data.pv_number(),
        recorded_on=data.day("opgenomenOp"),
        category=data.word("feitcategorie", CATEGORIES),
        description=data.optional_text("omschrijving"),
        place=data.optional_name("plaats"),
        victims=read_victims(data),
    )


def read_victims(data: WireObject) -> tuple[VictimFacts, ...]:
    named: dict[str, VictimFacts] = {}
    for wire in data.parts("slachtoffers"):
        facts = read_whole_victim(wire)
        if facts.victim_id in named:
            raise wire.refuse("slachtofferId", "Stands twice in this list.")
        named[facts.victim_id] = facts
    return tuple(named.values())


def read_investigation_ended(data: WireObject) -> InvestigationEnded:
    return InvestigationEnded(
        pv_number=data.pv_number(),
        ended_on=data.day("datum"),
        explanation=data.optional_text("toelichting"),
    )


def read_victim_updated(data: WireObject) -> VictimUpdated:
    return VictimUpdated(facts=read_victim(data))


def read_victims_merged(data: WireObject) -> VictimsMerged:
    merged = VictimsMerged(
        victim_id=data.identifier("slachtofferId"),
        dropped_id=data.identifier("vervallen"),
    )
    if merged.victim_id == merged.dropped_id:
        raise data.refuse("vervallen", "Must differ from slachtofferId.")
    return merged


def read_case_received(data: WireObject) -> CaseReceived:
    parketnummer = data.parketnummer()
    parket = parketnummer[:2]
    if not data.is_empty("parket"):
        parket = data.check("parket", data.take("parket"), spell_two_digits)
    return CaseReceived(
        parketnummer=parketnummer,
        pv_number=data.pv_number(),
        joined_pv_numbers=data.each("gevoegdePvNummers", spell_pv_number),
        parket=parket,
        location=data.optional_name("zsmLocatie", limit=LONGEST_LABEL),
        received_on=data.day("ontvangenOp"),
        suspect_is_minor=data.part("verdachte").flag("minderjarig"),
        facts=read_facts(data),
    )


def read_facts(data: WireObject) -> tuple[CaseFact, ...]:
    facts: dict[str, CaseFact] = {}
    for wire in data.parts("feiten"):
        fact = read_fact(wire)
        if fact.reference in facts:
            raise wire.refuse("feitId", "Stands twice in this list.")
        facts[fact.reference] = fact
    if not facts:
        raise data.refuse("feiten", "Is empty, so the case would concern nobody.")
    return tuple(facts.values())


def read_fact(wire: WireObject) -> CaseFact:
    return CaseFact(
        reference=wire.identifier("feitId"),
        article=wire.optional_name("artikel", limit=LONGEST_LABEL),
        description=wire.optional_text("omschrijving"),
        has_right_to_speak=wire.flag("spreekrecht"),
        victim_ids=read_identifiers_or_all(wire, "slachtofferIds"),
    )


def read_identifiers_or_all(wire: WireObject, name: str) -> tuple[str, ...] | None:
    """None when absent or null, which means all."""
    if wire.fields.get(name) is None:
        return None
    return wire.each(name, canonical_identifier)


def read_grounds(data: WireObject) -> tuple[str, ...]:
    grounds = data.each("sepotcodes", spell_two_digits)
    if len(grounds) > MOST_GROUNDS:
        raise data.refuse("sepotcodes", f"Holds more than {MOST_GROUNDS} codes.")
    return grounds


def read_intended_decision(data: WireObject) -> IntendedDecision:
    return IntendedDecision(
        parketnummer=data.parketnummer(),
        kind=data.word("voorgenomen", DECISIONS),
        grounds=read_grounds(data),
        decides_by=data.day("beslistVoor"),
    )


def read_decision_taken(data: WireObject) -> DecisionTaken:
    kind = data.word("beslissing", DECISIONS)
    if kind is DecisionKind.SEPOT:
        data.take("sepotcodes")
    is_duplicate = not data.is_empty("dubbelMetParketnummer")
    return DecisionTaken(
        parketnummer=data.parketnummer(),
        kind=kind,
        decided_on=data.day("datum"),
        fact_references=read_identifiers_or_all(data, "feitIds"),
        grounds=read_grounds(data),
        is_conditional=data.flag("voorwaardelijk", default=False),
        probation_until=data.optional_day("proeftijdTot"),
        served_on=data.optional_day("knvvBetekendOp"),
        explanation=data.optional_text("toelichting"),
        compensates=data.each("vergoedingVoor", canonical_identifier),
        duplicate_of=(
            data.parketnummer("dubbelMetParketnummer") if is_duplicate else None
        ),
    )


def read_decision_revised(data: WireObject) -> DecisionRevised:
    return DecisionRevised(
        parketnummer=data.parketnummer(),
        revised_on=data.day("datum"),
        reason=data.word("reden", REVISIONS),
    )


def read_objection_changed(data: WireObject) -> ObjectionChanged:
    return ObjectionChanged(
        parketnummer=data.parketnummer(),
        changed_on=data.day("datum"),
        state=data.word("stand", OBJECTIONS),
    )


def read_notice_served(data: WireObject) -> NoticeServed:
    return NoticeServed(
        parketnummer=data.parketnummer(), served_on=data.day("betekendOp")
    )


def read_custody_changed(data: WireObject) -> CustodyChanged:
    return CustodyChanged(
        parketnummer=data.parketnummer(),
        change=data.word("soort", CUSTODY_CHANGES),
        effective_at=data.moment("ingangOp"),
        conditions=data.each("voorwaarden", read_label),
    )


def spell_two_digits(value: JsonValue) -> str:
    text = read_string(value)
    if not TWO_DIGITS.fullmatch(text):
        raise UnfitValueError("Must be two digits.")
    return text


def read_label(value: JsonValue) -> str:
    return clean_name(read_string(value, limit=LONGEST_LABEL))

"""CloudEvents 1.0 (NL GOV profile): from bytes to one typed event, or a refusal."""

import re
from collections.abc import Callable
from datetime import datetime

from portal.domain.chain_events import (
    EventData,
    HaltEnded,
    HaltReferred,
    HaltStarted,
    InboundEvent,
    InvestigationEnded,
    ReportRecorded,
    VictimsMerged,
    VictimUpdated,
)
from portal.domain.court_events import (
    HearingCancelled,
    HearingChanged,
    HearingDetails,
    HearingHeld,
    HearingPlanned,
)
from portal.domain.identifiers import canonical_parketnummer, canonical_pv_number
from portal.domain.victims import VictimFacts
from portal.integrations.strict_json import (
    WHOLE,
    JsonValue,
    UnableToReadEventError,
    canonical_json,
    check_value,
    decode,
    hash_content,
)
from portal.integrations.wire_cases import (
    read_case_received,
    read_custody_changed,
    read_decision_revised,
    read_decision_taken,
    read_intended_decision,
    read_investigation_ended,
    read_notice_served,
    read_objection_changed,
    read_report_recorded,
    read_victim_updated,
    read_victims_merged,
)
from portal.integrations.wire_courts import (
    read_appeal_filed,
    read_complaint_decided,
    read_complaint_received,
    read_hearing_cancelled,
    read_hearing_changed,
    read_hearing_held,
    read_hearing_planned,
    read_judgment_final,
    read_judgment_given,
)
from portal.integrations.wire_halt import (
    read_halt_ended,
    read_halt_referred,
    read_halt_started,
    read_payment_made,
)
from portal.integrations.wire_values import (
    LONGEST_NAME,
    UnfitValueError,
    WireObject,
    canonical_identifier,
    read_string,
    to_wire_object,
)

MAX_BATCH = 500
MAX_BATCH_BYTES = 32 * 1024 * 1024
SOURCE = re.compile(r"urn:nld:oin:[0-9]{1,30}:systeem:[A-Za-z0-9][A-Za-z0-9._~:-]*")
JSON_TYPE = re.compile(r"application/json(\s*;.*)?", re.IGNORECASE)


class UnableToTakeBatchError(UnableToReadEventError):
    """It holds more events than a batch may."""


READERS: dict[str, Callable[[WireObject], EventData]] = {
    "nl.politie.aangifte-opgenomen": read_report_recorded,
    "nl.politie.onderzoek-beeindigd": read_investigation_ended,
    "nl.slachtofferhulp.slachtoffer-bijgewerkt": read_victim_updated,
    "nl.slachtofferhulp.slachtoffer-samengevoegd": read_victims_merged,
    "nl.om.zaak-ingestroomd": read_case_received,
    "nl.om.voornemen-beslissing": read_intended_decision,
    "nl.om.beslissing-genomen": read_decision_taken,
    "nl.om.beslissing-herzien": read_decision_revised,
    "nl.om.verzet-gewijzigd": read_objection_changed,
    "nl.om.kennisgeving-betekend": read_notice_served,
    "nl.om.voorlopige-hechtenis-gewijzigd": read_custody_changed,
    "nl.dji.vrijlating-gepland": read_custody_changed,
    "nl.rechtspraak.zitting-gepland": read_hearing_planned,
    "nl.rechtspraak.zitting-gewijzigd": read_hearing_changed,
    "nl.rechtspraak.zitting-vervallen": read_hearing_cancelled,
    "nl.rechtspraak.zitting-gehouden": read_hearing_held,
    "nl.rechtspraak.uitspraak-gedaan": read_judgment_given,
    "nl.rechtspraak.uitspraak-onherroepelijk": read_judgment_final,
    "nl.rechtspraak.beklag-ontvangen": read_complaint_received,
    "nl.rechtspraak.beklag-beschikt": read_complaint_decided,
    "nl.om.hoger-beroep-ingesteld": read_appeal_filed,
    "nl.halt.verwijzing-ontvangen": read_halt_referred,
    "nl.halt.startgesprek-gevoerd": read_halt_started,
    "nl.halt.zaak-afgerond": read_halt_ended,
    "nl.cjib.betaling-gedaan": read_payment_made,
}


def read_event(raw: bytes | str) -> InboundEvent:
    """Read one event; whatever is wrong with it is an UnableToReadEventError."""
    return read_decoded_event(decode(raw))


def read_batch(raw: bytes) -> list[JsonValue]:
    """The events of a batch, each still to be read by `read_decoded_event`."""
    batch = decode(raw, max_bytes=MAX_BATCH_BYTES)
    if not isinstance(batch, list):
        raise UnableToReadEventError(WHOLE, "Must be a list of events.")
    if len(batch) > MAX_BATCH:
        raise UnableToTakeBatchError(WHOLE, f"Holds more than {MAX_BATCH} events.")
    return batch


def read_decoded_event(value: JsonValue) -> InboundEvent:
    """Read an event that `decode` or `read_batch` took apart."""
    check_value(value)
    wire = to_wire_object(value, None)
    source, event_id, happened_at = read_envelope(wire)
    data = read_data(wire)
    content = canonical_json(value)
    return InboundEvent(
        source=source,
        event_id=event_id,
        type=str(wire.take("type")),
        subject=check_subject(wire, data),
        happened_at=happened_at,
        data=data,
        content=content,
        content_hash=hash_content(content),
    )


def read_envelope(wire: WireObject) -> tuple[str, str, datetime]:
    if wire.take("specversion") != "1.0":
        raise wire.refuse("specversion", 'Must be "1.0".')
    if "datacontenttype" in wire.fields:
        wire.check("datacontenttype", wire.take("datacontenttype"), check_json_type)
    return (
        wire.check("source", wire.take("source"), check_source),
        wire.check("id", wire.take("id"), check_event_id),
        wire.moment("time"),
    )


def check_json_type(value: JsonValue) -> str:
    text = read_string(value)
    if not JSON_TYPE.fullmatch(text):
        raise UnfitValueError("Must be application/json.")
    return text


def check_event_id(value: JsonValue) -> str:
    return canonical_identifier(value, limit=LONGEST_NAME)


def check_source(value: JsonValue) -> str:
    text = read_string(value, limit=LONGEST_NAME)
    if not SOURCE.fullmatch(text):
        raise UnfitValueError("Must be urn:nld:oin:(number):systeem:(name).")
    return text


def read_data(wire: WireObject) -> EventData:
    read = wire.check("type", wire.take("type"), find_reader)
    return read(wire.part("data"))


def find_reader(value: JsonValue) -> Callable[[WireObject], EventData]:
    reader = READERS.get(read_string(value))
    if reader is None:
        raise UnfitValueError("Is not a type of event that the portal knows.")
    return reader


def check_subject(wire: WireObject, data: EventData) -> str:
    """The subject, in its one spelling; it must be what the data are about."""
    given = wire.check("subject", wire.take("subject"), read_string)
    spellings = (given, canonical_parketnummer(given), canonical_pv_number(given))
    about = name_subjects(data)
    for spelling in spellings:
        if spelling is not None and spelling in about:
            return spelling
    raise wire.refuse("subject", "Differs from the identifier in data.")


def name_subjects(data: EventData) -> set[str | None]:
    match data:
        case HaltReferred() | HaltStarted() | HaltEnded():
            return {data.parketnummer, data.pv_number}
        case (
            ReportRecorded(pv_number=name)
            | InvestigationEnded(pv_number=name)
            | VictimUpdated(facts=VictimFacts(victim_id=name))
            | VictimsMerged(victim_id=name)
            | HearingPlanned(details=HearingDetails(hearing_id=name))
            | HearingChanged(details=HearingDetails(hearing_id=name))
            | HearingCancelled(hearing_id=name)
            | HearingHeld(hearing_id=name)
        ):
            return {name}
        case _:
            return {data.parketnummer}

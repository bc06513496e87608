"""A slachtoffer on the wire, read into what it says about a victim."""

import re
from collections.abc import Callable

from portal.domain.identifiers import canonical_bsn
from portal.domain.victims import (
    Communication,
    DayPart,
    FactValue,
    Relation,
    Representative,
    RepresentativeRole,
    VictimFacts,
    VictimKind,
    Wish,
)
from portal.integrations.strict_json import JsonValue
from portal.integrations.wire_contact_data import (
    LONGEST_EMAIL_ADDRESS,
    Facts,
    read_homes,
    read_phones,
    spell_email_address,
)
from portal.integrations.wire_values import (
    UnfitValueError,
    WireObject,
    look_up,
    read_string,
)

LONGEST_INFIX = 50
LONGEST_LANGUAGE = 35

KINDS = {
    "natuurlijk-persoon": VictimKind.PERSON,
    "rechtspersoon": VictimKind.LEGAL_PERSON,
    "nabestaande": VictimKind.BEREAVED,
}
COMMUNICATIONS = {
    "bellen": Communication.CALL,
    "schriftelijk": Communication.IN_WRITING,
    "teksttolk": Communication.TEXT_RELAY,
    "gebarentolk": Communication.SIGN_LANGUAGE,
}
RELATIONS: dict[str, Relation] = {
    "partner": Relation.PARTNER,
    "ex-partner": Relation.EX_PARTNER,
    "familie": Relation.FAMILY,
    "huisgenoot": Relation.HOUSEMATE,
    "bekende": Relation.ACQUAINTANCE,
    "geen": Relation.NONE,
}
ROLES = {
    "ouder": RepresentativeRole.PARENT,
    "voogd": RepresentativeRole.GUARDIAN,
    "curator": RepresentativeRole.CURATOR,
    "mentor": RepresentativeRole.MENTOR,
    "bijzondere-curator": RepresentativeRole.SPECIAL_CURATOR,
    "gecertificeerde-instelling": RepresentativeRole.CERTIFIED_INSTITUTION,
    "advocaat": RepresentativeRole.LAWYER,
    "gemachtigde": RepresentativeRole.AUTHORISED,
}
DAY_PARTS = {
    "ochtend": DayPart.MORNING,
    "middag": DayPart.AFTERNOON,
    "avond": DayPart.EVENING,
}
CONSENTS = {
    "bellen": "calling",
    "voicemail": "voicemail",
    "sms": "sms",
    "email": "email",
    "post": "post",
}
WISHES = {
    "informatie": Wish.INFORMATION,
    "beslissing": Wish.DECISION,
    "zitting": Wish.HEARING,
    "uitspraak": Wish.JUDGMENT,
    "detentie": Wish.CUSTODY,
    "spreekrecht": Wish.RIGHT_TO_SPEAK,
    "schade": Wish.DAMAGES,
    "bemiddeling": Wish.MEDIATION,
    "excuus": Wish.APOLOGY,
}

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
COMPANY_NUMBER = re.compile(r"[0-9]{8}")
EMAIL_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>.]{2,}")


def read_whole_victim(wire: WireObject) -> VictimFacts:
    """A slachtoffer as a report gives it: somebody with a kind and a name."""
    for name in ("soort", "achternaam"):
        wire.take(name)
    return read_victim(wire)


def read_victim(wire: WireObject) -> VictimFacts:
    victim_id = wire.identifier("slachtofferId")
    given: dict[str, FactValue] = {
        key: read(wire, name)
        for name, (key, read) in FIELDS.items()
        if name in wire.fields
    }
    for read_group in (read_tongue, read_homes, read_contact, read_wishes):
        given.update(read_group(wire))
    spelled, unusable = read_spelled(wire)
    unusable += name_unusable_representatives(wire)
    return VictimFacts(
        victim_id=victim_id, given=given | spelled, unusable=tuple(unusable)
    )


def read_spelled(wire: WireObject) -> tuple[dict[str, FactValue], list[str]]:
    """What has a spelling of its own; what breaks it is named, not refused."""
    given: dict[str, FactValue] = {}
    unusable = []
    for name, (key, spell) in SPELLED.items():
        if name not in wire.fields:
            continue
        text = wire.optional_name(name, limit=LONGEST_EMAIL_ADDRESS)
        given[key] = spell(text)
        if text and given[key] is None:
            del given[key]
            unusable.append(key)
    return given, unusable


def read_tongue(wire: WireObject) -> Facts:
    if wire.fields.get("taal") is not None:
        yield "language", wire.check("taal", wire.take("taal"), spell_language)
    if wire.fields.get("communicatiewijze") is not None:
        yield "communication", wire.word("communicatiewijze", COMMUNICATIONS)


def read_contact(wire: WireObject) -> Facts:
    if wire.fields.get("veiligContact") is None:
        return
    contact = wire.part("veiligContact")
    for name, key in CONSENTS.items():
        if name in contact.fields:
            yield key, contact.answer(name)
    if "dagdelen" in contact.fields:
        wanted = contact.each("dagdelen", lambda value: look_up(value, DAY_PARTS))
        yield "day_parts", tuple(part for part in DayPart if part in wanted)


def read_wishes(wire: WireObject) -> Facts:
    if wire.fields.get("wensen") is None:
        return
    wishes = wire.part("wensen")
    for name, wish in WISHES.items():
        if name in wishes.fields:
            yield f"wish_{wish}", wishes.answer(name)


def read_representatives(wire: WireObject, name: str) -> tuple[Representative, ...]:
    if wire.fields.get(name) is None:
        return ()
    return tuple(map(read_representative, wire.parts(name)))


def read_representative(wire: WireObject) -> Representative:
    return Representative(
        name=wire.name("naam"),
        role=wire.word("rol", ROLES),
        may_view=wire.flag("magInzien", default=False),
        may_act=wire.flag("magHandelen", default=False),
        has_conflict=wire.flag("belangenconflict", default=False),
        valid_until=wire.optional_day("geldigTot"),
        phones=read_phones(wire, "telefoonnummers"),
        email_address=spell_email_address(
            wire.optional_name("email", limit=LONGEST_EMAIL_ADDRESS)
        ),
    )


def name_unusable_representatives(wire: WireObject) -> list[str]:
    if wire.fields.get("vertegenwoordigers") is None:
        return []
    people = wire.parts("vertegenwoordigers")
    is_usable = [
        person.is_empty("email") or read_representative(person).email_address
        for person in people
    ]
    return [] if all(is_usable) else ["representatives"]


def read_relation(wire: WireObject, name: str) -> Relation | None:
    return None if wire.fields[name] is None else wire.word(name, RELATIONS)


def read_infix(wire: WireObject, name: str) -> str:
    return wire.optional_name(name, limit=LONGEST_INFIX)


def read_kind(wire: WireObject, name: str) -> VictimKind:
    return wire.word(name, KINDS)


def spell_company_number(text: str) -> str | None:
    digits = text.replace(" ", "")
    return digits if COMPANY_NUMBER.fullmatch(digits) else None


def spell_language(value: JsonValue) -> str:
    text = read_string(value, limit=LONGEST_LANGUAGE)
    if not LANGUAGE.fullmatch(text):
        raise UnfitValueError("Must be a language such as nl or pt-BR (BCP 47).")
    return text


FIELDS: dict[str, tuple[str, Callable[[WireObject, str], FactValue]]] = {
    "soort": ("kind", read_kind),
    "voornamen": ("given_names", WireObject.optional_name),
    "tussenvoegsel": ("infix", read_infix),
    "achternaam": ("family_name", WireObject.name),
    "contactpersoon": ("contact_person", WireObject.optional_name),
    "geboortedatum": ("birth_date", WireObject.optional_day),
    "telefoonnummers": ("phones", read_phones),
    "tolk": ("needs_interpreter", WireObject.flag),
    "kwetsbaar": ("is_vulnerable", WireObject.flag),
    "eenvoudigeTaal": ("plain_language", WireObject.flag),
    "overleden": ("is_deceased", WireObject.flag),
    "relatieMetVerdachte": ("relation", read_relation),
    "zelfdeAdres": ("same_address", WireObject.answer),
    "vertegenwoordigers": ("representatives", read_representatives),
}
SPELLED: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "bsn": ("bsn", canonical_bsn),
    "kvkNummer": ("company_number", spell_company_number),
    "email": ("email_address", spell_email_address),
}

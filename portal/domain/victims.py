"""Who a victim is, and what other systems may tell us about one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class VictimKind(StrEnum):
    PERSON = "person"
    LEGAL_PERSON = "legal_person"
    BEREAVED = "bereaved"


class Relation(StrEnum):
    """What the suspect is to the victim; unknown is None, never NONE."""

    PARTNER = "partner"
    EX_PARTNER = "ex_partner"
    FAMILY = "family"
    HOUSEMATE = "housemate"
    ACQUAINTANCE = "acquaintance"
    NONE = "none"


class Communication(StrEnum):
    CALL = "call"
    IN_WRITING = "in_writing"
    TEXT_RELAY = "text_relay"
    SIGN_LANGUAGE = "sign_language"


class DayPart(StrEnum):
    MORNING = "morning"  # 9-12
    AFTERNOON = "afternoon"  # 12-18
    EVENING = "evening"  # 18-20


class Wish(StrEnum):
    """What a victim may want to be told of, or to take part in."""

    INFORMATION = "information"
    DECISION = "decision"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    CUSTODY = "custody"
    RIGHT_TO_SPEAK = "right_to_speak"
    DAMAGES = "damages"
    MEDIATION = "mediation"
    APOLOGY = "apology"
    WRITTEN_STATEMENT = "written_statement"  # these two only she herself tells us
    PROSECUTOR_TALK = "prosecutor_talk"


class RepresentativeRole(StrEnum):
    PARENT = "parent"
    GUARDIAN = "guardian"
    CURATOR = "curator"
    MENTOR = "mentor"
    SPECIAL_CURATOR = "special_curator"
    CERTIFIED_INSTITUTION = "certified_institution"
    LAWYER = "lawyer"
    AUTHORISED = "authorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPhone:
    """A number as someone typed it; `portal.domain.phone_numbers` reads it."""

    text: str
    is_own: bool | None = None
    is_safe: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Empty where not given. `country` is ISO 3166, two capitals."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    name: str
    role: RepresentativeRole
    may_view: bool = False
    may_act: bool = False
    has_conflict: bool = False
    valid_until: date | None = None
    phones: tuple[GivenPhone, ...] = ()
    email_address: str | None = None


FactValue = (
    str
    | bool
    | date
    | Address
    | tuple[GivenPhone, ...]
    | tuple[Representative, ...]
    | tuple[DayPart, ...]
    | None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimFacts:
    """What one event says about one victim: only the fields it named.

    A field that was absent is no key of `given`; one that was null is a key
    with None (or with nothing in it: an empty text or tuple). The newest event
    wins key by key, except that no null lifts a no of safe contact.

    kind VictimKind · given_names, infix, family_name, contact_person str ·
    birth_date date|None · bsn str|None (nine digits that pass the eleven-test) ·
    company_number str|None · email_address str|None · phones (GivenPhone, ...) ·
    address Address|None · may_post bool · domicile Address|None ·
    domicile_may_post bool · language str · needs_interpreter bool ·
    communication Communication · is_vulnerable bool · plain_language bool ·
    is_deceased bool · relation Relation|None · same_address bool|None ·
    calling, voicemail, sms, email, post bool|None (consent) ·
    day_parts (DayPart, ...) · wish_information … wish_apology bool|None
    (one for each Wish) · representatives (Representative, ...)

    `unusable` names the keys whose value was there but makes no sense (a BSN
    that fails its test, an e-mail address that is none): left out of `given`,
    work for the data-quality list.
    """

    victim_id: str
    given: Mapping[str, FactValue] = field(repr=False)  # kept out of logs
    unusable: tuple[str, ...] = ()

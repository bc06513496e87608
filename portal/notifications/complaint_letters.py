"""The letter with which a victim complains to the court, filled in but for her reasons.

It is in Dutch whatever her own language: the court reads Dutch. What must be in it:
docs/decisions/0018.
"""

from dataclasses import asdict, dataclass
from datetime import date

from babel.dates import format_date

from portal.domain.cases import DecisionKind
from portal.domain.complaints import ComplaintTerm
from portal.domain.courts import COURT_ADDRESSES, Court
from portal.domain.signers import Signer
from portal.domain.victims import RepresentativeRole, VictimKind

NEUTRAL_TITLE = "Brief"
LINES_TO_WRITE_ON = 27
DOTS = "." * 40

_DECIDED = {
    DecisionKind.SEPOT: "de verdachte niet (verder) te vervolgen",
    DecisionKind.PENALTY_ORDER: "de zaak af te doen met een strafbeschikking",
    DecisionKind.SETTLEMENT: "de zaak af te doen met een transactie",
    DecisionKind.HALT: "de zaak af te doen met een verwijzing naar Halt",
}
_EXECUTION_ENDED = "de strafbeschikking niet (helemaal) uit te voeren"
_ROLES = {
    RepresentativeRole.PARENT: "ouder",
    RepresentativeRole.GUARDIAN: "voogd",
    RepresentativeRole.CURATOR: "curator",
    RepresentativeRole.MENTOR: "mentor",
    RepresentativeRole.SPECIAL_CURATOR: "bijzondere curator",
    RepresentativeRole.CERTIFIED_INSTITUTION: "gecertificeerde instelling",
    RepresentativeRole.LAWYER: "advocaat",
    RepresentativeRole.AUTHORISED: "gemachtigde",
}
QUESTIONS = (
    "Wat klopt er volgens u niet aan de beslissing?",
    "Is er bewijs waar niet naar is gekeken? Denk aan getuigen, foto's of berichten.",
    "Wat heeft het voor u betekend?",
    "Waarom moet de zaak volgens u wel verder?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What is known; `address_lines` only where she wants them in it."""

    name: str
    kind: VictimKind
    contact_person: str
    address_lines: tuple[str, ...]
    signer: Signer | None
    parketnummer: str
    pv_number: str
    recorded_on: date | None
    office: str
    offences: tuple[str, ...]
    decision: str
    is_execution_ended: bool
    decided_on: date
    term: ComplaintTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLetter:
    """The parts in the order in which they are read."""

    title: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    subject: str
    about: tuple[str, ...]
    salutation: str
    opening: tuple[str, ...]
    reasons_heading: str
    rows: int
    closing: tuple[str, ...]
    place_and_day: str
    signature: str
    signed_by: str
    attachments: tuple[str, ...]
    help_heading: str
    help_intro: str
    questions: tuple[str, ...]
    sending_heading: str
    sending: tuple[str, ...]


def write_complaint_letter(facts: LetterFacts) -> ComplaintLetter:
    return ComplaintLetter(
        title=NEUTRAL_TITLE,
        sender=(_named(facts), *(facts.address_lines or (_own_address(),))),
        addressee=addressee_of(facts.term.competent_court),
        subject="Klacht op grond van artikel 12 van het Wetboek van Strafvordering",
        about=_about(facts),
        salutation="Geachte dames en heren,",
        opening=_opening(facts),
        reasons_heading="Waarom ik het niet eens ben met de beslissing",
        rows=LINES_TO_WRITE_ON,
        closing=_closing(facts),
        place_and_day="Plaats en datum:",
        signature="Handtekening:",
        signed_by=_signed_by(facts),
        attachments=("Bijlage: kopie van de beslissing",),
        help_heading="Hulp bij deze brief (deze bladzijde niet meesturen)",
        help_intro="Deze vragen kunnen u helpen. U hoeft ze niet te gebruiken.",
        questions=QUESTIONS,
        sending_heading="Zo verstuurt u de brief",
        sending=_sending(facts),
    )


def addressee_of(court: Court | None) -> tuple[str, ...]:
    if court is None:
        return ("Aan het gerechtshof", DOTS, DOTS)
    address = COURT_ADDRESSES[court]
    return (address.name, address.department, *address.post_lines)


def letter_as_data(letter: ComplaintLetter) -> dict[str, object]:
    return asdict(letter)


def letter_as_text(letter: ComplaintLetter) -> str:
    """Give it to copy: what the court reads, with room where she writes herself."""
    parts = (
        "\n".join(letter.sender),
        "\n".join(letter.addressee),
        letter.subject,
        "\n".join(letter.about),
        letter.salutation,
        *letter.opening,
        f"{letter.reasons_heading}:",
        DOTS,
        *letter.closing,
        f"{letter.place_and_day} {DOTS}",
        f"{letter.signature} {DOTS}",
        letter.signed_by,
        "\n".join(letter.attachments),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _named(facts: LetterFacts) -> str:
    is_company = facts.kind is VictimKind.LEGAL_PERSON and facts.contact_person
    return f"{facts.name}, {facts.contact_person}" if is_company else facts.name


def _own_address() -> str:
    """A place to write one by hand: the court has to answer somewhere."""
    return f"Adres voor post: {DOTS}"


def _about(facts: LetterFacts) -> tuple[str, ...]:
    reported = f" van {_long_date(facts.recorded_on)}" if facts.recorded_on else ""
    lines = [
        f"Parketnummer: {facts.parketnummer}",
        f"Aangifte: {facts.pv_number}{reported}",
        f"Beslissing van: {_long_date(facts.decided_on)}, {facts.office}",
    ]
    if facts.offences:
        lines.append(f"Het gaat om: {'; '.join(facts.offences)}")
    return tuple(lines)


def _opening(facts: LetterFacts) -> tuple[str, ...]:
    decided = _DECIDED.get(DecisionKind(facts.decision), "niet te vervolgen")
    if facts.is_execution_ended:
        decided = _EXECUTION_ENDED
    paragraphs = [
        (
            f"{_who(facts)} De officier van justitie heeft op"
            f" {_long_date(facts.decided_on)} besloten {decided}."
            f" {'Wij zijn' if _are_many(facts) else 'Ik ben'} het daar niet mee eens."
        ),
        (
            f"Daarom {'dienen wij' if _are_many(facts) else 'dien ik'} een klacht in op"
            " grond van artikel 12 van het Wetboek van Strafvordering."
        ),
    ]
    known = facts.term.known_at
    if known is not None and not facts.term.is_advice and not facts.term.reopened:
        whom = "ons" if _are_many(facts) else "mij"
        paragraphs.append(
            f"Deze beslissing is sinds {_long_date(known)} bij {whom} bekend."
        )
    return tuple(paragraphs)


def _who(facts: LetterFacts) -> str:
    if facts.signer is not None:
        role = _ROLES[facts.signer.role] if facts.signer.role else "vertegenwoordiger"
        return f"Ik schrijf als {role} namens {facts.name}, slachtoffer in deze zaak."
    match facts.kind:
        case VictimKind.LEGAL_PERSON:
            return f"{facts.name} is slachtoffer in deze zaak."
        case VictimKind.BEREAVED:
            return "Ik ben nabestaande van het slachtoffer in deze zaak."
        case _:
            return "Ik ben slachtoffer in deze zaak."


def _are_many(facts: LetterFacts) -> bool:
    return facts.kind is VictimKind.LEGAL_PERSON and facts.signer is None


def _closing(facts: LetterFacts) -> tuple[str, ...]:
    is_lighter = facts.decision != DecisionKind.SEPOT and not facts.is_execution_ended
    asked = "toch voor de rechter te brengen" if is_lighter else "alsnog te vervolgen"
    begin = "Wij vragen" if _are_many(facts) else "Ik vraag"
    court = "het gerechtshof het Openbaar Ministerie"
    return (f"{begin} {court} te bevelen de verdachte in deze zaak {asked}.",)


def _signed_by(facts: LetterFacts) -> str:
    if facts.signer is None:
        return _named(facts)
    role = _ROLES[facts.signer.role] if facts.signer.role else "ouder of voogd"
    return f"{facts.signer.name or DOTS}, {role} van {facts.name}"


def _sending(facts: LetterFacts) -> tuple[str, ...]:
    term = facts.term
    steps = [
        "Schrijf op waarom u het niet eens bent met de beslissing.",
        "Zet de datum erbij, en uw handtekening.",
        "Doe een kopie van de beslissing erbij. Bewaar zelf ook een kopie van alles.",
        "Controleer het adres op rechtspraak.nl en verstuur de brief per post.",
    ]
    if term.post_by is not None and term.last_safe_day is not None:
        steps.append(
            f"Verstuur de brief vóór {_long_date(term.post_by)}. Dan is hij er op tijd:"
            f" {'bij voorkeur' if term.is_advice else 'uiterlijk'}"
            f" {_long_date(term.last_safe_day)}."
        )
    return tuple(steps)


def _long_date(day: date) -> str:
    return str(format_date(day, "EEEE d MMMM y", locale="nl"))

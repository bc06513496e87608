"""Events of the courts on the wire, one reader a type."""

from portal.domain.cases import (
    Appellant,
    ClaimOutcome,
    ComplaintOutcome,
    HearingKind,
    HearingOutcome,
    Judge,
    JudgmentOutcome,
)
from portal.domain.court_events import (
    AppealFiled,
    ComplaintDecided,
    ComplaintReceived,
    HearingCancelled,
    HearingChanged,
    HearingDetails,
    HearingHeld,
    HearingPlanned,
    JudgedClaim,
    JudgmentFinal,
    JudgmentGiven,
)
from portal.integrations.wire_cases import read_identifiers_or_all
from portal.integrations.wire_values import (
    LARGEST_AMOUNT,
    WireObject,
    spell_parketnummer,
)

LONGEST_COURT = 100
LONGEST_ROOM = 50
LONGEST_HEARING = 60 * 24 * 30  # minutes

HEARINGS = {kind.value: kind for kind in HearingKind}
JUDGES = {
    "politierechter": Judge.POLICE_JUDGE,
    "meervoudige-kamer": Judge.FULL_BENCH,
    "kinderrechter": Judge.JUVENILE_JUDGE,
    "kantonrechter": Judge.CANTONAL_JUDGE,
    "economische-kamer": Judge.ECONOMIC_CHAMBER,
    "hof": Judge.COURT_OF_APPEAL,
    "hoge-raad": Judge.SUPREME_COURT,
    "onbekend": Judge.UNKNOWN,
}
HEARING_OUTCOMES = {
    "afgerond": HearingOutcome.COMPLETED,
    "aangehouden": HearingOutcome.ADJOURNED,
}
JUDGMENTS = {
    "veroordeling": JudgmentOutcome.CONVICTION,
    "vrijspraak": JudgmentOutcome.ACQUITTAL,
    "deels-vrijspraak": JudgmentOutcome.PARTIAL_ACQUITTAL,
    "ovar": JudgmentOutcome.DISCHARGED,
    "om-niet-ontvankelijk": JudgmentOutcome.PROSECUTION_INADMISSIBLE,
    "schuldig-zonder-straf": JudgmentOutcome.GUILTY_WITHOUT_PUNISHMENT,
    "anders": JudgmentOutcome.OTHER,
}
CLAIMS = {
    "toegewezen": ClaimOutcome.AWARDED,
    "deels": ClaimOutcome.PARTLY_AWARDED,
    "afgewezen": ClaimOutcome.REJECTED,
    "niet-ontvankelijk": ClaimOutcome.INADMISSIBLE,
}
COMPLAINTS = {
    "bevel": ComplaintOutcome.ORDER,
    "afgewezen": ComplaintOutcome.REJECTED,
    "niet-ontvankelijk": ComplaintOutcome.INADMISSIBLE,
    "doorgezonden": ComplaintOutcome.FORWARDED,
}
APPELLANTS = {
    "om": Appellant.PROSECUTION,
    "verdachte": Appellant.SUSPECT,
    "beiden": Appellant.BOTH,
}


def read_hearing_planned(data: WireObject) -> HearingPlanned:
    return HearingPlanned(details=read_hearing(data))


def read_hearing_changed(data: WireObject) -> HearingChanged:
    return HearingChanged(
        details=read_hearing(data), reason=data.optional_text("reden")
    )


def read_hearing(data: WireObject) -> HearingDetails:
    has_length = data.fields.get("duurMinuten") is not None
    return HearingDetails(
        hearing_id=data.identifier("zittingId"),
        parketnummers=read_parketnummers(data),
        kind=data.word("soort", HEARINGS),
        judge=data.word("rechter", JUDGES),
        starts_at=data.moment("begin"),
        minutes=data.number("duurMinuten", largest=LONGEST_HEARING)
        if has_length
        else 0,
        court=data.name("rechtbank", limit=LONGEST_COURT),
        place=data.optional_name("plaats", limit=LONGEST_COURT),
        room=data.optional_name("zaal", limit=LONGEST_ROOM) or None,
        is_public=data.flag("openbaar"),
    )


def read_parketnummers(data: WireObject) -> tuple[str, ...]:
    parketnummers = data.each("parketnummers", spell_parketnummer)
    if not parketnummers:
        raise data.refuse("parketnummers", "Must name at least one case.")
    return parketnummers


def read_hearing_cancelled(data: WireObject) -> HearingCancelled:
    return HearingCancelled(
        hearing_id=data.identifier("zittingId"), reason=data.optional_text("reden")
    )


def read_hearing_held(data: WireObject) -> HearingHeld:
    return HearingHeld(
        hearing_id=data.identifier("zittingId"),
        outcome=data.word("uitkomst", HEARING_OUTCOMES),
        is_next_known=data.flag("vervolgBekend", default=False),
    )


def read_judgment_given(data: WireObject) -> JudgmentGiven:
    return JudgmentGiven(
        parketnummer=data.parketnummer(),
        judged_on=data.day("datum"),
        fact_references=read_identifiers_or_all(data, "feitIds"),
        outcome=data.word("uitkomst", JUDGMENTS),
        claims=read_claims(data),
        explanation=data.optional_text("toelichting"),
    )


def read_claims(data: WireObject) -> tuple[JudgedClaim, ...]:
    if data.fields.get("slachtoffers") is None:
        return ()
    claims: dict[str, JudgedClaim] = {}
    for wire in data.parts("slachtoffers"):
        claim = read_claim(wire)
        if claim.victim_id in claims:
            raise wire.refuse("slachtofferId", "Stands twice in this list.")
        claims[claim.victim_id] = claim
    return tuple(claims.values())


def read_claim(wire: WireObject) -> JudgedClaim:
    has_outcome = wire.fields.get("vordering") is not None
    has_amount = wire.fields.get("bedragCenten") is not None
    return JudgedClaim(
        victim_id=wire.identifier("slachtofferId"),
        outcome=wire.word("vordering", CLAIMS) if has_outcome else None,
        amount_cents=(
            wire.number("bedragCenten", largest=LARGEST_AMOUNT) if has_amount else None
        ),
        orders_payment=wire.flag("maatregel36f", default=False),
    )


def read_judgment_final(data: WireObject) -> JudgmentFinal:
    return JudgmentFinal(parketnummer=data.parketnummer(), final_on=data.day("datum"))


def read_complaint_received(data: WireObject) -> ComplaintReceived:
    return ComplaintReceived(
        parketnummer=data.parketnummer(),
        victim_id=data.identifier("slachtofferId"),
        court=data.name("hof", limit=LONGEST_COURT),
        received_on=data.day("ontvangenOp"),
    )


def read_complaint_decided(data: WireObject) -> ComplaintDecided:
    return ComplaintDecided(
        parketnummer=data.parketnummer(),
        victim_id=data.identifier("slachtofferId"),
        court=data.optional_name("hof", limit=LONGEST_COURT),
        received_on=data.optional_day("ontvangenOp"),
        decided_on=data.day("datum"),
        outcome=data.word("uitkomst", COMPLAINTS),
    )


def read_appeal_filed(data: WireObject) -> AppealFiled:
    return AppealFiled(
        parketnummer=data.parketnummer(),
        filed_on=data.day("datum"),
        by=data.word("door", APPELLANTS),
    )

"""Events of Halt and CJIB on the wire, one reader a type."""

from portal.domain.cases import HaltReferrer, HaltResult, PaymentKind
from portal.domain.chain_events import (
    HaltDamage,
    HaltEnded,
    HaltReferred,
    HaltStarted,
    PaymentMade,
)
from portal.integrations.wire_values import LARGEST_AMOUNT, WireObject

REFERRERS = {
    "politie": HaltReferrer.POLICE,
    "boa": HaltReferrer.SPECIAL_OFFICER,
    "om": HaltReferrer.PROSECUTION,
}
HALT_RESULTS = {
    "positief": HaltResult.POSITIVE,
    "negatief": HaltResult.NEGATIVE,
    "geweigerd": HaltResult.REFUSED,
}
PAYMENTS = {"betaling": PaymentKind.PAYMENT, "voorschot": PaymentKind.ADVANCE}


def read_halt_number(data: WireObject) -> tuple[str | None, str | None]:
    """Parketnummer and PV number: at least one of them."""
    has_pv_number = not data.is_empty("pvNummer")
    has_parketnummer = not data.is_empty("parketnummer")
    if not has_pv_number and not has_parketnummer:
        raise data.refuse("parketnummer", "Is missing, and pvNummer too.")
    return (
        data.parketnummer() if has_parketnummer else None,
        data.pv_number() if has_pv_number else None,
    )


def read_halt_referred(data: WireObject) -> HaltReferred:
    parketnummer, pv_number = read_halt_number(data)
    are_damages_known = data.fields.get("schade") is not None
    return HaltReferred(
        parketnummer=parketnummer,
        pv_number=pv_number,
        referred_on=data.day("datum"),
        referrer=data.word("verwijzer", REFERRERS),
        first_questioned_on=data.optional_day("eersteVerhoorOp"),
        damages=read_damages(data) if are_damages_known else None,
        are_wishes_known=data.flag("wensenBekend", default=False),
    )


def read_damages(data: WireObject) -> tuple[HaltDamage, ...]:
    return tuple(
        HaltDamage(
            victim_id=wire.identifier("slachtofferId"),
            amount_cents=wire.number("bedragCenten", largest=LARGEST_AMOUNT),
        )
        for wire in data.parts("schade")
    )


def read_halt_started(data: WireObject) -> HaltStarted:
    parketnummer, pv_number = read_halt_number(data)
    return HaltStarted(
        parketnummer=parketnummer, pv_number=pv_number, started_on=data.day("datum")
    )


def read_halt_ended(data: WireObject) -> HaltEnded:
    parketnummer, pv_number = read_halt_number(data)
    return HaltEnded(
        parketnummer=parketnummer,
        pv_number=pv_number,
        ended_on=data.day("datum"),
        result=data.word("resultaat", HALT_RESULTS),
    )


def read_payment_made(data: WireObject) -> PaymentMade:
    return PaymentMade(
        parketnummer=data.parketnummer(),
        victim_id=data.identifier("slachtofferId"),
        paid_on=data.day("datum"),
        amount_cents=data.number("bedragCenten", largest=LARGEST_AMOUNT),
        kind=data.word("soort", PAYMENTS),
    )

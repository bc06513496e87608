"""Numbers of victims and representatives, sealed, with marks to search by."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row, insert_rows
from portal.db.sealing_ring import sealer
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.victims import FactValue, GivenPhone, Representative


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How numbers were given: when, whether with a yes to calling, from where.

    The first time there is nothing to take away.
    """

    at: datetime
    vouched_at: datetime | None
    region: str
    is_first: bool


async def replace_phones(*, victim_id: UUID, phones: FactValue, giving: Giving) -> None:
    """Put these numbers in place of the victim's own.

    A number that stays keeps what was found out about it: that it is wrong,
    and until when it was vouched for.
    """
    found = {} if giving.is_first else await _take_away(victim_id)
    rows = [
        _row(phone, victim_id=victim_id, position=position, giving=giving)
        for position, phone in enumerate(_given(phones))
    ]
    await insert_rows("phone", [_with_what_was_found(row, found) for row in rows])


async def _take_away(victim_id: UUID) -> dict[str, dict[str, Any]]:
    """Give what was found out about the numbers that go, by their marks."""
    gone = await fetch_rows(
        "DELETE FROM phone WHERE victim = {} AND representative IS NULL"
        " RETURNING number_index, is_wrong, vouched_at",
        victim_id,
    )
    return {row["number_index"]: row for row in gone if row["number_index"]}


async def replace_representatives(
    *, victim_id: UUID, representatives: FactValue, giving: Giving
) -> None:
    if not giving.is_first:
        await execute(
            "DELETE FROM phone WHERE victim = {} AND representative IS NOT NULL",
            victim_id,
        )
        await execute("DELETE FROM representative WHERE victim = {}", victim_id)
    given = representatives if isinstance(representatives, tuple) else ()
    for position, one in enumerate(given):
        if isinstance(one, Representative):
            await _insert_representative(victim_id, position, one, giving)


async def _insert_representative(
    victim_id: UUID, position: int, one: Representative, giving: Giving
) -> None:
    new_id = uuid4()
    email = one.email_address or ""
    await insert_row(
        "representative",
        {
            "id": new_id,
            "victim": victim_id,
            "position": position,
            "name": one.name,
            "role": str(one.role),
            "may_view": one.may_view,
            "may_act": one.may_act,
            "has_conflict": one.has_conflict,
            "valid_until": one.valid_until,
            "email_sealed": sealer().seal(
                email, place=f"representative/{new_id}/email_sealed"
            )
            if email
            else None,
        },
    )
    await insert_rows(
        "phone",
        [
            _row(
                phone,
                victim_id=victim_id,
                representative_id=new_id,
                position=place,
                giving=giving,
            )
            for place, phone in enumerate(one.phones)
        ],
    )


def _given(phones: FactValue) -> list[GivenPhone]:
    if not isinstance(phones, tuple):
        return []
    return [phone for phone in phones if isinstance(phone, GivenPhone)]


def _row(
    phone: GivenPhone,
    *,
    victim_id: UUID,
    position: int,
    giving: Giving,
    representative_id: UUID | None = None,
) -> dict[str, Any]:
    new_id = uuid4()
    number = read_number(phone.text, region=giving.region)
    readable = number if isinstance(number, PhoneNumber) else None
    return {
        "id": new_id,
        "victim": victim_id,
        "representative": representative_id,
        "position": position,
        "number_sealed": sealer().seal(
            phone.text, place=f"phone/{new_id}/number_sealed"
        ),
        "number_index": sealer().index(readable.e164, purpose="phone")
        if readable
        else None,
        "last_six_index": sealer().index(readable.last_six, purpose="last six")
        if readable
        else None,
        "region": giving.region,
        "is_readable": readable is not None,
        "is_own": phone.is_own,
        "is_safe": phone.is_safe,
        "is_wrong": False,
        "given_at": giving.at,
        "vouched_at": giving.vouched_at,
    }


def _with_what_was_found(
    row: dict[str, Any], found: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    before = found.get(row["number_index"] or "")
    if before is None:
        return row
    moments = [m for m in (row["vouched_at"], before["vouched_at"]) if m is not None]
    return row | {
        "is_wrong": before["is_wrong"],
        "vouched_at": max(moments, default=None),
    }

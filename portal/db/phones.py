"""Numbers of victims and representatives, sealed, with marks to search by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.refused_numbers import mark_refused
from portal.db.rows import insert_rows
from portal.db.sealing_ring import sealer
from portal.db.standing_words import email_mark, keep_her_word
from portal.domain.names import name_key
from portal.domain.phone_numbers import PhoneNumber, read_number, split_numbers
from portal.domain.search import last_digits
from portal.domain.victims import FactValue, GivenPhone, Representative

Rows = list[dict[str, Any]]

NOTED = 1000  # the position of what came in a call: after those that were sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How numbers were given: when, whether with a yes to calling, from where."""

    at: datetime
    vouched_at: datetime | None
    region: str
    by_victim_or_shn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRows:
    """Numbers, and the representatives whom some of them belong to."""

    phones: Rows
    representatives: Rows


async def replace_phones(*, victim_id: UUID, phones: FactValue, giving: Giving) -> None:
    """Put these numbers in place of the victim's own.

    A number that stays keeps what was found out about it: until when it was vouched
    for, and that it is wrong, unsafe or held, unless she or SHN says otherwise.
    What callers noted down stays till SHN looked, and hers till she takes it away.
    """
    found = await _take_away(victim_id)
    is_own_word = giving.by_victim_or_shn
    rows = _own_numbers(victim_id, phones, giving)
    rows = await mark_refused(rows, victim_id=victim_id, is_own_word=is_own_word)
    given = {row["number_index"] for row in rows}
    noted = [
        it for it in found.values() if it["is_from_victim"] or not it["is_verified"]
    ]
    await insert_rows(
        "phone",
        [
            *(
                _with_what_was_found(row, found, is_own_word=is_own_word)
                for row in rows
            ),
            *(_as_it_was(it) for it in noted if it["number_index"] not in given),
        ],
    )


async def insert_noted_phone(
    *,
    victim_id: UUID,
    phone: GivenPhone,
    giving: Giving,
    is_verified: bool,
    is_from_victim: bool = False,
) -> UUID:
    """Add a number that was given in a call, or by herself, after those on file."""
    row = _row(phone, victim_id=victim_id, position=NOTED, giving=giving)
    marks = {"is_verified": is_verified, "is_from_victim": is_from_victim}
    await insert_rows("phone", [row | marks])
    return UUID(str(row["id"]))


async def _take_away(victim_id: UUID) -> dict[str, dict[str, Any]]:
    """Give what was found out about the numbers that go, by their marks."""
    gone = await fetch_rows(
        "DELETE FROM phone WHERE victim = {} AND representative IS NULL RETURNING *",
        victim_id,
    )
    return {row["number_index"]: row for row in gone if row["number_index"]}


async def replace_representatives(
    *, victim_id: UUID, representatives: FactValue, giving: Giving
) -> None:
    """Put these people in place of those on file; who stays keeps their id.

    Sessions and the trail name the id. What she said of somebody holds for the same
    person in the new list (`keep_her_word`).
    """
    await execute(
        "DELETE FROM phone WHERE victim = {} AND representative IS NOT NULL", victim_id
    )
    gone = await fetch_rows(
        "DELETE FROM representative WHERE victim = {} RETURNING *", victim_id
    )
    known = {(row["role"], row["name_key"]): row["id"] for row in gone}
    contacts = _of_representatives(victim_id, representatives, giving, known)
    await insert_contacts([contacts])
    await keep_her_word(victim_id=victim_id)


def contact_rows(
    victim_id: UUID, *, phones: FactValue, representatives: FactValue, giving: Giving
) -> ContactRows:
    """What is to be written for a new victim, who has no rows yet."""
    theirs = _of_representatives(victim_id, representatives, giving, known={})
    own = _own_numbers(victim_id, phones, giving)
    return ContactRows(
        phones=[*own, *theirs.phones], representatives=theirs.representatives
    )


async def insert_contacts(contacts: Sequence[ContactRows]) -> None:
    await insert_rows(
        "representative", [row for it in contacts for row in it.representatives]
    )
    await insert_rows("phone", [row for it in contacts for row in it.phones])


def _own_numbers(victim_id: UUID, phones: FactValue, giving: Giving) -> Rows:
    return [
        _row(phone, victim_id=victim_id, position=position, giving=giving)
        for position, phone in enumerate(_each(_given(phones), giving))
    ]


def _of_representatives(
    victim_id: UUID,
    representatives: FactValue,
    giving: Giving,
    known: Mapping[tuple[str, str], UUID],
) -> ContactRows:
    given = representatives if isinstance(representatives, tuple) else ()
    ids: dict[tuple[str, str], UUID | None] = dict(known)
    rows = ContactRows(phones=[], representatives=[])
    for position, one in enumerate(given):
        if not isinstance(one, Representative):
            continue
        same = (str(one.role), name_key(one.name))
        row = _representative_row(
            victim_id, position, one, ids.pop(same, None) or uuid4()
        )
        rows.representatives.append(row)
        rows.phones.extend(
            _row(
                phone,
                victim_id=victim_id,
                representative_id=row["id"],
                position=place,
                giving=giving,
            )
            for place, phone in enumerate(_each(one.phones, giving))
        )
    return rows


def _representative_row(
    victim_id: UUID, position: int, one: Representative, row_id: UUID
) -> dict[str, Any]:
    email, place = one.email_address, f"representative/{row_id}/email_sealed"
    return {
        "id": row_id,
        "victim": victim_id,
        "position": position,
        "name": one.name,
        "role": str(one.role),
        "may_view": one.may_view,
        "may_act": one.may_act,
        "has_conflict": one.has_conflict,
        "valid_until": one.valid_until,
        "email_sealed": sealer().seal(email, place=place) if email else None,
        "email_index": email_mark(email) if email else None,
        "name_key": name_key(one.name),
    }


def _given(phones: FactValue) -> list[GivenPhone]:
    if not isinstance(phones, tuple):
        return []
    return [phone for phone in phones if isinstance(phone, GivenPhone)]


def _each(phones: Sequence[GivenPhone], giving: Giving) -> list[GivenPhone]:
    """Give one for each number: somebody may have typed several in one field.

    A number that stands twice stands once, and a no of either holds.
    """
    once: dict[str, list[GivenPhone]] = {}
    for phone in phones:
        for text in split_numbers(phone.text, region=giving.region):
            one = replace(phone, text=text)
            once.setdefault(_line(one, giving), []).append(one)
    return [
        replace(
            same[0],
            is_own=_agreed(it.is_own for it in same),
            is_safe=_agreed(it.is_safe for it in same),
        )
        for same in once.values()
    ]


def _agreed(answers: Iterable[bool | None]) -> bool | None:
    given = [answer for answer in answers if answer is not None]
    return all(given) if given else None


def _line(phone: GivenPhone, giving: Giving) -> str:
    number = read_number(phone.text, region=giving.region)
    return number.e164 if isinstance(number, PhoneNumber) else phone.text


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
    last_six = readable.last_six if readable else last_digits(phone.text)
    return {
        "id": new_id,
        "victim": victim_id,
        "representative": representative_id,
        "position": position,
        "number_sealed": sealer().seal(phone.text, place=_place(new_id)),
        "number_index": sealer().index(readable.e164, purpose="phone")
        if readable
        else None,
        "last_six_index": sealer().index(last_six, purpose="last six")
        if last_six
        else None,
        "region": giving.region,
        "is_readable": readable is not None,
        "is_own": phone.is_own,
        "is_safe": phone.is_safe,
        "is_wrong": False,
        "is_verified": True,
        "is_from_victim": False,
        "given_at": giving.at,
        "vouched_at": giving.vouched_at,
    }


def _with_what_was_found(
    row: dict[str, Any], found: dict[str, dict[str, Any]], *, is_own_word: bool
) -> dict[str, Any]:
    before = found.get(row["number_index"] or "")
    if before is None:
        return row
    moments = [m for m in (row["vouched_at"], before["vouched_at"]) if m is not None]
    is_known_safe = is_own_word and row["is_safe"] is True
    is_unsafe = before["is_safe"] is False and not is_known_safe
    if before["is_from_victim"]:  # silence takes away nothing that she said herself
        row |= {it: before[it] for it in ("is_own", "is_safe") if row[it] is None}
    return _under(before["id"], row) | {
        "is_wrong": before["is_wrong"] and not (is_own_word and row["is_own"]),
        "is_verified": before["is_verified"] or is_known_safe,
        "is_safe": False if is_unsafe else row["is_safe"],
        "is_from_victim": before["is_from_victim"],
        "vouched_at": max(moments, default=None),
    }


def _under(known_id: UUID, row: dict[str, Any]) -> dict[str, Any]:
    """Let a number that stays keep its id: attempts and open screens name it."""
    text = sealer().unseal(row["number_sealed"], place=_place(row["id"]))
    sealed = sealer().seal(text, place=_place(known_id))
    return row | {"id": known_id, "number_sealed": sealed}


def _as_it_was(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _COLUMNS}


def _place(phone_id: UUID) -> str:
    return f"phone/{phone_id}/number_sealed"


_COLUMNS = (
    *("id", "victim", "representative", "position", "number_sealed"),
    *("number_index", "last_six_index", "region", "is_readable", "is_own"),
    *("is_safe", "is_wrong", "is_verified", "is_from_victim", "given_at", "vouched_at"),
)

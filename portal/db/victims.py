"""Reading how a victim may be reached, contact data unsealed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.lawyer_wishes import WANTS_LAWYER
from portal.db.pauses import PAUSED_UNTIL
from portal.db.sealing_ring import unseal_if_possible
from portal.domain.contacts import PhoneLine, VictimContact
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.representation import RepresentativeOnFile
from portal.domain.safe_contact import ContactNumber, Permission, SafeContact
from portal.domain.victims import (
    Address,
    Communication,
    DayPart,
    Relation,
    RepresentativeRole,
    VictimKind,
    Wish,
)

Row = Mapping[str, Any]

_IS_STOOD_IN_FOR = """EXISTS (SELECT 1 FROM representative r
    WHERE r.victim = victim.id) AS "is_stood_in_for [boolean]"
"""
PERSON = f"""SELECT *, {WANTS_LAWYER}, {PAUSED_UNTIL}, {_IS_STOOD_IN_FOR}
    FROM victim"""  # noqa: S608 - own words


async def fetch_contact(*, victim_id: UUID) -> VictimContact | None:
    rows = await fetch_rows(f"{PERSON} WHERE id = {{}}", victim_id)
    if not rows:
        return None
    phones = await fetch_rows(
        "SELECT * FROM phone WHERE victim = {} ORDER BY position", victim_id
    )
    return read_contact(rows[0], phones, await fetch_representatives(rows))


async def fetch_representatives(people: Sequence[Row]) -> list[dict[str, Any]]:
    """Ask only where somebody stands in for one of these."""
    ids = [row["id"] for row in people if row["is_stood_in_for"]]
    if not ids:
        return []
    return await fetch_rows(
        "SELECT * FROM representative WHERE victim = ANY({}) ORDER BY position", ids
    )


async def fetch_victim_id(*, reference: str) -> UUID | None:
    """Find a victim by the chain's own id; a merged one is the one that stays."""
    rows = await fetch_rows(
        "SELECT id, merged_into FROM victim WHERE reference = {}", reference
    )
    return (rows[0]["merged_into"] or rows[0]["id"]) if rows else None


async def fetch_current_references(*, references: Sequence[str]) -> list[str]:
    """Give the chain's own ids as they are now: a merged one is the one that stays."""
    rows = await fetch_rows(
        "SELECT COALESCE(stays.reference, named.reference) AS reference"
        " FROM victim AS named LEFT JOIN victim AS stays"
        " ON stays.id = named.merged_into WHERE named.reference = ANY({})"
        " ORDER BY named.reference",
        list(references),
    )
    return [row["reference"] for row in rows]


async def has_victims() -> bool:
    return bool(await fetch_rows("SELECT id FROM victim LIMIT 1"))


def read_contact(
    row: Row, phones: list[dict[str, Any]], representatives: list[dict[str, Any]]
) -> VictimContact:
    numbers: dict[UUID | None, list[ContactNumber]] = {}
    lines: dict[UUID, PhoneLine] = {}
    damaged = set[str]()
    for phone in phones:
        number, lines[phone["id"]] = read_phone(phone, damaged)
        numbers.setdefault(phone["representative"], []).append(number)
    home = _read_address(row, "address_sealed", damaged)
    domicile = _read_address(row, "domicile_sealed", damaged)
    email_address = _unsealed(row, "email_sealed", damaged)
    code_word = _unsealed(row, "code_word_sealed", damaged)
    call_name = _unsealed(row, "call_name_sealed", damaged)
    return VictimContact(
        id=row["id"],
        reference=row["reference"],
        kind=VictimKind(row["kind"]),
        given_names=row["given_names"] or "",
        infix=row["infix"] or "",
        family_name=row["family_name"] or "",
        contact_person=row["contact_person"] or "",
        birth_date=row["birth_date"],
        language=row["language"],
        needs_interpreter=row["needs_interpreter"],
        communication=Communication(row["communication"]),
        is_vulnerable=row["is_vulnerable"],
        plain_language=row["plain_language"],
        is_deceased=row["is_deceased"],
        relation=Relation(row["relation"]) if row["relation"] else None,
        same_address=row["same_address"],
        wishes=read_wishes(row["wishes"]),
        profile=read_profile(row),
        numbers=tuple(numbers.get(None, ())),
        lines=lines,
        email_address=email_address,
        address=home,
        domicile=domicile,
        may_post=row["may_post"] is True,
        domicile_may_post=row["domicile_may_post"] is not False,
        country=row["country"],
        code_word=code_word,
        call_name=call_name,
        representatives=tuple(
            _read_representative(one, numbers.get(one["id"], []))
            for one in representatives
        ),
        wants_lawyer=bool(row["wants_lawyer"]),
        paused_until=row["paused_until"],
        damaged=frozenset(damaged),
    )


def read_profile(row: Row) -> SafeContact:
    own_words = json.loads(row["own_words_at"])
    return SafeContact(
        **{
            name: Permission(
                answer=row[name],
                answered_at=row[f"{name}_at"],
                own_word_at=_moment(own_words.get(name)),
            )
            for name in ("calling", "voicemail", "sms", "email", "post")
        },
        day_parts=frozenset(
            DayPart(part) for part in row["day_parts"].split(",") if part
        ),
        days=frozenset(int(day) for day in row["call_days"].split(",") if day),
        zone=row["time_zone"],
    )


def read_wishes(text: str) -> dict[Wish, bool | None]:
    return {Wish(name): answer for name, answer in json.loads(text).items()}


def read_phone(phone: Row, damaged: set[str]) -> tuple[ContactNumber, PhoneLine]:
    """Read a number; one that cannot be unsealed is one that nobody can read."""
    place = f"phone/{phone['id']}/number_sealed"
    text = unseal_if_possible(phone["number_sealed"], place=place)
    if text is None:
        damaged.add("number_sealed")
        text = ""
    number = read_number(text, region=phone["region"])
    is_number = isinstance(number, PhoneNumber)
    return ContactNumber(
        id=phone["id"],
        e164=number.e164 if isinstance(number, PhoneNumber) else None,
        display=number.display if isinstance(number, PhoneNumber) else text,
        own=phone["is_own"],
        safe=phone["is_safe"],
        given_at=phone["given_at"],
        vouched_at=phone["vouched_at"],
        is_wrong=phone["is_wrong"] or not is_number,
        is_verified=phone["is_verified"],
    ), PhoneLine(
        index=phone["number_index"],
        region=(number.region if isinstance(number, PhoneNumber) else None)
        or phone["region"],
        href=number.href if isinstance(number, PhoneNumber) else "",
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _unsealed(row: Row, column: str, damaged: set[str]) -> str | None:
    if not row[column]:
        return None
    place = f"victim/{row['id']}/{column}"
    text = unseal_if_possible(row[column], place=place)
    if text is None:
        damaged.add(column)
    return text


def _read_address(row: Row, column: str, damaged: set[str]) -> Address | None:
    text = _unsealed(row, column, damaged)
    return Address(**json.loads(text)) if text else None


def _read_representative(
    row: Row, numbers: list[ContactNumber]
) -> RepresentativeOnFile:
    """Who she ended, or said is not right, is told nothing: by no call either."""
    is_shut = row["ended_at"] is not None or row["doubted_at"] is not None
    return RepresentativeOnFile(
        id=row["id"],
        name=row["name"],
        role=RepresentativeRole(row["role"]),
        may_view=row["may_view"] and not is_shut,
        may_act=row["may_act"] and not is_shut,
        has_conflict=row["has_conflict"],
        valid_until=row["valid_until"],
        numbers=tuple(numbers),
    )


async def fetch_cases_of_victim(*, victim_id: UUID) -> set[UUID]:
    """The cases of whose facts this is a victim."""
    rows = await fetch_rows(
        'SELECT DISTINCT fact."case" AS id FROM fact'
        " JOIN fact_victim ON fact_victim.fact = fact.id"
        " WHERE fact_victim.victim = {}",
        victim_id,
    )
    return {UUID(str(row["id"])) for row in rows}

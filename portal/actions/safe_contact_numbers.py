"""The numbers on which a victim may be called: added, marked and taken away by her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions.contact import ContactOnFile
from portal.actions.own_trail import ByWhom
from portal.actions.safe_contact import (
    UnableToChangeContactError,
    ask_shn_to_look,
    changing,
)
from portal.db.deadlocks import again_after_deadlock
from portal.db.own_contact import (
    delete_own_number_for_victim,
    fetch_own_numbers_for_victim,
    insert_own_number_for_victim,
    set_own_number_for_victim,
)
from portal.db.refused_numbers import delete_refused_number, insert_refused_number
from portal.db.sealing_ring import sealer
from portal.domain.own_contact import MOST_NUMBERS, why_unusable
from portal.domain.phone_numbers import PhoneNumber, read_number
from portal.domain.representation import callees
from portal.domain.safe_contact import ContactNumber
from portal.domain.victims import GivenPhone
from portal.domain.work_items import WorkItemKind

NUMBER = "number"


class UnableToFindNumberError(UnableToChangeContactError):
    """It is gone, or it never was hers."""

    def __init__(self) -> None:
        super().__init__("Dit nummer staat er niet meer.", field=NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMarks:
    """Whose it is, and whether she can be called there safely."""

    is_own: bool | None
    is_safe: bool


async def add_number(
    *, victim_id: UUID, text: str, marks: NumberMarks, by: ByWhom, now: datetime
) -> bool:
    """Add a number, or mark one that is there; tell whether SHN looks at it first."""
    return await again_after_deadlock(
        partial(_add, victim_id=victim_id, text=text, marks=marks, by=by, now=now)
    )


async def mark_number(
    *, victim_id: UUID, phone_id: UUID, marks: NumberMarks, by: ByWhom, now: datetime
) -> bool:
    """Say whose it is and whether it is safe; tell whether SHN looks at it first."""
    return await again_after_deadlock(
        partial(
            _mark, victim_id=victim_id, phone_id=phone_id, marks=marks, by=by, now=now
        )
    )


async def remove_number(
    *, victim_id: UUID, phone_id: UUID, by: ByWhom, now: datetime
) -> None:
    """Take it away; when somebody sends it once more it is not called."""
    await again_after_deadlock(
        partial(_remove, victim_id=victim_id, phone_id=phone_id, by=by, now=now)
    )


async def _add(
    *, victim_id: UUID, text: str, marks: NumberMarks, by: ByWhom, now: datetime
) -> bool:
    async with changing(
        victim_id=victim_id, action="add_number", by=by, now=now
    ) as found:
        region = found.contact.country
        number = read_number(text, region=region)
        problem = why_unusable(text, region=region)
        if problem or not isinstance(number, PhoneNumber):
            raise UnableToChangeContactError(problem, field=NUMBER)
        index = sealer().index(number.e164, purpose="phone")
        if not found.at_risk:  # else only the judgement of SHN lifts it
            await delete_refused_number(victim_id=victim_id, number_index=index)
        on_file = await fetch_own_numbers_for_victim(victim_id=victim_id)
        for phone_id, other in on_file.items():
            if other == index:
                return await _set_marks(found, phone_id, marks, now)
        if len(on_file) >= MOST_NUMBERS:
            raise UnableToChangeContactError(
                "U heeft al veel nummers. Haal er eerst een weg.", field=NUMBER
            )
        await insert_own_number_for_victim(
            victim_id=victim_id,
            phone=GivenPhone(text=text, is_own=marks.is_own, is_safe=marks.is_safe),
            region=region,
            is_verified=not found.at_risk or not marks.is_safe,
            now=now,
        )
        return await _ask_shn(found, marks, now)


async def _mark(
    *, victim_id: UUID, phone_id: UUID, marks: NumberMarks, by: ByWhom, now: datetime
) -> bool:
    async with changing(
        victim_id=victim_id, action="mark_number", by=by, now=now
    ) as found:
        return await _set_marks(found, phone_id, marks, now)


async def _set_marks(
    found: ContactOnFile, phone_id: UUID, marks: NumberMarks, now: datetime
) -> bool:
    number = _find(found, phone_id)
    is_opened = marks.is_safe and not _is_used(found, phone_id, now)
    is_held = found.at_risk and is_opened
    columns = _held(number) if is_held else _at_once(marks, now)
    await set_own_number_for_victim(
        victim_id=found.contact.id, phone_id=phone_id, columns=columns
    )
    return is_held and await _ask_shn(found, marks, now)


def _at_once(marks: NumberMarks, now: datetime) -> Mapping[str, object]:
    if not marks.is_safe:
        return {"is_own": marks.is_own, "is_safe": False, "vouched_at": None}
    return {
        "is_own": marks.is_own,
        "is_safe": True,
        "is_wrong": False,
        "is_verified": True,
        "is_from_victim": True,
        "vouched_at": now,
    }


def _held(number: ContactNumber) -> Mapping[str, object]:
    """What was found out about it stays until SHN has looked."""
    return {"is_verified": False, "is_safe": number.safe}


async def _ask_shn(found: ContactOnFile, marks: NumberMarks, now: datetime) -> bool:
    if not found.at_risk or not marks.is_safe:
        return False
    await ask_shn_to_look(
        victim_id=found.contact.id, kind=WorkItemKind.NUMBER_TO_VERIFY, now=now
    )
    return True


async def _remove(
    *, victim_id: UUID, phone_id: UUID, by: ByWhom, now: datetime
) -> None:
    async with changing(
        victim_id=victim_id, action="remove_number", by=by, now=now
    ) as found:
        _find(found, phone_id)
        on_file = await fetch_own_numbers_for_victim(victim_id=victim_id)
        index = on_file.get(phone_id)
        await delete_own_number_for_victim(victim_id=victim_id, phone_id=phone_id)
        if index:
            await insert_refused_number(
                victim_id=victim_id, number_index=index, now=now
            )


def _is_used(found: ContactOnFile, phone_id: UUID, now: datetime) -> bool:
    people = callees(found.contact.reachable, at_risk=found.at_risk, now=now)
    return any(it.id == phone_id for callee in people for it in callee.numbers)


def _find(found: ContactOnFile, phone_id: UUID) -> ContactNumber:
    """What is not hers, and what is gone, are one and the same."""
    for number in found.contact.numbers:
        if number.id == phone_id:
            return number
    raise UnableToFindNumberError

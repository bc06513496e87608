"""Whom to call for a victim, and whose knowledge counts as the victim's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.ages import age_on, is_minor
from portal.domain.calendar import local_date
from portal.domain.complaints import KnownBy
from portal.domain.safe_contact import ContactNumber, SafeContact, callable_numbers
from portal.domain.victims import DayPart, RepresentativeRole, VictimKind

HEARD_FROM = 12  # heard beside the parent
CALLED_FIRST_FROM = 16

# Who stands in for a minor, in the order to call; their part ends at eighteen.
ROLES_FOR_MINORS = (
    RepresentativeRole.PARENT,
    RepresentativeRole.GUARDIAN,
    RepresentativeRole.SPECIAL_CURATOR,
    RepresentativeRole.CERTIFIED_INSTITUTION,
)
ROLES_FOR_ANYONE = (
    RepresentativeRole.CURATOR,
    RepresentativeRole.MENTOR,
    RepresentativeRole.AUTHORISED,
)
_ORDER = (*ROLES_FOR_MINORS, *ROLES_FOR_ANYONE, RepresentativeRole.LAWYER)


class CalleeKind(StrEnum):
    VICTIM = "victim"
    CONTACT_PERSON = "contact_person"  # of a legal person
    REPRESENTATIVE = "representative"
    LAWYER = "lawyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeOnFile:
    """A representative as we know one now, with numbers of their own."""

    id: UUID
    name: str
    role: RepresentativeRole
    may_view: bool
    may_act: bool
    has_conflict: bool
    valid_until: date | None  # exclusive
    numbers: tuple[ContactNumber, ...] = ()
    day_parts: frozenset[DayPart] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Somebody to call; without numbers there is no safe way to this one."""

    kind: CalleeKind
    name: str | None  # None: the victim's own
    representative: RepresentativeOnFile | None
    numbers: tuple[ContactNumber, ...]
    day_parts: frozenset[DayPart]
    is_heard_too: bool = False
    days: frozenset[int] = frozenset()
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """What is known about reaching one victim."""

    kind: VictimKind
    birth_date: date | None
    contact_person: str | None
    numbers: tuple[ContactNumber, ...]
    profile: SafeContact
    representatives: tuple[RepresentativeOnFile, ...] = ()
    wants_lawyer: bool = False


def callees(victim: Reachable, *, at_risk: bool, now: datetime) -> tuple[Callee, ...]:
    """Give whom to call, in order.

    Under 12 the representative; from 12 the parent, the young person heard too;
    from 16 the victim first; a lawyer only where the victim wants that.
    """
    today = local_date(now)
    stand_ins = [
        _stand_in(one, victim.profile, at_risk=at_risk, now=now)
        for one in permitted_representatives(victim, today=today)
    ]
    first = 0
    if _is_young(victim, today):
        first = sum(one.kind is CalleeKind.REPRESENTATIVE for one in stand_ins)
    if not _is_child(victim, today):
        stand_ins.insert(first, _own(victim, at_risk=at_risk, now=now))
    return tuple(stand_ins)


def permitted_representatives(
    victim: Reachable, *, today: date
) -> tuple[RepresentativeOnFile, ...]:
    """Give who may be told, in order: never with a conflict, never one past."""
    permitted = (
        one for one in victim.representatives if _is_permitted(one, victim, today)
    )
    return tuple(sorted(permitted, key=lambda one: _ORDER.index(one.role)))


def lawyers_on_file(
    victim: Reachable, *, today: date
) -> tuple[RepresentativeOnFile, ...]:
    """Give through whom it can go, once she wants that."""
    return tuple(
        one
        for one in victim.representatives
        if one.role is RepresentativeRole.LAWYER and _may_be_told(one, today)
    )


def shut_out(victim: Reachable) -> tuple[RepresentativeOnFile, ...]:
    """Give who has a conflict of interest: a caller must know whom not to speak to."""
    return tuple(one for one in victim.representatives if one.has_conflict)


def has_safe_way(people: Iterable[Callee]) -> bool:
    return any(callee.numbers for callee in people)


def knowledge_through(
    representative: RepresentativeOnFile | None,
    *,
    birth_date: date | None,
    today: date,
) -> KnownBy | None:
    """Say by whom the victim now knows; None: telling this one was not telling her.

    No representative is the victim, or a legal person's contact person.
    """
    if representative is None:
        return KnownBy.CALL
    if representative.has_conflict or _is_past(representative, today):
        return None
    if representative.role is RepresentativeRole.LAWYER:
        return KnownBy.LAWYER
    if representative.role in ROLES_FOR_ANYONE:
        return KnownBy.OTHER if representative.may_act else None
    is_under_16 = _is_under(CALLED_FIRST_FROM, birth_date, today)
    return KnownBy.CALL if is_under_16 else None


def _is_child(victim: Reachable, today: date) -> bool:
    return _is_person(victim) and _is_under(HEARD_FROM, victim.birth_date, today)


def _is_young(victim: Reachable, today: date) -> bool:
    return _is_person(victim) and _is_under(CALLED_FIRST_FROM, victim.birth_date, today)


def _is_person(victim: Reachable) -> bool:
    return victim.kind is not VictimKind.LEGAL_PERSON


def _is_under(age: int, birth_date: date | None, today: date) -> bool:
    return birth_date is not None and age_on(birth_date=birth_date, day=today) < age


def _is_past(one: RepresentativeOnFile, today: date) -> bool:
    return one.valid_until is not None and one.valid_until <= today


def _may_be_told(one: RepresentativeOnFile, today: date) -> bool:
    return one.may_view and not one.has_conflict and not _is_past(one, today)


def _is_permitted(one: RepresentativeOnFile, victim: Reachable, today: date) -> bool:
    if not _may_be_told(one, today):
        return False
    if one.role is RepresentativeRole.LAWYER:
        return victim.wants_lawyer
    return one.role not in ROLES_FOR_MINORS or is_minor(
        birth_date=victim.birth_date, day=today
    )


def _own(victim: Reachable, *, at_risk: bool, now: datetime) -> Callee:
    is_person = _is_person(victim)
    return Callee(
        kind=CalleeKind.VICTIM if is_person else CalleeKind.CONTACT_PERSON,
        name=None if is_person else victim.contact_person,
        representative=None,
        numbers=callable_numbers(
            victim.numbers, victim.profile, at_risk=at_risk, now=now
        ),
        day_parts=victim.profile.day_parts,
        days=victim.profile.days,
        zone=victim.profile.zone,
        is_heard_too=_is_young(victim, local_date(now)),
    )


def _stand_in(
    one: RepresentativeOnFile, profile: SafeContact, *, at_risk: bool, now: datetime
) -> Callee:
    is_lawyer = one.role is RepresentativeRole.LAWYER
    return Callee(
        kind=CalleeKind.LAWYER if is_lawyer else CalleeKind.REPRESENTATIVE,
        name=one.name,
        representative=one,
        numbers=callable_numbers(one.numbers, profile, at_risk=at_risk, now=now),
        day_parts=one.day_parts,
    )

"""Who stands in for a victim, and what they may see and do here.

The table of `portal.domain.standing_powers` is the most that a role can have. What is
on file of one person takes away from it: no right to look or to act, an end, a conflict
of interest, a word of the victim herself, her age, her safety.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from portal.domain.ages import ADULT_FROM, age_on
from portal.domain.complaints import KnownBy
from portal.domain.representation import (
    CALLED_FIRST_FROM,
    HEARD_FROM,
    ROLES_FOR_MINORS,
    RepresentativeOnFile,
    knowledge_through,
)
from portal.domain.standing_powers import (
    ACT,
    APPOINTED_BY_A_COURT,
    KEPT_BY_HER,
    NOTHING,
    SEE,
    TABLED,
    WHERE_SHE_IS,
    OwnPart,
    Part,
    Right,
    most_of,
)
from portal.domain.victims import RepresentativeRole, VictimKind

_KEPT_WITH = {
    OwnPart.CONTACT: WHERE_SHE_IS,
    OwnPart.QUESTIONS: (Part.QUESTIONS, Part.DATA),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """All that decides what one person may do for one victim."""

    id: UUID
    name: str
    role: RepresentativeRole
    may_view: bool
    may_act: bool
    has_conflict: bool
    valid_until: date | None  # exclusive
    is_ended: bool  # by the victim herself
    is_kept: bool  # from sixteen: she wants it so
    is_doubted: bool  # she said that it is not right; SHN looks
    victim_id: UUID
    victim_kind: VictimKind
    first_name: str
    initial: str = ""  # of the family name: two clients may both be Anna
    birth_date: date | None
    at_risk: bool = False
    own_parts: frozenset[OwnPart] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What somebody may do here; `reads_as` None: their reading is not hers."""

    rights: Mapping[Part, Right]
    reads_as: KnownBy | None
    first_name: str = ""  # of whom they stand in for

    def sees(self, part: str) -> bool:
        return self.rights[Part(part)] >= SEE

    def acts(self, part: str) -> bool:
        return self.rights[Part(part)] >= ACT

    @property
    def only_seen(self) -> tuple[Part, ...]:
        return tuple(part for part in TABLED if self.rights[part] is SEE)

    @property
    def changed(self) -> tuple[Part, ...]:
        return tuple(part for part in TABLED if self.acts(part))

    @property
    def is_whole(self) -> bool:
        return all(right is ACT for right in self.rights.values())

    @property
    def opens_gate(self) -> bool:
        """Whether news may be read here before we told it to the victim herself."""
        return self.reads_as is KnownBy.PORTAL


HER_OWN = Access(
    rights=MappingProxyType(dict.fromkeys(Part, ACT)), reads_as=KnownBy.PORTAL
)


def access_of(one: StandIn, today: date) -> Access | None:
    """Say what somebody may do; None is a door that is shut."""
    if is_shut(one, today):
        return None
    rights = most_of(one.role, is_of_company=_is_of_company(one))
    for limit in (_by_powers, _by_age, _by_risk, _by_her_word):
        limit(one, today, rights)
    return Access(
        rights=MappingProxyType(rights),
        reads_as=_reads_as(one, today, rights),
        first_name=one.first_name,
    )


def is_shut(one: StandIn, today: date) -> bool:
    is_past = one.valid_until is not None and one.valid_until <= today
    if not one.may_view or one.has_conflict or is_past:
        return True
    if one.is_ended or one.is_doubted:
        return True
    return one.role in ROLES_FOR_MINORS and not _is_open_by_age(one, today)


def has_own_voice(birth_date: date | None, today: date) -> bool:
    """From twelve; whose age we do not know speaks for herself."""
    return birth_date is None or age_on(birth_date=birth_date, day=today) >= HEARD_FROM


def comes_first(one: StandIn, today: date) -> bool:
    """Whether it is for her to say that a parent may look along."""
    return one.role in KEPT_BY_HER and _is_between(
        CALLED_FIRST_FROM, ADULT_FROM, one.birth_date, today
    )


def _is_open_by_age(one: StandIn, today: date) -> bool:
    """Nobody stands in for a minor whose age is not known, or who is one no more."""
    if _is_between(0, CALLED_FIRST_FROM, one.birth_date, today):
        return True
    if not _is_between(CALLED_FIRST_FROM, ADULT_FROM, one.birth_date, today):
        return False
    return one.is_kept or one.role in APPOINTED_BY_A_COURT


def _is_between(
    youngest: int, under: int, birth_date: date | None, today: date
) -> bool:
    return (
        birth_date is not None
        and youngest <= age_on(birth_date=birth_date, day=today) < under
    )


def _is_of_company(one: StandIn) -> bool:
    is_company = one.victim_kind is VictimKind.LEGAL_PERSON
    return is_company and one.role is RepresentativeRole.AUTHORISED


_Limit = Callable[[StandIn, date, dict[Part, Right]], None]


def _lower(rights: dict[Part, Right], parts: Collection[Part], most: Right) -> None:
    for part in parts:
        rights[part] = min(rights[part], most)


def _by_powers(one: StandIn, _: date, rights: dict[Part, Right]) -> None:
    if not one.may_act:
        _lower(rights, TABLED, SEE)


def _by_age(one: StandIn, today: date, rights: dict[Part, Right]) -> None:
    """From sixteen she acts herself; who stood in for a child looks along.

    What was looked at and said stands in her data, that she reported somebody too:
    from twelve it is hers alone.
    """
    if has_own_voice(one.birth_date, today):
        _lower(rights, (Part.DATA,), NOTHING)
    is_young = _is_between(0, CALLED_FIRST_FROM, one.birth_date, today)
    if one.role in ROLES_FOR_MINORS and not is_young:
        _lower(rights, TABLED, SEE)


def _by_risk(one: StandIn, today: date, rights: dict[Part, Right]) -> None:
    """Nobody else knows how someone at risk is reached, except of a child."""
    is_young = _is_between(0, CALLED_FIRST_FROM, one.birth_date, today)
    stands_in_for_child = one.role in ROLES_FOR_MINORS and is_young
    if one.at_risk and not stands_in_for_child:
        _lower(rights, WHERE_SHE_IS, NOTHING)


def _by_her_word(one: StandIn, _: date, rights: dict[Part, Right]) -> None:
    for own in one.own_parts:
        _lower(rights, _KEPT_WITH[own], NOTHING)


def _reads_as(
    one: StandIn, today: date, rights: Mapping[Part, Right]
) -> KnownBy | None:
    """Say whose knowledge it is when this one reads (contracts, section 6)."""
    if rights[Part.DECISIONS] < ACT:
        return None
    if _is_of_company(one):
        return KnownBy.PORTAL
    source = knowledge_through(
        RepresentativeOnFile(
            id=one.id,
            name=one.name,
            role=one.role,
            may_view=one.may_view,
            may_act=one.may_act,
            has_conflict=one.has_conflict,
            valid_until=one.valid_until,
        ),
        birth_date=one.birth_date,
        today=today,
    )
    return KnownBy.PORTAL if source is KnownBy.CALL else source

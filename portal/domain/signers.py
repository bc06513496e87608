"""Who signs a letter for a victim who cannot sign it alone."""

from dataclasses import dataclass
from datetime import date

from portal.domain.ages import is_minor
from portal.domain.representation import (
    ROLES_FOR_MINORS,
    Reachable,
    RepresentativeOnFile,
    permitted_representatives,
)
from portal.domain.victims import RepresentativeRole, VictimKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """`name` is empty where a parent or guardian must sign and none is on file."""

    name: str
    role: RepresentativeRole | None


def signer_for(
    victim: Reachable, *, today: date, standing_in: RepresentativeOnFile | None = None
) -> Signer | None:
    """Give who signs: the one who writes for her, else who must; None is herself.

    A minor and a person under a curator cannot go to court alone.
    """
    if standing_in is not None:
        return Signer(name=standing_in.name, role=standing_in.role)
    for one in permitted_representatives(victim, today=today):
        if one.may_act and _must_sign(one, victim, today):
            return Signer(name=one.name, role=one.role)
    return Signer(name="", role=None) if _is_child(victim, today) else None


def _must_sign(one: RepresentativeOnFile, victim: Reachable, today: date) -> bool:
    if one.role is RepresentativeRole.CURATOR:
        return True
    return one.role in ROLES_FOR_MINORS and _is_child(victim, today)


def _is_child(victim: Reachable, today: date) -> bool:
    return victim.kind is not VictimKind.LEGAL_PERSON and is_minor(
        birth_date=victim.birth_date, day=today
    )

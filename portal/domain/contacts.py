"""Everything needed to reach one victim, and nothing about her case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.domain.representation import Reachable, RepresentativeOnFile
from portal.domain.safe_contact import ContactNumber, SafeContact
from portal.domain.victims import Address, Communication, Relation, VictimKind, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """What a number is to the portal; by its index the same line is known again."""

    index: str | None
    region: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimContact:
    """Contact data in the clear: for a caller's screen or a message going out.

    `damaged` names the columns in which something is that could not be unsealed.
    """

    id: UUID
    reference: str
    kind: VictimKind
    given_names: str
    infix: str
    family_name: str
    contact_person: str
    birth_date: date | None
    language: str
    needs_interpreter: bool
    communication: Communication
    is_vulnerable: bool
    plain_language: bool
    is_deceased: bool
    relation: Relation | None
    same_address: bool | None
    wishes: dict[Wish, bool | None]
    profile: SafeContact
    numbers: tuple[ContactNumber, ...]
    lines: dict[UUID, PhoneLine]
    email_address: str | None
    address: Address | None
    domicile: Address | None
    may_post: bool
    domicile_may_post: bool
    country: str
    code_word: str | None
    call_name: str | None
    representatives: tuple[RepresentativeOnFile, ...]
    wants_lawyer: bool
    paused_until: datetime | None  # she wants rest till then
    damaged: frozenset[str]

    @property
    def name(self) -> str:
        parts = (self.given_names, self.infix, self.family_name)
        return " ".join(part for part in parts if part)

    @property
    def letter_address(self) -> Address | None:
        """Home stands in for no domicile that was chosen and cannot be read."""
        if "domicile_sealed" in self.damaged:
            return None
        return letter_address(
            home=self.address,
            may_post=self.may_post,
            domicile=self.domicile,
            domicile_may_post=self.domicile_may_post,
        )

    @property
    def reachable(self) -> Reachable:
        return Reachable(
            kind=self.kind,
            birth_date=self.birth_date,
            contact_person=self.contact_person or None,
            numbers=self.numbers,
            profile=self.profile,
            representatives=self.representatives,
            wants_lawyer=self.wants_lawyer,
        )


def letter_address(
    *,
    home: Address | None,
    may_post: bool,
    domicile: Address | None,
    domicile_may_post: bool,
) -> Address | None:
    """Give where a letter may go: the chosen domicile, else home; each if one may."""
    if domicile is not None and domicile_may_post:
        return domicile
    return home if may_post else None


def is_opted_out(wishes: Mapping[Wish, bool | None]) -> bool:
    """No calls and no extra messages about decisions wanted (design 4.8)."""
    return is_opted_out_of(wishes, Wish.DECISION)


def is_opted_out_of(wishes: Mapping[Wish, bool | None], subject: Wish) -> bool:
    """A no to this subject, or to all information without a yes to this."""
    answer = wishes.get(subject)
    return answer is False or (
        wishes.get(Wish.INFORMATION) is False and answer is not True
    )

"""One victim in one case, as whom a call is opened for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.at_hand import AtHand
from portal.db.call_tasks import NewTask
from portal.db.case_people import CaseOnFile, CaseVictim
from portal.db.decisions import DecisionOnFile
from portal.domain.calendar import local_date
from portal.domain.call_kinds import KINDS, Experience, Priority, caller_of
from portal.domain.call_tasks import (
    INFORMS,
    TaskKind,
    first_day,
    needs_experience,
    not_heard_day,
    written_notice_day,
    written_notice_day_before,
)
from portal.domain.cases import OffenceCategory
from portal.domain.news import Listener
from portal.domain.risk import is_at_risk
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """One victim and one case; `grounds` are of the decisions about her."""

    case: CaseOnFile
    victim: CaseVictim
    at_risk: bool
    grounds: tuple[str, ...]
    at_hand: AtHand  # of all victims of the case

    @property
    def incident_id(self) -> UUID:
        """Give the report that she knows: a joined one where she is only in that."""
        hers = self.victim.incidents
        main = self.case.incident_id
        return main if main in hers else min(hers, default=main)

    @property
    def listener(self) -> Listener:
        victim = self.victim
        return Listener(
            victim_id=victim.id,
            facts=victim.facts,
            is_deceased=victim.is_deceased,
            at_risk=self.at_risk,
            has_right_to_speak=victim.has_right_to_speak,
            communication=victim.communication,
            wishes=victim.wishes,
        )

    def new_task(
        self,
        kind: TaskKind,
        *,
        happened_at: datetime,
        due_at: datetime,
        happened_on: date | None = None,
        hearing_at: datetime | None = None,
        priority: Priority = Priority.USUAL,
        grounds: Sequence[str] | None = None,
        baton: Organisation | None = None,
    ) -> NewTask:
        """Fill in what the table says of this kind; the law's letter with its days."""
        first = first_day(happened_on or local_date(happened_at), happened_at)
        letter_day = (
            written_notice_day(first, happened_at)
            if hearing_at is None
            else written_notice_day_before(
                local_date(hearing_at), first, happened_at, due=local_date(due_at)
            )
        )
        return NewTask(
            victim_id=self.victim.id,
            incident_id=self.incident_id,
            kind=str(kind),
            organisation=str(caller_of(kind, baton=baton)),
            location=self.case.location,
            opened_at=happened_at,
            due_at=due_at,
            notice_by=letter_day if KINDS[kind].letter_within_14_days else None,
            not_heard_on=not_heard_day(first, happened_at) if kind in INFORMS else None,
            is_at_risk=self.at_risk,
            needs_experience=self._needs_experience(
                kind, self.grounds if grounds is None else grounds
            ),
            priority=priority,
        )

    def _needs_experience(self, kind: TaskKind, grounds: Sequence[str]) -> bool:
        match KINDS[kind].experience:
            case Experience.ANYBODY:
                return False
            case Experience.EXPERIENCED:
                return True
            case Experience.BY_CASE:
                return any(
                    needs_experience(
                        grounds=grounds,
                        kind=self.victim.kind,
                        offence_category=category,
                        articles=self.victim.articles,
                    )
                    for category in _categories(self.victim)
                )


def victim_is_at_risk(
    victim: CaseVictim, decisions: Iterable[DecisionOnFile], *, today: date
) -> bool:
    grounds = {ground for decision in decisions for ground in decision.grounds}
    return any(
        is_at_risk(
            vulnerable=victim.is_vulnerable,
            birth_date=victim.birth_date,
            today=today,
            offence_category=category,
            articles=victim.articles,
            relation=victim.relation,
            same_address=victim.same_address,
            grounds=grounds,
        )
        for category in _categories(victim)
    )


def _categories(victim: CaseVictim) -> frozenset[OffenceCategory]:
    return victim.categories or frozenset({OffenceCategory.OTHER})

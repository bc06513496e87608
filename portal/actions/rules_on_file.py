"""Reading which rules of outcomes hold, which are planned, and which there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.actions.call_tasks import hours_of
from portal.db.outcome_rules import RulesVersion, fetch_rules_versions
from portal.domain.call_kinds import LadderRule, Priority
from portal.domain.call_tasks import TaskKind
from portal.domain.errors import UnableToError
from portal.domain.ladder_examples import LadderExample, never_answered
from portal.domain.outcome_rules import Figures, general_rule, is_at_once, rule_of
from portal.domain.question_cards import kinds_of
from portal.domain.staff import Role, Worker


class UnableToFindRulesError(UnableToError):
    """There are no such rules in this organisation, or not for this member of staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """What holds now for a kind, None being every kind; `newest` was saved last.

    `planned` is a change that is saved and holds from a later moment on.
    """

    kind: TaskKind | None
    rule: LadderRule
    usual: LadderRule  # without figures of its own
    newest: LadderRule
    seen: int
    planned: RulesVersion | None
    versions: tuple[RulesVersion, ...]
    may_change: bool


async def read_rules_table(*, worker: Worker, now: datetime) -> list[KindRules]:
    """Give every kind that the own organisation calls about, the general one first."""
    versions = await fetch_rules_versions(organisation=worker.organisation)
    kinds = (None, *kinds_of(worker.organisation))
    return [of_kind(kind, versions, worker, now) for kind in kinds]


async def read_rules(
    *, kind: TaskKind | None, worker: Worker, now: datetime
) -> KindRules:
    check_is_own(kind, worker)
    versions = await fetch_rules_versions(organisation=worker.organisation)
    return of_kind(kind, versions, worker, now)


async def read_example(
    *, rule: LadderRule, kind: TaskKind | None, worker: Worker, start: datetime
) -> LadderExample:
    """Say what the rule comes down to in the hours of the organisation."""
    at_once = kind is not None and is_at_once(kind)
    hours = await hours_of(
        organisation=worker.organisation.value,
        location=worker.location or "",
        priority=Priority.URGENT if at_once else Priority.USUAL,
    )
    return never_answered(rule, start=start, hours=hours)


def of_kind(
    kind: TaskKind | None,
    versions: Sequence[RulesVersion],
    worker: Worker,
    now: datetime,
) -> KindRules:
    mine = tuple(it for it in versions if it.kind is kind)
    newest = next(iter(mine), None)
    is_planned = newest is not None and newest.valid_from > now
    then = newest.valid_from if newest is not None and is_planned else now
    return KindRules(
        kind=kind,
        rule=rule_at(kind, versions, now),
        usual=usual_rule(kind, versions, now),
        newest=rule_at(kind, versions, then),
        seen=max((it.version for it in versions if it.kind in {kind, None}), default=0),
        planned=newest if is_planned else None,
        versions=mine,
        may_change=may_change_rules(worker),
    )


def rule_at(
    kind: TaskKind | None, versions: Sequence[RulesVersion], at: datetime
) -> LadderRule:
    general = figures_at(None, versions, at)
    if kind is None:
        return general_rule(general)
    return rule_of(kind, general=general, own=figures_at(kind, versions, at))


def usual_rule(
    kind: TaskKind | None, versions: Sequence[RulesVersion], at: datetime
) -> LadderRule:
    if kind is None:
        return general_rule({})
    return rule_of(kind, general=figures_at(None, versions, at), own={})


def figures_at(
    kind: TaskKind | None, versions: Sequence[RulesVersion], at: datetime
) -> Figures:
    """Give what holds at that moment: the newest of those that began."""
    held = (it.figures for it in versions if it.kind is kind and it.valid_from <= at)
    return next(held, {})


def may_change_rules(worker: Worker) -> bool:
    """The rules are of the whole organisation, so who is local only reads them."""
    return worker.role is Role.SUPERVISOR and worker.location is None


def check_is_own(kind: TaskKind | None, worker: Worker) -> None:
    if kind is not None and kind not in kinds_of(worker.organisation):
        raise UnableToFindRulesError("Deze regels zijn er niet.")

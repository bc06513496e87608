"""Reading which rules of outcomes hold, and changing them within their limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.rules_on_file import (
    KindRules,
    UnableToFindRulesError,
    check_is_own,
    figures_at,
    may_change_rules,
    of_kind,
    read_example,
    rule_at,
    usual_rule,
)
from portal.db import outcome_rules as db
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS, is_unique_violation
from portal.domain.call_kinds import LadderRule
from portal.domain.call_tasks import TaskKind
from portal.domain.errors import UnableToError
from portal.domain.ladder_examples import LadderExample
from portal.domain.outcome_rules import (
    Figure,
    Figures,
    differences,
    find_figure_problems,
    find_other_problems,
    general_rule,
    kinds_that_break,
    read_rule,
    rule_of,
)
from portal.domain.question_cards import kinds_of
from portal.domain.staff import Worker

TRIES = 20


class UnableToChangeRulesError(UnableToError):
    """What was typed does not hold; `problems` says it for each field.

    `breaks` names kinds whose own figures do not go together with new general ones.
    """

    def __init__(
        self, problems: Mapping[str, str], *, breaks: tuple[TaskKind, ...] = ()
    ) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)
        self.breaks = breaks


class UnableToOverwriteRulesError(UnableToError):
    """A colleague changed the same rules meanwhile: neither change is lost."""

    is_conflict = True
    hint = "Uw wijziging is niet opgeslagen. Vergelijk en sla daarna opnieuw op."


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesChange:
    """As typed: figures, why, from which day, and over which version."""

    kind: TaskKind | None
    figures: Mapping[Figure, str]
    reason: str
    from_day: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPreview:
    """What a change would make of it; nothing is saved yet."""

    rule: LadderRule
    valid_from: datetime
    is_at_once: bool
    calls: int
    example: LadderExample


async def preview_rules(
    *, change: RulesChange, worker: Worker, now: datetime
) -> RulesPreview:
    """Find what is wrong with a change, or say what it would make of it."""
    _check_may_change(change.kind, worker)
    versions = await db.fetch_rules_versions(organisation=worker.organisation)
    valid_from = _check(change, versions, now)
    rule = read_rule(change.kind, change.figures)
    return RulesPreview(
        rule=rule,
        valid_from=valid_from,
        is_at_once=valid_from <= now,
        calls=await db.count_open_calls(
            organisation=worker.organisation,
            kinds=_kinds_touched(change.kind, rule, versions, worker, now),
        ),
        example=await read_example(
            rule=rule, kind=change.kind, worker=worker, start=valid_from
        ),
    )


def _kinds_touched(
    kind: TaskKind | None,
    rule: LadderRule,
    versions: Sequence[db.RulesVersion],
    worker: Worker,
    now: datetime,
) -> list[TaskKind]:
    """Name the kinds that a change makes other: a kind may have figures of its own."""
    if kind is not None:
        return [kind]
    general = differences(rule, base=general_rule({}))
    return [
        it
        for it in kinds_of(worker.organisation)
        if rule_at(it, versions, now)
        != rule_of(it, general=general, own=figures_at(it, versions, now))
    ]


async def change_rules(*, change: RulesChange, worker: Worker, now: datetime) -> None:
    """Add a version; a second click changes nothing, and two at once keep both."""
    _check_may_change(change.kind, worker)
    for _ in range(TRIES):
        try:
            async with transaction():
                await _add_version(change, worker, now)
                return
        except INTEGRITY_ERRORS as error:
            if not is_unique_violation(error):
                raise
    raise UnableToOverwriteRulesError("Collega's wijzigen nu veel regels tegelijk.")


async def _add_version(change: RulesChange, worker: Worker, now: datetime) -> None:
    versions = await db.fetch_rules_versions(organisation=worker.organisation)
    read = of_kind(change.kind, versions, worker, now)
    valid_from = _check(change, versions, now)
    rule = read_rule(change.kind, change.figures)
    if _is_repeat(read, change, rule, worker):
        return
    if read.seen != change.seen:
        raise UnableToOverwriteRulesError("Een collega wijzigde deze regels net.")
    if rule == read.newest and (
        read.planned is None or read.planned.valid_from == valid_from
    ):
        raise UnableToChangeRulesError({"figures": "U hebt niets veranderd."})
    rules_id = await db.insert_rules(
        organisation=worker.organisation,
        kind=change.kind,
        version=(versions[0].version if versions else 0) + 1,
        figures=differences(rule, base=usual_rule(change.kind, versions, valid_from)),
        valid_from=valid_from,
        staff_id=worker.staff_id,
        at=now,
        reason=change.reason.strip(),
    )
    await _note(rules_id, worker, now)


def _is_repeat(
    read: KindRules, change: RulesChange, rule: LadderRule, worker: Worker
) -> bool:
    """Whether this very change was saved already: a second click, or the way back."""
    newest = next(iter(read.versions), None)
    if newest is None or newest.version <= change.seen or rule != read.newest:
        return False
    said = (newest.staff_id, newest.reason)
    return said == (worker.staff_id, change.reason.strip())


def _check(
    change: RulesChange, versions: Sequence[db.RulesVersion], now: datetime
) -> datetime:
    """Give from when it holds, or say everything that is wrong with it."""
    valid_from, problems = find_other_problems(
        reason=change.reason, from_day=change.from_day, now=now
    )
    wrong = find_figure_problems(change.kind, change.figures)
    problems |= {str(figure): text for figure, text in wrong.items()}
    if change.kind is None and not wrong:
        breaks = _kinds_that_break(change, versions)
        if breaks:
            raise UnableToChangeRulesError(
                {**problems, "figures": "Dit past niet bij regels van een soort."},
                breaks=breaks,
            )
    if problems or valid_from is None:
        raise UnableToChangeRulesError(problems)
    return valid_from


def _kinds_that_break(
    change: RulesChange, versions: Sequence[db.RulesVersion]
) -> tuple[TaskKind, ...]:
    general = differences(read_rule(None, change.figures), base=general_rule({}))
    own: dict[TaskKind, Figures] = {}
    for it in versions:
        if it.kind is not None:
            own.setdefault(it.kind, it.figures)
    return tuple(kinds_that_break(own, general=general, own=own))


def _check_may_change(kind: TaskKind | None, worker: Worker) -> None:
    check_is_own(kind, worker)
    if not may_change_rules(worker):
        raise UnableToFindRulesError("U kunt deze regels niet wijzigen.")


async def _note(rules_id: UUID, worker: Worker, now: datetime) -> None:
    await trail.note(
        worker,
        now,
        "outcome_rules_changed",
        object_kind="outcome_rules",
        object_id=rules_id,
    )

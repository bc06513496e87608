"""Which rules of outcomes hold for a call at the moment of an attempt."""

from dataclasses import dataclass
from datetime import datetime

from portal.db.outcome_rules import fetch_rules
from portal.domain.call_kinds import LadderRule
from portal.domain.call_tasks import TaskKind
from portal.domain.outcome_rules import rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInForce:
    """`version` is kept with the attempt; 0 is as shipped."""

    version: int
    rule: LadderRule


async def rules_in_force(
    *, organisation: str, kind: TaskKind, at: datetime
) -> RulesInForce:
    found = await fetch_rules(organisation=organisation, kind=kind, at=at)
    rule = rule_of(kind, general=found.general, own=found.own)
    return RulesInForce(version=found.version, rule=rule)

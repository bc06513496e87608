"""Which decisions of a case have reached its victims, other than by a call task."""

from collections import defaultdict
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.owed import Told

# A letter is written under a lock on its decision and sent in that transaction: one
# that did not leave when the decision fell will not; an e-mail may be on its way.
_TOLD = """
SELECT knowledge.victim, knowledge.decision, knowledge.subject, NULL AS message
FROM knowledge JOIN decision ON decision.id = knowledge.decision
WHERE decision."case" = {} AND knowledge.withdrawn_at IS NULL
UNION ALL
SELECT notification.victim, notification.decision, NULL, notification.message
FROM notification JOIN decision ON decision.id = notification.decision
WHERE decision."case" = {} AND (notification.state = 'sent'
     OR (notification.state = 'sending' AND notification.channel <> 'letter')
     OR (notification.state IN ('queued', 'sending')
         AND decision.state IN ('stands', 'contested')))
"""

_NOTICE = frozenset({"served_notice"})
_CONTENT = frozenset({"decision_notice", "decision_confirmation"}) | _NOTICE

Pairs = defaultdict[UUID, set[UUID]]


async def fetch_told(*, case_id: UUID) -> dict[UUID, Told]:
    known, known_of_notice = defaultdict(set), defaultdict(set)
    written, written_of_notice = defaultdict(set), defaultdict(set)
    for row in await fetch_rows(_TOLD, case_id, case_id):
        if row["subject"] is not None:
            known[row["victim"]].add(row["decision"])
        if row["subject"] == "served_notice":
            known_of_notice[row["victim"]].add(row["decision"])
        if row["message"] in _CONTENT:
            written[row["victim"]].add(row["decision"])
        if row["message"] in _NOTICE:
            written_of_notice[row["victim"]].add(row["decision"])
    return _gather(known, known_of_notice, written, written_of_notice)


def _gather(*maps: Pairs) -> dict[UUID, Told]:
    known, known_of_notice, written, written_of_notice = maps
    return {
        victim: Told(
            known=frozenset(known[victim]),
            known_of_notice=frozenset(known_of_notice[victim]),
            written=frozenset(written[victim]),
            written_of_notice=frozenset(written_of_notice[victim]),
        )
        for victim in set(known) | set(written)
    }

"""What she heard of a conversation, and by whom."""

from dataclasses import replace
from uuid import UUID

from portal.actions.call_situation import CallState
from portal.domain.attempts import AttemptReport
from portal.domain.calendar import local_date
from portal.domain.complaints import KnownBy
from portal.domain.outcomes import NOT_HER
from portal.domain.representation import knowledge_through


def known_by(report: AttemptReport, state: CallState) -> KnownBy | None:
    """Say by whom the victim now knows what was told; None is not at all."""
    if report.recorded_outcome in NOT_HER:
        return None
    return known_through(report.spoken_to, state)


def known_through(spoken_to: UUID | None, state: CallState) -> KnownBy | None:
    representative = next(
        (
            callee.representative
            for callee in state.people
            if callee.representative is not None
            and callee.representative.id == spoken_to
        ),
        None,
    )
    return knowledge_through(
        representative,
        birth_date=state.contact.birth_date,
        today=local_date(state.at),
    )


def as_heard(
    report: AttemptReport,
    state: CallState,
    source: KnownBy | None,
    fallen: frozenset[UUID],
) -> AttemptReport:
    """Keep of what was ticked what she heard, and had not been told before.

    What fell while the caller was telling it was told all the same.
    """
    if source is None:
        return replace(report, told=frozenset(), ticked=frozenset())
    return replace(report, told=report.told & (fallen | set(state.untold)))

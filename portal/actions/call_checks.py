"""Whether what a caller filled in can be recorded like that, as things stand now."""

from portal.actions.call_situation import CallState
from portal.domain.agreed_moments import find_objection
from portal.domain.attempts import (
    AttemptReport,
    UnableToRecordAttemptError,
    find_problems,
)
from portal.domain.call_checklists import find_written_problems
from portal.domain.incoming_contacts import manner_problems

ASK_AGAIN = "Klopt dit moment? Kies de uitkomst dan nog een keer."


def check_report(report: AttemptReport, state: CallState) -> None:
    """Raise UnableToRecordAttemptError with what does not hold, for each field."""
    problems = manner_problems(state.task.taken_as, report.outcome) | find_problems(
        report,
        required=state.still_required,
        callable_people={
            callee.representative.id
            for callee in state.people
            if callee.representative is not None
        },
        numbers={number.id for number in state.numbers},
        at_risk=state.at_risk,
        at=state.at,
        untold=state.untold,
        region=state.contact.country,
    )
    problems = _warnings(report, state) | problems
    problems |= find_written_problems(state.task.kind, report, at=state.at)
    if problems:
        raise UnableToRecordAttemptError(problems)


def _warnings(report: AttemptReport, state: CallState) -> dict[str, str]:
    """A moment that is odd stands once the caller has seen that it is."""
    if not report.has_moment or report.confirms_moment or report.agreed_at is None:
        return {}
    situation = state.situation(report.phone_id)
    objection = find_objection(
        report.agreed_at,
        hours=state.hours,
        days=state.days,
        day_parts=situation.day_parts,
        zone=situation.zone,
    )
    return {"agreed_at": f"{objection} {ASK_AGAIN}"} if objection else {}

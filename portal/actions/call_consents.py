"""What she or who stands in for her said is safe, in the call itself."""

from portal.actions.call_situation import CallState
from portal.db.call_attempts import Attempt
from portal.db.victim_columns import CONSENTS
from portal.domain.attempts import AttemptReport, is_identified
from portal.domain.complaints import KnownBy
from portal.domain.victims import FactValue


def is_her_word(
    report: AttemptReport, attempt: Attempt, state: CallState, source: KnownBy | None
) -> bool:
    """Whoever lives with her can say too that all is safe, or give a number."""
    is_she = source is KnownBy.CALL and attempt.reached
    return is_she and is_identified(report.identified_by, at_risk=state.at_risk)


def confirmed_answers(state: CallState) -> dict[str, FactValue]:
    """Every yes is fresh again, and so is calling; no no is touched."""
    profile = state.contact.profile
    answers = {name: getattr(profile, name).answer for name in CONSENTS}
    return {
        name: True
        for name, answer in answers.items()
        if answer is True or (name == "calling" and answer is None)
    }

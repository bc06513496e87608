"""How an attempt to call can end, and what each end sets off, as one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import UnableToError


class Outcome(StrEnum):
    SPOKEN = "spoken"
    SPOKEN_PARTLY = "spoken_partly"
    NO_ANSWER = "no_answer"
    ENGAGED = "engaged"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    SOMEONE_ELSE = "someone_else"
    IDENTITY_NOT_CONFIRMED = "identity_not_confirmed"
    CALLBACK_AGREED = "callback_agreed"
    REFUSED = "refused"
    INTERPRETER_NEEDED = "interpreter_needed"
    REPRESENTATIVE = "representative"
    UNSAFE = "unsafe"


# She did not hear what was ticked: nobody was there, or not surely she.
NOT_HER = frozenset(
    {
        Outcome.NO_ANSWER,
        Outcome.ENGAGED,
        Outcome.VOICEMAIL,
        Outcome.WRONG_NUMBER,
        Outcome.SOMEONE_ELSE,
        Outcome.IDENTITY_NOT_CONFIRMED,
    }
)


class Then(StrEnum):
    CLOSE = "close"
    GO_ON_ANOTHER_DAY = "go_on_another_day"
    TRY_AGAIN = "try_again"
    TRY_SHORTLY = "try_shortly"
    TRY_NEXT_NUMBER = "try_next_number"
    TRY_AGAIN_THEN_VERIFY = "try_again_then_verify"
    CALL_AS_AGREED = "call_as_agreed"
    END_IN_WRITING = "end_in_writing"
    ORDER_INTERPRETER = "order_interpreter"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """`counts` on the ladder; `reached` pauses others; `pauses` this task itself."""

    counts: bool
    reached: bool
    pauses: bool
    then: Then


def _rule(then: Then, *marks: str) -> OutcomeRule:
    return OutcomeRule(
        counts="counts" in marks,
        reached="reached" in marks,
        pauses="pauses" in marks,
        then=then,
    )


# The default of contracts section 6; a kind of task may get a table of its own.
OUTCOME_RULES: Mapping[Outcome, OutcomeRule] = {
    Outcome.SPOKEN: _rule(Then.CLOSE, "reached", "pauses"),
    Outcome.SPOKEN_PARTLY: _rule(Then.GO_ON_ANOTHER_DAY, "reached"),
    Outcome.NO_ANSWER: _rule(Then.TRY_AGAIN, "counts", "pauses"),
    Outcome.ENGAGED: _rule(Then.TRY_SHORTLY),
    Outcome.VOICEMAIL: _rule(Then.TRY_AGAIN, "counts", "pauses"),
    Outcome.WRONG_NUMBER: _rule(Then.TRY_NEXT_NUMBER, "counts", "pauses"),
    Outcome.SOMEONE_ELSE: _rule(Then.TRY_AGAIN_THEN_VERIFY, "counts", "pauses"),
    Outcome.IDENTITY_NOT_CONFIRMED: _rule(
        Then.TRY_AGAIN_THEN_VERIFY, "counts", "pauses"
    ),
    Outcome.CALLBACK_AGREED: _rule(Then.CALL_AS_AGREED, "reached"),
    Outcome.REFUSED: _rule(Then.END_IN_WRITING, "reached", "pauses"),
    Outcome.INTERPRETER_NEEDED: _rule(Then.ORDER_INTERPRETER, "reached", "pauses"),
    Outcome.REPRESENTATIVE: _rule(Then.CLOSE, "reached", "pauses"),
    Outcome.UNSAFE: _rule(Then.STOP, "pauses"),
}

COUNTING = frozenset(it for it, rule in OUTCOME_RULES.items() if rule.counts)


class UnableToCorrectAttemptError(UnableToError):
    """The outcome stands, or somebody else must take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """What decides whether an attempt may be taken back by a counter-step."""

    outcome: Outcome
    is_latest: bool  # of those of its task that stand
    is_corrected: bool
    is_own: bool  # of who corrects
    is_supervisor: bool  # or SHN for an unsafe call
    caller_corrects: bool = True  # as the rules of this kind of call say


def check_correctable(attempt: Correctable) -> None:
    """Only the latest can be taken back: what came after it was built on it.

    A caller takes back an own click where the rules let her; a call that was unsafe
    only a supervisor.
    """
    if attempt.is_corrected:
        raise UnableToCorrectAttemptError("Deze uitkomst is al teruggedraaid.")
    if not attempt.is_latest:
        raise UnableToCorrectAttemptError(
            "Na deze uitkomst is er weer gebeld.", hint="Draai eerst de laatste terug."
        )
    if attempt.is_supervisor:
        return
    is_hers = attempt.is_own and attempt.caller_corrects
    if not is_hers or attempt.outcome is Outcome.UNSAFE:
        raise UnableToCorrectAttemptError(
            "Deze uitkomst kunt u niet zelf terugdraaien.",
            hint="Vraag het aan de coördinator.",
        )

"""The gate before a new decision: we call first, unless she reads it herself.

Design 4.4. Closed means that a call is still to tell it; only her own click opens
it sooner. Where no call opens, or it was told or written, the gate is open.
"""

from dataclasses import dataclass

from portal.domain.cases import DecisionKind

_OPENS_NO_CALL = frozenset({DecisionKind.TRANSFER, DecisionKind.JOINING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How far one victim is with one decision, and with its served notice (KNVV)."""

    is_standing: bool = True
    is_call_due: bool = False  # an open call has it to tell
    had_call: bool = False
    is_told: bool = False  # ticked in a conversation
    is_known: bool = False
    is_written: bool = False
    has_notice: bool = False
    is_notice_known: bool = False
    is_notice_written: bool = False

    @property
    def has_reached_her(self) -> bool:
        return self.is_told or self.is_known or self.is_written


def is_gate_closed(told: Told) -> bool:
    return told.is_call_due and not told.is_known and not told.is_written


def is_notice_gate_closed(told: Told) -> bool:
    """Whether the notice served later is still to be told (design 4.3)."""
    return (
        told.has_notice
        and told.is_call_due
        and not told.is_notice_known
        and not told.is_notice_written
    )


def has_news(told: Told) -> bool:
    """Whether something in it has not reached her by a way that starts a term."""
    return not told.is_known or (told.has_notice and not told.is_notice_known)


def is_shown(told: Told, kind: str) -> bool:
    """Whether she may read it: never one that fell before anybody told her.

    What opens no call she may have read here, so it stays in sight also when something
    newer took its place. Of the others none has to have had a call: news that came too
    late stood for no moment.
    """
    if is_gate_closed(told):
        return False
    is_never_told = not told.is_standing and not told.has_reached_her
    return not (is_never_told and (told.had_call or kind not in _OPENS_NO_CALL))

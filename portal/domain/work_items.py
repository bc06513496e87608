"""Work for a person: what machines found and cannot settle themselves."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.staff import Organisation, Role


class WorkItemKind(StrEnum):
    NO_SAFE_WAY = "no_safe_way"
    CALL_DUE_SOON = "call_due_soon"
    CALL_OVERDUE = "call_overdue"
    NOT_HEARD = "not_heard"
    NUMBER_TO_VERIFY = "number_to_verify"
    UNSAFE = "unsafe"
    INTERPRETER = "interpreter"
    HEARING_WISH = "hearing_wish"  # she asks something for the day of a hearing
    NOT_REACHED = "not_reached"
    HANDED_OVER = "handed_over"
    UNKNOWN_GROUND = "unknown_ground"
    SENDING_FAILED = "sending_failed"
    NO_SAFE_CHANNEL = "no_safe_channel"
    CONTACT_TO_CHECK = "contact_to_check"  # she opened something, and is at risk
    STANDING_DOUBTED = "standing_doubted"
    PAUSED = "paused"
    WISHES_TO_CHECK = "wishes_to_check"  # wants no news or meets him, and is at risk
    QUESTION_LATE = "question_late"
    SHN_CALL_ASKED = "shn_call_asked"  # beside a call that the OM owes her


# Nobody can reach her, or it was not safe: that waits behind nothing else (design 4.6).
URGENT = frozenset(
    {WorkItemKind.UNSAFE, WorkItemKind.NO_SAFE_WAY, WorkItemKind.NO_SAFE_CHANNEL}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    organisation: Organisation
    role: Role


_WORKERS = {
    Organisation.OM: Role.CALLER,
    Organisation.SHN: Role.SHN_WORKER,
    Organisation.HALT: Role.HALT_WORKER,
}

SHN_WORKERS = Addressee(organisation=Organisation.SHN, role=Role.SHN_WORKER)


def workers_of(organisation: Organisation) -> Addressee:
    return Addressee(organisation=organisation, role=_WORKERS[organisation])


def supervisors_of(organisation: Organisation) -> Addressee:
    return Addressee(organisation=organisation, role=Role.SUPERVISOR)


def addressees(kind: WorkItemKind, organisation: Organisation) -> tuple[Addressee, ...]:
    """Say who gets it; `organisation` is the one whose call or message it is.

    SHN knows how a victim can be reached, and is told with the supervisor
    wherever no way is left (design 4.6).
    """
    supervisor = supervisors_of(organisation)
    match kind:
        case WorkItemKind.CALL_DUE_SOON | WorkItemKind.INTERPRETER:
            return (workers_of(organisation),)
        case WorkItemKind.CALL_OVERDUE:
            return (workers_of(organisation), supervisor)
        case (
            WorkItemKind.NOT_HEARD
            | WorkItemKind.NOT_REACHED
            | WorkItemKind.UNKNOWN_GROUND
            | WorkItemKind.QUESTION_LATE
        ):
            return (supervisor,)
        case (
            WorkItemKind.NUMBER_TO_VERIFY
            | WorkItemKind.CONTACT_TO_CHECK
            | WorkItemKind.PAUSED
            | WorkItemKind.WISHES_TO_CHECK
            | WorkItemKind.SHN_CALL_ASKED
            | WorkItemKind.HEARING_WISH
        ):
            return (SHN_WORKERS,)
        case _:
            return (SHN_WORKERS, supervisor)

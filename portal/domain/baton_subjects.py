"""What the baton is about: one organisation at a time tells a victim of it (4.15)."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.call_tasks import TaskKind


class Subject(StrEnum):
    DECISION = "decision"
    HEARING = "hearing"
    JUDGMENT = "judgment"
    RELEASE = "release"


SUBJECTS: Mapping[TaskKind, Subject] = {
    TaskKind.SEPOT: Subject.DECISION,
    TaskKind.DECISION: Subject.DECISION,
    TaskKind.HEARING: Subject.HEARING,
    TaskKind.HEARING_CHANGED: Subject.HEARING,
    TaskKind.JUDGMENT: Subject.JUDGMENT,
    TaskKind.RELEASE: Subject.RELEASE,
}

"""Who works with the portal: organisations and roles."""

from enum import StrEnum


class Organisation(StrEnum):
    OM = "om"
    SHN = "shn"
    HALT = "halt"


class Role(StrEnum):
    CALLER = "caller"
    PLANNER = "planner"
    PROSECUTOR_OFFICE = "prosecutor_office"
    SHN_WORKER = "shn_worker"
    HALT_WORKER = "halt_worker"
    SUPERVISOR = "supervisor"
    PRIVACY_OFFICER = "privacy_officer"

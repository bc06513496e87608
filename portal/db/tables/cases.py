"""Incidents, cases, decisions and hearings, with what happened in them."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.people import Victim


class Incident(Table):
    """One police report."""

    id = UUID(primary_key=True)
    pv_number = Varchar(length=30, unique=True)
    category = Varchar(length=30)
    description = Text()
    place = Varchar(length=200)
    recorded_on = Date(null=True, default=None)
    reported_at = Timestamptz(null=True, default=None)
    updated_at = Timestamptz()


class Involvement(Table):
    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    one_involvement = Unique([incident, victim])


class Case(Table, tablename="case_file"):
    """One suspect, one parketnummer. Named case_file: `case` is a word of SQL."""

    id = UUID(primary_key=True)
    parketnummer = Varchar(length=12, unique=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    parket = Varchar(length=2)
    location = Varchar(length=100, default="")
    received_on = Date(null=True, default=None)
    received_at = Timestamptz(null=True, default=None)
    suspect_is_minor = Boolean(default=False)
    phase = Varchar(length=30, default="at_prosecutor")
    updated_at = Timestamptz()


class CaseIncident(Table):
    """The reports a case rests on: its own and the joined ones."""

    id = UUID(primary_key=True)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    one_case_incident = Unique([case, incident])


class Fact(Table):
    id = UUID(primary_key=True)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict)
    reference = Varchar(length=100)
    article = Varchar(length=100)
    description = Text()
    has_right_to_speak = Boolean(default=False)
    names_all_victims = Boolean(default=False)
    one_fact = Unique([case, reference])


class FactVictim(Table):
    id = UUID(primary_key=True)
    fact = ForeignKey(Fact, null=False, on_delete=OnDelete.restrict)
    victim = ForeignKey(Victim, null=False, on_delete=OnDelete.restrict, index=True)
    one_fact_victim = Unique([fact, victim])


class Decision(Table):
    """What the prosecutor decided, also what was revised or overtaken since."""

    id = UUID(primary_key=True)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20)
    decided_on = Date()
    decided_at = Timestamptz()
    arrival = BigInt()
    grounds = Varchar(length=200, default="")
    is_conditional = Boolean(default=False)
    probation_until = Date(null=True, default=None)
    served_on = Date(null=True, default=None)
    own_served_on = Date(null=True, default=None)
    explanation = Text(default="")
    is_explanation_released = Boolean(default=False)
    fact_references = Text(null=True, default=None)
    compensates = Text(default="[]")
    duplicate_of = Varchar(length=30, null=True, default=None)
    state = Varchar(length=10)


class Hearing(Table):
    id = UUID(primary_key=True)
    reference = Varchar(length=100, unique=True)
    kind = Varchar(length=20)
    judge = Varchar(length=30)
    state = Varchar(length=20)
    starts_at = Timestamptz()
    minutes = Integer(default=0)
    court = Varchar(length=100)
    place = Varchar(length=100)
    room = Varchar(length=50, null=True, default=None)
    is_public = Boolean(default=True)
    version = Integer(default=1)
    updated_at = Timestamptz()


class HearingCase(Table):
    id = UUID(primary_key=True)
    hearing = ForeignKey(Hearing, null=False, on_delete=OnDelete.restrict)
    case = ForeignKey(Case, null=False, on_delete=OnDelete.restrict, index=True)
    one_hearing_case = Unique([hearing, case])


class Happening(Table):
    """What happened, append-only: the history that phase and timeline rest on.

    A row with a victim concerns her alone; one without concerns every victim
    of the case (or, without a case, of the incident).
    """

    id = UUID(primary_key=True)
    incident = ForeignKey(Incident, null=False, on_delete=OnDelete.restrict, index=True)
    case = ForeignKey(
        Case, null=True, on_delete=OnDelete.restrict, default=None, index=True
    )
    victim = ForeignKey(Victim, null=True, on_delete=OnDelete.restrict, default=None)
    decision = ForeignKey(
        Decision, null=True, on_delete=OnDelete.restrict, default=None
    )
    hearing = ForeignKey(Hearing, null=True, on_delete=OnDelete.restrict, default=None)
    code = Varchar(length=40)
    at = Timestamptz()
    arrival = BigInt()
    detail = Text(default="{}")

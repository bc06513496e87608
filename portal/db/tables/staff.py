"""Who works with the portal, their sessions, and who looked at what."""

from piccolo.columns import UUID, BigInt, Boolean, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class StaffMember(Table):
    id = UUID(primary_key=True)
    name = Varchar(length=100)
    organisation = Varchar(length=10)
    role = Varchar(length=30)
    location = Varchar(length=100, null=True, default=None)
    is_experienced = Boolean(default=False)
    is_active = Boolean(default=True)
    shifts = Text(default="")
    version = Integer(default=1)


class WebSession(Table, tablename="web_session"):
    """A session; its id is the SHA-256 of the token, so a leak opens nothing."""

    id = Varchar(length=64, primary_key=True)
    data = Text()
    staff_id = UUID(null=True, default=None)
    victim_id = UUID(null=True, default=None)
    representative_id = UUID(null=True, default=None)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    expires_at = Timestamptz(index=True)


class AuditEvent(Table):
    id = UUID(primary_key=True)
    at = Timestamptz(index=True)
    actor_kind = Varchar(length=20)
    actor = Varchar(length=100)
    organisation = Varchar(length=10, default="")
    role = Varchar(length=30, default="")
    action = Varchar(length=60)
    object_kind = Varchar(length=30, default="")
    object_id = Varchar(length=100, default="")
    victim = UUID(null=True, default=None, index=True)
    origin = Varchar(length=60, default="")
    outcome = Varchar(length=20, default="done")


class DemoClock(Table, tablename="demo_clock"):
    """How far the demo runs ahead of the real clock, in microseconds."""

    id = Integer(primary_key=True)
    ahead = BigInt()

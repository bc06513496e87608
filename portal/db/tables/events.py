"""What other systems told us: enough to know it again, not what it said."""

from piccolo.columns import UUID, BigInt, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table


class InboundEvent(Table):
    id = UUID(primary_key=True)
    source = Varchar(length=200)
    event_id = Varchar(length=200)
    kind = Varchar(length=80)
    subject = Varchar(length=100)
    happened_at = Timestamptz()
    content_hash = Varchar(length=64)
    state = Varchar(length=10)
    waits_for = Varchar(length=120, null=True, default=None)
    content_sealed = Text(null=True, default=None)
    arrival = BigInt()
    received_at = Timestamptz()
    applied_at = Timestamptz(null=True, default=None)
    problem = Varchar(length=200, default="")
    tried_at = Timestamptz(null=True, default=None)
    one_event = Unique([source, event_id])

"""What a caller typed during a call and did not record yet."""

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from portal.db.tables.calls import CallTask
from portal.db.tables.staff import StaffMember


class CallDraft(Table):
    """The fields of one call screen, sealed; `lease` is whose call they belong to."""

    id = UUID(primary_key=True)
    task = ForeignKey(CallTask, null=False, on_delete=OnDelete.restrict)
    staff = ForeignKey(StaffMember, null=False, on_delete=OnDelete.restrict, index=True)
    lease = UUID()
    content_sealed = Text()
    saved_at = Timestamptz(index=True)
    one_draft = Unique([task, staff])

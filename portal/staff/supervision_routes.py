"""The pages of coordination, for supervisors alone."""

from litestar import Router

from portal.staff.setup_routes import requires_supervisor
from portal.staff.supervision import (
    show_coordination,
    show_counts,
    show_watched_call,
    submit_contact_person,
    submit_moves,
)

coordination_router = Router(
    "/coordinatie",
    guards=[requires_supervisor],
    route_handlers=[
        show_coordination,
        show_counts,
        submit_moves,
        show_watched_call,
        submit_contact_person,
    ],
)

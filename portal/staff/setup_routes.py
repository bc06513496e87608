"""The pages of the set-up, for supervisors alone."""

from litestar import Router

from portal.domain.staff import Role
from portal.staff.setup_locations import (
    edit_place,
    list_places,
    new_place,
    submit_closed_day,
    submit_new_place,
    submit_open_day,
    submit_place,
)
from portal.staff.setup_staff import (
    edit_member,
    list_staff,
    new_member,
    show_history,
    submit_leave,
    submit_leave_withdrawn,
    submit_member,
    submit_new_member,
)
from portal.web.actors import requires_role

requires_supervisor = requires_role(Role.SUPERVISOR)

setup_router = Router(
    "/inrichting",
    guards=[requires_supervisor],
    route_handlers=[
        list_places,
        new_place,
        submit_new_place,
        edit_place,
        submit_place,
        submit_closed_day,
        submit_open_day,
        list_staff,
        new_member,
        submit_new_member,
        edit_member,
        submit_member,
        submit_leave,
        submit_leave_withdrawn,
        show_history,
    ],
)

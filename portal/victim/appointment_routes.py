"""What the victim's door has about hearings."""

from portal.victim.appointments import (
    list_appointments,
    show_appointment,
    show_calendar_file,
    show_paper,
)
from portal.victim.hearing_wishes import edit_hearing_wish, submit_hearing_wish
from portal.victim.unavailable_days import (
    list_unavailable_days,
    submit_days_back,
    submit_unavailable_days,
)

APPOINTMENT_HANDLERS = (
    list_appointments,
    show_appointment,
    show_calendar_file,
    show_paper,
    edit_hearing_wish,
    submit_hearing_wish,
    list_unavailable_days,
    submit_unavailable_days,
    submit_days_back,
)

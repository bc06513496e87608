"""The victim's door: every page asks who she is before anything else."""

from litestar import Router

from portal.victim.appointment_routes import APPOINTMENT_HANDLERS
from portal.victim.call_moments import MOMENT_HANDLERS
from portal.victim.callbacks import (
    new_callback,
    submit_callback,
    submit_safe_way,
    submit_withdrawal,
)
from portal.victim.complaints import (
    give_letter,
    show_guide,
    show_letter,
    submit_choice,
)
from portal.victim.contact import (
    edit_channels,
    show_contact,
    submit_channels,
    submit_confirmation,
)
from portal.victim.contact_numbers import (
    list_numbers,
    submit_marks,
    submit_number,
    submit_number_to_check,
    submit_removal,
)
from portal.victim.contact_talks import (
    edit_talk,
    edit_times,
    submit_talk,
    submit_times,
)
from portal.victim.decisions import (
    show_decision,
    submit_call_choice,
    submit_reading,
    submit_reminder_wish,
)
from portal.victim.incidents import show_incident
from portal.victim.messages import (
    list_messages,
    show_message,
    show_messages_paper,
)
from portal.victim.overview import show_overview
from portal.victim.own_data import OWN_DATA_HANDLERS
from portal.victim.pauses import PAUSE_HANDLERS
from portal.victim.questions import QUESTION_HANDLERS
from portal.victim.restorative import OPTION_HANDLERS
from portal.victim.standing import STANDING_HANDLERS
from portal.victim.who import show_who
from portal.victim.wishes import show_wishes, submit_wishes
from portal.web.actors import requires_victim
from portal.web.stand_ins import keeps_to_standing

router = Router(
    "/mijn",
    guards=[requires_victim, keeps_to_standing],
    route_handlers=[
        show_overview,
        show_incident,
        show_decision,
        submit_reading,
        submit_call_choice,
        submit_reminder_wish,
        show_guide,
        show_letter,
        give_letter,
        submit_choice,
        new_callback,
        submit_callback,
        submit_safe_way,
        submit_withdrawal,
        *MOMENT_HANDLERS,
        *PAUSE_HANDLERS,
        *QUESTION_HANDLERS,
        show_who,
        *OPTION_HANDLERS,
        *STANDING_HANDLERS,
        list_messages,
        show_message,
        show_messages_paper,
        *OWN_DATA_HANDLERS,
        show_contact,
        submit_confirmation,
        edit_channels,
        submit_channels,
        list_numbers,
        submit_number,
        submit_number_to_check,
        submit_marks,
        submit_removal,
        edit_times,
        submit_times,
        edit_talk,
        submit_talk,
        *APPOINTMENT_HANDLERS,
        show_wishes,
        submit_wishes,
    ],
)

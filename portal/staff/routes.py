"""The staff door: every page asks who works here, and for which organisation."""

from litestar import Router

from portal.staff.attention import show_attention, submit_settled
from portal.staff.attention_steps import (
    show_numbers,
    submit_interpreter,
    submit_numbers,
)
from portal.staff.call_drafts import list_drafts, submit_discarded, submit_draft
from portal.staff.call_outcomes import show_result, submit_attempt, submit_correction
from portal.staff.calls import (
    show_call,
    submit_identity,
    submit_outlook,
    submit_release,
    submit_renewal,
    submit_take,
)
from portal.staff.cases import list_cases, show_case
from portal.staff.contact_checks import show_ways, submit_ways
from portal.staff.contact_flaws import flaws_router
from portal.staff.figures import figures_router
from portal.staff.hand_overs import HAND_OVER_HANDLERS
from portal.staff.hearings import list_hearings
from portal.staff.incoming_contacts import CONTACT_HANDLERS
from portal.staff.lost_calls import submit_note
from portal.staff.outcome_rules import OUTCOME_HANDLERS
from portal.staff.own_calls import show_own_calls
from portal.staff.paper_lists import PAPER_HANDLERS
from portal.staff.previews import show_preview
from portal.staff.question_cards import CARD_HANDLERS
from portal.staff.questions import QUESTION_HANDLERS
from portal.staff.queue import (
    show_queue,
    show_queue_again,
    show_start,
    submit_next,
)
from portal.staff.queue_filters import FILTER_HANDLERS
from portal.staff.search import SEARCH_HANDLERS
from portal.staff.setup_routes import setup_router
from portal.staff.supervision_routes import coordination_router
from portal.staff.unsafe_calls import show_stopped
from portal.staff.workers import requires_caller
from portal.web.actors import requires_staff

_calls = Router(
    "/gesprek/{task_id:uuid}",
    guards=[requires_caller],
    route_handlers=[
        show_call,
        submit_take,
        submit_identity,
        submit_outlook,
        submit_renewal,
        submit_release,
        submit_draft,
        submit_discarded,
        submit_note,
        submit_attempt,
        show_result,
        show_preview,
        submit_correction,
    ],
)
router = Router(
    "/werk",
    guards=[requires_staff],
    route_handlers=[
        show_start,
        show_queue,
        show_queue_again,
        submit_next,
        _calls,
        list_drafts,
        show_stopped,
        list_cases,
        show_case,
        list_hearings,
        show_attention,
        submit_settled,
        submit_interpreter,
        show_numbers,
        submit_numbers,
        show_ways,
        submit_ways,
        *QUESTION_HANDLERS,
        *CARD_HANDLERS,
        *OUTCOME_HANDLERS,
        show_own_calls,
        *SEARCH_HANDLERS,
        setup_router,
        coordination_router,
        figures_router,
        flaws_router,
        *CONTACT_HANDLERS,
        *FILTER_HANDLERS,
        *PAPER_HANDLERS,
        *HAND_OVER_HANDLERS,
    ],
    include_in_schema=False,
)

"""What users of other systems ran into, and the test here that holds each off.

The failures are those of VIAL, DARIA, Simple, Spoke and others, as their users
reported them. A name with a number is an issue there; one without stands in the
manual, code or text of that system.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ACTIONS, STAFF, DOMAIN = "tests/actions", "tests/staff", "tests/domain"

# What went wrong elsewhere, in one sentence, and which test fails if it does here.
HELD: dict[str, tuple[str, str, str]] = {
    # VIAL, a phone bank
    "VIAL#74": (
        "There was no way to say: do not call until then.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_a_callback_agreed_comes_on_top_at_that_moment",
    ),
    "VIAL#91": (
        "What one region skipped came up in another region's queue.",
        f"{ACTIONS}/test_calls.py",
        "test_what_may_not_be_called_now_by_this_caller_is_not_taken",
    ),
    "VIAL#161": (
        "Nobody could see in what order calls came, or why.",
        f"{STAFF}/test_queue.py",
        "test_the_list_says_of_each_call_why_it_is_now",
    ),
    "VIAL#163": (
        "The queue ran empty while there was work.",
        f"{ACTIONS}/test_calls.py",
        "test_a_lapsed_window_is_set_anew_before_nothing_to_do_is_said",
    ),
    "VIAL#186": (
        "Callers of different kinds shared one queue.",
        f"{ACTIONS}/test_reported_failures.py",
        "test_vial_186_each_organisation_takes_from_its_own_queue",
    ),
    "VIAL#295": (
        "The same party was called twice: the call had gone to a colleague.",
        f"{STAFF}/test_two_windows.py",
        "test_vial_295_after_a_colleague_took_over_nothing_is_recorded",
    ),
    "VIAL#332": (
        "What was not reached came straight back on top.",
        f"{ACTIONS}/test_reported_failures.py",
        "test_vial_332_who_was_not_reached_comes_after_the_others",
    ),
    "VIAL#353": (
        "A caller did not see who called before, and with what outcome.",
        f"{STAFF}/test_queue_filters.py",
        "test_of_a_conversation_elsewhere_the_row_says_who_and_when",
    ),
    "VIAL#360": (
        "Somebody without a number stood in the queue.",
        f"{ACTIONS}/test_reported_failures.py",
        "test_vial_360_who_has_no_number_is_called_by_nobody_and_is_work_for_shn",
    ),
    "VIAL#366": (
        "The same party was called again within three minutes.",
        f"{STAFF}/test_two_windows.py",
        "test_vial_366_a_call_taken_anew_in_another_window_is_recorded_once",
    ),
    "VIAL#441": (
        "People were called when it was known that they do not answer.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_nobody_answered_so_it_is_tried_in_another_part_of_the_day",
    ),
    "VIAL#722": (
        "A form sent twice was two reports.",
        f"{STAFF}/test_two_windows.py",
        "test_vial_722_a_double_click_is_one_attempt",
    ),
    "VIAL, lease": (
        "Callers at the same moment waited for each other's row.",
        f"{ACTIONS}/test_calls_at_once.py",
        "test_two_processes_of_eight_callers_take_every_call_once",
    ),
    # DARIA, a helpline
    "DARIA#593": (
        "Somebody fell through: tried often, and nobody decided anything.",
        f"{STAFF}/test_supervision.py",
        "test_each_call_stands_on_the_lists_that_it_belongs_to",
    ),
    "DARIA#614": (
        "The list was not in the order of what is due first.",
        f"{ACTIONS}/test_calls.py",
        "test_the_next_call_is_an_agreed_one_then_the_soonest_due_then_the_oldest",
    ),
    "DARIA#839": (
        "The words to say stood outside the application.",
        f"{STAFF}/test_words.py",
        "test_every_kind_of_call_has_its_text",
    ),
    "DARIA#846": (
        "A name that was typed otherwise was not found.",
        f"{STAFF}/test_search.py",
        "test_accents_make_no_difference_on_either_side",
    ),
    "DARIA#1176": (
        "Nobody could see who was called of late and heard nothing since.",
        f"{STAFF}/test_supervision.py",
        "test_who_heard_read_or_was_written_to_is_not_on_the_list_of_day_fourteen",
    ),
    "DARIA#1294": (
        "A person did not show in the list, and nothing said why.",
        f"{STAFF}/test_queue_filters.py",
        "test_what_cannot_wait_is_never_hidden_in_silence",
    ),
    "DARIA#1465": (
        "What was on a list was gone once two records became one.",
        f"{ACTIONS}/test_calls_by_rule.py",
        "test_a_merge_moves_what_the_calls_have_to_tell",
    ),
    "DARIA#1931": (
        "Shifts handed over by e-mail.",
        f"{STAFF}/test_hand_overs.py",
        "test_a_colleague_gets_it_with_the_note_in_list_and_call",
    ),
    "DARIA, own lists": (
        "A list was one person's, and with that person it went.",
        f"{STAFF}/test_setup.py",
        "test_who_goes_leaves_no_call_held_no_session_and_nothing_kept",
    ),
    "DARIA, voicemail": (
        "A voicemail could be left where it was not safe.",
        f"{ACTIONS}/test_call_situation.py",
        "test_a_voicemail_is_not_left_once_she_is_at_risk",
    ),
    # Simple, calls to patients who are overdue
    "Simple#157": (
        "Numbers stood in clear where nobody had to call them.",
        f"{STAFF}/test_call_outcomes.py",
        "test_a_call_of_nobody_shows_no_number_until_it_is_taken",
    ),
    "Simple#408": (
        "Who had lost the call could still see the number.",
        f"{STAFF}/test_call_outcomes.py",
        "test_who_lost_the_call_sees_no_number_and_no_content",
    ),
    "Simple#586": (
        "It was taken for granted that there is a telephone number.",
        f"{STAFF}/test_contact_flaws.py",
        "test_each_flaw_is_counted_and_listed_for_whom_we_must_call",
    ),
    "Simple#5174": (
        "Figures did not agree on of how many they were.",
        f"{ACTIONS}/test_figures.py",
        "test_every_figure_of_random_rows_is_that_of_a_recount",
    ),
    "Simple#5184": (
        "A percentage came without its numerator and denominator.",
        f"{STAFF}/test_figures.py",
        "test_each_figure_stands_with_its_parts_its_days_and_its_place",
    ),
    "Simple, reasons": (
        "Somebody was taken off the list and nobody knew why.",
        f"{STAFF}/test_supervision.py",
        "test_without_a_reason_nothing_is_done_and_the_choice_stays",
    ),
    # Spoke and ground-control, campaigns by telephone
    "Spoke, hours": (
        "People were contacted at night where they live.",
        f"{ACTIONS}/test_late_facts.py",
        "test_a_foreign_number_is_called_by_its_own_clock",
    ),
    "Spoke, opt-out": (
        "Who refused one organisation was called by another.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_unsafe_stops_every_call_to_her",
    ),
    "Spoke, release": (
        "What somebody took and left lay still.",
        f"{ACTIONS}/test_calls.py",
        "test_an_expired_lease_holds_up_nobody",
    ),
    "Spoke, vetted": (
        "A grave call went to who is new.",
        f"{ACTIONS}/test_calls.py",
        "test_a_grave_call_goes_to_the_experienced_and_to_the_supervisor",
    ),
    "ground-control#132, wrong number": (
        "A wrong number was tried again.",
        f"{ACTIONS}/test_wrong_numbers.py",
        "test_her_other_calls_go_to_the_number_that_is_left",
    ),
    "ground-control#132, who called": (
        "Somebody called back, and nobody knew who it was.",
        f"{DOMAIN}/test_search.py",
        "test_six_digits_of_a_number_suffice_however_it_is_written",
    ),
    # other queues and desks
    "chatwoot#13516": (
        "What somebody held and forgot came back to nobody.",
        f"{ACTIONS}/test_calls.py",
        "test_a_call_broken_off_waits_four_hours_for_its_caller",
    ),
    "chatwoot#4779": (
        "A conversation could be put off without a moment.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_a_callback_needs_a_moment_to_come",
    ),
    "FreeScout#3584": (
        "Somebody reacted first, and was still called as if not.",
        f"{STAFF}/test_incoming_contacts.py",
        "test_her_open_call_is_taken_when_she_comes_to_us",
    ),
    "SuiteCRM#3308": (
        "A reminder of what was done came back each time.",
        f"{ACTIONS}/test_reported_failures.py",
        "test_suitecrm_3308_a_call_that_was_made_reminds_nobody",
    ),
    "SuiteCRM#8500": (
        "What was no conversation left the list as if it were one.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_a_decision_that_was_not_told_keeps_the_task_open",
    ),
    "osTicket#2131": (
        "A norm ran through weekends and holidays.",
        f"{DOMAIN}/test_call_dues.py",
        "test_holidays_and_equated_days_are_no_working_days",
    ),
    "zammad#1825": (
        "Two people worked on what one had opened.",
        f"{ACTIONS}/test_calls.py",
        "test_two_callers_never_get_one_victim",
    ),
    "zammad#2647": (
        "Many at once could not be moved, or not be stopped halfway.",
        f"{STAFF}/test_supervision.py",
        "test_all_of_a_list_is_done_in_chunks_that_a_second_click_goes_on_with",
    ),
    "open-klant#484": (
        "A number with 088 was no number.",
        f"{DOMAIN}/test_phone_numbers.py",
        "test_open_klant_484_a_service_number_is_a_number_too",
    ),
    "Open Dental, recall": (
        "Somebody was tried for ever, and never got a letter.",
        f"{ACTIONS}/test_call_outcomes.py",
        "test_after_three_tries_on_two_days_the_notice_is_written",
    ),
}


@cache
def names_in(name: str) -> frozenset[str]:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(it.name for it in tree.body if isinstance(it, functions))


@pytest.mark.parametrize("reported", HELD)
def test_each_reported_failure_has_a_test(reported):
    failure, module, test = HELD[reported]
    assert test in names_in(module), f"{reported}: {failure} Nothing holds it off."


def test_no_test_stands_for_two_failures():
    nodes = [(module, test) for _, module, test in HELD.values()]
    assert len(set(nodes)) == len(nodes)

from itertools import product

from portal.domain.cases import DecisionKind
from portal.domain.gate import Told, has_news, is_gate_closed, is_shown

FLAGS = ("is_call_due", "is_told", "is_known", "is_written")


def test_only_a_call_that_is_due_closes_the_gate_and_content_opens_it():
    for values in product([False, True], repeat=len(FLAGS)):
        told = Told(had_call=True, **dict(zip(FLAGS, values, strict=True)))
        is_closed = told.is_call_due and not (told.is_known or told.is_written)

        assert is_gate_closed(told) == is_closed
        assert is_shown(told, DecisionKind.SEPOT) == (not is_closed)


def test_a_decision_that_fell_untold_never_shows_and_a_transfer_does():
    fallen = Told(is_standing=False)

    shown = {kind for kind in DecisionKind if is_shown(fallen, kind)}
    assert shown == {DecisionKind.TRANSFER, DecisionKind.JOINING}
    assert not is_shown(
        Told(is_standing=False, had_call=True), DecisionKind.PENALTY_ORDER
    )


def test_a_notice_served_later_is_news_also_to_who_knows_the_decision():
    assert has_news(Told(is_known=True, has_notice=True))
    assert not has_news(Told(is_known=True, has_notice=True, is_notice_known=True))

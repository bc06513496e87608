"""Every figure counted again from raw rows, in plain Python and one row at a time.

It shares no statement with portal.db.figures: what the page says must equal this.
"""

import json
from datetime import timedelta
from statistics import median

from portal.db.engine import fetch_rows
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_tasks import TaskKind
from portal.domain.figures import (
    ComplaintRow,
    DayPartRow,
    Figures,
    IncidentKind,
    IncidentRow,
    NormRow,
    Ratio,
    WaitKind,
    WaitRow,
)

SPOKEN = {"spoken", "spoken_partly", "representative", "refused"}
DOUBTED = {"someone_else", "identity_not_confirmed"}
NEWS = [
    "sepot", "decision", "hearing", "hearing_changed", "judgment", "prosecutor_talk",
    "mediation", "seizure", "first_contact", "term_consultation", "aftercare", "halt",
    "apology",
]  # fmt: skip
LETTERS = {"decision_confirmation", "decision_notice", "served_notice"}
TABLES = (
    "call_task", "call_attempt", "call_task_decision", "decision", "notification",
    "complaint", "knowledge", "fact", "fact_victim", "case_file",
)  # fmt: skip


class Recount:
    """All rows in memory; `place` None is the whole organisation."""

    def __init__(self, rows, *, organisation, place, first, last, now):
        self.rows, self.organisation, self.place = rows, organisation, place
        self.first, self.last, self.now = first, last, now
        self.tasks = {row["id"]: row for row in rows["call_task"]}
        self.decisions = {row["id"]: row for row in rows["decision"]}
        self.attempts_of = {}
        for row in rows["call_attempt"]:
            self.attempts_of.setdefault(row["task"], []).append(row)

    def is_here(self, task):
        return task["organisation"] == self.organisation and self.place in {
            None, task["location"],
        }  # fmt: skip

    def is_then(self, moment):
        return self.first <= local_date(moment) <= self.last

    def conversations(self, task):
        return [
            it
            for it in self.attempts_of.get(task["id"], [])
            if it["outcome"] in SPOKEN
            and it["corrected_at"] is None
            and it["corrects"] is None
        ]

    def news_calls(self):
        return [
            it for it in self.tasks.values() if self.is_here(it) and it["kind"] in NEWS
        ]

    def norms(self):
        found = {}
        for task in self.news_calls():
            due = task["due_at"]
            if not self.is_then(due) or due > self.now:
                continue
            in_time = any(it["at"] <= due for it in self.conversations(task))
            closed = task["closed_at"] is not None and task["closed_at"] <= due
            if (task["closed_as"], task["close_reason"]) == ("done", "told"):
                in_time = in_time or closed
            if task["close_reason"] == "merged":
                continue
            if task["closed_as"] == "cancelled" and closed and not in_time:
                continue
            key = (NEWS.index(task["kind"]), task["is_at_risk"])
            found.setdefault(key, []).append(in_time)
        return tuple(
            NormRow(
                kind=TaskKind(NEWS[number]),
                is_at_risk=is_at_risk,
                reached=Ratio(numerator=sum(each), denominator=len(each)),
            )
            for (number, is_at_risk), each in sorted(found.items())
        )

    def letters(self):
        if self.organisation != "om":
            return None
        cases = {row["id"]: row["location"] for row in self.rows["case_file"]}
        here = [
            (victim, decision)
            for victim, decision in self._owed()
            if self.place in {None, cases[self.decisions[decision]["case"]]}
            and not self._complained_by(victim, decision)
        ]
        sent = sum(self._was_written(*pair) for pair in here)
        return Ratio(numerator=sent, denominator=len(here))

    def _limit(self, decision):
        row = self.decisions[decision]
        day = min(row["decided_on"], local_date(row["decided_at"]))
        return day + timedelta(days=14)

    def _owed(self):
        pairs = set()
        for link in self.rows["call_task_decision"]:
            task = self.tasks[link["task"]]
            limit_at = end_of_day(self._limit(link["decision"]))
            fell = task["closed_as"] == "cancelled" and task["closed_at"] <= limit_at
            removed = link["removed_at"] and link["removed_at"] <= limit_at
            if not (link["tells_revision"] or fell or removed):
                pairs.add((task["victim"], link["decision"]))
        for message in self.rows["notification"]:
            if message["message"] in LETTERS and message["state"] != "cancelled":
                pairs.add((message["victim"], message["decision"]))
        return {
            (victim, decision)
            for victim, decision in pairs
            if decision
            and self.first <= self._limit(decision) <= self.last
            and end_of_day(self._limit(decision)) < self.now
        }

    def _complained_by(self, victim, decision):
        row = self.decisions[decision]
        return any(
            it["received_on"] is not None
            and (it["victim"], it["case"]) == (victim, row["case"])
            and row["decided_on"] <= it["received_on"] <= self._limit(decision)
            for it in self.rows["complaint"]
        )

    def _was_written(self, victim, decision):
        limit_at = end_of_day(self._limit(decision))
        return any(
            (it["victim"], it["decision"], it["state"]) == (victim, decision, "sent")
            and it["message"] in LETTERS
            and it["sent_at"] <= limit_at
            for it in self.rows["notification"]
        )

    def attempts(self):
        tries = [
            it
            for it in self.rows["call_attempt"]
            if it["corrects"] is None
            and it["corrected_at"] is None
            and it["organisation"] == self.organisation
            and self.is_here(self.tasks[it["task"]])
            and it["made_as"] in {"", "on_paper"}
            and self.is_then(it["at"])
        ]
        found = []
        for part in ("morning", "afternoon", "evening", "", "all"):
            those = [it for it in tries if part in {"all", it["day_part"]}]
            people = {it["victim"] for it in those if it["outcome"] in SPOKEN}
            if those:
                ratio = Ratio(numerator=len(those), denominator=len(people))
                found.append(DayPartRow(part=part, attempts=ratio))
        return tuple(found)

    def waits(self):
        found = {}
        ends_at = end_of_day(self.last) + timedelta(seconds=1)
        until = min(ends_at, self.now)
        for task in self.news_calls():
            moments = [it["at"] for it in self.conversations(task)]
            first = min(moments, default=None)
            opened, closed = task["opened_at"], task["closed_at"]
            if first is not None and self.is_then(first):
                key = (WaitKind.REACHED, task["is_at_risk"])
                found.setdefault(key, []).append(first - opened)
            not_yet = first is None or first >= until
            if opened < until and (closed is None or closed >= until) and not_yet:
                key = (WaitKind.WAITING, task["is_at_risk"])
                found.setdefault(key, []).append(until - opened)
        return tuple(
            WaitRow(
                kind=kind,
                is_at_risk=is_at_risk,
                calls=len(each),
                median=median(max(round(it.total_seconds()), 0) for it in each),
                longest=max(max(round(it.total_seconds()), 0) for it in each),
            )
            for (kind, is_at_risk), each in sorted(found.items())
        )

    def complaints(self):
        if self.organisation != "om":
            return None
        counts = {True: [0, 0], False: [0, 0]}
        for sepot, victim in self._sepots():
            received = self._received_on(victim, sepot["case"])
            is_called = any(
                (it["victim"], it["decision"]) == (victim, sepot["id"])
                and it["attempt"] is not None
                and it["withdrawn_at"] is None
                and (received is None or it["known_on"] <= received)
                for it in self.rows["knowledge"]
            )
            counts[is_called][1] += 1
            counts[is_called][0] += self._is_about(sepot, received)
        return tuple(
            ComplaintRow(
                is_called=is_called,
                complaints=Ratio(numerator=number, denominator=of),
            )
            for is_called, (number, of) in counts.items()
        )

    def _received_on(self, victim, case):
        for row in self.rows["complaint"]:
            if (row["victim"], row["case"]) == (victim, case):
                return row["received_on"]
        return None

    def _sepots(self):
        victims = {}
        for row in self.rows["fact_victim"]:
            victims.setdefault(row["fact"], set()).add(row["victim"])
        for sepot in self._real_sepots():
            if not self.first <= sepot["decided_on"] <= self.last:
                continue
            named = sepot["fact_references"]
            facts = None if named is None else set(json.loads(named))
            concerned = set()
            for fact in self.rows["fact"]:
                is_named = facts is None or fact["reference"] in facts
                if fact["case"] == sepot["case"] and is_named:
                    concerned |= victims.get(fact["id"], set())
            for victim in concerned:
                yield sepot, victim

    def _real_sepots(self):
        return [
            it
            for it in self.rows["decision"]
            if it["kind"] == "sepot" and it["grounds"] != "99"
        ]

    def _is_about(self, sepot, received):
        if received is None or received < sepot["decided_on"]:
            return False
        before = [
            it
            for it in self._real_sepots()
            if it["case"] == sepot["case"] and it["decided_on"] <= received
        ]
        newest = max(before, key=lambda it: (it["decided_at"], it["arrival"]))
        return newest["id"] == sepot["id"]

    def incidents(self):
        all_of_them = [
            it
            for it in self.rows["call_attempt"]
            if it["corrects"] is None
            and it["organisation"] == self.organisation
            and self.is_here(self.tasks[it["task"]])
            and self.is_then(it["at"])
        ]
        wrong = {
            it["corrects"]
            for it in self.rows["call_attempt"]
            if it["next_step"] == "told_to_wrong_person"
        }
        counts = dict.fromkeys(IncidentKind, 0)
        for it in all_of_them:
            told = any("decision_told:" in text for text in json.loads(it["told"]))
            if it["corrected_at"] is not None:
                counts[IncidentKind.WRONG_PERSON] += it["id"] in wrong
            elif it["outcome"] == "unsafe":
                counts[IncidentKind.UNSAFE] += 1
            elif it["outcome"] in DOUBTED and told:
                counts[IncidentKind.WRONG_PERSON] += 1
            elif it["outcome"] in DOUBTED:
                counts[IncidentKind.SOMEBODY_ELSE] += 1
        return tuple(
            IncidentRow(
                kind=kind,
                incidents=Ratio(numerator=number, denominator=len(all_of_them)),
            )
            for kind, number in counts.items()
        )


async def recount(*, organisation, place, first, last, now):
    """Count everything again: give what `read_figures` gives before small is hidden."""
    rows = {name: await fetch_rows(f"SELECT * FROM {name}") for name in TABLES}  # noqa: S608 - own names
    it = Recount(
        rows, organisation=organisation, place=place, first=first, last=last, now=now
    )
    return Figures(
        norms=it.norms(),
        letters=it.letters(),
        attempts=it.attempts(),
        waits=it.waits(),
        complaints=it.complaints(),
        incidents=it.incidents(),
    )

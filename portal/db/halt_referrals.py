"""What was referred to Halt: a report by the police, or a case by the prosecutor."""

from collections.abc import Collection
from uuid import UUID

from portal.db.engine import fetch_rows

_REFERRED = """(EXISTS (SELECT 1 FROM happening sent
        WHERE sent."case" = {case} AND sent.code = 'halt_referred')
    OR EXISTS (SELECT 1 FROM decision sends
        WHERE sends."case" = {case} AND sends.kind = 'halt'
          AND sends.state <> 'revised'))"""


def referred_case(case: str) -> str:
    """Say in SQL whether this column names a case that is Halt's."""
    return _REFERRED.format(case=case)


def referred_report(incident: str, victim: str | None) -> str:
    """Say in SQL whether this report is Halt's, and for whom where that is asked.

    Of a report that the police sent every victim is Halt's concern; of a case those
    of its facts.
    """
    hers = f"""AND EXISTS (SELECT 1 FROM fact JOIN fact_victim
            ON fact_victim.fact = fact.id
        WHERE fact."case" = rests."case" AND fact_victim.victim = {victim})"""  # noqa: S608 - own names
    return f"""(EXISTS (SELECT 1 FROM happening sent WHERE sent.incident = {incident}
            AND sent."case" IS NULL AND sent.code = 'halt_referred')
        OR EXISTS (SELECT 1 FROM case_incident rests
            WHERE rests.incident = {incident} {hers if victim else ""}
              AND {referred_case('rests."case"')}))"""  # noqa: S608 - own names


async def fetch_referred_cases(*, case_ids: Collection[UUID]) -> frozenset[UUID]:
    """Give which of these are Halt's."""
    rows = await fetch_rows(
        f"""SELECT c.id FROM case_file c WHERE c.id = ANY({{}})
            AND {referred_case("c.id")}""",  # noqa: S608 - own words
        list(case_ids),
    )
    return frozenset(row["id"] for row in rows)

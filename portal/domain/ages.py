"""How old somebody is on a day."""

from datetime import date

ADULT_FROM = 18


def age_on(*, birth_date: date, day: date) -> int:
    """Count whole years; who was born on 29 February turns a year older on 1 March."""
    is_before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - is_before_birthday


def is_minor(*, birth_date: date | None, day: date) -> bool:
    """An unknown birth date makes nobody a minor."""
    return (
        birth_date is not None and age_on(birth_date=birth_date, day=day) < ADULT_FROM
    )

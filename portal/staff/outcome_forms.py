"""The form in which supervisors change the rules of outcomes, and its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from litestar.datastructures import FormMultiDict
from litestar.exceptions import NotFoundException

from portal.actions.outcome_rules import RulesChange
from portal.actions.rules_on_file import KindRules
from portal.db.outcome_rules import RulesVersion
from portal.domain.call_kinds import LadderRule
from portal.domain.call_tasks import TaskKind
from portal.domain.outcome_rules import Figure, figures_of, with_figures
from portal.staff.setup_forms import text_of

GENERAL = "alle"
FIELDS: Mapping[Figure, str] = {
    Figure.ATTEMPTS: "pogingen",
    Figure.DAYS: "dagen",
    Figure.PAUSE_HOURS: "uren",
    Figure.ENGAGED_MINUTES: "minuten",
    Figure.DOUBTS: "keren",
    Figure.ENDS_IN: "einde",
    Figure.CORRECTED_BY: "terugdraaien",
}
_OTHERS = {"reason": "reden", "from_day": "vanaf", "figures": FIELDS[Figure.ATTEMPTS]}
_LONGEST_VERSION = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesForm:
    """What stands in the fields, as text; `seen` is the version that was read."""

    figures: Mapping[Figure, str]
    reason: str = ""
    from_day: str = ""
    seen: int = 0

    @property
    def fields(self) -> dict[str, str]:
        """Give what is typed by the names that the page has for it."""
        figures = {FIELDS[it]: text for it, text in self.figures.items()}
        return {**figures, "reden": self.reason, "vanaf": self.from_day}

    def change(self, kind: TaskKind | None) -> RulesChange:
        return RulesChange(
            kind=kind,
            figures=self.figures,
            reason=self.reason,
            from_day=self.from_day,
            seen=self.seen,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChanged:
    """Before and after; None follows what holds anyway."""

    figure: Figure
    before: int | str | None
    after: int | str | None


def read_rules_form(data: FormMultiDict) -> RulesForm:
    return RulesForm(
        figures={it: text_of(data, name) for it, name in FIELDS.items()},
        reason=text_of(data, "reden"),
        from_day=text_of(data, "vanaf"),
        seen=read_version(text_of(data, "gezien")) or 0,
    )


def fill_rules_form(read: KindRules, rule: LadderRule) -> RulesForm:
    figures = {it: str(value) for it, value in figures_of(rule).items()}
    return RulesForm(figures=figures, seen=read.seen)


def rule_to_edit(read: KindRules, version: int | None) -> LadderRule:
    """Give what was saved last, or an older version to put back; 0 is none at all."""
    if version is None:
        return read.newest
    older = next((it for it in read.versions if it.version == version), None)
    if older is None:
        return read.usual
    return with_figures(read.usual, {**figures_of(read.usual), **older.figures})


def changes_between(before: LadderRule, after: LadderRule) -> list[FigureChanged]:
    was, will = figures_of(before), figures_of(after)
    return [
        FigureChanged(figure=it, before=was[it], after=will[it])
        for it in Figure
        if was[it] != will[it]
    ]


def history_of(
    read: KindRules,
) -> Iterator[tuple[RulesVersion, list[FigureChanged]]]:
    """Give each version, the newest first, with what it changed."""
    older = (*(it.figures for it in read.versions), {})[1:]
    for version, before in zip(read.versions, older, strict=True):
        after = version.figures
        yield (
            version,
            [
                FigureChanged(figure=it, before=before.get(it), after=after.get(it))
                for it in Figure
                if before.get(it) != after.get(it)
            ],
        )


def kind_of(code: str) -> TaskKind | None:
    """Read which rules are meant; what is no kind of call is no page."""
    if code == GENERAL:
        return None
    if code not in set(TaskKind):
        raise NotFoundException
    return TaskKind(code)


def read_version(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_VERSION
    return int(text) if is_number else None


def field_problems(problems: Mapping[str, str]) -> dict[str, str]:
    """Name the fields as on the page."""
    names = {**{str(it): name for it, name in FIELDS.items()}, **_OTHERS}
    return {names[name]: text for name, text in problems.items()}

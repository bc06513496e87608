"""What each outcome of a call sets off: callers read it, supervisors change it."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.outcome_rules import (
    UnableToChangeRulesError,
    UnableToOverwriteRulesError,
    change_rules,
    preview_rules,
)
from portal.actions.rules_on_file import (
    KindRules,
    UnableToFindRulesError,
    read_example,
    read_rules,
    read_rules_table,
)
from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.outcome_rules import Figure, is_at_once, limits_of
from portal.domain.outcomes import OUTCOME_RULES
from portal.domain.staff import Role
from portal.staff.outcome_forms import (
    FIELDS,
    GENERAL,
    RulesForm,
    changes_between,
    field_problems,
    fill_rules_form,
    history_of,
    kind_of,
    read_rules_form,
    read_version,
    rule_to_edit,
)
from portal.staff.setup_forms import text_of
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor, requires_role
from portal.web.pages import go_to, say, show_page

OUTCOMES = "/werk/uitkomsten"
PAGE = f"{OUTCOMES}/regel"
TITLE = "Uitkomsten"
requires_supervisor = requires_role(Role.SUPERVISOR)


@get("/uitkomsten", name="staff.outcomes", guards=[requires_caller])
async def list_outcome_rules(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    table = await read_rules_table(worker=worker_of(staff), now=now)
    return show_page(
        request,
        "staff/outcomes.html",
        title=TITLE,
        table=[(it, _code(it.kind)) for it in table],
        kinds=KINDS,
    )


@get("/uitkomsten/regel", name="staff.outcomes.rule", guards=[requires_caller])
async def edit_outcome_rules(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Show what holds, and to supervisors the form; `versie` fills in an older one."""
    kind = kind_of(request.query_params.get("soort", ""))
    read = await _read(kind, staff, now)
    version = read_version(request.query_params.get("versie", ""))
    form = fill_rules_form(read, rule_to_edit(read, version))
    return await _show(request, staff, now, read, form)


@post(
    "/uitkomsten/regel",
    name="staff.outcomes.change",
    guards=[requires_supervisor],
    opt={"back": OUTCOMES},
)
async def submit_outcome_rules(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Say first what it would come down to; only the second button saves it."""
    data = await request.form()
    kind, form = kind_of(text_of(data, "soort")), read_rules_form(data)
    read, step = await _read(kind, staff, now), text_of(data, "stap")
    if step == "terug":
        return await _show(request, staff, now, read, form)
    try:
        if step != "opslaan":
            return await _preview(request, staff, now, read, form)
        await change_rules(change=form.change(kind), worker=worker_of(staff), now=now)
    except UnableToChangeRulesError as error:
        problems = field_problems(error.problems)
        return await _show(
            request, staff, now, read, form, errors=problems, breaks=error.breaks
        )
    except UnableToOverwriteRulesError:
        return await _show(
            request, staff, now, await _read(kind, staff, now), form, is_newer=True
        )
    except UnableToFindRulesError:
        raise NotFoundException from None
    say(request, "De regels zijn opgeslagen.")
    return go_to(request, path_of(kind))


def path_of(kind: TaskKind | None) -> str:
    return f"{PAGE}?soort={_code(kind)}"


async def _preview(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    read: KindRules,
    form: RulesForm,
) -> Template:
    worker = worker_of(staff)
    preview = await preview_rules(change=form.change(read.kind), worker=worker, now=now)
    before = await read_example(
        rule=read.rule, kind=read.kind, worker=worker, start=preview.valid_from
    )
    return show_page(
        request,
        "staff/outcomes_preview.html",
        title=TITLE,
        read=read,
        code=_code(read.kind),
        form=form,
        preview=preview,
        changes=changes_between(read.rule, preview.rule),
        before=before,
        now=now,
    )


async def _show(
    request: HTMXRequest,
    staff: StaffActor,
    now: datetime,
    read: KindRules,
    form: RulesForm,
    *,
    errors: dict[str, str] | None = None,
    breaks: tuple[TaskKind, ...] = (),
    is_newer: bool = False,
) -> Template:
    limits = limits_of(read.kind)
    return show_page(
        request,
        "staff/outcomes_rule.html",
        title=TITLE,
        status_code=409 if is_newer else 422 if errors else 200,
        read=read,
        code=_code(read.kind),
        call=KINDS[read.kind] if read.kind else None,
        is_at_once=read.kind is not None and is_at_once(read.kind),
        outcomes=OUTCOME_RULES,
        example=await read_example(
            rule=read.rule, kind=read.kind, worker=worker_of(staff), start=now
        ),
        limits={FIELDS[it]: pair for it, pair in limits.between.items()},
        ends_in=limits.ends_in,
        history=list(history_of(read)),
        form=form,
        fields=form.fields,
        ends_field=FIELDS[Figure.ENDS_IN],
        errors=errors or {},
        breaks=breaks,
        is_newer=is_newer,
        now=now,
    )


async def _read(kind: TaskKind | None, staff: StaffActor, now: datetime) -> KindRules:
    try:
        return await read_rules(kind=kind, worker=worker_of(staff), now=now)
    except UnableToFindRulesError:
        raise NotFoundException from None


def _code(kind: TaskKind | None) -> str:
    return kind.value if kind else GENERAL


OUTCOME_HANDLERS = (list_outcome_rules, edit_outcome_rules, submit_outcome_rules)

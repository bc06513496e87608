"""`portal staff`: the first people of a system that is still empty."""

import click

from portal.actions.demo_clock import current_time
from portal.actions.setup_history import UnableToSaveSetupError
from portal.actions.setup_staff import add_staff_member, command_editor
from portal.cli.running import operator, run_with_database
from portal.domain.staff import Organisation, Role
from portal.domain.staff_members import ROLES_OF, TypedStaff

_NO_SHIFTS = (("", ""),) * 7


@click.group()
def staff() -> None:
    """Who works with the portal; supervisors keep them on screen after that."""


@staff.command("add")
@click.option("--name", required=True, help="As they introduce themselves.")
@click.option(
    "--organisation",
    required=True,
    type=click.Choice([it.value for it in Organisation]),
)
@click.option("--role", required=True, type=click.Choice([it.value for it in Role]))
@click.option("--location", default="", help="Leave it out for all locations.")
@click.option("--experienced", is_flag=True, help="Makes heavy calls too.")
def add(
    name: str, organisation: str, role: str, location: str, *, experienced: bool
) -> None:
    """Add somebody, and print the id to log in with.

    The first supervisor of each organisation is added like this; the rest on screen,
    under Inrichting.
    """
    employer = Organisation(organisation)
    if role not in ROLES_OF[employer]:
        known = ", ".join(ROLES_OF[employer])
        raise click.UsageError(f"{organisation} has no {role}; choose {known}.")
    typed = TypedStaff(
        name=name.strip(),
        role=role,
        location=location.strip(),
        is_experienced=experienced,
        is_active=True,
        week=_NO_SHIFTS,
    )

    async def run() -> str:
        by = command_editor(name=operator(), organisation=employer)
        added = await add_staff_member(typed=typed, by=by, now=await current_time())
        return str(added)

    try:
        click.echo(run_with_database(run))
    except UnableToSaveSetupError as error:
        fields = ", ".join(f"--{field}" for field in error.problems)
        hint = "a location must be on screen under Inrichting first"
        raise click.UsageError(f"{fields} cannot be used ({hint}).") from error

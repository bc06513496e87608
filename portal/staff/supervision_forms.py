"""The form of a supervisor's buttons, read as it was filled in."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict

from portal.domain.supervision import REASON_LENGTH, Watch
from portal.staff.call_forms import as_uuid
from portal.staff.setup_forms import text_of

MOST_PAGES = 10_000
_ALL = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """`picks` are calls with the marks they had when shown; `task_id` is one alone."""

    batch: UUID
    watch: Watch | None = None
    page: int = 1
    action: str = ""
    reason: str = ""
    location: str = ""
    staff: str = ""
    takes_all: bool = False
    picks: tuple[tuple[UUID, str], ...] = ()
    task_id: UUID | None = None

    @property
    def picked(self) -> frozenset[UUID]:
        return frozenset(task_id for task_id, _ in self.picks)


def read_move_form(form: FormMultiDict) -> MoveForm:
    return MoveForm(
        batch=as_uuid(text_of(form, "batch")) or uuid4(),
        watch=read_watch(text_of(form, "lijst")),
        page=read_page(text_of(form, "pagina")),
        action=text_of(form, "actie"),
        reason=str(form.get("reden", "")).strip()[: REASON_LENGTH + 1],
        location=text_of(form, "locatie"),
        staff=text_of(form, "collega"),
        takes_all=form.get("alles") == _ALL,
        picks=tuple(_picks(form)),
        task_id=as_uuid(text_of(form, "gesprek")),
    )


def read_watch(text: str) -> Watch | None:
    return Watch(text) if text in set(Watch) else None


def read_page(text: str) -> int:
    page = int(text) if text.isascii() and text.isdigit() else 1
    return min(max(page, 1), MOST_PAGES)


def _picks(form: FormMultiDict) -> list[tuple[UUID, str]]:
    pairs = (str(value).partition(" ") for value in form.getall("kies", []))
    found = ((as_uuid(task_id), mark) for task_id, _, mark in pairs)
    return [(task_id, mark) for task_id, mark in found if task_id is not None]

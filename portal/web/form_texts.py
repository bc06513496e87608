"""What stands in a form, without what no person types and no database keeps."""

import re
from typing import Any

from litestar import Request
from litestar.enums import RequestEncodingType
from litestar.utils.scope.state import ScopeState

FORMS = {RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


async def clean_form(request: Request[Any, Any, Any]) -> None:
    """Clean every field of every form before a handler reads it.

    Control characters come along when one copies from elsewhere; nobody sees them,
    so nothing is lost and there is nothing to say. PostgreSQL refuses some.
    """
    if request.content_type[0] not in FORMS:
        return
    reader = Request[Any, Any, Any](request.scope, request.receive)
    form = await reader.form()
    ScopeState.from_scope(request.scope).form = {
        clean_text(name): _clean(form.getall(name)) for name in form
    }


def clean_text(text: str) -> str:
    return HALF_A_CHARACTER.sub(UNKNOWN, CONTROLS.sub("", text))


def _clean(values: list[Any]) -> Any:
    """Give one value as itself and several as a list, as Litestar keeps them."""
    cleaned = [clean_text(it) if isinstance(it, str) else it for it in values]
    return cleaned if len(cleaned) > 1 else cleaned[0]

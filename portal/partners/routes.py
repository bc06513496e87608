"""Door 3: other systems, under /api/v1. What is not there answers as problem+json."""

from litestar import Router

from portal.partners.description import show_description
from portal.partners.events import receive_events

router = Router("/api/v1", route_handlers=[receive_events, show_description])

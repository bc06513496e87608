"""Door 3: other systems, under /api/v1. Handlers only."""

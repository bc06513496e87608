"""A process of its own that does all due work: `python -m tests.jobs.worker ISO`."""

import asyncio
import json
import sys
from datetime import datetime

from portal.db.engine import open_database
from portal.jobs.run import run_due_jobs


async def work(now: datetime) -> None:
    async with open_database():
        done = await run_due_jobs(now=now)
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    asyncio.run(work(datetime.fromisoformat(sys.argv[1])))

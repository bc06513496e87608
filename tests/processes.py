"""Other processes at work on the same database."""

import asyncio
import sys


async def run_python(script: str) -> str:
    """Run it in the project's root with the settings of the tests; give its output."""
    return await _run("-c", script)


async def run_module(name: str, *arguments: str) -> str:
    return await _run("-m", name, *arguments)


async def _run(*arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return output.decode()

"""Puts htmx in place at install time, from a package, checked by its hash."""

import hashlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HTMX_SHA256 = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"


class HtmxBuildHook(BuildHookInterface):
    """Copies htmx 2 out of django-htmx, which ships it unchanged."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatch calls it so
        spec = importlib.util.find_spec("django_htmx")
        if spec is None or spec.origin is None:
            raise RuntimeError("django-htmx is missing from the build environment.")
        source = Path(spec.origin).parent / "static/django_htmx/htmx-2.min.js"
        if hashlib.sha256(source.read_bytes()).hexdigest() != HTMX_SHA256:
            raise RuntimeError("htmx is not the file we know: its checksum differs.")
        vendor = Path(self.root, "portal/static/vendor")
        vendor.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, vendor / "htmx.min.js")

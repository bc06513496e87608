"""Remembering it: engine, tables, and one file of queries a noun."""

import os

os.environ.setdefault("PICCOLO_CONF", "portal.db.piccolo_conf")

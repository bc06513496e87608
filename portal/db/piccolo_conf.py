"""Piccolo reads this; PICCOLO_CONF points here."""

from piccolo.conf.apps import AppRegistry

from portal.config import Settings
from portal.db.engine import make_engine

DB = make_engine(Settings.from_env().database_url)
APP_REGISTRY = AppRegistry(apps=["portal.db.piccolo_app"])

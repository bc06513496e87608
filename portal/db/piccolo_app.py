"""Tells Piccolo which tables exist and where their migrations live."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="portal",
    migrations_folder_path=str(Path(__file__).parents[2] / "migrations"),
    table_classes=table_finder(
        modules=[
            f"portal.db.tables.{subject}"
            for subject in (
                "people",
                "staff",
                "cases",
                "complaints",
                "calls",
                "contact",
                "drafts",
                "messages",
                "desk",
                "words",
                "events",
                "hearings",
                "setup",
                "standing",
                "visits",
                "wishes",
            )
        ],
        exclude_imported=True,
    ),
)

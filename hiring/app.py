"""The only wiring of the web application."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.orm import Session

from hiring.config import Config
from hiring.delivery import Delivery
from hiring.files import Files
from hiring.storage.database import Database, create_database
from hiring.web import access, errors, pages, request, security

PACKAGE = Path(__file__).parent
FAMILIES = (
    "health",
    "sessions",
    "home",
    "method",
    "interviews",
    "plans",
    "kits",
    "invitations",
    "outbox",
    "scorecards",
    "candidates",
    "accounts",
    "audit",
    "rubrics",
    "employers",
    "positions",
    "pipeline",
    "profiles",
    "intake",
    "priorities",
    "adoption",
    "approvals",
    "screening",
    "figures",
    "applications",
    "debriefs",
    "reveals",
    "elsewhere",
    "fair_averages",
    "comparisons",
    "weight_trials",
    "documents",
    "briefs",
    "calibration",
    "panels",
)
"""The page families, each a module of `hiring.web` with a `blueprint`."""
FAIRNESS = "fairness"
"""The one that is there only where the operator asks for it."""


def create_app(config: Config, *, database: Database | None = None) -> Flask:
    """The application on a migrated database; without one given, on the one that `config` names."""
    app = Flask("hiring", root_path=str(PACKAGE), static_folder="web/static", template_folder=str(find_templates()))
    app.config.update(security.settings(secret_key=config.secret_key, secure_cookies=config.secure_cookies))
    app.config.update(LOCALE=config.locale, TIME_ZONE=config.time_zone, SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    opened = database or create_database(config.database_url)
    pages.install(app)
    errors.install(app)
    request.install(app, open_session=_opener(opened), files=Files(config.data / "files"))
    request.install_mail(app, Delivery(opened, config.mail).send_soon if config.mail else None)
    security.install(app, trusted_proxies=config.trusted_proxies)
    access.install(app)
    for family in (*FAMILIES, FAIRNESS) if config.selection_fairness else FAMILIES:
        app.register_blueprint(import_module(f"hiring.web.{family}").blueprint)
    return app


def find_templates() -> Path:
    """Carried inside the package by a wheel, beside it in a checkout."""
    carried = PACKAGE / "templates"
    return carried if carried.is_dir() else PACKAGE.parent / "templates"


def _opener(database: Database) -> Callable[[bool], Session]:
    def open_session(write: bool) -> Session:
        return (database.writing if write else database.reading)()

    return open_session

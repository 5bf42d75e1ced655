"""`hiring measure`, as cron runs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories import World
from made_panels import made_history
from sqlalchemy import select

from hiring.actions.permissions import Role
from hiring.actions.rating_errors import rating_error_of
from hiring.actions.rubrics import get_rubric
from hiring.cli import main
from hiring.domain.uncertainty import Basis
from hiring.storage.database import Database, create_database
from hiring.storage.measuring_tables import MeasurementRow
from hiring.storage.tables import AuditRow


@pytest.fixture
def folder(migrated_sqlite: Path, tmp_path: Path) -> Path:
    shutil.copy(migrated_sqlite, tmp_path / "hiring.db")
    return tmp_path


def opened(folder: Path) -> Database:
    return create_database(f"sqlite:///{folder / 'hiring.db'}")


def run(folder: Path, command: str = "measure") -> Result:
    return CliRunner().invoke(main, [command], env={"HIRING_DATA": str(folder), "LC_ALL": "C.UTF-8"})


def test_it_measures_every_rubric_that_has_ratings_and_recompute_leaves_that_alone(folder: Path) -> None:
    database = opened(folder)
    with database.session(write=True) as session:
        world = World(session)
        made_history(world, (world.interviewer, world.second_interviewer, world.account(Role.INTERVIEWER, "Third")), 31)
        row_id = world.rubric_row_id
        rubric = get_rubric(session, actor=world.recruiter, rubric_row_id=row_id)
    done = run(folder)
    assert (done.exit_code, done.output) == (0, f"kam {rubric.version}: 31 candidates rated by two or more\n")
    assert run(folder, "recompute").exit_code == 0
    with database.session(write=False) as session:
        (row,) = session.scalars(select(MeasurementRow)).all()
        assert (row.measured_by, row.candidates, row.structure) == (None, 31, rubric.structure)
        assert rating_error_of(session, rubric).basis is Basis.POOLED
        event = session.scalars(select(AuditRow).where(AuditRow.action == "measure_rubric")).one()
        assert (event.account_id, event.object_kind, event.object_id) == (None, "rubric", row_id)
    database.engine.dispose()


def test_without_ratings_nothing_is_measured(folder: Path) -> None:
    done = run(folder)
    assert (done.exit_code, done.output) == (0, "")
    database = opened(folder)
    with database.session(write=False) as session:
        assert session.scalars(select(MeasurementRow)).all() == []
    database.engine.dispose()

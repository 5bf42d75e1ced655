"""A site of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import World
from visiting import Site, make_site


@pytest.fixture
def site(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Site]:
    site = make_site(tmp_path, migrated_sqlite)
    yield site
    site.database.engine.dispose()


@pytest.fixture
def world(site: Site) -> Iterator[World]:
    """Records to look at: call `commit` of its session before a page is asked for."""
    with site.database.writing() as session:
        yield World(session)

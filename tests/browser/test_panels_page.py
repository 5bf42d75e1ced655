"""What ratings say about ratings in a real browser: measured, read and accessible, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow, speak
from factories import World
from made_panels import made_history
from serving import LoadedDemo, serving
from sqlalchemy import select

from hiring.actions.permissions import Actor, Role
from hiring.storage.database import create_database
from hiring.storage.tables import AccountRow

RECRUITER, INTERVIEWER = "owen.brackenridge@example.org", "fiona.tarrant@example.org"
RATERS = ("interviewer", "recruiter")


@pytest.fixture(scope="module")
def measured(loaded_demo: LoadedDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site of its own: the demo and fifty candidates more, whose ratings link all interviewers."""
    folder = loaded_demo.copied_to(tmp_path_factory.mktemp("panels"))
    add_history(folder)
    with serving(folder) as running:
        yield Served(running.address, loaded_demo.password)


def add_history(folder: Path) -> None:
    database = create_database(f"sqlite:///{folder / 'hiring.db'}")
    with database.session(write=True) as session:
        rows = session.scalars(select(AccountRow).where(AccountRow.role.in_(RATERS)).order_by(AccountRow.id)).all()
        raters = [Actor(row.id, Role(row.role), None, row.name) for row in rows]
        world = World(session)
        world.__dict__.update(recruiter=next(item for item in raters if item.role is Role.RECRUITER), position_id=1)
        made_history(world, raters, 50)
    database.engine.dispose()


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en"), (PHONE, "ru")], ids=["desk-en", "phone-ru"])
def test_few_and_enough_are_measured_read_and_accessible(
    served: Served, measured: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    for site in (served, measured):
        page = site.enter(open_context(viewport), RECRUITER)
        speak(page, locale)
        page.goto(f"{site.address}/panels/1")
        follow(page.locator("main form button"))
        assert page.locator(".said[role=status]").count() == 1
        found = {"/panels/1": faults_of(page)}
        for address in ("/panels", "/positions/1/panel", "/panels/me"):
            page.goto(site.address + address)
            found[address] = faults_of(page)
        speak(page, "en")  # the account keeps the language, and other tests share the site
        assert {address: faults for address, faults in found.items() if faults} == {}


def test_an_interviewer_finds_the_own_line_and_its_picture_says_its_counts(measured: Served, open_context: Any) -> None:
    recruiter = measured.enter(open_context(), RECRUITER)
    recruiter.goto(f"{measured.address}/panels/1")
    follow(recruiter.locator("main form button"))
    page = measured.enter(open_context(), INTERVIEWER)
    page.goto(f"{measured.address}/account")
    follow(page.locator("main a[href='/panels/me']"))
    told = page.locator(".panel-chart svg").get_attribute("aria-label")
    counts = [item.rpartition(": ")[2].split()[0] for item in told.split("; ")]
    assert page.locator(".panel-count").all_text_contents() == counts
    heights = [float(item.get_attribute("height")) for item in page.locator(".panel-bar").all()]
    assert max(heights) == 30 and len(heights) == sum(count != "0" for count in counts)
    assert page.locator(".panel-person").count() == 0

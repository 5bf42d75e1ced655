"""Selection fairness in a real browser: named, recorded and read, on a desk and on a phone, as axe-core wants it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of, follow
from serving import LoadedDemo, serving

ADMINISTRATOR, RECRUITER = "admin@example.org", "owen.brackenridge@example.org"


@pytest.fixture(scope="module")
def fair(loaded_demo: LoadedDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with the demo, where the operator switched selection fairness on."""
    with serving(loaded_demo.copied_to(tmp_path_factory.mktemp("fair")), SELECTION_FAIRNESS="on") as running:
        yield Served(running.address, loaded_demo.password)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_naming_groups_to_the_report(fair: Served, open_context: Any, size: dict[str, int]) -> None:
    name = f"Age {size['width']}"
    page = fair.enter(open_context(size), ADMINISTRATOR)
    page.goto(f"{fair.address}/accounts")
    follow(page.locator("main a[href='/fairness']"))
    found = {"index": faults_of(page)}
    page.goto(f"{fair.address}/fairness/groups/new")
    page.fill("#name", name)
    page.fill("#values", "under 40\n40 and above")
    found["naming"] = faults_of(page)
    follow(page.locator("main button[type=submit]"))
    selects = page.locator("main table select")
    for place in range(selects.count()):
        selects.nth(place).select_option(index=1 + place % 2)
    found["people"] = faults_of(page)
    follow(page.locator("main .form-actions button"))
    follow(page.locator("main .page-actions a"))
    bad = {"name": "groups.csv", "mimeType": "text/csv", "buffer": b"candidate,value\nnobody@example.org,goats\n"}
    page.set_input_files("#sheet", bad)
    follow(page.locator("main button[type=submit]"))
    assert page.locator(".faults p").count() == 2
    found["sheet"] = faults_of(page)
    page.goto(f"{fair.address}/fairness")
    page.select_option("#dimension", label=name)
    follow(page.locator("main button[type=submit]"))
    assert page.locator("main .fairness-table").count() >= 3
    assert page.locator("main .fairness-table tbody tr").first.inner_text().startswith("under 40")
    found["report"] = faults_of(page)
    assert {what: faults for what, faults in found.items() if faults} == {}


def test_nobody_else_is_led_there(fair: Served, served: Served, open_context: Any) -> None:
    page = fair.enter(open_context(), RECRUITER)
    assert page.locator("a[href='/fairness']").count() == 0
    assert page.goto(f"{fair.address}/fairness").status == 403
    off = served.enter(open_context(), ADMINISTRATOR)
    off.goto(f"{served.address}/accounts")
    assert off.locator("a[href='/fairness']").count() == 0
    assert off.goto(f"{served.address}/fairness").status == 404


def test_the_setting_is_what_opens_it() -> None:
    """As the guide for operators writes it."""
    text = (Path(__file__).parents[2] / "docs/operating.md").read_text(encoding="utf-8")
    assert "| `SELECTION_FAIRNESS` | `no` |" in text

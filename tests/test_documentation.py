"""Every setting and command is documented, links lead somewhere, and both guides have the same chapters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hiring.cli import main
from hiring.config import SETTINGS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `{setting}` |" in OPERATING


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATING, re.MULTILINE)) == set(SETTINGS)


def test_every_command_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `hiring ([a-z-]+)", OPERATING, re.MULTILINE))
    assert documented == set(main.commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_exist(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:", "mailto:"))]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_both_guides_have_the_same_chapters() -> None:
    english, russian = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("user-guide.md", "user-guide.ru.md"))
    assert len(re.findall(r"^##+ ", english, re.MULTILINE)) == len(re.findall(r"^##+ ", russian, re.MULTILINE)) > 5

"""A wheel carries everything: installed away from the checkout it assesses a spreadsheet and answers as a site."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from serving import ROOT, environment

PANEL = ROOT / "tests" / "cases" / "panel.csv"

ANSWERS = """
import sys
from pathlib import Path
import hiring
from hiring.app import create_app
from hiring.config import Config
from hiring.operate import prepare

config = Config.from_env()
database, _ = prepare(config, demo=False)
client = create_app(config, database=database).test_client()
for address in sys.argv[1:]:
    print(client.get(address).status_code, address)
print(Path(hiring.__file__).parent)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed into a folder of its own; what it depends on comes from the environment."""
    target = tmp_path_factory.mktemp("installed") / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    done = subprocess.run(install, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def installed(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with the installed wheel, in a folder that has nothing else."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(folder / "data", PYTHONPATH=str(site)),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_every_file_of_rubrics_templates_and_pages_is_carried_along(site: Path) -> None:
    for kept, carried in (("rubrics", "rubrics"), ("templates", "templates"), ("hiring", ".")):
        files = [path for path in (ROOT / kept).rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyo")]
        assert files
        missing = [path for path in files if not (site / "hiring" / carried / path.relative_to(ROOT / kept)).is_file()]
        assert not missing


def test_the_bundled_rubric_is_found(site: Path, tmp_path: Path) -> None:
    done = installed(site, tmp_path, "-m", "hiring.cli", "check-rubric", "kam", "--locale", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ok: 13 competencies, 3 levels")


def test_a_spreadsheet_becomes_documents(site: Path, tmp_path: Path) -> None:
    asked = ("assess", str(PANEL), "--level", "L2", "--locale", "ru", "--out", "out")
    done = installed(site, tmp_path, "-m", "hiring.cli", *asked)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))
    documents = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(documents) == len(found["candidates"]) + 1
    compared = " ".join(page.extract_text() for page in PdfReader(tmp_path / "out" / "comparison.pdf").pages)
    for candidate in found["candidates"]:
        assert candidate["candidate"] in compared


def test_the_site_answers(site: Path, tmp_path: Path) -> None:
    """A page, its style sheet, a script; all from the wheel."""
    addresses = ("/sign-in", "/healthz", "/static/app.css", "/static/vendor/htmx-4.0.1.min.js")
    done = installed(site, tmp_path, "-c", ANSWERS, *addresses)
    assert done.returncode == 0, done.stderr
    *answers, place = done.stdout.splitlines()
    assert answers == [f"200 {address}" for address in addresses]
    assert Path(place) == site / "hiring"

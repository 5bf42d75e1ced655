"""Runs every row and prints it beside its reference and target. Exit code 0 whatever the figures: machines are noisy."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Row, at_most, print_rows
from benchmarks.numbers import numbers
from benchmarks.references import PEOPLE, BareProgram, bare_pdf
from benchmarks.site import MeasuredSite

MEMORY = """
from pathlib import Path
from hiring.app import create_app
from hiring.config import Config
from hiring.operate import update_database
config = Config.from_env({{"HIRING_DATA": {folder!r}}})
client = create_app(config, database=update_database(config)).test_client()
assert client.get("/sign-in").status_code == 200
{work}
import sys
assert "weasyprint" not in sys.modules
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


RANKS = """
from benchmarks.numbers import ERROR, made_up_contenders
from hiring.domain.robustness import rank_acceptability
rank_acceptability(made_up_contenders(20), ERROR)
"""


def pages(folder: Path) -> list[Row]:
    bare = BareProgram(folder)
    site = MeasuredSite(folder / "large", candidates=PEOPLE)
    small = MeasuredSite(folder / "small", candidates=1000)
    rows = [
        at_most("list of 50 of 20,000 candidates", site.get("/candidates"), bare.get("/"), limit=2.5),
        at_most("search by part of a name", site.get("/candidates?search=00123"), bare.get("/"), limit=2.5),
        at_most("the same list, 20,000 against 1,000", site.get("/candidates"), small.get("/candidates"), limit=1.3),
        at_most(
            "board of all stages, 10 cards each",
            site.get(f"/positions/{site.full_board}/board"),
            site.get("/candidates"),
            limit=2.5,
        ),
        growing("comparison", "/positions/{}/comparison", site),
        growing("what the ratings of a position say", "/positions/{}/panel", site),
        at_most("save a rating over HTTP", site.save_rating(), bare.commit_twelve, limit=5),
    ]
    if "applications" in site.app.blueprints:
        rows.insert(2, at_most("result page of a candidate", site.get("/applications/1"), bare.get("/1"), limit=3))
    return rows


def growing(work: str, address: str, site: MeasuredSite) -> Row:
    """The page of a position with many rated candidates beside that of one with few: no slower than it is longer."""
    (few, least), (many, most) = site.rated.items()
    pair = [site.get(address.format(position)) for position in (most, least)]
    return at_most(f"{work}, {many} candidates against {few}", *pair, limit=many / few)


def documents() -> list[Row]:
    from hiring.actions.assess_sheet import assess_sheet
    from hiring.domain.comparison import compare
    from hiring.domain.uncertainty import assumed_error
    from hiring.pdf import DocumentSubject, build_comparison_document, build_profile_document, render_pdf
    from hiring.rubric_files import find_rubric, load_rubric

    sheet = assess_sheet(
        load_rubric(find_rubric("kam")), ratings=Path(__file__).parent.parent / "tests/cases/panel.csv", level="L2"
    )
    day = dt.date(2026, 1, 15)
    subject = DocumentSubject(
        candidate_name="Candidate", position_title="KAM", employer_name="Employer", number="1",
        issued_on=day, valid_until=day, audience="",
    )  # fmt: skip
    last = sheet.placements[-1]
    profile = build_profile_document(last, subject=subject, error=assumed_error(last.assessment.profile.rubric), locale="ru")
    comparison = build_comparison_document(compare(sheet.placements), subject=subject, locale="ru")
    drawn = {"profile PDF, warm": profile, "comparison PDF of 4, warm": comparison}
    rows = []
    for work, document in drawn.items():
        sheets = words_of(render_pdf(document))
        bare = bare_pdf(sheets, landscape=document is comparison)
        rows.append(
            at_most(
                f"{work}, {len(sheets)} pages", lambda document=document: render_pdf(document), bare, limit=1.2, rounds=7
            )
        )
    return rows


def words_of(content: bytes) -> list[list[str]]:
    """The words of each page of a PDF."""
    from pypdf import PdfReader

    return [page.extract_text().split() for page in PdfReader(io.BytesIO(content)).pages]


def memory(folder: Path) -> list[Row]:
    return [
        _memory(folder, "memory of a web worker without WeasyPrint", "", most=110),
        _memory(folder, "the same after places of 20 under all weights", RANKS, most=125),
    ]


def _memory(folder: Path, work: str, script: str, *, most: int) -> Row:
    code = MEMORY.format(folder=str(folder / "memory"), work=script)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    megabytes = int(done.stdout.split()[-1]) / 1024
    return Row(work, f"{megabytes:.0f} MB", None, f"<= {most} MB", megabytes <= most)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        worker = memory(folder) if sys.platform == "linux" else []
        print_rows([*pages(folder), *worker, *documents(), *numbers()])


if __name__ == "__main__":
    main()

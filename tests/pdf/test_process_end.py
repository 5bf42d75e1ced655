"""What a process that has drawn leaves behind when it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
DRAWS = """
import atexit, gc, sys

def look():
    from weasyprint.text.fonts import FontConfiguration
    left = [item for item in gc.get_objects() if isinstance(item, FontConfiguration)]
    print("left:", len(left))

atexit.register(look)  # before the drawing registers its own: run after it
sys.path[:0] = sys.argv[1:]
from made_documents import comparison_document
from hiring.pdf import render_pdf
print("drawn:", render_pdf(comparison_document("en"))[:5].decode())
"""


def test_nothing_of_pango_outlives_the_drawing_process() -> None:
    """Freed once Python has unloaded Pango, it would end the process by a crash."""
    places = (TESTS / "pdf", TESTS, TESTS.parent)
    done = subprocess.run(
        [sys.executable, "-c", DRAWS, *map(str, places)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.split("\n")[:2]) == (0, ["drawn: %PDF-", "left: 0"]), done.stderr

"""The method page in a real browser: accessible, no wider than a phone, formulas drawn as formulas."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import DESK, PHONE, Served, faults_of

HIDDEN = "[...document.querySelectorAll('math .as-text')].filter(part => part.getBoundingClientRect().width > 0).length"
DRAWN = """[...document.querySelectorAll('math mfrac')].every(part => {
  const [above, below] = [...part.children].map(child => child.getBoundingClientRect());
  return above.bottom <= below.top + 1;
})"""


@pytest.mark.parametrize(("viewport", "locale"), [(DESK, "en-GB"), (PHONE, "ru-RU")], ids=["desk-en", "phone-ru"])
def test_the_method_is_accessible_fits_and_draws_its_formulas(
    served: Served, open_context: Any, viewport: dict[str, int], locale: str
) -> None:
    page = served.enter(open_context(viewport, locale=locale), "arkady.pichugin@example.org")
    page.goto(f"{served.address}/method#ranks")
    assert faults_of(page) == []
    assert page.evaluate(HIDDEN) == 0, "characters for readers without MathML are drawn"
    assert page.evaluate(DRAWN), "a fraction is not drawn as one"
    assert 0 <= page.evaluate("document.getElementById('ranks').getBoundingClientRect().top") < viewport["height"]

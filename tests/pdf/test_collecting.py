"""Drawing changes how often garbage is collected, and puts it back."""

from __future__ import annotations

import gc

import pytest

from hiring.pdf.collecting import YOUNG, rarely_collecting


def test_the_last_drawing_to_end_puts_back_what_the_first_one_found() -> None:
    found = gc.get_threshold()
    first, second = rarely_collecting(), rarely_collecting()
    with second:
        with first:
            assert gc.get_threshold() == (max(YOUNG, found[0]), *found[1:])
        assert gc.get_threshold()[0] >= YOUNG
    assert gc.get_threshold() == found


def test_a_drawing_that_fails_puts_it_back_too() -> None:
    found = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), rarely_collecting():
        raise ValueError("broken")
    assert gc.get_threshold() == found

"""Names are sorted and found in one way, whatever the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.storage.sorting import KEY_LENGTH, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ЁЛКИНА", "елкина"),
        ("Ёлкин  Пётр\u00a0Ильич", "елкин петр ильич"),
        ("Straße", "STRASSE"),
        ("e\u0301", "é"),
        ("ﬁnance", "FINANCE"),
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_yo_stands_beside_ye() -> None:
    names = ["Жданов", "Ёлкин", "Елизаров", "Яшин", "Абрамов"]
    assert sorted(names, key=sort_key) == ["Абрамов", "Елизаров", "Ёлкин", "Жданов", "Яшин"]


@given(st.text())
def test_a_key_fits_its_column_and_is_its_own_key(text: str) -> None:
    key = sort_key(text)
    assert len(key) <= KEY_LENGTH
    assert key == key.strip()

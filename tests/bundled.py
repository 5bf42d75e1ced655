"""The KAM rubric that comes with the product, read once a run: YAML is slow, and what is read never changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hiring.domain.rubric import Rubric
from hiring.rubric_files import find_rubric, read_rubric_document, rubric_from_document


@cache
def kam_document() -> Mapping[str, Any]:
    return read_rubric_document(find_rubric("kam"))


@cache
def kam_rubric() -> Rubric:
    return rubric_from_document(kam_document())

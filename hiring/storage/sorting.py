"""Keys by which names are sorted and found, the same in every database."""

from __future__ import annotations

import unicodedata

KEY_LENGTH = 300


def sort_key(text: str) -> str:
    """Letter case, ё and е, forms of one letter and runs of spaces make no difference. At most KEY_LENGTH characters."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(folded.split())[:KEY_LENGTH]

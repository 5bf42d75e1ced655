"""What is in a cell: text in one form, and numbers as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from hiring.domain.text import Text

NOT_OBSERVED = frozenset({"", "-", "–", "—", "−", "н/о", "n/o", "не наблюдалось", "not observed"})
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?")
_TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")


def tidy(text: str) -> str:
    """Composed letters (NFC), one plain space between words, none around, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text.translate(INVISIBLE)).split())


def fold(text: str) -> str:
    """The form in which two spellings of one name are the same: tidy, without case."""
    return tidy(tidy(text).casefold())


def is_not_observed(text: str) -> bool:
    return fold(text) in NOT_OBSERVED


def read_number(text: str) -> Fraction | None:
    """A number with a point or a decimal comma and spaces between thousands; None for anything else."""
    plain = tidy(text).replace(" ", "").replace("−", "-")
    return Fraction(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def reads_two_ways(text: str) -> bool:
    """`1,200` is twelve hundred to one reader and one and a fifth to another."""
    return _TWO_READINGS.fullmatch(tidy(text)) is not None


def ids_by_name(items: Iterable[tuple[str, tuple[Text, ...]]]) -> dict[str, str]:
    """Folded id, and folded names in every language -> id. A name that several bear means none; an id beats a name."""
    listed = tuple(items)
    bearers: dict[str, set[str]] = {}
    for identity, texts in listed:
        for text in texts:
            for language in text:
                bearers.setdefault(fold(text[language]), set()).add(identity)
    known = {name: identity for name, (identity, *others) in bearers.items() if not others}
    return known | {fold(identity): identity for identity, _ in listed}

"""Names of clients and contacts in what is written about a figure: others' secrets, as far as they can be recognised.

Recognised are companies by their legal form, quoted names that stand behind a word like "client", numbers of tax and
contracts, e-mail addresses, telephone numbers and web addresses. A bare name looks like any other word and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = r"[«“„\"'][^»”“\"'\n]{2,60}[»”“\"']"
_RU_FORMS = r"(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|ФГУП|ГУП|МУП|ГК|ТОО|ЧУП|ОДО)"
_EN_FORMS = (
    r"(?:LLC|L\.L\.C\.|Ltd\.?|Limited|Inc\.?|Corp\.?|PLC|LLP"
    r"|GmbH|AG|SE|B\.V\.|N\.V\.|S\.A\.|S\.p\.A\.|SARL|Oy|AB|A/S|s\.r\.o\.)"
)
_CAPITAL = r"[A-ZА-ЯЁ][\w&.’'-]*"
_CLIENT = r"(?:клиент\w*|сет[ьию]\w*|компани\w+|заказчик\w*|холдинг\w*|client|customer|account|company|chain|retailer)"
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_RU_FORMS}\s+(?:{_QUOTED}|{_CAPITAL})", 0),
        (rf"\b{_CAPITAL}(?:\s+(?:&\s+)?{_CAPITAL}){{0,3}},?\s+{_EN_FORMS}(?!\w)", 0),
        (rf"\b{_CLIENT}\s+{_QUOTED}", re.IGNORECASE),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0),
        (r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
        (r"(?<![\w+])\+?\d[\d\s()-]{8,}\d(?!\w)", 0),
        (r"\b(?:ИНН|ОГРН|КПП)\W{0,3}\d{9,15}\b", re.IGNORECASE),
        (r"(?:договор\w*|контракт\w*|contract|agreement)\s+(?:№|No\.?|#|N)\s*[\w/-]*\d[\w/-]*", re.IGNORECASE),
    )
)
FEWEST_DIGITS = 10
"""Of a telephone number: anything shorter is a period or a sum."""


def find_confidential(text: str) -> tuple[str, ...]:
    """The words as they stand in the text, each once, in its order."""
    return tuple(dict.fromkeys(word for _, word in sorted(_found(text))))


def _found(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            word = match.group().strip()
            if not _is_numeric(word) or _is_telephone(word):
                yield match.start(), word


def _is_numeric(word: str) -> bool:
    return not any(character.isalpha() for character in word)


def _is_telephone(word: str) -> bool:
    """Years of a period and sums in groups of three are written like one, yet never with a plus or brackets."""
    digits = re.sub(r"\D", "", word)
    grouped = re.fullmatch(r"\d{1,3}(?:\s\d{3})+", word) is not None
    years = re.fullmatch(r"(?:19|20)\d\d(?:\s*[-,]?\s*(?:19|20)\d\d)+", word) is not None
    return len(digits) >= FEWEST_DIGITS and not grouped and not years

"""Words of a free text as they are read, whatever they are written with.

Accents, case, invisible signs, ё for е, Latin letters inside Russian words (and the reverse), digits for letters and letters
set apart by spaces all lead to the same token; `start` and `end` are places in the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

LATIN_FOR_CYRILLIC = dict(zip("аеорсухкмтнві", "aeopcyxkmthbi", strict=True))
CYRILLIC_FOR_LATIN = {latin: cyrillic for cyrillic, latin in LATIN_FOR_CYRILLIC.items()} | {"u": "и", "r": "г", "n": "п"}
DIGIT_LETTERS = {"0": "о", "3": "з"}
BREVE = "\u0306"

_WORD = re.compile(r"[a-zа-яіў]+(?:['’ʼ`][a-z]+)*|\d+|[%+/]")
_SPACED = re.compile(r"(?<![a-zа-я])[a-zа-я](?:[ ._*-][a-zа-я]){3,}(?![a-zа-я])")
_INNER = re.compile(r"(?<=[a-zа-я])[*_·|](?=[a-zа-я])")
_DIGIT = re.compile(r"(?<=[a-zа-я])[03](?=[а-я])|(?<=[а-я])[03](?=[a-zа-я])")
_STOP = re.compile(r"[.!?;…]")
_PAUSE = re.compile(r"[,:()\n\u2022—–-]")
_DASH = re.compile(r"[-–—−]")
_HYPHEN = re.compile(r"[-‐‑]\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """`texts` are its readings, one or, for a word of two alphabets, two. `number` None: no number.

    `apart`: a comma, colon, bracket, dash or new line stands before it; `dash`: a dash of any kind does.
    """

    texts: tuple[str, ...]
    start: int
    end: int
    sentence: int
    line: int
    number: int | None
    apart: bool
    dash: bool


def read_tokens(text: str, known: Callable[[str], bool]) -> tuple[Token, ...]:
    """In the order of the text. Two parts with a hyphen between them are one word where `known` knows it."""
    plain, places = _mended(*_plain(text), known)
    tokens: list[Token] = []
    sentence = line = end = 0
    for found in _WORD.finditer(plain):
        between = plain[end : found.start()]
        sentence += bool(_STOP.search(between)) and not _inside_number(plain, end, found.start())
        line += "\n" in between
        word = re.sub(r"['’ʼ`]", "", found.group())
        joined = _joined(tokens, word, between, known)
        if joined is not None:
            tokens[-1] = _token(joined, tokens[-1].start, places[found.end() - 1] + 1, tokens[-1])
        else:
            marks = Token((), 0, 0, sentence, line, None, bool(_PAUSE.search(between)), bool(_DASH.search(between)))
            tokens.append(_token(word, places[found.start()], places[found.end() - 1] + 1, marks))
        end = found.end()
    return tuple(tokens)


def readings(word: str) -> tuple[str, ...]:
    """A word of two alphabets is read in each of them; any other as it is."""
    has_cyrillic, has_latin = bool(re.search("[а-яіў]", word)), bool(re.search("[a-z]", word))
    if not (has_cyrillic and has_latin):
        return (word,)
    return (
        "".join(CYRILLIC_FOR_LATIN.get(sign, sign) for sign in word),
        "".join(LATIN_FOR_CYRILLIC.get(sign, sign) for sign in word),
    )


def _token(word: str, start: int, end: int, marks: Token) -> Token:
    number = int(word) if word.isdigit() and len(word) < 5 else None
    return Token(readings(word), start, end, marks.sentence, marks.line, number, marks.apart, marks.dash)


def _joined(tokens: list[Token], word: str, between: str, known: Callable[[str], bool]) -> str | None:
    if not tokens or not _HYPHEN.fullmatch(between) or not word.isalpha():
        return None
    whole = tokens[-1].texts[0] + word
    return whole if any(known(reading) for reading in readings(whole)) else None


def _inside_number(plain: str, end: int, start: int) -> bool:
    """1.5 and 10.000 are numbers, and no sentence ends in them."""
    return start - end == 1 and end > 0 and plain[end - 1].isdigit() and plain[start].isdigit()


def _plain(text: str) -> tuple[str, list[int]]:
    """Lower case without marks and invisible signs, and for every sign its place in `text`."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for part in unicodedata.normalize("NFKD", sign).casefold():
            if unicodedata.category(part) == "Mn":
                if part == BREVE and signs and signs[-1] == "и":
                    signs[-1] = "й"
                continue
            signs.append(part)
            places.append(place)
    return "".join(signs), places


def _mended(plain: str, places: list[int], known: Callable[[str], bool]) -> tuple[str, list[int]]:
    """Letters set apart are drawn together, digits amid Cyrillic letters are read as the letters they look like."""
    dropped: set[int] = {found.start() for found in _INNER.finditer(plain)}
    for found in _SPACED.finditer(plain):
        first, last = _known_run(plain, found.start(), found.end(), known)
        dropped |= {place for place in range(first, last) if not plain[place].isalpha()}
    plain = _DIGIT.sub(lambda found: DIGIT_LETTERS[found.group()], plain)
    kept = [place for place in range(len(plain)) if place not in dropped]
    return "".join(plain[place] for place in kept), [places[place] for place in kept]


def _known_run(plain: str, first: int, last: int, known: Callable[[str], bool]) -> tuple[int, int]:
    """The longest part of letters set apart that is a known word; nothing when there is none."""
    for start in range(first, last, 2):
        for end in range(last, start + 4, -2):
            word = plain[start:end:2]
            if any(known(reading) for reading in readings(word)):
                return start, end
    return first, first

"""Patterns of words, and where they occur among tokens.

A pattern is a row of elements: `мужчин:n` (a stem with the endings of a noun; `:a` of an adjective), `pregnan*` (whatever
follows), `a|b` (either), `a?` (or nothing), `..3` (up to three other words), `~` (up to three words that only fill), `!a`
(not followed by), `<age>`, `<range>`, `<cm>`, `<n>` (numbers). It stays inside one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from hiring.domain.restricted_tokens import Token


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" "))


ENDINGS = {
    "n": _words(" а я о е у ю ы и ь й ом ем ой ей ою ею ью ов ев ам ям ами ями ах ях"),
    "a": _words("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ою ею ых их ыми ими"),
}
FILLERS = frozenset(
    _words(
        "это в основном преимущественно чаще всего наш наши наша также и как правило are is mostly mainly largely our the a "
        "primarily typically usually often"
    )
)
MOST_FILLERS = 3
YOUNGEST, OLDEST = 16, 75
SHORTEST, TALLEST = 140, 215
TENS = {
    "двадцат": 20,
    "тридцат": 30,
    "сорок": 40,
    "пятьдесят": 50,
    "пятидесят": 50,
    "шестидесят": 60,
    "twent": 20,
    "thirt": 30,
    "fort": 40,
    "fift": 50,
    "sixt": 60,
}
UNITS = frozenset(
    _words(
        "одного двух трех четырех пяти шести семи восьми девяти пять один два три one two three four five six seven eight "
        "nine"
    )
)
_TENS_END = re.compile(r"(и|а|ь|y|ies)?$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """`elements` without optional ones: a pattern with some is several."""

    elements: tuple[str, ...]

    def match(self, tokens: tuple[Token, ...], start: int) -> int | None:
        """One past the last token when the pattern begins at `start`, else None."""
        return _match(self.elements, tokens, start, tokens[start].sentence)


@cache
def compile_pattern(source: str) -> tuple[Pattern, ...]:
    """Every form without optional elements."""
    choices = [(part.removesuffix("?"), None) if part.endswith("?") else (part,) for part in source.split()]
    return tuple(Pattern(tuple(part for part in row if part is not None)) for row in product(*choices))


@cache
def forms_of(element: str) -> frozenset[str]:
    """Every word that the element means, save for those with `*`."""
    forms: set[str] = set()
    for part in element.split("|"):
        stem, _, kind = part.partition(":")
        forms |= {stem + ending for ending in ENDINGS[kind]} if kind else {stem}
    return frozenset(forms)


@cache
def _prefixes(element: str) -> tuple[str, ...]:
    return tuple(part[:-1] for part in element.split("|") if part.endswith("*"))


def says(element: str, token: Token) -> bool:
    """Whether one of the token's readings is a form of the element."""
    forms, prefixes = forms_of(element), _prefixes(element)
    return any(text in forms or (bool(prefixes) and text.startswith(prefixes)) for text in token.texts)


class PatternIndex:
    """Patterns by the word they begin with: a text is read once, however many patterns there are."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[str, Pattern]]] = {}
        self._by_prefix: dict[str, list[tuple[str, Pattern]]] = {}
        self._numeric: list[tuple[str, Pattern]] = []
        self.words: set[str] = set()
        for source in sources:
            for pattern in compile_pattern(source):
                self._add(source, pattern)

    def _add(self, source: str, pattern: Pattern) -> None:
        first = pattern.elements[0]
        if first.startswith("<"):
            self._numeric.append((source, pattern))
            return
        for word in forms_of(first):
            if word.endswith("*"):
                self._by_prefix.setdefault(word[:-1], []).append((source, pattern))
            else:
                self._by_word.setdefault(word, []).append((source, pattern))
                self.words.add(word)

    def find(self, tokens: tuple[Token, ...]) -> Iterator[tuple[str, int, int]]:
        """Source of the pattern, first token, one past the last."""
        for start, token in enumerate(tokens):
            for source, pattern in self._beginning(token):
                end = pattern.match(tokens, start)
                if end is not None:
                    yield source, start, end

    def _beginning(self, token: Token) -> Iterator[tuple[str, Pattern]]:
        yield from self._numeric
        for text in token.texts:
            yield from self._by_word.get(text, ())
            for prefix, patterns in self._by_prefix.items():
                if text.startswith(prefix):
                    yield from patterns


def _match(elements: tuple[str, ...], tokens: tuple[Token, ...], at: int, sentence: int) -> int | None:
    if not elements:
        return at
    first, rest = elements[0], elements[1:]
    if first.startswith("!"):
        refused = at < len(tokens) and tokens[at].sentence == sentence and says(first[1:], tokens[at])
        return None if refused else _match(rest, tokens, at, sentence)
    if first.startswith("..") or first == "~":
        return _match_gap(first, rest, tokens, at, sentence)
    for length in _lengths(first, tokens, at, sentence):
        end = _match(rest, tokens, at + length, sentence)
        if end is not None:
            return end
    return None


def _match_gap(gap: str, rest: tuple[str, ...], tokens: tuple[Token, ...], at: int, sentence: int) -> int | None:
    most = MOST_FILLERS if gap == "~" else int(gap[2:])
    for width in range(most + 1):
        end = _match(rest, tokens, at + width, sentence)
        if end is not None:
            return end
        if at + width >= len(tokens) or (gap == "~" and not FILLERS & set(tokens[at + width].texts)):
            return None
    return None


def _lengths(element: str, tokens: tuple[Token, ...], at: int, sentence: int) -> Iterator[int]:
    """How many tokens the element may take here."""
    if at >= len(tokens) or tokens[at].sentence != sentence:
        return
    if not element.startswith("<"):
        yield from (1,) if says(element, tokens[at]) else ()
        return
    for value, length in _numbers(tokens, at, sentence):
        match element:
            case "<range>":
                yield from (length + more for more in _second(tokens, at, length, value, sentence))
            case "<age>" if YOUNGEST <= value <= OLDEST:
                yield length
            case "<cm>" if SHORTEST <= value <= TALLEST:
                yield length
            case "<n>":
                yield length


def _second(tokens: tuple[Token, ...], at: int, length: int, low: int, sentence: int) -> Iterator[int]:
    """How many more tokens a second, higher age takes behind a dash or a word for it."""
    place = at + length
    if place >= len(tokens) or tokens[place].sentence != sentence:
        return
    word = says("до|to|and|и|по", tokens[place])
    if not word and not tokens[place].dash:
        return
    for high, more in _numbers(tokens, place + word, sentence):
        if YOUNGEST - 2 <= low < high <= OLDEST:
            yield more + word


def _numbers(tokens: tuple[Token, ...], at: int, sentence: int) -> Iterator[tuple[int, int]]:
    """The number at a place, in digits or in words, and how many tokens it takes."""
    if at >= len(tokens) or tokens[at].sentence != sentence:
        return
    if tokens[at].number is not None:
        yield tokens[at].number or 0, 1
        return
    for stem, value in TENS.items():
        if any(text.startswith(stem) and _TENS_END.fullmatch(text[len(stem) :]) for text in tokens[at].texts):
            following = at + 1 < len(tokens) and tokens[at + 1].sentence == sentence and UNITS & set(tokens[at + 1].texts)
            yield value, 2 if following else 1

"""Criteria that the law forbids, found in free text, Russian or English.

Words of age, sex, family, pregnancy, appearance, origin, citizenship, residence, religion, health, politics and sexual
orientation set a criterion unless their context shows that they speak of something else: goods and markets, the clients'
people, how long things last, or a sentence that rules the criterion out. The lists are data (restricted_ru, restricted_en,
restricted_asides); tests/cases/restricted.yaml shows what is found and what passes. Nobody can switch it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hiring.domain import restricted_asides as asides
from hiring.domain import restricted_en as english
from hiring.domain import restricted_ru as russian
from hiring.domain.restricted_patterns import PatternIndex, forms_of, says
from hiring.domain.restricted_tokens import Token, read_tokens


class Ground(StrEnum):
    AGE = "age"
    SEX = "sex"
    FAMILY = "family"
    PREGNANCY = "pregnancy"
    APPEARANCE = "appearance"
    ORIGIN = "origin"
    NATIONALITY = "nationality"
    RESIDENCE = "residence"
    RELIGION = "religion"
    HEALTH = "health"
    POLITICS = "politics"
    ORIENTATION = "orientation"


GROUND_OF = {ground.value: ground for ground in Ground} | {"native": Ground.ORIGIN, "habits": Ground.HEALTH}
"""Two rewordings have a ground in common with another one."""
ABOUT_CUSTOMERS = frozenset({Ground.AGE, Ground.SEX, Ground.FAMILY, Ground.PREGNANCY, Ground.HEALTH, Ground.RESIDENCE})
PERSON_BEFORE = 25
"""So many words back a candidate must be spoken of for "he must" to mean the candidate."""
LOOK_BACK, LOOK_AHEAD = 4, 3
Match = tuple[str, int, int]
"""Source of a pattern, its first token, one past its last."""


@dataclass(frozen=True, slots=True)
class RestrictedUse:
    """`text[start:end]` is `word` as written. `rewording` is the code of what may be asked instead."""

    word: str
    start: int
    end: int
    ground: Ground
    rewording: str


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rewording: str

    @property
    def ground(self) -> Ground:
        return GROUND_OF[self.rewording]


@dataclass(frozen=True, slots=True)
class _Markers:
    neutral: tuple[Match, ...]
    welcome: tuple[Match, ...]
    audience: tuple[Match, ...]


def find_restricted(text: str) -> tuple[RestrictedUse, ...]:
    """Every forbidden criterion in the order of the text; what touches about one ground is one use.

    An empty text has none. Time grows with the length of the text alone.
    """
    tokens = read_tokens(text, _index().words.__contains__)
    covered = [(start, end) for _, start, end in _phrases().find(tokens)]
    markers = _Markers(*(tuple(index.find(tokens)) for index in (_neutral(), _welcome(), _audience())))
    found = [item for item in _uses(tokens) if not _inside(item, covered) and not _ruled_out(item, tokens, markers)]
    return tuple(_use(item, tokens, text) for item in _merged(found))


def _use(item: _Found, tokens: tuple[Token, ...], text: str) -> RestrictedUse:
    start, end = tokens[item.start].start, tokens[item.end - 1].end
    return RestrictedUse(text[start:end], start, end, item.ground, item.rewording)


def _uses(tokens: tuple[Token, ...]) -> Iterator[_Found]:
    for source, start, end in _index().find(tokens):
        for kind in _kinds()[source]:
            if kind != "years":
                yield _Found(start, end, kind)
            elif not _lasts(tokens, start, end):
                yield _Found(start, end, Ground.AGE.value)
    yield from _pronouns(tokens)


def _lasts(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether the years say how long something lasts: a word for it stands shortly before or right behind them."""
    for place in range(start, max(-1, start - LOOK_BACK - 1), -1):
        if tokens[place].sentence != tokens[start].sentence:
            break
        if place < start and _is_any(tokens[place], _durations()):
            return True
        if tokens[place].apart or (place < start and says(asides.SOUGHT, tokens[place])):
            break
    behind = tokens[end : end + LOOK_AHEAD]
    same = tuple(token for token in behind if token.sentence == tokens[start].sentence)
    return any(start == 0 for _, start, _ in _durations_after().find(same))


def _pronouns(tokens: tuple[Token, ...]) -> Iterator[_Found]:
    """ "He must" and "she should" of the person sought; "he or she" leaves it open."""
    for place, token in enumerate(tokens[:-1]):
        if not says("he|she", token) or not says("must|should|needs|has|will|shall", tokens[place + 1]):
            continue
        before = tokens[max(0, place - PERSON_BEFORE) : place]
        if not _leaves_open(before) and _speaks_of_person(before):
            yield _Found(place, place + 2, Ground.SEX.value)


def _leaves_open(before: tuple[Token, ...]) -> bool:
    """ "He or" and "he/" stand before."""
    if not before or says("/", before[-1]):
        return bool(before)
    return len(before) > 1 and says("or|and", before[-1]) and says("he|she", before[-2])


def _speaks_of_person(before: tuple[Token, ...]) -> bool:
    """The nearest single person named is the candidate; with nobody named it is, too. Several clients are no "he"."""
    ours = "candidate|applicant|kam|salesperson|hire|employee|jobholder|seeker"
    others = "client|buyer|director|owner|customer|mentor|boss|chief|ceo|purchaser|founder|head|lead|sponsor|supervisor"
    for token in reversed(before):
        if says(ours, token) or says("manager", token):
            return True
        if says(others, token):
            return False
    return True


def _inside(item: _Found, covered: list[tuple[int, int]]) -> bool:
    return any(start <= item.start and item.end <= end for start, end in covered)


def _ruled_out(item: _Found, tokens: tuple[Token, ...], markers: _Markers) -> bool:
    """Whether a marker earlier in the sentence, with nobody sought in between, takes the criterion away."""
    if _reached(markers.welcome, tokens, item):
        return True
    if says(asides.FEATURES, tokens[item.start]) and _reached(markers.neutral, tokens, item):
        return True
    return item.ground in ABOUT_CUSTOMERS and _reached(markers.audience, tokens, item)


def _reached(markers: tuple[Match, ...], tokens: tuple[Token, ...], item: _Found) -> bool:
    sentence = tokens[item.start].sentence
    ends = (end for _, start, end in markers if start < item.start and tokens[start].sentence == sentence)
    return any(not any(says(asides.SEEKING, token) for token in tokens[end : item.start]) for end in ends)


def _merged(found: list[_Found]) -> list[_Found]:
    """What touches or overlaps about one ground is one use; the longest part names the rewording."""
    merged: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.ground, item.start, -item.end)):
        last = merged[-1] if merged else None
        if last is None or last.ground is not item.ground or item.start > last.end:
            merged.append(item)
            continue
        longer = max(last, item, key=lambda part: part.end - part.start)
        merged[-1] = _Found(last.start, max(last.end, item.end), longer.rewording)
    return sorted(merged, key=lambda item: (item.start, item.end, item.ground))


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """What each pattern sets a criterion on."""
    kinds: dict[str, tuple[str, ...]] = {}
    blocks = [*russian.CRITERIA.items(), *english.CRITERIA.items(), ("years", russian.YEARS), ("years", english.YEARS)]
    for kind, block in blocks:
        for source in _lines(block):
            kinds[source] = (*kinds.get(source, ()), kind)
    return kinds


@cache
def _index() -> PatternIndex:
    return PatternIndex(_kinds())


@cache
def _phrases() -> PatternIndex:
    return PatternIndex(_lines(asides.PHRASES))


@cache
def _neutral() -> PatternIndex:
    return PatternIndex(_lines(asides.NEUTRAL))


@cache
def _welcome() -> PatternIndex:
    return PatternIndex(_lines(asides.WELCOME))


@cache
def _audience() -> PatternIndex:
    return PatternIndex(_lines(asides.AUDIENCE))


@cache
def _durations() -> frozenset[str]:
    return _all_forms(russian.DURATIONS, english.DURATIONS)


@cache
def _durations_after() -> PatternIndex:
    return PatternIndex(_lines(russian.DURATIONS_AFTER + english.DURATIONS_AFTER))


def _all_forms(*blocks: str) -> frozenset[str]:
    return frozenset(form for block in blocks for word in block.split() for form in forms_of(word))


def _is_any(token: Token, words: frozenset[str]) -> bool:
    return not words.isdisjoint(token.texts)

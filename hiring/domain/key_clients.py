"""The key client calculator: which clients are key under the employer's rule, and whether a few of them carry too much.

Shares are fractions of the chosen base. What is not known stays not known: a client without a share may still turn out
to be key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.amounts import read_share
from hiring.domain.questions import KeyClientRule
from hiring.errors import Problem

SHARES = "key_client.portfolio_profit_share"
WAYS = ("either", "share", "criteria")


@dataclass(frozen=True, slots=True)
class KeyClientLine:
    """One client of the employer's list, by code."""

    code: str
    share: Fraction | None
    by_share: bool | None
    by_criteria: bool | None
    key: bool | None


@dataclass(frozen=True, slots=True)
class KeyClients:
    lines: tuple[KeyClientLine, ...]
    threshold: Fraction
    threshold_in_band: bool
    """Whether the threshold lies where it usually does (`band`)."""
    band: tuple[Fraction, Fraction]
    base: str
    criteria: tuple[str, ...]
    """The criteria that count."""
    criteria_needed: int
    most_possible: int | None
    """How many clients can pass the threshold at most; None when the threshold is zero and keeps nobody out."""
    joint: Fraction | None
    """Share of all key clients together: as answered, else the sum of those listed."""
    largest: Fraction | None
    dependency_limit: Fraction
    single_client_limit: Fraction
    joint_over: bool | None
    largest_over: bool | None
    problems: tuple[Problem, ...] = ()
    """What cannot be as listed: shares that together are more than the whole."""

    @property
    def dependency(self) -> bool | None:
        """Whether one client or the key clients together carry more than they should."""
        return _either(self.joint_over, self.largest_over)


def judge_key_clients(rule: KeyClientRule, answers: Mapping[str, object]) -> KeyClients:
    """The calculator over answers by field id; the order of clients never matters for anything but the order of lines."""
    terms = _part(answers.get("key_client.share_threshold"))
    stated = read_share(terms.get("threshold"))
    threshold = rule.share_threshold if stated is None else stated
    criteria = tuple(item.value for item in rule.criteria if answers.get(f"key_client.criteria.{item.value}") is not False)
    needed = min(rule.criteria_needed, len(criteria))
    way = str(answers.get("key_client.rule") or WAYS[0])
    lines = tuple(_line(row, way, threshold, criteria, needed) for row in _rows(answers))
    joint, largest = _joint(answers, lines), _largest(answers, lines)
    low, high = rule.band
    return KeyClients(
        lines=lines,
        threshold=threshold,
        threshold_in_band=low <= threshold <= high,
        band=rule.band,
        base=str(terms.get("base") or rule.bases[0].value),
        criteria=criteria,
        criteria_needed=needed,
        most_possible=int(1 / threshold) if threshold > 0 else None,
        joint=joint,
        largest=largest,
        dependency_limit=rule.dependency_limit,
        single_client_limit=rule.single_client_limit,
        joint_over=None if joint is None else joint > rule.dependency_limit,
        largest_over=None if largest is None else largest > rule.single_client_limit,
        problems=tuple(_check_shares(answers)),
    )


def _check_shares(answers: Mapping[str, object]) -> list[Problem]:
    total = sum((read_share(row.get("share")) or Fraction(0) for row in _rows(answers)), Fraction(0))
    return [Problem("client_shares_above_whole", f"answers.{SHARES}", {"total": total * 100})] if total > 1 else []


def _part(answer: object) -> Mapping[str, object]:
    return answer if isinstance(answer, Mapping) else {}


def _rows(answers: Mapping[str, object]) -> list[Mapping[str, object]]:
    listed = _part(answers.get(SHARES)).get("clients")
    return [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list | tuple) else []


def _line(row: Mapping[str, object], way: str, threshold: Fraction, criteria: tuple[str, ...], needed: int) -> KeyClientLine:
    share = read_share(row.get("share"))
    by_share = None if share is None else share >= threshold
    by_criteria = _enough([row.get(item) for item in criteria], needed)
    key = {"share": by_share, "criteria": by_criteria}.get(way, _either(by_share, by_criteria))
    return KeyClientLine(str(row.get("code") or ""), share, by_share, by_criteria, key)


def _enough(said: Iterable[object], needed: int) -> bool | None:
    """Whether enough criteria are met; with no criteria that count nobody is key by them."""
    listed = list(said)
    met, possible = sum(it is True for it in listed), sum(it is not False for it in listed)
    if needed == 0 or possible < needed:
        return False
    return True if met >= needed else None


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first or second:
        return True
    return None if first is None or second is None else False


def _joint(answers: Mapping[str, object], lines: tuple[KeyClientLine, ...]) -> Fraction | None:
    answer = answers.get(SHARES)
    stated = read_share(_part(answer).get("joint") if isinstance(answer, Mapping) else answer)
    if stated is not None or not lines:
        return stated
    if any(line.key is None or (line.key and line.share is None) for line in lines):
        return None
    return sum((line.share or Fraction(0) for line in lines if line.key), Fraction(0))


def _largest(answers: Mapping[str, object], lines: tuple[KeyClientLine, ...]) -> Fraction | None:
    stated = read_share(_part(answers.get(SHARES)).get("largest"))
    known = [line.share for line in lines if line.share is not None]
    return max([*known, *([] if stated is None else [stated])], default=None)

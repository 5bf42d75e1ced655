"""What other weights would change about an order, in sentences. Names stand in them as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiring.domain.telling_apart import Pair, ToldApart
from hiring.domain.weight_trial import Move
from hiring.language import N_, NO_VALUE, Language
from hiring.wording.stability import MOVE, list_some

SAME = N_("With these weights the order is the same.")
MOVED = N_("With these weights the order changes: %(moves)s.")
NOW_APART = N_("Told apart now: %(pairs)s.")
NO_LONGER = N_("No longer told apart: %(pairs)s.")
LEVELS = N_("The level changes: %(levels)s.")


def say_changes(
    moves: Sequence[Move],
    before: ToldApart,
    after: ToldApart,
    levels: Mapping[str, tuple[str, str]],
    language: Language,
) -> tuple[str, ...]:
    """The order first, then who is told from whom, then levels: name -> level before and after, in words."""
    moved = [
        language.gettext(MOVE, name=item.name, before=item.before or NO_VALUE, after=item.after or NO_VALUE)
        for item in moves
        if item.before != item.after
    ]
    told, tried = _apart(before.pairs), _apart(after.pairs)
    said = [language.gettext(MOVED, moves=list_some(moved, language)) if moved else language.gettext(SAME)]
    for text, pairs in ((NOW_APART, tried - told), (NO_LONGER, told - tried)):
        if pairs:
            said.append(language.gettext(text, pairs=list_some([_both(pair) for pair in _sorted(pairs)], language)))
    changed = [f"{name}: {old} → {new}" for name, (old, new) in levels.items() if old != new]
    if changed:
        said.append(language.gettext(LEVELS, levels=list_some(changed, language)))
    return tuple(said)


def _apart(pairs: Sequence[Pair]) -> set[frozenset[str]]:
    return {frozenset((pair.a, pair.b)) for pair in pairs if pair.distinguishable}


def _sorted(pairs: set[frozenset[str]]) -> list[list[str]]:
    return sorted(sorted(pair) for pair in pairs)


def _both(pair: Sequence[str]) -> str:
    return " – ".join(pair)

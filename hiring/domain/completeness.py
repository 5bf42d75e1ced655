"""What an employer still has to answer before a brief or a vacancy text is made. Saving never waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiring.domain.profile import default_of
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Rubric


def missing_answers(rubric: Rubric, answers: Mapping[str, object], level: str) -> tuple[str, ...]:
    """Ids of mandatory questions that are open, `<field>.<part>` for parts and followups, in the rubric's order.

    A default of the rubric answers its question, except the question of the level: "not decided" is no answer to it, and
    without one the level the position was made for is.
    """
    return tuple(identity for item in rubric.fields for identity in _missing(item, item.id, rubric, answers, level))


def _missing(item: Field, identity: str, rubric: Rubric, answers: Mapping[str, object], level: str) -> Iterator[str]:
    given = answers.get(identity)
    value = default_of(item, level) if is_open(given) else given
    parts = [part for part in item.parts if part.mandatory] if item.kind is FieldKind.GROUP else []
    if item.sets_level:
        known = {known.id for known in rubric.levels}
        if item.mandatory and (level if is_open(given) else given) not in known:
            yield identity
    elif parts:
        held = value if isinstance(value, Mapping) else {}
        for part in parts:
            if is_open(held.get(part.id)) and is_open(default_of(part, level)):
                yield f"{identity}.{part.id}"
    elif item.mandatory and is_open(value):
        yield identity
    for followup in item.followups:
        yield from _missing(followup, f"{identity}.{followup.id}", rubric, answers, level)


def is_open(answer: object) -> bool:
    """Not answered: nothing, blank, or made of nothing but that. False and 0 are answers."""
    match answer:
        case None:
            return True
        case str():
            return not answer.strip()
        case Mapping():
            return all(is_open(part) for part in answer.values())
        case list() | tuple() | set() | frozenset():
            return all(is_open(entry) for entry in answer)
    return False

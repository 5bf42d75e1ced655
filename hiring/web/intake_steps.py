"""The intake as its pages show it: topic by topic, what is answered, what must be, what an answer changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hiring.actions.intake import Intake
from hiring.domain.completeness import is_open
from hiring.domain.questions import Field, FieldKind, Topic
from hiring.domain.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Step:
    """One topic and how far it is."""

    topic: Topic
    fields: tuple[Field, ...]
    answered: int
    asked: int
    missing: tuple[str, ...]
    """Ids of the questions, or of parts of them, that must be answered and are not."""
    warnings: int

    @property
    def mark(self) -> str:
        """As the marks of the pages are called."""
        if self.missing:
            return "draft" if self.answered else "unknown"
        return "met" if self.answered or not self.asked else "unknown"


def steps_of(intake: Intake) -> tuple[Step, ...]:
    """In the order of the rubric's topics."""
    return tuple(_step(intake, topic) for topic in intake.position.rubric.topics)


def _step(intake: Intake, topic: Topic) -> Step:
    fields = fields_of(intake.position.rubric, topic.id)
    asked = [field for field in fields if field.kind is not FieldKind.FIXED]
    ids = {field.id for field in fields}
    return Step(
        topic=topic,
        fields=fields,
        answered=sum(1 for field in asked if field.id in intake.answers),
        asked=len(asked),
        missing=tuple(item for item in intake.missing if field_of(item, ids)),
        warnings=sum(1 for raised in intake.warnings if ids & set(raised.warning.fields)),
    )


def fields_of(rubric: Rubric, topic_id: str) -> tuple[Field, ...]:
    return tuple(field for field in rubric.fields if field.topic == topic_id)


def field_of(item: str, ids: Iterable[str]) -> str | None:
    """The question that the id of a question, of a part or of a follow-up belongs to; None when it is none of these."""
    return next((identity for identity in ids if item == identity or item.startswith(f"{identity}.")), None)


def next_step(steps: tuple[Step, ...]) -> Step | None:
    """Where to go on while something must be answered: the first topic where that is so, or that nobody touched."""
    if not any(step.missing for step in steps):
        return None
    return next(step for step in steps if step.missing or (step.asked and not step.answered))


def slug(identity: str) -> str:
    """An id of the page for a question."""
    return identity.replace(".", "-").replace("_", "-")


def asked_keys(field: Field) -> tuple[str, ...]:
    """The keys of the answers to a question and to what is asked below it."""
    return (field.id, *(f"{field.id}.{follower.id}" for follower in field.followups))


def differing(fields: Iterable[Field], typed: Mapping[str, Any], saved: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys whose answer was typed otherwise than it is saved, left open counting as no answer."""
    keys = (key for field in fields if field.kind is not FieldKind.FIXED for key in asked_keys(field))
    return tuple(key for key in keys if _differs(typed.get(key), saved.get(key)))


def _differs(mine: object, theirs: object) -> bool:
    return mine != theirs and not (is_open(mine) and is_open(theirs))

"""The pipeline of a position: the stages that an application goes through, and why it ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hiring.domain.debrief import Outcome
from hiring.errors import Problem

NEW = "new"
INTERVIEW = "interview"
OFFER = "offer"
HIRED = "hired"
DECLINED = "declined"
KEPT = "kept"
USUAL = ("screening", INTERVIEW, "debrief")
"""What lies between the first stage and the last ones of a position that names no stages of its own."""
LAST = (OFFER, HIRED, DECLINED, KEPT)
"""Every pipeline ends in them: decisions lead there."""
OUT = (DECLINED, KEPT)
"""Nobody is in work there; a decision to go on takes an application up again."""
MOST_OWN = 12
LONGEST_NAME = 60
OWN = "own-"
_OWN = re.compile(rf"{OWN}([0-9]+)")


class DeclineReason(StrEnum):
    MUST_HAVE = "must_have"
    BELOW_LEVEL = "below_level"
    ANOTHER_CHOSEN = "another_chosen"
    PAY = "pay"
    TERMS = "terms"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"
    POSITION_CLOSED = "position_closed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stage:
    """`name` as the position calls it; empty: the usual name of the id."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages in order, the first one `new` and the last ones those that decisions lead to."""

    stages: tuple[Stage, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(stage.id for stage in self.stages)

    @property
    def between(self) -> tuple[Stage, ...]:
        """Those that the position may name itself."""
        return self.stages[1 : -len(LAST)]

    def find(self, identity: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.id == identity), None)

    def next_after(self, identity: str) -> str:
        """The stage that going on leads to. Who was declined, kept or stands in no stage here is taken up again after `new`;
        who is hired stays.
        """
        if identity == HIRED:
            return HIRED
        if identity in OUT or identity not in self.ids:
            return self.ids[1]
        return self.ids[self.ids.index(identity) + 1]


def build_pipeline(own: Iterable[Stage] = ()) -> Pipeline:
    """With the own stages between the first and the last ones; without any, the usual ones."""
    between = tuple(own) or tuple(Stage(identity) for identity in USUAL)
    return Pipeline((Stage(NEW), *between, *(Stage(identity) for identity in LAST)))


def stage_after(pipeline: Pipeline, stage: str, outcome: Outcome) -> str:
    """Where a decision leads. Another level leads nowhere yet: it says for what, not how far."""
    match outcome:
        case Outcome.ADVANCE:
            return pipeline.next_after(stage)
        case Outcome.OFFER:
            return OFFER
        case Outcome.DECLINE:
            return DECLINED
        case Outcome.KEEP:
            return KEPT
    return stage


def stage_once_planned(pipeline: Pipeline, stage: str, *, moved: bool) -> str:
    """Where the first planned interview leads: from the first stage to that of interviews.

    Who was `moved` there before, stands elsewhere or is in a pipeline without that stage stays: a person's word goes first.
    """
    return INTERVIEW if stage == NEW and not moved and INTERVIEW in pipeline.ids else stage


def check_stages(own: tuple[Stage, ...]) -> list[Problem]:
    """At `stages.<place>`: names that are missing, too long or there twice; above all, none at all or too many."""
    if not own:
        return [Problem("stages_missing", "stages")]
    if len(own) > MOST_OWN:
        return [Problem("stages_too_many", "stages", {"most": MOST_OWN})]
    problems, seen = [], set[str]()
    for place, stage in enumerate(own):
        key, where = stage.name.casefold(), f"stages.{place}"
        if not key and stage.id not in USUAL:
            problems.append(Problem("name_missing", where))
        if len(key) > LONGEST_NAME:
            problems.append(Problem("too_long", where, {"most": LONGEST_NAME}))
        if key and key in seen:
            problems.append(Problem("stage_repeated", where))
        seen.add(key)
    return problems


def next_own_id(known: Iterable[str]) -> str:
    """Of a new own stage: a number that none bears yet, whatever it is called."""
    numbers = [int(found[1]) for identity in known if (found := _OWN.fullmatch(identity))]
    return f"{OWN}{max(numbers, default=0) + 1}"

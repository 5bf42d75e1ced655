"""What one score would be had every interviewer rated everybody of the position: beside the raw one, never alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy.orm import Session

from hiring.actions.permissions import Actor, Permission, employer_scope, require_employer
from hiring.actions.placements import merge_cards
from hiring.actions.profiles import read_subject
from hiring.actions.reveals import require_revealed, sight_of
from hiring.domain.assessment import Assessment, Dossier, assess
from hiring.domain.fair_scores import fair_scores
from hiring.domain.profile import Profile
from hiring.storage.applications import count_at_position, list_subjects
from hiring.storage.scorecards import SubmittedCard, list_submitted_cards

MOST = 100
"""Applications of a position up to which it is computed."""


@dataclass(frozen=True, slots=True)
class FairAverage:
    """`raw` and `fair` both rest on the initial ratings, without caps and agreements; `fair` None: `why` says why not.

    `why` is one of too_many, nothing_rated, alone, not_connected. `candidates` were rated and may be seen by the reader;
    with too_many they are all that the position has.
    """

    application_id: int
    name: str
    position: str
    raw: Fraction | None
    fair: float | None
    candidates: int
    why: str = ""


def get_fair_average(session: Session, *, actor: Actor, application_id: int) -> FairAverage:
    """Over the applications of the position whose ratings the actor may see; no other rating enters.

    Raises Conflict("not_revealed") or Conflict("own_scorecard_open") while the actor may not see this one's own.
    """
    permission = Permission.READ_APPLICATIONS
    employer_scope(actor, permission)
    found, position = read_subject(session, application_id)
    require_employer(actor, permission, employer_id=position.employer_id, kind="application", identity=application_id)
    require_revealed(session, actor, (found,))
    about = FairAverage(application_id, found[1].name, position.title, None, None, count_at_position(session, position.id))
    if about.candidates > MOST:
        return replace(about, why="too_many")
    rows = [row for row, _ in list_subjects(session, position_id=position.id)]
    hidden = sight_of(session, actor, rows).hidden
    cards = list_submitted_cards(session, [row.id for row in rows if row.id not in hidden])
    return _judge(about, _assess_all(cards, position.profile))


def _assess_all(cards: Iterable[SubmittedCard], profile: Profile) -> dict[int, Assessment]:
    """By application id, those alone that have ratings. Interviewers go by their number: two may have one name."""
    by_application: dict[int, list[SubmittedCard]] = {}
    for card in cards:
        by_application.setdefault(card.application_id, []).append(replace(card, rater_name=str(card.rater_id)))
    assessed = {
        identity: assess(Dossier(str(identity), merge_cards(own)), profile) for identity, own in by_application.items()
    }
    return {identity: item for identity, item in assessed.items() if item.sought.score is not None}


def _judge(about: FairAverage, assessed: dict[int, Assessment]) -> FairAverage:
    own = assessed.get(about.application_id)
    if own is None:
        return replace(about, candidates=len(assessed), why="nothing_rated")
    found = replace(about, raw=own.sought.score, candidates=len(assessed))
    if len(assessed) == 1:
        return replace(found, why="alone")
    fair = fair_scores(assessed.values())
    return replace(found, why="not_connected") if fair is None else replace(found, fair=fair[str(about.application_id)])

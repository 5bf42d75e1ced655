"""From what was recorded about candidates to their placement, and the stored summary of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from hiring.actions.profiles import hold, read_positions
from hiring.domain.assessment import AgreedRating, Dossier, GateWaiver, assess
from hiring.domain.gates import GateState
from hiring.domain.placement import Placement, place
from hiring.domain.profile import Profile
from hiring.domain.scorecard import Rating, Scorecard
from hiring.storage.applications import (
    SubjectRecord,
    list_application_ids,
    list_subjects,
    lock_applications,
)
from hiring.storage.candidates import list_claims
from hiring.storage.rows import set_values, write_rows
from hiring.storage.rulings import AGREED, WAIVER, Ruling, list_rulings
from hiring.storage.scorecards import SubmittedCard, list_submitted_cards

BATCH = 200
"""Applications computed anew at once: a bound on memory and on the length of a statement."""

Rulings = Mapping[int, tuple[Ruling, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An application as far as its placement needs it."""

    application_id: int
    candidate_id: int
    name: str
    facts: Mapping[str, object]


def subject_of(record: SubjectRecord, name: str | None = None) -> Subject:
    """`name` where the candidate's own is taken by another one in the same comparison."""
    application, candidate = record
    return Subject(application.id, candidate.id, name or candidate.name, candidate.facts)


def place_subjects(
    session: Session,
    subjects: Sequence[Subject],
    profiles: Mapping[int, Profile],
    *,
    rulings: Rulings | None = None,
    only_rater: int | None = None,
) -> dict[int, Placement]:
    """Placements by application id; `profiles` by application id. Otherwise as `gather_dossiers`."""
    dossiers = gather_dossiers(session, subjects, rulings=rulings, only_rater=only_rater)
    return {identity: place(assess(dossier, profiles[identity])) for identity, dossier in dossiers.items()}


def gather_dossiers(
    session: Session,
    subjects: Sequence[Subject],
    *,
    rulings: Rulings | None = None,
    only_rater: int | None = None,
    hidden: Collection[int] | None = None,
) -> dict[int, Dossier]:
    """What was recorded, by application id, from five queries for any number of them.

    `rulings` saves their query where they are read already; `only_rater` leaves out what all others rated, of the
    applications in `hidden` or, without that, of all.
    """
    ids = [subject.application_id for subject in subjects]
    cards: dict[int, list[SubmittedCard]] = defaultdict(list)

    def shows_all(identity: int) -> bool:
        return only_rater is None or (hidden is not None and identity not in hidden)

    for card in list_submitted_cards(session, ids):
        if shows_all(card.application_id) or card.rater_id == only_rater:
            cards[card.application_id].append(card)
    claims = list_claims(session, {subject.candidate_id for subject in subjects})
    ruled = list_rulings(session, ids) if rulings is None else rulings
    return {
        subject.application_id: Dossier(
            candidate=subject.name,
            scorecards=merge_cards(cards[subject.application_id]),
            figures=claims[subject.candidate_id],
            facts=subject.facts,
            flags=tuple(flag for card in cards[subject.application_id] for flag in card.flags),
            waivers=tuple(
                GateWaiver(item.key, item.reason) for item in ruled[subject.application_id] if item.kind == WAIVER
            ),
            agreed=_agreed(ruled[subject.application_id]) if shows_all(subject.application_id) else (),
        )
        for subject in subjects
    }


def _agreed(rulings: Iterable[Ruling]) -> tuple[AgreedRating, ...]:
    settled = (item for item in rulings if item.kind == AGREED and item.value is not None)
    return tuple(AgreedRating(item.key, item.value or 0, item.reason) for item in settled)


def merge_cards(cards: Iterable[SubmittedCard]) -> tuple[Scorecard, ...]:
    """The scorecards as the domain takes them: a rater counts once a competency, with the newest rating.

    "Not observed" never takes the place of a rating, be it newer: it says nothing about the candidate.
    """
    newest: dict[tuple[int, str], tuple[SubmittedCard, Rating]] = {}
    for card in sorted(cards, key=lambda item: (item.submitted_at, item.interview_id)):
        for rating in card.ratings:
            key = (card.rater_id, rating.competency)
            if rating.value is not None or key not in newest:
                newest[key] = (card, rating)
    names = _distinct_names({card.rater_id: card.rater_name for card, _ in newest.values()})
    kept: dict[tuple[int, int], list[Rating]] = defaultdict(list)
    samples: dict[tuple[int, int], frozenset[str]] = {}
    for card, rating in newest.values():
        kept[card.rater_id, card.interview_id].append(rating)
        samples[card.rater_id, card.interview_id] = card.work_samples
    return tuple(Scorecard(names[key[0]], tuple(ratings), samples[key]) for key, ratings in sorted(kept.items()))


def _distinct_names(names: Mapping[int, str]) -> dict[int, str]:
    """Two people of one name are two raters: all but the first account get its number behind the name."""
    seen: Counter[str] = Counter()
    distinct = {}
    for identity, name in sorted(names.items()):
        seen[name] += 1
        distinct[identity] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return distinct


def summary_of(placement: Placement) -> dict[str, object]:
    """What lists and boards show; the score and the coverage to six places, for sorting, not for judging."""
    assessment, sought = placement.assessment, placement.assessment.sought
    failed = [item for item in placement.sought.gates if item.state is GateState.FAIL and not item.gate.advisory]
    return {
        "score": _six_places(sought.score),
        "level": placement.level,
        "coverage": _six_places(sought.coverage),
        "enough_evidence": placement.enough_evidence,
        "reaches_sought": placement.reaches_sought,
        "discuss": sum(1 for item in assessment.competencies if item.discuss),
        "failed_gates": [item.gate.id for item in failed if item.waived is None],
        "raters": len(assessment.raters),
    }


def _six_places(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    millionths = (value * 1_000_000 + Fraction(1, 2)).__floor__()
    return Decimal(millionths).scaleb(-6)


def refresh_summaries(session: Session, application_ids: Collection[int]) -> None:
    """Computes the summaries anew from what this transaction sees, after locking: whoever comes last sees everything."""
    if not application_ids:
        return
    write_rows(session)
    lock_applications(session, application_ids)
    records = list_subjects(session, application_ids=application_ids)
    positions = read_positions(session, {application.position_id for application, _ in records})
    held = hold(session, positions, [application for application, _ in records])
    profiles = {identity: position.profile for identity, position in held.items()}
    placements = place_subjects(session, [subject_of(record) for record in records], profiles)
    for application, _ in records:
        set_values(application, summary_of(placements[application.id]))
    write_rows(session)


def recompute_summaries(session: Session) -> int:
    """Writes every stored summary anew; the number of applications."""
    ids = list_application_ids(session)
    for start in range(0, len(ids), BATCH):
        refresh_summaries(session, ids[start : start + BATCH])
        session.expire_all()
    return len(ids)

"""Interviewers and windows at one scorecard at the same time, on a real SQLite file and a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from factories import EVIDENCE, LATER, NOW, World

from hiring.actions.corrections import begin_correction, list_own_corrections
from hiring.actions.permissions import Actor
from hiring.actions.scorecard_content import marks
from hiring.actions.scorecards import DraftRating, ScorecardView, get_scorecard, save_draft, submit_scorecard
from hiring.errors import Conflict
from hiring.storage.database import Database

KIT = ("partnership", "communication", "negotiation", "client-insight")
STEPS = 8


def at_once(*acts: Callable[[], str]) -> list[str]:
    """What each answered, all let go at the same moment, in their order."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def prepared(database: Database) -> tuple[int, Actor, Actor]:
    with database.session(write=True) as session:
        world = World(session)
        interview = world.interview(world.application_id, world.interviewer, world.second_interviewer, kit=KIT)
        return interview, world.interviewer, world.second_interviewer


def read(database: Database, actor: Actor, interview: int) -> ScorecardView:
    with database.session(write=False) as session:
        return get_scorecard(session, actor=actor, interview_id=interview)


def window(database: Database, actor: Actor, interview: int, competency: str) -> Callable[[], str]:
    """Types into one competency and its note, going on from what each answer acknowledged."""
    question = f"{competency}-1"

    def type_away() -> str:
        seen = marks(read(database, actor, interview).content.pieces())
        for step in range(1, STEPS + 1):
            rating = DraftRating(competency, True, 1 + step % 5, f"{actor.name}: {competency} {step}")
            content = {"ratings": (rating,), "notes": {question: f"{actor.name} noted {step}"}}
            with database.session(write=True) as session:
                view = save_draft(session, actor=actor, interview_id=interview, version=0, seen=seen, now=NOW, **content)
            seen = marks(view.content.pieces())
        return "saved"

    return type_away


def test_two_raters_with_two_windows_each_lose_nothing(database: Database) -> None:
    interview, one, other = prepared(database)
    windows = [window(database, actor, interview, item) for actor in (one, other) for item in KIT[:2]]
    assert at_once(*windows) == ["saved"] * 4
    for actor in (one, other):
        view = read(database, actor, interview)
        kept = [view.rating(item) for item in KIT[:2]]
        assert kept == [DraftRating(item, True, 1 + STEPS % 5, f"{actor.name}: {item} {STEPS}") for item in KIT[:2]]
        assert view.notes == {f"{item}-1": f"{actor.name} noted {STEPS}" for item in KIT[:2]}
        assert view.rating("negotiation") == DraftRating("negotiation")


def test_of_two_windows_at_one_field_one_is_told_and_none_is_overwritten(database: Database) -> None:
    interview, actor, _ = prepared(database)
    seen = marks(read(database, actor, interview).content.pieces())

    def save(words: str) -> Callable[[], str]:
        def act() -> str:
            try:
                with database.session(write=True) as session:
                    save_draft(
                        session,
                        actor=actor,
                        interview_id=interview,
                        version=0,
                        private_notes=words,
                        flags={"RF5": words},
                        seen=seen,
                        now=NOW,
                    )
            except Conflict as error:
                return error.code
            return words

        return act

    answers = at_once(*(save(words) for words in ("One", "Two", "Three", "Four")))
    assert answers.count("stale") == 3
    (winner,) = (answer for answer in answers if answer != "stale")
    view = read(database, actor, interview)
    assert (view.private_notes, view.flags) == (winner, {"RF5": winner})


def test_a_save_while_it_is_submitted_is_kept_or_refused_never_half_of_it(database: Database) -> None:
    interview, actor, _ = prepared(database)
    with database.session(write=True) as session:
        ratings = tuple(DraftRating(item, True, 3, EVIDENCE) for item in KIT)
        view = save_draft(session, actor=actor, interview_id=interview, version=0, ratings=ratings, now=NOW)
    seen = marks(view.content.pieces())

    def submit() -> str:
        try:
            with database.session(write=True) as session:
                submit_scorecard(session, actor=actor, interview_id=interview, version=view.version, now=LATER)
        except Conflict as error:
            return error.code
        return "submitted"

    def save() -> str:
        try:
            with database.session(write=True) as session:
                rating = DraftRating("partnership", True, 5, "At the last moment")
                save_draft(session, actor=actor, interview_id=interview, version=0, ratings=(rating,), seen=seen, now=LATER)
        except Conflict as error:
            return error.code
        return "saved"

    outcome = at_once(submit, save)
    kept = read(database, actor, interview)
    if outcome == ["submitted", "scorecard_submitted"]:
        assert (kept.state, kept.rating("partnership").value) == ("submitted", 3)
    else:
        assert outcome == ["stale", "saved"]
        assert (kept.state, kept.rating("partnership").value) == ("draft", 5)


def test_a_correction_begun_in_several_windows_is_one(database: Database) -> None:
    interview, actor, _ = prepared(database)
    with database.session(write=True) as session:
        ratings = tuple(DraftRating(item, True, 3, EVIDENCE) for item in KIT)
        version = save_draft(session, actor=actor, interview_id=interview, version=0, ratings=ratings, now=NOW).version
        submit_scorecard(session, actor=actor, interview_id=interview, version=version, now=NOW)

    def begin() -> str:
        with database.session(write=True) as session:
            view = begin_correction(session, actor=actor, interview_id=interview, reason="A slip", now=LATER)
        return f"{view.state} {view.revision}"

    assert at_once(*[begin] * 4) == ["draft 2"] * 4
    with database.session(write=True) as session:
        version = get_scorecard(session, actor=actor, interview_id=interview).version
        submit_scorecard(session, actor=actor, interview_id=interview, version=version, now=LATER)
        assert len(list_own_corrections(session, actor=actor, interview_id=interview)) == 1

"""Several people at once, on a real SQLite file and a real PostgreSQL: nothing is lost, nobody gets a stranger's error."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from factories import EVIDENCE, LATER, NOW, World
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hiring.actions.applications import apply_candidate, get_application, list_applications, recompute_summaries
from hiring.actions.approvals import approve_profile, list_approvals
from hiring.actions.candidates import change_candidate, create_candidate, get_candidate, list_candidates
from hiring.actions.employers import create_employer
from hiring.actions.intake import adopt_draft, get_intake, save_topic
from hiring.actions.once import make_once
from hiring.actions.permissions import Actor, Role
from hiring.actions.plans import save_plan
from hiring.actions.positions import change_profile, get_position
from hiring.actions.reports import list_documents, make_profile_document
from hiring.actions.scorecards import DraftRating, get_scorecard, save_draft, submit_scorecard
from hiring.domain.interview_plan import PlannedSession
from hiring.errors import Conflict, Invalid
from hiring.storage.database import Database
from hiring.storage.tables import ApplicationRow, AuditRow, RatingRow, ScorecardRow

THREADS = 4


def at_once(act: Callable[[int], str], times: int = THREADS) -> list[str]:
    """What each of several threads answered, all let go at the same moment."""
    start = threading.Barrier(times)

    def run(number: int) -> str:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(run, range(times)))


def test_many_changes_of_one_candidate_are_all_kept_or_refused(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        identity, actor = world.candidate_id, world.recruiter

    def add_letters(number: int) -> str:
        for _ in range(10):
            while True:
                with database.session(write=False) as session:
                    seen = get_candidate(session, actor=actor, candidate_id=identity)
                try:
                    with database.session(write=True) as session:
                        change_candidate(
                            session,
                            actor=actor,
                            candidate_id=identity,
                            version=seen.version,
                            name=seen.name,
                            email="",
                            phone="",
                            city="",
                            headline="",
                            notes=seen.notes + str(number),
                            facts=seen.facts,
                            now=LATER,
                        )
                    break
                except Conflict:
                    continue
        return "done"

    assert at_once(add_letters) == ["done"] * THREADS
    with database.session(write=False) as session:
        notes = get_candidate(session, actor=actor, candidate_id=identity).notes
    assert {letter: notes.count(letter) for letter in set(notes)} == {str(number): 10 for number in range(THREADS)}


def test_one_employer_name_is_taken_once(database: Database) -> None:
    with database.session(write=True) as session:
        actor = World(session).recruiter

    def create(number: int) -> str:
        try:
            with database.session(write=True) as session:
                create_employer(session, actor=actor, name="Одно имя", industry="", notes=str(number), now=NOW)
        except Invalid as error:
            return error.problems[0].code
        return "made"

    assert at_once(create) == ["made", "name_taken", "name_taken", "name_taken"]


def test_a_candidate_is_considered_once(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        ids, actor = {"position_id": world.position_id, "candidate_id": world.candidate_id}, world.recruiter

    def apply(_number: int) -> str:
        try:
            with database.session(write=True) as session:
                apply_candidate(session, actor=actor, now=NOW, **ids)
        except Invalid as error:
            return error.problems[0].code
        return "made"

    assert at_once(apply) == ["already_applied"] * 3 + ["made"]


def test_one_first_rating_from_several_windows_is_kept_once(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        interview, actor = world.interview_id, world.interviewer

    def save(number: int) -> str:
        try:
            with database.session(write=True) as session:
                rating = DraftRating("negotiation", True, number + 1, EVIDENCE)
                save_draft(session, actor=actor, interview_id=interview, version=0, ratings=(rating,), now=NOW)
        except Conflict as error:
            return error.code
        return "kept"

    assert at_once(save) == ["kept", "stale", "stale", "stale"]
    with database.session(write=False) as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (ScorecardRow, RatingRow)]
    assert counts == [1, 1]


def test_a_panel_that_submits_at_once_is_summed_up_whole(database: Database) -> None:
    """The last to submit must see the others' ratings, although all began before any had ended."""
    with database.session(write=True) as session:
        world = World(session)
        panel = [world.account(Role.INTERVIEWER, f"Rater {number}") for number in range(THREADS)]
        interview = world.interview(world.application_id, *panel)
        position, recruiter = world.position_id, world.recruiter
        versions = [world.draft(rater, interview, 2 + number).version for number, rater in enumerate(panel)]

    def submit(number: int) -> str:
        with database.session(write=True) as session:
            view = submit_scorecard(
                session, actor=panel[number], interview_id=interview, version=versions[number], now=LATER
            )
        return view.state

    assert at_once(submit) == ["submitted"] * THREADS
    assert_summaries_hold(database, recruiter, position, raters=THREADS)


def test_a_panel_that_submits_at_once_is_revealed_once(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        panel = [world.account(Role.INTERVIEWER, f"Rater {number}") for number in range(THREADS)]
        interview, application = world.interview(world.application_id, *panel), world.application_id
        versions = [world.draft(rater, interview, 3).version for rater in panel]

    def submit(number: int) -> str:
        about = {"actor": panel[number], "interview_id": interview, "version": versions[number], "now": LATER}
        with database.session(write=True) as session:
            return submit_scorecard(session, **about).state  # type: ignore[arg-type]

    assert at_once(submit) == ["submitted"] * THREADS
    with database.session(write=False) as session:
        assert session.get_one(ApplicationRow, application).revealed_at == LATER
        events = session.scalars(select(AuditRow.object_id).where(AuditRow.action == "reveal_when_due")).all()
    assert events == [application]


def test_a_lower_quorum_and_a_scorecard_at_once_reveal(database: Database) -> None:
    """Whoever is last sees what the other did."""
    with database.session(write=True) as session:
        world = World(session)
        position, application, recruiter = world.position_id, world.application_id, world.recruiter
        interview = world.interview(application, world.interviewer, world.second_interviewer)
        rater, version = world.interviewer, world.draft(world.interviewer, interview, 3).version
        sessions = (PlannedSession("first", "First", world.competencies[:5]),)

    def act(number: int) -> str:
        with database.session(write=True) as session:
            if number:
                about = {"actor": rater, "interview_id": interview, "version": version, "now": LATER}
                return submit_scorecard(session, **about).state  # type: ignore[arg-type]
            plan = {"actor": recruiter, "position_id": position, "version": 0, "sessions": sessions, "now": LATER}
            save_plan(session, quorum=1, **plan)  # type: ignore[arg-type]
            return "planned"

    assert at_once(act, times=2) == ["planned", "submitted"]
    with database.session(write=False) as session:
        assert session.get_one(ApplicationRow, application).revealed_at == LATER


def test_a_new_profile_and_a_scorecard_at_once_leave_the_right_summary(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        interview = world.interview(world.application_id, world.interviewer, world.second_interviewer)
        world.score(world.interviewer, interview, 3)
        version = world.draft(world.second_interviewer, interview, 4).version
        position, recruiter, rater = world.position_id, world.recruiter, world.second_interviewer

    def act(number: int) -> str:
        with database.session(write=True) as session:
            if number:
                submit_scorecard(session, actor=rater, interview_id=interview, version=version, now=LATER)
                return "submitted"
            seen = get_position(session, actor=recruiter, position_id=position)
            change_profile(
                session,
                actor=recruiter,
                position_id=position,
                number=seen.profile_number,
                level_sought="L3",
                answers={},
                adjustments=(),
                thresholds=(),
                reason="Higher",
                now=LATER,
            )
        return "changed"

    assert at_once(act, times=2) == ["changed", "submitted"]
    assert_summaries_hold(database, recruiter, position, raters=2)


def save_answer(session: Session, actor: Actor, position_id: int, version: int, field: str, answer: object) -> int:
    form = {"position_id": position_id, "version": version, "answers": {field: answer}, "reasons": {}}
    return save_topic(session, actor=actor, now=LATER, **form)


def adopt(session: Session, actor: Actor, position_id: int, version: int) -> int:
    form = {"position_id": position_id, "version": version, "reason": "x", "move_scored": False}
    return adopt_draft(session, actor=actor, now=LATER, **form)


def test_one_topic_saved_from_several_windows_is_one_persons_answer(database: Database) -> None:
    """One wins; the others are told, and what they typed is still theirs to save on the new state."""
    with database.session(write=True) as session:
        world = World(session)
        position, actor = world.position_id, world.recruiter

    def save(number: int) -> str:
        try:
            with database.session(write=True) as session:
                save_answer(session, actor, position, 0, "profile.travel", number + 1)
        except Conflict as error:
            return error.code
        return f"kept {number + 1}"

    kept, *others = at_once(save)
    assert others == ["stale"] * (THREADS - 1)
    with database.session(write=False) as session:
        intake = get_intake(session, actor=actor, position_id=position)
    assert (f"kept {intake.answers['profile.travel']}", intake.version) == (kept, 1)


def test_many_windows_that_try_again_lose_nothing(database: Database) -> None:
    fields = ("profile.travel", "profile.hunter_share", "profile.time_to_fill", "profile.territory")
    with database.session(write=True) as session:
        world = World(session)
        position, actor = world.position_id, world.recruiter

    def fill_in(number: int) -> str:
        for step in range(1, 6):
            answer = str(step) if fields[number] == "profile.territory" else step
            while True:
                with database.session(write=False) as session:
                    version = get_intake(session, actor=actor, position_id=position).version
                try:
                    with database.session(write=True) as session:
                        save_answer(session, actor, position, version, fields[number], answer)
                    break
                except Conflict:
                    continue
        return "done"

    assert at_once(fill_in) == ["done"] * THREADS
    with database.session(write=False) as session:
        intake = get_intake(session, actor=actor, position_id=position)
    assert intake.answers == dict.fromkeys(fields[:3], 5) | {fields[3]: "5"}
    assert intake.version == 5 * THREADS


def test_a_draft_saved_while_it_is_adopted_is_adopted_or_still_there(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        position, actor = world.position_id, world.recruiter
        world.scored_application("Scored", 3)
        version = save_answer(session, actor, position, 0, "profile.travel", 10)

    def act(number: int) -> str:
        try:
            with database.session(write=True) as session:
                if number:
                    return f"saved {save_answer(session, actor, position, version, 'profile.hunter_share', 70)}"
                return f"adopted {adopt(session, actor, position, version)}"
        except Conflict as error:
            return error.code

    outcome = at_once(act, times=2)
    with database.session(write=False) as session:
        intake = get_intake(session, actor=actor, position_id=position)
    if outcome == ["adopted 2", "stale"]:
        assert (intake.position.profile.answers, intake.draft) == ({"profile.travel": 10}, None)
    else:
        assert outcome == ["saved 2", "stale"]
        assert intake.answers == {"profile.travel": 10, "profile.hunter_share": 70}
        assert intake.base_number == 1
    assert_summaries_hold(database, actor, position, raters=2)


def test_a_draft_adopted_and_a_scorecard_submitted_at_once_leave_the_right_summary(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        interview = world.interview(world.application_id, world.interviewer)
        card = world.draft(world.interviewer, interview, 3).version
        position, recruiter, rater = world.position_id, world.recruiter, world.interviewer
        version = save_answer(session, recruiter, position, 0, "profile.level", "L3")

    def act(number: int) -> str:
        with database.session(write=True) as session:
            if number:
                return submit_scorecard(session, actor=rater, interview_id=interview, version=card, now=LATER).state
            return f"adopted {adopt(session, recruiter, position, version)}"

    assert at_once(act, times=2) == ["adopted 2", "submitted"]
    assert_summaries_hold(database, recruiter, position, raters=1)


def test_a_draft_outlives_the_program(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        position, actor = world.position_id, world.recruiter
        save_answer(session, actor, position, 0, "profile.travel", 30)
    database.engine.dispose()
    with database.session(write=True) as session:
        intake = get_intake(session, actor=actor, position_id=position)
        assert (intake.answers, intake.saved_by_name) == ({"profile.travel": 30}, "Rita Recruiter")
        assert adopt(session, actor, position, intake.version) == 2


def test_one_word_given_twice_at_once_is_one_approval(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        position, manager = world.complete_position_id, world.manager

    def approve(_number: int) -> str:
        with database.session(write=True) as session:
            approve_profile(session, actor=manager, position_id=position, number=1, now=LATER)
        return "approved"

    assert at_once(approve) == ["approved"] * THREADS
    with database.session(write=False) as session:
        assert len(list_approvals(session, actor=manager, position_id=position)) == 1


def test_a_double_click_from_two_threads_submits_once(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        interview, rater = world.interview_id, world.interviewer
        version = world.draft(rater, interview, 4).version

    def submit(_number: int) -> str:
        with database.session(write=True) as session:
            return submit_scorecard(session, actor=rater, interview_id=interview, version=version, now=LATER).state

    assert at_once(submit) == ["submitted"] * THREADS
    with database.session(write=False) as session:
        assert get_scorecard(session, actor=rater, interview_id=interview).version == version + 1


def test_a_form_sent_by_several_threads_makes_one_thing(database: Database) -> None:
    with database.session(write=True) as session:
        recruiter = World(session).recruiter

    def send(_number: int) -> str:
        with database.session(write=True) as session:
            made = make_once(session, actor=recruiter, key="one form", make=lambda: _make(session, recruiter), now=NOW)
        return str(made)

    assert len(set(at_once(send))) == 1
    with database.session(write=False) as session:
        assert list_candidates(session, actor=recruiter).total == 1


def _make(session: Session, recruiter: Actor) -> int:
    texts = dict.fromkeys(("email", "phone", "city", "headline", "notes"), "")
    return create_candidate(session, actor=recruiter, name="Anna Twice", facts={}, now=NOW, **texts)


def test_documents_never_share_a_number(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        recruiter = world.recruiter
        ids = [world.scored_application(f"Person {number}", 3) for number in range(THREADS)]

    def make(number: int) -> str:
        with database.session(write=True) as session:
            make_profile_document(session, actor=recruiter, application_id=ids[number], locale="en", now=NOW)
        return "made"

    assert at_once(make) == ["made"] * THREADS
    with database.session(write=False) as session:
        numbers = [item.number for item in list_documents(session, actor=recruiter).items]
    assert sorted(numbers) == [f"CP-2026-{number:04}" for number in range(1, THREADS + 1)]


def test_readers_are_not_held_up_by_a_writer(database: Database) -> None:
    with database.session(write=True) as session:
        world = World(session)
        application, recruiter = world.application_id, world.recruiter
    with database.session(write=True) as writer:
        create_candidate(
            writer,
            actor=recruiter,
            name="Half done",
            email="",
            phone="",
            city="",
            headline="",
            notes="",
            facts={},
            now=NOW,
        )
        with database.session(write=False) as reader:
            assert get_application(reader, actor=recruiter, application_id=application).id == application


def assert_summaries_hold(database: Database, actor: Actor, position_id: int, *, raters: int) -> None:
    def stored() -> list[tuple[object, ...]]:
        with database.session(write=False) as session:
            lines = list_applications(session, actor=actor, position_id=position_id)
        return [(line.score, line.level, line.level_sought, line.reaches_sought, line.raters) for line in lines]

    before = stored()
    with database.session(write=True) as session:
        recompute_summaries(session)
    assert stored() == before
    assert before[0][-1] == raters

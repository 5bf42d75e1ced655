"""Calibration exercises: prepared, rated blind, closed, reported; and never mixed with candidates."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from calibrating import COMPETENCIES, REASON, exercise_form, prepare, rate, submit, version_of
from factories import LATER, NOW, World
from sqlalchemy import select
from test_queries import counted

from hiring.actions import calibration as reading
from hiring.actions import permissions
from hiring.actions.applications import get_application, recompute_summaries
from hiring.actions.calibration import get_exercise, list_exercises, list_exercises_to_rate, participant_choices
from hiring.actions.calibration_ratings import get_own_card, save_ratings, submit_ratings
from hiring.actions.calibration_report import get_calibration_report
from hiring.actions.calibration_setup import (
    change_exercise,
    close_exercise,
    create_exercise,
    discard_exercise,
    open_exercise,
)
from hiring.actions.permissions import Actor, Role
from hiring.actions.reports import get_comparison
from hiring.actions.scorecard_content import DraftRating, marks
from hiring.errors import Conflict, Forbidden, HiringError, Invalid, NotFound
from hiring.storage.calibration_tables import CalibrationRow, CalibrationSeatRow
from hiring.storage.rows import PAGE_SIZE
from hiring.storage.scorecards import list_submitted_cards
from hiring.storage.tables import AccountRow

PACKAGE = Path(permissions.__file__).parent.parent


def change(world: World, identity: int, *, actor: Actor | None = None, version: int | None = None, **changes: Any) -> None:
    change_exercise(
        world.session,
        actor=actor or world.recruiter,
        exercise_id=identity,
        version=version_of(world, identity) if version is None else version,
        form=exercise_form(world, **changes),
        now=LATER,
    )


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.value.problems]


def test_what_is_prepared_is_kept_in_the_order_of_the_rubric(world: World) -> None:
    identity = prepare(world, opened=False, due_on=dt.date(2026, 4, 1), recording="https://example.org/talk?id=1")
    found = get_exercise(world.session, actor=world.recruiter, exercise_id=identity)
    assert found.competencies == ("client-insight", "negotiation")
    assert (found.state, found.level, found.due_on) == ("draft", "L2", dt.date(2026, 4, 1))
    assert found.references is not None and found.references["negotiation"].reason == REASON
    assert found.people is not None and [person.state for person in found.people] == ["new"] * 3
    assert found.counts == (0, 3)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "  "}, ("title_missing", "title")),
        ({"title": "x" * 301}, ("too_long", "title")),
        ({"transcript": "x" * 40_001}, ("too_long", "transcript")),
        ({"level": "L9"}, ("level_unknown", "level")),
        ({"transcript_locale": "xx"}, ("locale_unknown", "transcript_locale")),
        ({"competencies": ("nothing",)}, ("competency_unknown", "rows")),
        ({"recording": "http://example.org/a"}, ("recording_unfit", "recording")),
        ({"recording": "javascript:alert(1)"}, ("recording_unfit", "recording")),
        ({"recording": "https://user:secret@example.org/"}, ("recording_unfit", "recording")),
        ({"recording": "https://[broken/"}, ("recording_unfit", "recording")),
        ({"recording": "https:///nowhere"}, ("recording_unfit", "recording")),
        ({"recording": "https://example.org/" + "x" * 2000}, ("recording_unfit", "recording")),
        ({"references": {"negotiation": (9, "why")}}, ("rating_off_scale", "rows.negotiation.value")),
        ({"references": {"negotiation": (None, "why")}}, ("reference_value_missing", "rows.negotiation.value")),
        ({"references": {"negotiation": (3, " ")}}, ("reference_reason_missing", "rows.negotiation.reason")),
        ({"references": {"negotiation": (3, "x" * 10_001)}}, ("too_long", "rows.negotiation.reason")),
        ({"references": {"nothing": (3, "why")}}, ("competency_unknown", "rows")),
        ({"participants": (10**6,)}, ("participant_unknown", "participants")),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(world: World, changes: dict[str, Any], expected: tuple[str, str]) -> None:
    identity = prepare(world, opened=False)
    before = get_exercise(world.session, actor=world.recruiter, exercise_id=identity)
    with pytest.raises(Invalid) as error:
        change(world, identity, **changes)
    assert codes(error) == [expected]
    assert get_exercise(world.session, actor=world.recruiter, exercise_id=identity) == before


def test_at_most_eight_competencies_are_rated(world: World) -> None:
    identity = prepare(world, opened=False)
    change(world, identity, competencies=world.competencies[:8])
    with pytest.raises(Invalid) as error:
        change(world, identity, competencies=world.competencies[:9])
    assert codes(error) == [("calibration_too_wide", "rows")]


def test_an_older_form_changes_nothing(world: World) -> None:
    identity = prepare(world, opened=False)
    with pytest.raises(Conflict, match="stale"):
        change(world, identity, version=1, title="Other")


def test_it_opens_only_when_there_is_something_to_rate_and_somebody_to_rate_it(world: World) -> None:
    identity = prepare(world, opened=False, transcript="", competencies=(), participants=(world.interviewer.account_id,))
    with pytest.raises(Invalid) as error:
        open_exercise(
            world.session, actor=world.recruiter, exercise_id=identity, version=version_of(world, identity), now=NOW
        )
    assert codes(error) == [
        ("sample_missing", "transcript"),
        ("calibration_empty", "rows"),
        ("participants_too_few", "participants"),
    ]


def test_opening_and_closing_twice_is_once(world: World) -> None:
    identity = prepare(world)
    open_exercise(world.session, actor=world.recruiter, exercise_id=identity, version=1, now=LATER)
    for _ in range(2):
        close_exercise(world.session, actor=world.recruiter, exercise_id=identity, now=LATER)
    found = get_exercise(world.session, actor=world.recruiter, exercise_id=identity)
    assert (found.state, found.opened_at, found.closed_at) == ("closed", NOW, LATER)
    with pytest.raises(Conflict, match="calibration_closed"):
        open_exercise(world.session, actor=world.recruiter, exercise_id=identity, version=found.version, now=LATER)
    with pytest.raises(Conflict, match="calibration_closed"):
        change(world, identity, title="Other")


def test_a_draft_cannot_be_closed(world: World) -> None:
    with pytest.raises(Conflict, match="calibration_draft"):
        close_exercise(world.session, actor=world.recruiter, exercise_id=prepare(world, opened=False), now=NOW)


def test_who_began_an_exercise_throws_it_away_until_it_is_open(world: World) -> None:
    identity = prepare(world, opened=False)
    about: dict[str, Any] = {"exercise_id": identity, "version": version_of(world, identity), "now": LATER}
    with pytest.raises(Conflict) as refused:
        discard_exercise(world.session, actor=world.administrator, **about)
    assert refused.value.code == "calibration_of_another"
    with pytest.raises(Conflict) as refused:
        discard_exercise(world.session, actor=world.recruiter, **{**about, "version": about["version"] - 1})
    assert refused.value.code == "stale"
    discard_exercise(world.session, actor=world.recruiter, **about)
    with pytest.raises(NotFound):
        get_exercise(world.session, actor=world.recruiter, exercise_id=identity)
    assert world.session.scalars(select(CalibrationSeatRow).where(CalibrationSeatRow.calibration_id == identity)).all() == []


def test_an_exercise_that_was_opened_is_not_thrown_away(world: World) -> None:
    identity = prepare(world)
    about: dict[str, Any] = {"exercise_id": identity, "version": version_of(world, identity), "now": LATER}
    with pytest.raises(Conflict) as refused:
        discard_exercise(world.session, actor=world.recruiter, **about)
    assert refused.value.code == "calibration_begun"
    assert get_exercise(world.session, actor=world.recruiter, exercise_id=identity).people


def test_while_people_rate_what_they_rate_stays(world: World) -> None:
    identity = prepare(world)
    change(world, identity, title="Renamed", due_on=dt.date(2026, 5, 1))
    for changes in ({"transcript": "Other"}, {"competencies": ("negotiation",)}, {"references": {}}, {"level": "L3"}):
        with pytest.raises(Conflict, match="calibration_opened"):
            change(world, identity, **{"title": "Renamed", "due_on": dt.date(2026, 5, 1), **changes})


def test_whoever_has_begun_stays_and_others_may_be_taken_off_and_added(world: World) -> None:
    identity = prepare(world)
    rate(world, world.interviewer, identity, {"negotiation": 3})
    spare = world.account(Role.INTERVIEWER, "Sven Spare")
    change(world, identity, participants=(world.interviewer.account_id, spare.account_id))
    assert get_own_card(world.session, actor=world.interviewer, exercise_id=identity).rating("negotiation").value == 3
    with pytest.raises(NotFound):
        get_own_card(world.session, actor=world.manager, exercise_id=identity)
    with pytest.raises(Invalid) as error:
        change(world, identity, participants=(spare.account_id, world.manager.account_id))
    assert codes(error) == [("participant_has_begun", "participants")]
    with pytest.raises(Invalid) as error:
        change(world, identity, participants=(world.interviewer.account_id,))
    assert codes(error) == [("participants_too_few", "participants")]


def test_whoever_prepares_takes_no_part_and_whoever_takes_part_does_not_run_it(world: World) -> None:
    second = world.account(Role.RECRUITER, "Rosa Recruiter")
    identity = prepare(world, opened=False)
    with pytest.raises(Invalid) as error:
        change(world, identity, participants=(world.recruiter.account_id, second.account_id))
    assert codes(error) == [("preparer_takes_part", "participants")]
    change(world, identity, participants=(world.interviewer.account_id, second.account_id))
    with pytest.raises(Conflict, match="calibration_takes_part"):
        change(world, identity, actor=second, title="Mine")
    with pytest.raises(Conflict, match="calibration_takes_part"):
        open_exercise(world.session, actor=second, exercise_id=identity, version=version_of(world, identity), now=NOW)


def test_a_recruiter_who_takes_part_is_blind_until_the_own_ratings_are_in(world: World) -> None:
    second = world.account(Role.RECRUITER, "Rosa Recruiter")
    identity = prepare(world, participants=(world.interviewer.account_id, second.account_id))
    submit(world, world.interviewer, identity, 4)
    found = get_exercise(world.session, actor=second, exercise_id=identity)
    assert (found.references, found.people, found.counts) == (None, None, None)
    with pytest.raises(Conflict, match="calibration_owed"):
        close_exercise(world.session, actor=second, exercise_id=identity, now=NOW)
    submit(world, second, identity, 3)
    found = get_exercise(world.session, actor=second, exercise_id=identity)
    assert found.state == "closed" and found.references is not None
    assert get_calibration_report(world.session, actor=second, exercise_id=identity).names == {}


def test_nobody_who_has_yet_to_rate_can_tell_what_happened(world: World) -> None:
    identity = prepare(world)
    before = get_exercise(world.session, actor=world.interviewer, exercise_id=identity)
    submit(world, world.second_interviewer, identity, 5)
    rate(world, world.manager, identity, 1)
    assert get_exercise(world.session, actor=world.interviewer, exercise_id=identity) == before
    assert (before.references, before.people, before.counts) == (None, None, None)
    line = list_exercises(world.session, actor=world.interviewer).items[0]
    assert (line.counts, line.own_state) == (None, "new")


def test_before_the_end_nobody_reads_ratings_not_even_who_runs_it(world: World) -> None:
    identity = prepare(world)
    submit(world, world.interviewer, identity, 4)
    for actor in (world.recruiter, world.administrator, world.interviewer, world.manager):
        with pytest.raises(Conflict, match="calibration_running"):
            get_calibration_report(world.session, actor=actor, exercise_id=identity)
    seen = get_exercise(world.session, actor=world.interviewer, exercise_id=identity)
    assert (seen.counts, seen.people, seen.references) == ((1, 3), None, None)


def test_the_last_to_submit_closes_the_exercise(world: World) -> None:
    identity = prepare(world)
    for rater, value in ((world.interviewer, 3), (world.second_interviewer, 4), (world.manager, 4)):
        submit(world, rater, identity, value)
    report = get_calibration_report(world.session, actor=world.recruiter, exercise_id=identity)
    assert report.findings.raters == ("A", "B", "C")
    assert set(report.names.values()) == {world.interviewer.name, world.second_interviewer.name, world.manager.name}
    by_name = {name: letter for letter, name in report.names.items()}
    insight, negotiation = report.findings.competencies
    assert insight.ratings[by_name[world.interviewer.name]] == 3
    assert negotiation.evidence[by_name[world.manager.name]] == f"{world.manager.name} heard 4"
    assert negotiation.reference is not None and negotiation.distances is not None
    assert (report.own, report.waiting) == (None, 0)


def test_those_who_took_part_see_letters_and_their_own(world: World) -> None:
    identity = prepare(world)
    for rater, value in ((world.interviewer, 3), (world.second_interviewer, 4)):
        submit(world, rater, identity, value)
    close_exercise(world.session, actor=world.recruiter, exercise_id=identity, now=LATER)
    report = get_calibration_report(world.session, actor=world.interviewer, exercise_id=identity)
    assert (report.names, report.waiting) == ({}, 1)
    assert report.own is not None and report.findings.competencies[0].ratings[report.own] == 3
    late = get_calibration_report(world.session, actor=world.manager, exercise_id=identity)
    assert late.own is None and late.findings == report.findings


def test_a_card_says_what_is_missing_and_is_final_once_submitted(world: World) -> None:
    identity = prepare(world)
    card = rate(world, world.interviewer, identity, {"negotiation": 3})
    with pytest.raises(Invalid) as error:
        submit_ratings(world.session, actor=world.interviewer, exercise_id=identity, version=card.version, now=NOW)
    assert codes(error) == [("rating_missing", "client-insight")]
    card = submit(world, world.interviewer, identity, {"client-insight": None})
    assert (card.state, card.locked, card.submitted_at) == ("submitted", True, NOW)
    again = submit_ratings(world.session, actor=world.interviewer, exercise_id=identity, version=1, now=LATER)
    assert again == card
    with pytest.raises(Conflict, match="calibration_submitted"):
        rate(world, world.interviewer, identity, {"negotiation": 5})


def test_a_rating_needs_evidence_to_be_submitted(world: World) -> None:
    identity = prepare(world, competencies=("negotiation",))
    card = get_own_card(world.session, actor=world.interviewer, exercise_id=identity)
    ratings = (DraftRating("negotiation", True, 3, " "),)
    about: dict[str, Any] = {"actor": world.interviewer, "exercise_id": identity, "now": NOW}
    card = save_ratings(world.session, version=card.version, ratings=ratings, **about)
    with pytest.raises(Invalid) as error:
        submit_ratings(world.session, version=card.version, **about)
    assert codes(error) == [("evidence_missing", "negotiation")]


@pytest.mark.parametrize(
    ("rating", "code"),
    [
        (DraftRating("negotiation", True, 6, ""), "rating_off_scale"),
        (DraftRating("deal-execution", True, 3, ""), "competency_unknown"),
        (DraftRating("negotiation", True, 3, "x" * 10_001), "too_long"),
    ],
)
def test_what_cannot_be_rated_is_not_even_a_draft(world: World, rating: DraftRating, code: str) -> None:
    identity = prepare(world)
    with pytest.raises(Invalid) as error:
        save_ratings(world.session, actor=world.interviewer, exercise_id=identity, version=1, ratings=(rating,), now=NOW)
    assert [problem.code for problem in error.value.problems] == [code]


def test_two_windows_meet_piece_by_piece(world: World) -> None:
    identity = prepare(world)
    about: dict[str, Any] = {"actor": world.interviewer, "exercise_id": identity, "now": NOW}
    empty = marks({"rating:negotiation": "", "evidence:negotiation": ""})
    first = save_ratings(world.session, version=1, ratings=(DraftRating("negotiation", True, 3, "first"),), **about)
    other = (DraftRating("negotiation", True, 4, "second"),)
    with pytest.raises(Conflict, match="stale"):
        save_ratings(world.session, version=1, ratings=other, seen=empty, **about)
    with pytest.raises(Conflict, match="stale"):
        save_ratings(world.session, version=1, ratings=other, **about)
    same = save_ratings(
        world.session, version=1, ratings=(DraftRating("negotiation", True, 3, "first"),), seen=empty, **about
    )
    assert same == first
    elsewhere = (DraftRating("client-insight", True, 2, "another page"),)
    saved = save_ratings(world.session, version=1, ratings=elsewhere, seen={}, **about)
    assert (saved.rating("negotiation").value, saved.rating("client-insight").value) == (3, 2)


def test_after_the_end_nothing_is_rated_any_more(world: World) -> None:
    identity = prepare(world)
    close_exercise(world.session, actor=world.recruiter, exercise_id=identity, now=LATER)
    for act in (rate, submit):
        with pytest.raises(Conflict, match="calibration_closed"):
            act(world, world.interviewer, identity, 3)
    assert get_own_card(world.session, actor=world.interviewer, exercise_id=identity).locked


def test_a_draft_is_seen_by_those_who_run_exercises_only(world: World) -> None:
    identity = prepare(world, opened=False)
    assert get_exercise(world.session, actor=world.administrator, exercise_id=identity).sight.runs
    for read in (get_exercise, get_own_card, get_calibration_report):
        with pytest.raises(NotFound):
            read(world.session, actor=world.interviewer, exercise_id=identity)
    assert list_exercises(world.session, actor=world.interviewer).items == ()


def test_who_takes_no_part_finds_nothing(world: World) -> None:
    identity = prepare(world)
    outsider = world.account(Role.INTERVIEWER, "Otto Outsider")
    calls = (get_exercise, get_own_card, get_calibration_report)
    for read in calls:
        with pytest.raises(NotFound):
            read(world.session, actor=outsider, exercise_id=identity)
    for act in (rate, submit):
        with pytest.raises(NotFound):
            act(world, outsider, identity, 3)
    with pytest.raises(NotFound):
        get_own_card(world.session, actor=world.recruiter, exercise_id=identity)
    with pytest.raises(NotFound):
        get_exercise(world.session, actor=world.recruiter, exercise_id=2**40)
    assert list_exercises(world.session, actor=outsider).items == ()


def test_only_recruiters_and_administrators_prepare_and_nobody_from_outside_takes_part(world: World) -> None:
    identity = prepare(world)
    for actor in (world.interviewer, world.manager, Actor(99, Role.EXTERNAL)):
        with pytest.raises(Forbidden):
            create_exercise(world.session, actor=actor, title="x", rubric_row_id=world.rubric_row_id, now=NOW)
        with pytest.raises(Forbidden):
            close_exercise(world.session, actor=actor, exercise_id=identity, now=NOW)
        with pytest.raises(Forbidden):
            participant_choices(world.session, actor=actor)
    with pytest.raises(Forbidden):
        list_exercises(world.session, actor=Actor(99, Role.EXTERNAL))


def test_whoever_is_switched_off_stays_on_a_prepared_exercise(world: World) -> None:
    identity = prepare(world)
    account = world.session.scalars(select(AccountRow).where(AccountRow.id == world.manager.account_id)).one()
    account.active = False
    change(world, identity, title="Renamed")
    assert world.manager.account_id not in dict(participant_choices(world.session, actor=world.recruiter))


def test_my_day_reminds_of_what_is_owed(world: World) -> None:
    identity = prepare(world)
    owed = list_exercises_to_rate(world.session, actor=world.interviewer)
    assert [line.id for line in owed] == [identity]
    submit(world, world.interviewer, identity, 3)
    assert list_exercises_to_rate(world.session, actor=world.interviewer) == ()
    assert list_exercises_to_rate(world.session, actor=world.recruiter) == ()


def test_what_is_owed_is_found_behind_any_number_of_newer_exercises(world: World) -> None:
    """Whoever may run exercises lists all of them, and may owe ratings of an old one."""
    identity = prepare(world, participants=(world.interviewer.account_id, world.administrator.account_id))
    for number in range(PAGE_SIZE):
        create_exercise(
            world.session, actor=world.recruiter, title=f"Newer {number}", rubric_row_id=world.rubric_row_id, now=NOW
        )
    owed = list_exercises_to_rate(world.session, actor=world.administrator)
    assert [(line.id, line.sight.owes) for line in owed] == [(identity, True)]


def test_ratings_of_a_sample_enter_nothing_that_is_said_of_candidates(world: World) -> None:
    """The same competencies, rubric and people: what is said of candidates stays as it was to the last figure."""
    first = world.scored_application("First", 3)
    world.scored_application("Second", 4)

    def said() -> tuple[object, ...]:
        recompute_summaries(world.session)
        return (
            get_application(world.session, actor=world.recruiter, application_id=first),
            get_comparison(world.session, actor=world.recruiter, position_id=world.position_id),
            list_submitted_cards(world.session, (first,)),
        )

    before = said()
    identity = prepare(world)
    for rater, value in ((world.interviewer, 1), (world.second_interviewer, 5), (world.manager, 1)):
        submit(world, rater, identity, value)
    assert said() == before


def test_nothing_but_the_exercises_reads_their_tables() -> None:
    readers = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hiring.storage.calibration"):
                readers.add(path.relative_to(PACKAGE).as_posix())
    assert readers == {
        "actions/calibration.py",
        "actions/calibration_ratings.py",
        "actions/calibration_report.py",
        "actions/calibration_setup.py",
        "storage/calibration.py",
    }


def test_ten_times_the_exercises_and_people_ask_no_more(world: World) -> None:
    def ask(identity: int) -> dict[str, int]:
        reads = {
            "list": lambda: list_exercises(world.session, actor=world.recruiter),
            "own list": lambda: list_exercises_to_rate(world.session, actor=world.interviewer),
            "exercise": lambda: get_exercise(world.session, actor=world.recruiter, exercise_id=identity),
            "card": lambda: get_own_card(world.session, actor=world.interviewer, exercise_id=identity),
            "report": lambda: get_calibration_report(world.session, actor=world.recruiter, exercise_id=identity),
        }
        counts = {}
        for name, read in reads.items():
            world.session.flush()
            world.session.expire_all()
            with counted(world.session) as sent:
                read()
            counts[name] = len(sent)
        return counts

    def exercise(*raters: Actor) -> int:
        identity = prepare(world, participants=tuple(rater.account_id for rater in raters))
        for rater in raters:
            submit(world, rater, identity, 3)
        return identity

    before = ask(exercise(world.interviewer, world.second_interviewer))
    more = [world.account(Role.INTERVIEWER, f"Person {number}") for number in range(10)]
    last = [exercise(world.interviewer, world.second_interviewer, *more) for _ in range(10)][-1]
    assert ask(last) == before == {"list": 3, "own list": 3, "exercise": 2, "card": 3, "report": 3}


def test_an_older_window_of_the_exercise_is_told(world: World) -> None:
    identity = prepare(world, opened=False)
    with pytest.raises(HiringError):
        open_exercise(world.session, actor=world.recruiter, exercise_id=identity, version=1, now=NOW)
    row = world.session.scalars(select(CalibrationRow).where(CalibrationRow.id == identity)).one()
    assert row.state == "draft" and set(row.competencies) == set(COMPETENCIES)
    assert reading.MOST_COMPETENCIES == 8

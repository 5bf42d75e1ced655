"""The demo: what it promises to show is there by the domain's own result, in both languages, the same at every loading."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from hiring.actions import passwords
from hiring.actions.accounts import Account, authenticate, list_accounts
from hiring.actions.applications import Application, get_application, list_applications, recompute_summaries
from hiring.actions.candidates import get_candidate, list_candidates
from hiring.actions.employers import list_employers
from hiring.actions.interviews import get_interview
from hiring.actions.invitations import list_links
from hiring.actions.letters import Desk
from hiring.actions.outbox import get_letter, list_letters
from hiring.actions.permissions import Actor, Role
from hiring.actions.positions import Position, get_position, list_positions, list_profile_versions
from hiring.actions.reports import get_comparison
from hiring.actions.timelines import get_timeline
from hiring.demo import DemoAccounts, demo_fits, load_demo, read_candidates
from hiring.domain.completeness import missing_answers
from hiring.domain.gates import GateResult, GateState
from hiring.domain.questions import FieldKind
from hiring.domain.warnings import raise_warnings
from hiring.errors import Conflict, Invalid
from hiring.storage.database import Database, create_database
from hiring.storage.tables import Base

NOW = dt.datetime(2026, 6, 10, 14, 20, tzinfo=dt.UTC)
CHOSEN = "another way to come in 48"
ELSEWHERE = Desk("https://hiring.example.org", ZoneInfo("Europe/Samara"), "ru")
SECRETS = {"password_hash", "session_stamp", "token_hash"}


@dataclass(frozen=True)
class Shown:
    """The loaded demo as its administrator reads it."""

    session: Session
    accounts: DemoAccounts
    administrator: Actor
    applications: tuple[Application, ...]

    def at_level(self, level: str) -> tuple[Application, ...]:
        return tuple(item for item in self.applications if item.position.profile.level_sought == level)

    def of(self, name: str) -> Application:
        """The only application of a person."""
        (found,) = (item for item in self.applications if item.candidate.name == name)
        return found


@pytest.fixture(scope="module")
def databases(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    """Two empty SQLite databases."""
    paths = [tmp_path_factory.mktemp("demo") / "hiring.db" for _ in range(2)]
    for path in paths:
        shutil.copy(migrated_sqlite, path)
    first, second = (create_database(f"sqlite:///{path}") for path in paths)
    yield first, second
    first.engine.dispose()
    second.engine.dispose()


@pytest.fixture(scope="module")
def shown(databases: tuple[Database, Database]) -> Iterator[Shown]:
    with databases[0].session(write=True) as session:
        accounts = load_demo(session, now=NOW)
    with databases[0].session(write=False) as session:
        yield read(session, accounts)


@pytest.fixture(scope="module")
def again(databases: tuple[Database, Database]) -> Iterator[tuple[Session, DemoAccounts]]:
    """A second loading at the same moment, with a chosen password and the real work of its hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHash((Argon2Hasher(),)))
        with databases[1].session(write=True) as session:
            accounts = load_demo(session, now=NOW, password=CHOSEN)
    with databases[1].session(write=False) as session:
        yield session, accounts


@pytest.fixture(scope="module")
def elsewhere(shared_database: Database) -> Iterator[tuple[Session, DemoAccounts]]:
    """As another site loads it, on either kind of database; taken back at the end."""
    with shared_database.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            yield session, load_demo(session, now=NOW, desk=ELSEWHERE)
        outer.rollback()


def read(session: Session, accounts: DemoAccounts) -> Shown:
    administrator = find_actor(session, accounts.emails[0])
    lines = [
        line
        for position in list_positions(session, actor=administrator).items
        for line in list_applications(session, actor=administrator, position_id=position.id)
    ]
    applications = (get_application(session, actor=administrator, application_id=line.id) for line in lines)
    return Shown(session, accounts, administrator, tuple(applications))


def find_actor(session: Session, email: str) -> Actor:
    table = Base.metadata.tables["account"]
    row = session.execute(select(table).where(table.c.email == email)).one()
    return Actor(row.id, Role(row.role), row.employer_id, row.name)


def gate(application: Application, identity: str) -> GateResult:
    return next(item for item in application.placement.sought.gates if item.gate.id == identity)


def gates_that_block(application: Application) -> set[str]:
    return {item.gate.id for item in application.placement.sought.gates if item.blocks}


def panel_states(application: Application) -> list[list[str]]:
    return [sorted(member.state for member in interview.panel) for interview in application.interviews]


# Who and what is there


def test_two_employers_three_positions_one_at_each_level(shown: Shown) -> None:
    assert list_employers(shown.session, actor=shown.administrator).total == 2
    positions = list_positions(shown.session, actor=shown.administrator).items
    assert sorted(position.level_sought for position in positions) == ["L1", "L2", "L3"]
    assert len({position.employer_id for position in positions}) == 2


def test_the_profiles_are_filled_in_topic_by_topic(shown: Shown) -> None:
    for position in positions_of(shown):
        profile, rubric = position.profile, position.rubric
        assert missing_answers(rubric, profile.answers, profile.level_sought) == ()
        answered = {field.topic for field in rubric.fields if field.id in profile.answers}
        assert answered == {topic.id for topic in rubric.topics}
        open_ones = {field.id for field in rubric.fields if field.kind is not FieldKind.FIXED} - profile.answers.keys()
        assert open_ones <= {"requirements.languages", "requirements.related_years_min"}
        assert profile.answers["profile.level"] == profile.level_sought
        assert profile.priorities == {}


def test_every_requirement_of_the_profiles_has_its_reason_and_no_text_a_restricted_word(shown: Shown) -> None:
    raised = {position.profile.level_sought: raise_warnings(position.profile) for position in positions_of(shown)}
    assert {level: [item.warning.id for item in found] for level, found in raised.items()} == {
        "L1": ["W9"],
        "L2": ["W9"],
        "L3": ["W10"],
    }


def test_every_candidate_has_a_market_to_compare(shown: Shown) -> None:
    for entry in list_candidates(shown.session, actor=shown.administrator).items:
        facts = get_candidate(shown.session, actor=shown.administrator, candidate_id=entry.id).facts
        market = facts["market"]
        assert isinstance(market, dict) and {"industry", "decides"} <= market.keys()


def test_everybody_has_an_account_that_may_be_used_at_once(shown: Shown) -> None:
    accounts = list_accounts(shown.session, actor=shown.administrator)
    roles = [account.role for account in accounts]
    counts = {role: roles.count(role) for role in roles}
    staff = {Role.ADMINISTRATOR: 1, Role.RECRUITER: 2, Role.INTERVIEWER: 3, Role.HIRING_MANAGER: 2}
    assert counts == {**staff, Role.EXTERNAL: 2}
    managed = {account.employer_id for account in accounts if account.role is Role.HIRING_MANAGER}
    assert len(managed) == 2
    assert None not in managed
    let_in = {account.email for account in accounts if account.role is not Role.EXTERNAL}
    assert let_in == set(shown.accounts.emails)
    assert all(account.email.endswith(("@example.org", "@example.net")) for account in accounts)
    assert [account.email for account in accounts if account.password_expired or not account.active] == []


def test_everybody_signs_in_with_the_one_password(databases: tuple[Database, Database], shown: Shown) -> None:
    with databases[0].writing() as session:
        signed_in = [sign_in(session, email, shown.accounts.password) for email in shown.accounts.emails]
    assert [account.email for account in signed_in] == list(shown.accounts.emails)


def sign_in(session: Session, email: str, password: str) -> Account:
    return authenticate(session, email=email, password=password, now=NOW)


def test_there_are_enough_candidates_in_both_languages(shown: Shown) -> None:
    names = [line.name for line in list_candidates(shown.session, actor=shown.administrator).items]
    russian = [name for name in names if re.search("[а-яё]", name)]
    assert len(names) >= 14
    assert len(russian) >= 5
    assert len(names) - len(russian) >= 5


def test_the_adjusted_position_says_why(shown: Shown) -> None:
    adjusted = [position for position in positions_of(shown) if position.profile.adjustments]
    assert [position.profile.level_sought for position in adjusted] == ["L2"]
    assert all(len(item.reason) > 40 for item in adjusted[0].profile.adjustments)
    versions = list_profile_versions(shown.session, actor=shown.administrator, position_id=adjusted[0].id)
    assert [version.number for version in versions] == [2, 1]
    assert versions[0].reason


def test_the_highest_position_sets_thresholds_a_language_and_a_budget(shown: Shown) -> None:
    (strategic,) = (position for position in positions_of(shown) if position.profile.level_sought == "L3")
    figures = {threshold.figure for threshold in strategic.profile.thresholds}
    assert figures >= {"long_term_clients", "repeat_deals", "revenue_growth"}
    assert strategic.profile.answers["requirements.languages"]
    assert all(position.profile.answers["pay.budget"] for position in positions_of(shown))


def positions_of(shown: Shown) -> list[Position]:
    lines = list_positions(shown.session, actor=shown.administrator).items
    return [get_position(shown.session, actor=shown.administrator, position_id=line.id) for line in lines]


def test_every_position_can_be_compared(shown: Shown) -> None:
    for position in positions_of(shown):
        view = get_comparison(shown.session, actor=shown.administrator, position_id=position.id)
        assert view.refused == ()
        assert view.comparison is not None
        assert len(view.comparison.placements) >= 3


def test_what_is_past_is_past_and_what_comes_is_to_come(shown: Shown) -> None:
    interviews = [interview for application in shown.applications for interview in application.interviews]
    begun = {interview.id for interview in interviews if any(member.rated for member in interview.panel)}
    assert all(
        (interview.scheduled_at < NOW) == (interview.id in begun) for interview in interviews if interview.scheduled_at
    )
    assert all(interview.scheduled_at and interview.scheduled_at.weekday() < 5 for interview in interviews)


def test_panels_have_two_or_three_members_and_every_kit_follows_the_rubric(shown: Shown) -> None:
    for application in shown.applications:
        for interview in application.interviews:
            assert 2 <= len(interview.panel) <= 3
            assert all(member.total == 6 for member in interview.panel)


def test_stored_summaries_equal_a_fresh_computation(databases: tuple[Database, Database], shown: Shown) -> None:
    table = Base.metadata.tables["application"]
    with databases[0].writing() as session:
        before = session.execute(select(table).order_by(table.c.id)).all()
        assert recompute_summaries(session) == len(shown.applications)
        session.flush()
        assert session.execute(select(table).order_by(table.c.id)).all() == before


# The awkward ones


@pytest.mark.parametrize("name", ["Полина Верещагина", "Hugh Pellew"])
def test_unequal_coverage_gives_no_level(shown: Shown, name: str) -> None:
    placement = shown.of(name).placement
    assert placement.assessment.sought.score is not None
    assert placement.assessment.sought.coverage < placement.assessment.profile.rubric.rules.min_coverage
    assert not placement.enough_evidence
    assert placement.level is None


def test_a_pair_of_interviewers_is_polarised(shown: Shown) -> None:
    results = shown.of("Ольга Ждановская").placement.assessment.competencies
    split = [item for item in results if item.discuss and (item.range or 0) >= 2]
    assert len(split) >= 3
    higher = {max(item.judgements, key=lambda judgement: judgement.value).rater for item in split}
    assert len(higher) >= 2


@pytest.mark.parametrize(("name", "competency"), [("Илья Серебров", "negotiation"), ("Тимур Аскеров", "communication")])
def test_a_critical_competency_fails_in_spite_of_a_good_score(shown: Shown, name: str, competency: str) -> None:
    placement = shown.of(name).placement
    sought = placement.assessment.profile.sought
    assert sought.standard(competency).critical
    score = placement.assessment.competency(competency).score
    assert score is not None
    assert score < sought.standard(competency).minimum
    assert placement.assessment.sought.score is not None
    assert placement.assessment.sought.score >= sought.pass_score
    assert gate(shown.of(name), "K6").state is GateState.FAIL
    assert gates_that_block(shown.of(name)) == {"K6"}
    assert placement.level is None


def test_strong_ratings_without_figures_are_no_level_three(shown: Shown) -> None:
    placement = shown.of("Tobias Renwick").placement
    assert placement.assessment.dossier.figures == ()
    assert placement.sought.below_minimum == ()
    assert gates_that_block(shown.of("Tobias Renwick")) == {"K8"}
    assert placement.level == "L2"


def test_one_fits_the_level_below_the_one_sought(shown: Shown) -> None:
    (placement,) = (item.placement for item in shown.at_level("L2") if item.candidate.name == "Руслан Идиятов")
    assert placement.enough_evidence
    assert placement.level == "L1"
    assert placement.development


def test_an_excellent_one_has_proven_figures(shown: Shown) -> None:
    placement = shown.of("Ingrid Halvorsen-Pike").placement
    proof = gate(shown.of("Ingrid Halvorsen-Pike"), "K8")
    assert proof.state is GateState.PASS
    assert proof.reason.code == "figures_proven"
    assert placement.level == "L3"
    assert placement.development == ()
    scores = [item.placement.assessment.sought.score or 0 for item in shown.at_level("L3")]
    assert placement.assessment.sought.score == max(scores)


def test_one_language_is_not_known(shown: Shown) -> None:
    states = {item.candidate.name: gate(item, "K2").state for item in shown.at_level("L3")}
    assert [name for name, state in states.items() if state is GateState.UNKNOWN] == ["Marcus Oyelaran-Finch"]
    assert states["Priya Dhanjal"] is GateState.PASS


def test_one_reaches_the_level_above_the_budget(shown: Shown) -> None:
    application = shown.of("Priya Dhanjal")
    assert gate(application, "K10").state is GateState.FAIL
    assert gate(application, "K10").reason.code == "pay_above_budget"
    assert application.placement.reaches_sought


def test_one_person_is_considered_for_two_positions(shown: Shown) -> None:
    people = [application.candidate.id for application in shown.applications]
    (twice,) = {person for person in people if people.count(person) == 2}
    candidate = get_candidate(shown.session, actor=shown.administrator, candidate_id=twice)
    assert {line.level_sought for line in candidate.applications} == {"L1", "L2"}


def test_one_was_never_interviewed(shown: Shown) -> None:
    application = shown.of("Глеб Тростников")
    assert application.interviews == ()
    assert application.placement.assessment.sought.score is None
    assert application.placement.level is None


def test_a_waived_gate_no_longer_bars_the_level(shown: Shown) -> None:
    application = shown.of("Вера Полунина")
    waived = gate(application, "K1")
    assert waived.state is GateState.FAIL
    assert waived.waived is not None
    assert application.waivers[0].reason == waived.waived
    assert application.placement.level == "L2"


def test_an_interview_is_in_progress(shown: Shown) -> None:
    assert panel_states(shown.of("Степан Круглов")) == [["draft", "not started", "submitted"]]


def test_an_interview_is_still_to_come(shown: Shown) -> None:
    assert panel_states(shown.of("Agnieszka Wolanin")) == [["not started"] * 3]


def test_levels_differ_among_the_placed(shown: Shown) -> None:
    assert {application.placement.level for application in shown.applications} == {None, "L1", "L2", "L3"}


# Where they stand and who was written to


def test_the_boards_have_people_in_every_stage_but_the_one_of_the_hired(shown: Shown) -> None:
    standing = {item.stage for item in shown.applications}
    assert standing == {"new", "screening", "interview", "debrief", "offer", "declined", "kept"}
    new = [item for item in shown.applications if item.stage == "new"]
    assert [item.interviews for item in new] == [()]


def test_nobody_stands_before_what_happened_to_them(shown: Shown) -> None:
    """Whose interviews are all in is past the interviews, and whoever has one to come is not."""
    for item in shown.applications:
        open_seats = [member for interview in item.interviews for member in interview.panel if not member.submitted]
        if item.interviews:
            assert (item.stage == "interview") == bool(open_seats), item.candidate.name


def test_the_timeline_tells_in_order_how_an_offer_came_about(shown: Shown) -> None:
    identity = shown.of("Марина Белокопытова").id
    events = get_timeline(shown.session, actor=shown.administrator, application_id=identity).events
    kinds = ("apply_candidate", "move_when_planned", "reveal_when_due", "move_application", "decide")
    told = [event.what for event in reversed(events) if event.what in kinds]
    assert told == list(kinds)


def test_the_outbox_has_letters_that_wait_went_out_and_failed(shown: Shown) -> None:
    letters = list_letters(shown.session, actor=shown.administrator).items
    assert sorted(letter.state for letter in letters) == ["failed", "queued", "sent", "sent", "sent"]
    read = [get_letter(shown.session, actor=shown.administrator, letter_id=letter.id) for letter in letters]
    assert all("BEGIN:VEVENT" in letter.calendar for letter in read)
    assert [letter.line.to_name for letter in read if letter.secret] == ["Graham Ashdown", "Наталья Бурцева"]
    (failed,) = (letter for letter in letters if letter.state == "failed")
    assert "Mailbox is full" in failed.error


def test_one_from_outside_opened_the_personal_link_and_one_has_not_yet(shown: Shown) -> None:
    opened = {}
    for name in ("Hugh Pellew", "Полина Верещагина"):
        to_come = next(item for item in shown.of(name).interviews if item.scheduled_at and item.scheduled_at > NOW)
        interview = get_interview(shown.session, actor=shown.administrator, interview_id=to_come.id)
        (link,) = list_links(shown.session, actor=shown.administrator, interview=interview, now=NOW).values()
        opened[name] = (link.state, link.opened_at is not None)
    assert opened == {"Hugh Pellew": ("open", True), "Полина Верещагина": ("open", False)}


def test_the_letters_lead_to_the_site_that_loads_them(elsewhere: tuple[Session, DemoAccounts]) -> None:
    session, accounts = elsewhere
    administrator = find_actor(session, accounts.emails[0])
    letters = list_letters(session, actor=administrator).items
    bodies = [get_letter(session, actor=administrator, letter_id=letter.id).body for letter in letters]
    assert all("https://hiring.example.org/i" in body for body in bodies)


# What was said


def evidence() -> Iterator[tuple[str, str]]:
    """Every evidence text with the language of its position."""
    for entry in read_candidates():
        for application in entry["applications"]:
            language = "en" if application["position"] == "strategic" else "ru"
            for interview in application["interviews"]:
                for given in interview["ratings"].values():
                    yield from ((language, one["evidence"]) for one in given.values() if one is not None)


def test_no_two_ratings_rest_on_the_same_words() -> None:
    texts = [re.sub(r"\W+", " ", text).casefold() for _, text in evidence()]
    assert len(texts) >= 150
    assert [text for text in texts if texts.count(text) > 1] == []


def test_evidence_is_written_in_the_language_of_the_employer() -> None:
    found = list(evidence())
    wrong = [text for language, text in found if bool(re.search("[а-яё]", text)) is not (language == "ru")]
    assert wrong == []
    counts = {language: sum(1 for one, _ in found if one == language) for language in ("ru", "en")}
    assert min(counts.values()) >= 75


def test_evidence_is_a_sentence_or_three_with_something_to_it() -> None:
    odd = [text for _, text in evidence() if not (40 <= len(text) <= 330 and text.endswith((".", "»")))]
    assert odd == []


# Loading


def test_another_loading_is_refused_and_changes_nothing(databases: tuple[Database, Database], shown: Shown) -> None:
    with databases[0].writing() as session:
        assert not demo_fits(session)
        before = snapshot(session)
        with pytest.raises(Conflict) as refusal:
            load_demo(session, now=NOW)
        assert refusal.value.code == "database_not_empty"
        assert snapshot(session) == before


def test_the_same_moment_gives_the_same_data(again: tuple[Session, DemoAccounts], shown: Shown) -> None:
    session, _ = again
    assert snapshot(session) == snapshot(shown.session)


def test_it_loads_on_either_kind_of_database(elsewhere: tuple[Session, DemoAccounts], shown: Shown) -> None:
    there = {item.candidate.name: item.placement.level for item in read(*elsewhere).applications}
    assert there == {item.candidate.name: item.placement.level for item in shown.applications}


def test_a_chosen_password_is_taken_and_hashed_with_all_the_work(again: tuple[Session, DemoAccounts]) -> None:
    session, accounts = again
    assert accounts.password == CHOSEN and len(accounts.emails) == 8
    table = Base.metadata.tables["account"]
    hashes = session.scalars(select(table.c.password_hash).where(table.c.email.in_(accounts.emails))).all()
    assert {stored.split("$")[3] for stored in hashes} == {Argon2Hasher().hash("").split("$")[3]}


def test_a_weak_password_is_refused(sqlite_url: str) -> None:
    database = create_database(sqlite_url)
    with database.writing() as session:
        with pytest.raises(Invalid) as refusal:
            load_demo(session, now=NOW, password="short")
        assert [problem.code for problem in refusal.value.problems] == ["password_too_short"]
    with database.session(write=False) as session:
        assert demo_fits(session)
    database.engine.dispose()


@pytest.mark.parametrize(
    "now", [dt.datetime(2026, 8, 2, 0, 3, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, 23, 58, tzinfo=dt.UTC)]
)
def test_nothing_recorded_lies_in_the_future(sqlite_url: str, now: dt.datetime) -> None:
    database = create_database(sqlite_url)
    with database.writing() as session:
        load_demo(session, now=now)
        moments = [
            (table, column, moment)
            for table, rows in snapshot(session).items()
            for row in rows
            for column, moment in row.items()
            if isinstance(moment, dt.datetime) and column not in {"scheduled_at", "expires_at"}
        ]
    database.engine.dispose()
    assert moments
    assert [entry for entry in moments if entry[2] > now] == []


def snapshot(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without what is random by design."""
    return {
        table.name: [
            {key: value for key, value in row.items() if key not in SECRETS}
            for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        ]
        for table in Base.metadata.sorted_tables
    }

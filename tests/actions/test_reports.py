"""Comparisons and documents: frozen when made, numbered once, drawn once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from factories import LATER, NOW, World

from hiring.actions.applications import get_application
from hiring.actions.comparisons import MOST_COMPARED, Waiting
from hiring.actions.drawings import add_months, file_name
from hiring.actions.permissions import Actor
from hiring.actions.reports import (
    get_comparison,
    list_documents,
    make_comparison_document,
    make_profile_document,
    read_document,
)
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.files import Files

TOMORROW = NOW + dt.timedelta(days=1)


def make(world: World, application_id: int, locale: str = "ru", now: dt.datetime = NOW, actor: Actor | None = None) -> int:
    return make_profile_document(
        world.session, actor=actor or world.recruiter, application_id=application_id, locale=locale, now=now
    )


def compare(world: World, actor: Actor | None = None) -> tuple[list[str], list[str]]:
    """The order of the comparison and the codes it is refused for."""
    view = get_comparison(world.session, actor=actor or world.recruiter, position_id=world.position_id)
    order = list(view.comparison.order) if view.comparison else []
    return order, [problem.code for problem in view.refused]


class TestComparing:
    def test_candidates_stand_in_the_order_of_their_scores(self, world: World) -> None:
        for name, value in (("Анна", 3), ("Борис", 5), ("Вера", 4)):
            world.scored_application(name, value)
        world.application(candidate_id=world.candidate("Не оценён"))
        assert compare(world) == (["Борис", "Вера", "Анна"], [])

    def test_two_of_one_name_are_two(self, world: World) -> None:
        first = world.scored_application("Анна", 3)
        second = world.scored_application("Анна", 5)
        third = world.scored_application("Анна (2)", 4)
        view = get_comparison(world.session, actor=world.recruiter, position_id=world.position_id)
        assert view.application_ids == {"Анна": first, "Анна (2)": second, "Анна (2) (2)": third}
        assert compare(world)[0] == ["Анна (2)", "Анна (2) (2)", "Анна"]

    def test_it_takes_two_to_compare(self, world: World) -> None:
        assert compare(world) == ([], ["comparison_too_few"])
        world.scored_application("Анна", 3)
        assert compare(world) == ([], ["comparison_too_few"])

    def test_more_than_can_be_read_are_refused(self, world: World) -> None:
        for number in range(MOST_COMPARED + 1):
            world.scored_application(f"Person {number}", 3)
        assert compare(world) == ([], ["comparison_too_many"])

    def test_it_waits_for_the_own_scorecard(self, world: World) -> None:
        for name in ("Анна", "Борис"):
            last = world.scored_application(name, 4)
        interview = world.interview(last, world.recruiter)
        view = get_comparison(world.session, actor=world.recruiter, position_id=world.position_id)
        assert compare(world) == ([], ["comparison_waits"])
        assert view.waiting == (Waiting(last, "Борис", 2, 3, owed=True),)
        assert compare(world, world.administrator) == (["Анна", "Борис"], [])
        world.score(world.recruiter, interview, 4)
        assert compare(world) == (["Анна", "Борис"], [])

    def test_who_is_not_revealed_waits_apart(self, world: World) -> None:
        for name, value in (("Анна", 3), ("Борис", 5)):
            world.scored_application(name, value)
        waits = world.application(candidate_id=world.candidate("Вера"))
        world.score(world.interviewer, world.interview(waits, world.interviewer, world.second_interviewer), 4)
        view = get_comparison(world.session, actor=world.administrator, position_id=world.position_id)
        assert view.comparison is not None and view.comparison.order == ("Борис", "Анна")
        assert view.waiting == (Waiting(waits, "Вера", 1, 2, owed=False),)
        assert waits not in view.application_ids.values()

    def test_reach(self, world: World) -> None:
        foreign = world.position(employer_id=world.employer("Foreign"))
        assert compare(world, world.manager) == ([], ["comparison_too_few"])
        with pytest.raises(NotFound):
            get_comparison(world.session, actor=world.manager, position_id=foreign)
        with pytest.raises(Forbidden):
            get_comparison(world.session, actor=world.interviewer, position_id=world.position_id)
        for number in (0, -1, 999_999, 2**70):
            with pytest.raises(NotFound):
                get_comparison(world.session, actor=world.recruiter, position_id=number)


class TestDocuments:
    def test_numbers_run_through_the_year_and_name_kind_and_language(self, world: World) -> None:
        first, _ = world.scored_application("Анна", 3), world.scored_application("Борис", 4)
        make(world, first)
        make(world, first, locale="en")
        comparing = {"actor": world.recruiter, "position_id": world.position_id, "now": LATER}
        make_comparison_document(world.session, locale="ru", **comparing)  # type: ignore[arg-type]
        make(world, first, now=NOW.replace(year=2027))
        listed = list_documents(world.session, actor=world.recruiter).items
        assert [(item.number, item.kind, item.locale) for item in listed] == [
            ("КП-2027-0001", "profile", "ru"),
            ("СК-2026-0003", "comparison", "ru"),
            ("CP-2026-0002", "profile", "en"),
            ("КП-2026-0001", "profile", "ru"),
        ]
        assert listed[-1].created_by_name == "Rita Recruiter"

    def test_the_same_said_again_on_the_same_day_is_the_same_document(self, world: World) -> None:
        identity = world.scored_application("Анна", 3)
        first = make(world, identity)
        assert make(world, identity, now=LATER) == first
        assert make(world, identity, locale="en") != first
        assert make(world, identity, now=TOMORROW) != first
        interview = world.interview(identity, world.interviewer)
        world.score(world.interviewer, interview, 5, now=LATER)
        assert make(world, identity, now=LATER) != first

    def test_a_document_stays_as_it_was_made(self, world: World, tmp_path: Path) -> None:
        identity = world.scored_application("Анна", 3)
        document = make(world, identity)
        name, before = read_document(world.session, Files(tmp_path), actor=world.recruiter, document_id=document)
        assert name == "КП-2026-0001 Анна.pdf"
        assert before.startswith(b"%PDF-")
        interview = world.interview(identity, world.interviewer)
        world.score(world.interviewer, interview, 5, now=LATER)
        for folder in (tmp_path, tmp_path / "another"):
            _, after = read_document(world.session, Files(folder), actor=world.recruiter, document_id=document)
            assert after == before

    def test_it_is_drawn_once(self, world: World, tmp_path: Path) -> None:
        document, files = make(world, world.scored_application("Анна", 3)), Files(tmp_path)
        read_document(world.session, files, actor=world.recruiter, document_id=document)
        (drawn,) = tmp_path.rglob("*.pdf")
        drawn.write_bytes(b"%PDF-kept")
        assert read_document(world.session, files, actor=world.recruiter, document_id=document)[1] == b"%PDF-kept"

    def test_an_application_lists_its_documents(self, world: World) -> None:
        identity = world.scored_application("Анна", 3)
        document = make(world, identity)
        application = get_application(world.session, actor=world.recruiter, application_id=identity)
        assert [item.id for item in application.documents] == [document]

    def test_nothing_is_made_of_what_may_not_be_seen(self, world: World) -> None:
        identity = world.scored_application("Анна", 3)
        world.interview(identity, world.recruiter)
        with pytest.raises(Conflict) as error:
            make(world, identity)
        assert error.value.code == "own_scorecard_open"
        assert make(world, identity, actor=world.administrator)

    def test_nothing_is_made_before_the_reveal(self, world: World) -> None:
        identity = world.application_id
        world.score(world.interviewer, world.interview_id, 4)
        with pytest.raises(Conflict) as error:
            make(world, identity)
        assert error.value.code == "not_revealed"
        world.scored_application("Анна", 3)
        with pytest.raises(Conflict) as error:
            make_comparison_document(
                world.session, actor=world.recruiter, position_id=world.position_id, locale="ru", now=NOW
            )
        assert (error.value.code, error.value.values) == ("not_revealed", {"where": "Анна Ёлкина"})

    def test_a_document_is_closed_to_who_has_still_to_rate_somebody_in_it(self, world: World, tmp_path: Path) -> None:
        first, second = world.scored_application("Анна", 3), world.scored_application("Борис", 3)
        comparing = {"actor": world.recruiter, "position_id": world.position_id, "now": NOW, "locale": "en"}
        made = [make(world, first), make(world, second), make_comparison_document(world.session, **comparing)]  # type: ignore[arg-type]
        interview = world.interview(second, world.manager)

        def read(document: int) -> bytes:
            return read_document(world.session, Files(tmp_path), actor=world.manager, document_id=document)[1]

        assert read(made[0]).startswith(b"%PDF-")
        for closed in made[1:]:
            with pytest.raises(Conflict) as error:
                read(closed)
            assert error.value.code == "own_scorecard_open"
        world.score(world.manager, interview, 3)
        assert all(read(document).startswith(b"%PDF-") for document in made)

    def test_bad_input_is_named(self, world: World) -> None:
        identity = world.scored_application("Анна", 3)
        with pytest.raises(Invalid) as error:
            make(world, identity, locale="de")
        assert [(item.code, item.where) for item in error.value.problems] == [("locale_unknown", "locale")]
        with pytest.raises(Invalid) as error:
            make_comparison_document(
                world.session, actor=world.recruiter, position_id=world.position_id, locale="ru", now=NOW
            )
        assert [item.code for item in error.value.problems] == ["comparison_too_few"]

    def test_reach(self, world: World, tmp_path: Path) -> None:
        files = Files(tmp_path)
        foreign_position = world.position(employer_id=world.employer("Foreign"))
        own = make(world, world.scored_application("Анна", 3))
        foreign = make(world, world.scored_application("Борис", 3, position_id=foreign_position))
        assert [item.id for item in list_documents(world.session, actor=world.manager).items] == [own]
        assert read_document(world.session, files, actor=world.manager, document_id=own)
        with pytest.raises(NotFound):
            read_document(world.session, files, actor=world.manager, document_id=foreign)
        for act in (
            lambda: make(world, 1, actor=world.manager),
            lambda: read_document(world.session, files, actor=world.interviewer, document_id=own),
            lambda: list_documents(world.session, actor=world.interviewer),
        ):
            with pytest.raises(Forbidden):
                act()

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, tmp_path: Path, number: int) -> None:
        with pytest.raises(NotFound):
            read_document(world.session, Files(tmp_path), actor=world.recruiter, document_id=number)
        with pytest.raises(NotFound):
            make(world, number)


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("Анна Ёлкина", "КП-1 Анна Ёлкина.pdf"),
        ("../../etc/passwd", "КП-1 .. .. etc passwd.pdf"),
        ('a:b*c?"d"<e>|f\\g', "КП-1 a b c d e f g.pdf"),
        ("x" * 300, f"КП-1 {'x' * 80}.pdf"),
        ("...", "КП-1.pdf"),
    ],
)
def test_a_file_is_named_for_people_and_systems(about: str, name: str) -> None:
    assert file_name("КП-1", "profile", {"candidate": about}) == name
    assert file_name("КП-1", "comparison", {"head": {"position": about}}) == name


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 8, 31), 18, dt.date(2028, 2, 29)),
        (dt.date(2026, 3, 2), 0, dt.date(2026, 3, 2)),
        (dt.date(2026, 12, 15), 12, dt.date(2027, 12, 15)),
    ],
)
def test_months_end_with_their_last_day(day: dt.date, months: int, later: dt.date) -> None:
    assert add_months(day, months) == later

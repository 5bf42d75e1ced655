"""Employers: kept once each, found by any part of the name."""

from __future__ import annotations

import pytest
from factories import LATER, NOW, World

from hiring.actions.employers import (
    change_employer,
    create_employer,
    get_employer,
    list_employer_choices,
    list_employers,
)
from hiring.actions.positions import change_position
from hiring.errors import Conflict, Forbidden, Invalid, NotFound


def create(world: World, name: str, industry: str = "", notes: str = "") -> int:
    return create_employer(world.session, actor=world.recruiter, name=name, industry=industry, notes=notes, now=NOW)


def change(world: World, employer_id: int, version: int, **changes: str) -> None:
    values = {"name": "Renamed", "industry": "", "notes": "", **changes}
    change_employer(world.session, actor=world.recruiter, employer_id=employer_id, version=version, now=LATER, **values)


def test_an_employer_is_kept_clean(world: World) -> None:
    identity = create(world, "  ООО\u00a0 «Северная  упаковка»\x00 ", " Packaging ", "First line\r\nsecond\x07\n")
    employer = get_employer(world.session, actor=world.recruiter, employer_id=identity)
    assert (employer.name, employer.industry, employer.notes) == (
        "ООО «Северная упаковка»",
        "Packaging",
        "First line\nsecond",
    )
    assert (employer.version, employer.open_positions) == (1, 0)


def test_only_open_positions_count(world: World) -> None:
    first, _ = world.position(), world.position("Second")
    closed = {"title": "Closed", "location": "", "status": "closed"}
    change_position(world.session, actor=world.recruiter, position_id=first, version=1, now=NOW, **closed)
    employer = get_employer(world.session, actor=world.recruiter, employer_id=world.employer_id)
    assert employer.open_positions == 1


@pytest.mark.parametrize(
    ("search", "found"),
    [("", 4), ("ёлка", 1), ("ЕЛК", 1), ("  логистика ", 1), ("100%", 1), ("%", 1), ("_", 0), ("nothing", 0), ("\x00", 4)],
)
def test_any_part_of_the_name_finds_it(world: World, search: str, found: int) -> None:
    for name in ("Ёлка и сыновья", "Быстрая Логистика", "Fresh 100% Juice", "Abc"):
        create(world, name)
    assert list_employers(world.session, actor=world.recruiter, search=search).total == found


def test_a_page_beyond_the_last_is_the_last(world: World) -> None:
    for number in range(55):
        create(world, f"Employer {number:02}")
    page = list_employers(world.session, actor=world.recruiter, page=10**30)
    assert (page.number, page.pages, page.total, len(page.items)) == (2, 2, 55, 5)
    assert page.items[-1].name == "Employer 54"
    assert list_employers(world.session, actor=world.recruiter, page=-3).number == 1


@pytest.mark.parametrize(("there", "pages"), [(0, 1), (1, 1), (49, 1), (50, 1), (51, 2), (101, 3)])
def test_the_first_page_says_how_many_there_are_and_sees_who_comes_new(world: World, there: int, pages: int) -> None:
    for number in range(there):
        create(world, f"Employer {number:03}")
    page = list_employers(world.session, actor=world.recruiter)
    assert (page.number, page.pages, page.total, len(page.items)) == (1, pages, there, min(there, 50))
    create(world, "Another")
    assert list_employers(world.session, actor=world.recruiter).total == there + 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("", "", ""), [("name_missing", "name")]),
        (("\x00 \u00a0", "", ""), [("name_missing", "name")]),
        (("x" * 10_000, "y" * 301, "z" * 10_001), [("too_long", "name"), ("too_long", "industry"), ("too_long", "notes")]),
        (("ЁЛКА", "", ""), [("name_taken", "name")]),
    ],
)
def test_bad_input_is_named(world: World, values: tuple[str, str, str], expected: list[tuple[str, str]]) -> None:
    create(world, "Елка")
    with pytest.raises(Invalid) as error:
        create(world, *values)
    assert [(problem.code, problem.where) for problem in error.value.problems] == expected


def test_an_employer_may_keep_its_own_name_and_not_take_another(world: World) -> None:
    first, _ = create(world, "First"), create(world, "Second")
    change(world, first, 1, name="FIRST")
    with pytest.raises(Invalid) as error:
        change(world, first, 2, name="second")
    assert error.value.problems[0].code == "name_taken"


def test_a_stale_form_is_refused_and_an_unchanged_one_changes_nothing(world: World) -> None:
    identity = create(world, "First")
    change(world, identity, 1)
    with pytest.raises(Conflict) as error:
        change(world, identity, 1, name="Another")
    assert error.value.code == "stale"
    change(world, identity, 2)
    assert get_employer(world.session, actor=world.recruiter, employer_id=identity).version == 2


def test_a_hiring_manager_reads_the_own_employer_alone(world: World) -> None:
    foreign = create(world, "Foreign")
    own = world.manager.employer_id
    assert own is not None
    assert [item.id for item in list_employers(world.session, actor=world.manager).items] == [own]
    assert list_employer_choices(world.session, actor=world.manager) == ((own, "Northern Packaging"),)
    assert get_employer(world.session, actor=world.manager, employer_id=own).id == own
    with pytest.raises(NotFound):
        get_employer(world.session, actor=world.manager, employer_id=foreign)
    with pytest.raises(Forbidden):
        create_employer(world.session, actor=world.manager, name="New", industry="", notes="", now=NOW)


def test_an_interviewer_reads_none(world: World) -> None:
    for act in (list_employers, list_employer_choices):
        with pytest.raises(Forbidden):
            act(world.session, actor=world.interviewer)


@pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
def test_a_strange_number_is_not_found(world: World, number: int) -> None:
    with pytest.raises(NotFound):
        get_employer(world.session, actor=world.recruiter, employer_id=number)
    with pytest.raises(NotFound):
        change(world, number, 1)

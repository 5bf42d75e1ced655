"""Groups of candidates recorded apart from raters: by hand, from a file, and gone with the person."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from factories import LATER, NOW, World
from grouped_people import (
    change,
    dimension,
    get_first,
    person,
    record_into,
    recorded,
    told,
    upload,
    values_of,
)
from sqlalchemy import func, select

from hiring.actions import selection_fairness
from hiring.actions.candidates import erase_candidate
from hiring.actions.permissions import Role
from hiring.actions.selection_groups import (
    Entry,
    change_dimension,
    create_dimension,
    get_dimension,
    list_dimensions,
    list_people,
    record_groups,
    record_sheet,
    remove_dimension,
)
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.tables import AuditRow


class TestRecording:
    def test_entries_are_recorded_and_taken_back(self, world: World) -> None:
        sex = dimension(world)
        first, second = person(world), person(world)
        women, men, _ = values_of(world, sex).values()
        put = record_into(world, sex)
        assert put({first: Entry(None, women), second: Entry(None, None)}) == 1
        assert put({first: Entry(women, men), second: Entry(None, men)}) == 2
        assert put({first: Entry(men, None)}) == 1
        assert put({first: Entry(None, None)}) == 0
        _, page = list_people(world.session, actor=world.administrator, dimension_id=sex)
        assert {item.id: item.value_id for item in page.items} == {first: None, second: men}

    def test_what_another_entered_meanwhile_is_not_overwritten(self, world: World) -> None:
        sex = dimension(world)
        one, two = person(world), person(world)
        women, men, _ = values_of(world, sex).values()
        put = record_into(world, sex)
        put({one: Entry(None, women)})
        with pytest.raises(Conflict, match="stale"):
            put({one: Entry(None, men), two: Entry(None, men)})
        assert recorded(world) == {one: women}
        assert put({one: Entry(None, women), two: Entry(None, women)}) == 1

    def test_a_group_of_another_list_is_refused(self, world: World) -> None:
        sex = dimension(world)
        other = create_dimension(world.session, actor=world.administrator, name="Age", values=("a", "b"), now=NOW)
        foreign = get_dimension(world.session, actor=world.administrator, dimension_id=other).values[0].id
        with pytest.raises(Invalid, match="group_not_listed"):
            record_into(world, sex)({person(world): Entry(None, foreign)})
        with pytest.raises(NotFound):
            record_into(world, sex)({99_999: Entry(None, get_first(world, sex))})
        with pytest.raises(NotFound):
            record_into(world, 99_999)({person(world): Entry(None, foreign)})

    def test_nobody_enters_or_sees_the_group_of_whom_they_rate(self, world: World) -> None:
        sex = dimension(world)
        interview = world.interview(world.application_id, world.administrator, world.interviewer)
        assert interview
        free = person(world, "Free")
        _, page = list_people(world.session, actor=world.administrator, dimension_id=sex)
        assert [item.id for item in page.items] == [free]
        with pytest.raises(NotFound):
            record_into(world, sex)({world.candidate_id: Entry(None, get_first(world, sex))})
        with pytest.raises(Invalid, match="candidate: row_wrong") as error:
            upload(world, sex, f"candidate,value\n{world.candidate_id},women\n")
        assert error.value.problems[0].values["why"].code == "candidate_rated_by_you"  # type: ignore[attr-defined]
        other = world.account(Role.ADMINISTRATOR, "Abe Admin")
        _, page = list_people(world.session, actor=other, dimension_id=sex)
        assert {item.id for item in page.items} == {free, world.candidate_id}

    def test_people_are_found_by_name(self, world: World) -> None:
        sex = dimension(world)
        assert world.candidate("Анна Ёлкина") and world.candidate("Пётр Иванов")
        _, page = list_people(world.session, actor=world.administrator, dimension_id=sex, search="елк")
        assert [item.name for item in page.items] == ["Анна Ёлкина"]

    @pytest.mark.parametrize("who", ["recruiter", "interviewer", "manager"])
    def test_only_an_administrator_has_the_right(self, world: World, who: str) -> None:
        sex, actor = dimension(world), getattr(world, who)
        about = {"actor": actor, "now": NOW}
        acts = (
            lambda: list_dimensions(world.session, actor=actor),
            lambda: get_dimension(world.session, actor=actor, dimension_id=sex),
            lambda: create_dimension(world.session, name="x", values=("a", "b"), **about),
            lambda: change_dimension(world.session, dimension_id=sex, version=1, name="x", values=("a", "b"), **about),
            lambda: remove_dimension(world.session, dimension_id=sex, version=1, **about),
            lambda: list_people(world.session, actor=actor, dimension_id=sex),
            lambda: record_groups(world.session, dimension_id=sex, entries={}, **about),
            lambda: record_sheet(world.session, dimension_id=sex, content=b"x", file="x", **about),
            lambda: selection_fairness.list_choices(world.session, actor=actor),
            lambda: told(world, sex, actor=actor),
        )
        for act in acts:
            with pytest.raises(Forbidden):
                act()

    def test_an_erasure_takes_the_group_along(self, world: World) -> None:
        sex = dimension(world)
        kept = person(world)
        put = record_into(world, sex)
        put({world.candidate_id: Entry(None, get_first(world, sex)), kept: Entry(None, get_first(world, sex))})
        erase_candidate(
            world.session, actor=world.recruiter, candidate_id=world.candidate_id, version=1, reason="wish", now=LATER
        )
        assert set(recorded(world)) == {kept}


class TestSheets:
    def test_by_number_and_by_email_in_either_language(self, world: World) -> None:
        sex = dimension(world, "женщины", "мужчины")
        one, two, three = person(world, email="one@example.org"), person(world), person(world)
        women, men = values_of(world, sex).values()
        record_into(world, sex)({three: Entry(None, men)})
        content = f"Кандидат;Группа\nONE@example.org; Женщины \n{two};мужчины\n{three};не указано\n"
        assert upload(world, sex, content) == 3
        assert recorded(world) == {one: women, two: men}
        assert upload(world, sex, content) == 0

    def test_a_workbook_does_too(self, world: World) -> None:
        sex, one = dimension(world), person(world)
        made = BytesIO()
        with xlsxwriter.Workbook(made) as book:
            page = book.add_worksheet()
            for line, cells in enumerate((("candidate", "value"), (one, "women"))):
                page.write_row(line, 0, cells)
        about = {"dimension_id": sex, "content": made.getvalue(), "file": "groups.xlsx"}
        assert record_sheet(world.session, actor=world.administrator, now=NOW, **about) == 1  # type: ignore[arg-type]
        assert recorded(world) == {one: get_first(world, sex)}

    def test_every_bad_row_is_named_and_nothing_is_recorded(self, world: World) -> None:
        sex = dimension(world)
        good, twin = person(world, email="good@example.org"), person(world, email="twin@example.org")
        assert person(world, email="twin@example.org")
        lines = [
            "candidate,value",
            "good@example.org,women",
            "nobody@example.org,women",
            f"{good},men",
            f"{twin},unheard of",
            "twin@example.org,men",
            ",men",
            f"{twin},",
            "1,2,3",
            "99999999999999999999,men",
        ]
        with pytest.raises(Invalid) as error:
            upload(world, sex, "\n".join(lines))
        named = [
            (item.values.get("line"), getattr(item.values.get("why"), "code", item.code)) for item in error.value.problems
        ]
        assert named == [
            ("3", "candidate_unknown"),
            ("4", "candidate_again"),
            ("5", "group_unknown"),
            ("6", "email_of_several"),
            ("7", "cell_empty"),
            ("8", "candidate_again"),
            ("8", "cell_empty"),
            ("9", "row_too_wide"),
            ("10", "candidate_unknown"),
        ]
        assert recorded(world) == {}
        assert world.session.scalar(select(func.count()).where(AuditRow.action == "record_groups")) == 0

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("", "sheet_empty"),
            ("candidate,value", "sheet_without_rows"),
            ("a,b\n1,2", "column_missing"),
            ("\0\1", "sheet_not_text"),
        ],
    )
    def test_a_file_that_is_no_such_sheet_is_refused(self, world: World, content: str, code: str) -> None:
        with pytest.raises(Invalid, match=code):
            upload(world, dimension(world), content)

    def test_a_file_of_too_many_rows_is_refused(self, world: World) -> None:
        with pytest.raises(Invalid, match="sheet_too_long"):
            upload(world, dimension(world), "candidate,value\n" + "1,women\n" * 5_001)


class TestDimensions:
    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ((), "groups_unfit"),
            (("a", " "), "groups_unfit"),
            (tuple("abcdefghi"), "groups_unfit"),
            (("Ёж", "еж"), "group_repeated"),
            (("a", "Not stated"), "group_reserved"),
            (("a", "b" * 301), "too_long"),
        ],
    )
    def test_a_list_has_two_to_eight_different_groups(self, world: World, values: tuple[str, ...], code: str) -> None:
        with pytest.raises(Invalid, match=code):
            dimension(world, *values) if values else create_dimension(
                world.session, actor=world.administrator, name="x", values=(), now=NOW
            )

    def test_a_name_is_taken_once(self, world: World) -> None:
        dimension(world)
        other = create_dimension(world.session, actor=world.administrator, name="Age", values=("a", "b"), now=NOW)
        with pytest.raises(Invalid, match="name_taken"):
            create_dimension(world.session, actor=world.administrator, name="sex", values=("a", "b"), now=NOW)
        with pytest.raises(Invalid, match="name_taken"):
            change(world, other, name="SEX", values=("a", "b"))
        with pytest.raises(Invalid, match="name_missing"):
            change(world, other, name=" ", values=("a", "b"))

    def test_a_changed_list_keeps_what_is_recorded(self, world: World) -> None:
        sex, one = dimension(world), person(world)
        first = get_first(world, sex)
        record_into(world, sex)({one: Entry(None, first)})
        change(world, sex, name="Gender", values=("men", "Women"))
        found = get_dimension(world.session, actor=world.administrator, dimension_id=sex)
        assert (found.name, found.names, found.version) == ("Gender", ("men", "Women"), 2)
        assert found.values[1].id == first and found.recorded == 1
        with pytest.raises(Invalid, match="group_in_use"):
            change(world, sex, version=2, name="Gender", values=("men", "others"))
        with pytest.raises(Conflict, match="stale"):
            change(world, sex, version=1, name="Gender", values=("men", "women", "x"))

    def test_a_deleted_list_takes_everything_along(self, world: World) -> None:
        sex, one = dimension(world), person(world)
        record_into(world, sex)({one: Entry(None, get_first(world, sex))})
        remove_dimension(world.session, actor=world.administrator, dimension_id=sex, version=1, now=LATER)
        assert recorded(world) == {} and list_dimensions(world.session, actor=world.administrator) == ()
        with pytest.raises(Invalid, match="dimension_unknown"):
            told(world, sex)


class TestTrail:
    def test_the_events_say_how_many_and_never_which(self, world: World) -> None:
        sex, one = dimension(world), person(world, "Секретова")
        record_into(world, sex)({one: Entry(None, get_first(world, sex))})
        upload(world, sex, f"candidate,value\n{one},men\n")
        told(world, sex, employer_id=world.employer_id, period="2026-3")
        told(world, sex, position_id=world.position_id)
        change(world, sex, name="Gender", values=("women", "men", "others"))
        remove_dimension(world.session, actor=world.administrator, dimension_id=sex, version=2, now=LATER)
        rows = world.session.scalars(select(AuditRow).where(AuditRow.object_kind == "dimension").order_by(AuditRow.id)).all()
        assert [(row.action, row.object_id, row.detail) for row in rows] == [
            ("create_dimension", sex, {"values": 3}),
            ("record_groups", sex, {"people": 1}),
            ("record_groups", sex, {"people": 1}),
            ("read_fairness_report", sex, {"employer": world.employer_id, "period": "2026-3"}),
            ("read_fairness_report", sex, {"position": world.position_id}),
            ("change_dimension", sex, {"values": 3}),
            ("remove_dimension", sex, {"people": 1}),
        ]
        assert {row.account_id for row in rows} == {world.administrator.account_id}

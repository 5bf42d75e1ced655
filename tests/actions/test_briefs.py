"""Orders to an agency, vacancy texts and previews: made only from a complete and lawful profile, and kept as made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from factories import COMPLETE, LATER, NOW, World

from hiring.actions.approvals import approve_profile
from hiring.actions.briefs import get_brief, get_preview, get_vacancy, make_brief
from hiring.actions.permissions import Actor
from hiring.actions.positions import change_profile, get_position
from hiring.actions.reports import list_documents, read_document
from hiring.domain.restricted import Ground
from hiring.errors import Forbidden, Invalid, NotFound
from hiring.files import Files
from hiring.language import LOCALES
from hiring.wording.vacancy import find_refused


def complete(world: World, changes: Mapping[str, object] | None = None, now: dt.datetime = NOW) -> int:
    """The world's position with every mandatory question answered."""
    position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    profile = position.profile
    change_profile(
        world.session,
        actor=world.recruiter,
        position_id=position.id,
        number=position.profile_number,
        level_sought=profile.level_sought,
        answers={**profile.answers, **COMPLETE, **(changes or {})},
        adjustments=profile.adjustments,
        thresholds=profile.thresholds,
        reason="Everything is answered.",
        now=now,
    )
    return position.id


def make(world: World, position_id: int, locale: str = "ru", now: dt.datetime = NOW, actor: Actor | None = None) -> int:
    return make_brief(world.session, actor=actor or world.recruiter, position_id=position_id, locale=locale, now=now)


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


class TestOrders:
    def test_it_waits_for_the_mandatory_answers(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            make(world, world.position_id)
        assert codes(error) == ["answers_missing"]
        view = get_brief(world.session, actor=world.recruiter, position_id=world.position_id, locale="ru", now=NOW)
        assert view.missing and view.documents == ()
        assert make(world, complete(world))

    def test_it_is_numbered_drawn_and_listed(self, world: World, tmp_path: Path) -> None:
        position = complete(world)
        russian, english = make(world, position), make(world, position, locale="en")
        name, content = read_document(world.session, Files(tmp_path), actor=world.recruiter, document_id=russian)
        assert name.startswith("ЗП-2026-0001 ") and content.startswith(b"%PDF-")
        assert (
            name.split()[0]
            != read_document(world.session, Files(tmp_path), actor=world.recruiter, document_id=english)[0].split()[0]
        )
        view = get_brief(world.session, actor=world.recruiter, position_id=position, locale="ru", now=NOW)
        assert [(line.id, line.kind, line.locale) for line in view.documents] == [
            (english, "brief", "en"),
            (russian, "brief", "ru"),
        ]

    def test_the_same_said_again_is_the_same_and_an_approval_makes_another(self, world: World) -> None:
        position = complete(world)
        first = make(world, position)
        assert make(world, position, now=LATER) == first
        number = get_position(world.session, actor=world.manager, position_id=position).profile_number
        approve_profile(world.session, actor=world.manager, position_id=position, number=number, now=LATER)
        second = make(world, position, now=LATER)
        assert second != first
        brief = get_brief(world.session, actor=world.manager, position_id=position, locale="en", now=LATER).brief
        assert [(line.whose, line.taken_by) for line in brief.approvals] == [("Max Manager", "")]

    def test_an_approval_belongs_to_its_version(self, world: World) -> None:
        position = complete(world)
        number = get_position(world.session, actor=world.manager, position_id=position).profile_number
        approve_profile(
            world.session, actor=world.recruiter, position_id=position, number=number, on_behalf_of="Olga", now=NOW
        )
        complete(world, {"profile.travel": 30}, LATER)
        brief = get_brief(world.session, actor=world.recruiter, position_id=position, locale="en", now=LATER).brief
        assert brief.approvals == () and brief.number == number + 1
        assert [line.number for line in brief.versions] == [number + 1, number, number - 1]

    def test_a_made_order_stays_as_it_was(self, world: World, tmp_path: Path) -> None:
        position, files = complete(world), Files(tmp_path)
        document = make(world, position)
        _, before = read_document(world.session, files, actor=world.recruiter, document_id=document)
        complete(world, {"profile.travel": 30}, LATER)
        assert make(world, position, now=LATER) != document
        elsewhere = Files(tmp_path / "another")
        assert read_document(world.session, elsewhere, actor=world.recruiter, document_id=document)[1] == before

    def test_forbidden_criteria_stop_it(self, world: World) -> None:
        position = world.position("Девушка до 30 лет в отдел продаж", answers=COMPLETE)
        view = get_brief(world.session, actor=world.recruiter, position_id=position, locale="ru", now=NOW)
        assert {use.ground for use in view.refused} == {Ground.SEX, Ground.AGE}
        with pytest.raises(Invalid) as error:
            make(world, position)
        assert set(codes(error)) == {"restricted"}

    def test_reach(self, world: World) -> None:
        position = complete(world)
        foreign = world.position(employer_id=world.employer("Foreign"))
        own = make(world, position, actor=world.manager)
        assert [line.id for line in list_documents(world.session, actor=world.manager).items] == [own]
        for act in (
            make,
            lambda world, it, actor: get_brief(world.session, actor=actor, position_id=it, locale="ru", now=NOW),
        ):
            with pytest.raises(NotFound):
                act(world, foreign, actor=world.manager)
            with pytest.raises(Forbidden):
                act(world, position, actor=world.interviewer)

    def test_another_language_is_refused(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            make(world, complete(world), locale="de")
        assert codes(error) == ["locale_unknown"]


class TestTexts:
    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("get", [get_vacancy, get_preview])
    def test_there_is_none_while_answers_are_missing(self, world: World, get: object, locale: str) -> None:
        asked = {"actor": world.recruiter, "position_id": world.position_id, "locale": locale}
        view = get(world.session, **asked)  # type: ignore[operator]
        assert view.missing and view.text is None
        complete(world)
        view = get(world.session, **asked)  # type: ignore[operator]
        assert view.missing == () and view.text is not None
        assert find_refused(view.text) == ()
        assert view.text.title in view.text.as_text() and all(part.lines for part in view.text.parts)

    def test_there_is_none_with_a_forbidden_criterion(self, world: World) -> None:
        position = world.position("Менеджер (мужчина до 40 лет)", answers=COMPLETE)
        view = get_vacancy(world.session, actor=world.recruiter, position_id=position, locale="ru")
        assert view.text is None and {use.ground for use in view.refused} == {Ground.SEX, Ground.AGE}

    def test_the_preview_tells_what_the_employer_admits(self, world: World) -> None:
        position = complete(
            world,
            {
                "profile.employer_readiness": {"marketing": False, "product": True, "delivery": True, "sponsor": True},
                "preview.downsides": "Склад переезжает",
            },
        )
        asked = {"actor": world.recruiter, "position_id": position, "locale": "en"}
        preview = get_preview(world.session, **asked).text  # type: ignore[arg-type]
        vacancy = get_vacancy(world.session, **asked).text  # type: ignore[arg-type]
        assert preview is not None and vacancy is not None
        limits = "Marketing brings few requests and little material so far."
        assert limits in preview.as_text() and limits not in vacancy.as_text()
        assert "Склад переезжает" in preview.as_text()

    def test_a_vacancy_names_duties_requirements_and_pay(self, world: World) -> None:
        changes = {"profile.duties.events": True, "profile.travel": 30, "pay.fixed_share": 70, "pay.variable_share": 30}
        position = complete(world, changes)
        view = get_vacancy(world.session, actor=world.manager, position_id=position, locale="en")
        assert view.text is not None
        said = view.text.as_text()
        for text in (
            "Prepares large events for clients",
            "Travel: 30%",
            "Pay: from RUB\u00a0100,000 to RUB\u00a0180,000 a month",
            "Fixed share: 70%",
        ):
            assert text in said

    def test_reach(self, world: World) -> None:
        foreign = world.position(employer_id=world.employer("Foreign"))
        for get in (get_vacancy, get_preview):
            with pytest.raises(NotFound):
                get(world.session, actor=world.manager, position_id=foreign, locale="ru")
            with pytest.raises(Forbidden):
                get(world.session, actor=world.interviewer, position_id=world.position_id, locale="ru")

"""Candidates: found by any part of the name, kept exactly, erased without trace."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from factories import KNOWN_FACTS, LATER, NOW, World
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from hiring.actions.applications import get_application, list_applications, waive_gate
from hiring.actions.candidates import (
    change_candidate,
    change_figures,
    create_candidate,
    erase_candidate,
    fact_fields,
    get_candidate,
    list_candidates,
    without_name,
)
from hiring.actions.interviews import create_interview
from hiring.actions.reports import make_comparison_document, make_profile_document, read_document
from hiring.domain.figures import FigureClaim
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.files import Files

CLAIM = FigureClaim(
    "revenue_growth", Fraction(127, 10), 2, Fraction(2, 5), 3, "2023-2025", "own plan", 12, "RUB", "4 %", "CRM"
)


def codes(error: Invalid) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.problems]


def form(**changes: object) -> dict[str, object]:
    empty = {"name": "Анна Ёлкина", "email": "", "phone": "", "city": "", "headline": "", "notes": "", "facts": {}}
    return {**empty, **changes}


def create(world: World, **changes: object) -> int:
    assert world.rubric_row_id
    return create_candidate(world.session, actor=world.recruiter, now=NOW, **form(**changes))  # type: ignore[arg-type]


def change(world: World, version: int, **changes: object) -> None:
    identity = world.candidate_id
    change_candidate(
        world.session,
        actor=world.recruiter,
        candidate_id=identity,
        version=version,
        now=LATER,
        **form(**changes),  # type: ignore[arg-type]
    )


def claim(world: World, *claims: FigureClaim, version: int = 1) -> None:
    identity = world.candidate_id
    change_figures(world.session, actor=world.recruiter, candidate_id=identity, version=version, figures=claims, now=LATER)


class TestKeeping:
    def test_a_candidate_is_kept_clean_and_exact(self, world: World) -> None:
        identity = create(
            world,
            name=" Анна\u00a0 Е\u0308лкина ",
            email="Anna@Example.org ",
            phone=" +7 900 000-00-00",
            headline="KAM\nat Vega",
            notes="One\r\ntwo",
            facts={"related_years": Decimal("6.5"), "experience_types": ("sales",), "kam_years": None, "client_base": ""},
        )
        candidate = get_candidate(world.session, actor=world.recruiter, candidate_id=identity)
        assert (candidate.name, candidate.email, candidate.phone) == ("Анна Ёлкина", "anna@example.org", "+7 900 000-00-00")
        assert (candidate.headline, candidate.notes) == ("KAM at Vega", "One\ntwo")
        assert candidate.facts == {"related_years": Fraction(13, 2), "experience_types": ["sales"]}
        assert (candidate.figures, candidate.applications, candidate.version) == ((), (), 1)

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("", ["Ёлкин Пётр", "Еремеева Анна", "Петрова Ольга", "Smith 100% John"]),
            ("ПЕТР", ["Ёлкин Пётр", "Петрова Ольга"]),
            ("пётр", ["Ёлкин Пётр", "Петрова Ольга"]),
            (" елкин  петр ", ["Ёлкин Пётр"]),
            ("ITH", ["Smith 100% John"]),
            ("0% j", ["Smith 100% John"]),
            ("a_b", []),
            ("'; drop table candidate; --", []),
        ],
    )
    def test_any_part_of_the_name_finds(self, world: World, search: str, found: list[str]) -> None:
        for name in ("Петрова Ольга", "Smith 100% John", "Ёлкин Пётр", "Еремеева Анна"):
            create(world, name=name)
        listed = list_candidates(world.session, actor=world.recruiter, search=search).items
        expected = sorted(found, key=lambda name: name.casefold().replace("ё", "е"))
        assert [item.name for item in listed] == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"name": "\x00\u202e "}, [("name_missing", "name")]),
            ({"name": "x" * 10_000}, [("too_long", "name")]),
            ({"email": "nobody"}, [("email_invalid", "email")]),
            (
                {"phone": "1" * 301, "city": "x" * 301, "headline": "x" * 301, "notes": "x" * 10_001},
                [("too_long", "phone"), ("too_long", "city"), ("too_long", "headline"), ("too_long", "notes")],
            ),
            ({"facts": {"related_years": "six", "degree": "none"}}, [("fact_invalid", "facts.related_years")]),
            ({"facts": {"no_such_fact": 1}, "name": ""}, [("name_missing", "name"), ("fact_invalid", "facts.no_such_fact")]),
        ],
    )
    def test_bad_input_is_named_and_nothing_kept(
        self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]
    ) -> None:
        with pytest.raises(Invalid) as error:
            create(world, **changes)
        assert codes(error.value) == expected
        assert list_candidates(world.session, actor=world.recruiter).total == 0

    @pytest.mark.parametrize("odd", ["\ud800", "a\x00b", "\u202eevil", "👩‍🚀", "<script>alert(1)</script>", "1' or '1'='1"])
    def test_odd_characters_neither_break_nor_change_anything_else(self, world: World, odd: str) -> None:
        identity = create(world, name=f"Anna {odd}", notes=odd)
        candidate = get_candidate(world.session, actor=world.recruiter, candidate_id=identity)
        assert candidate.name.startswith("Anna")
        assert not set("\x00\u202e\ud800") & set(candidate.name + candidate.notes)
        assert list_candidates(world.session, actor=world.recruiter, search=odd).total == 1

    def test_a_stale_form_is_refused(self, world: World) -> None:
        assert world.candidate_id
        change(world, 1, city="Тверь")
        with pytest.raises(Conflict) as error:
            change(world, 1, city="Псков")
        assert error.value.code == "stale"
        assert get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id).city == "Тверь"

    def test_the_facts_asked_are_those_of_the_newest_rubrics(self, world: World) -> None:
        assert fact_fields(world.session) == ()
        assert world.rubric_row_id
        identities = [field.id for field in fact_fields(world.session)]
        assert "related_years" in identities
        assert len(set(identities)) == len(identities)


class TestFigures:
    def test_figures_are_kept_exactly_and_replaced_whole(self, world: World) -> None:
        third = FigureClaim("long_term_clients", Fraction(1, 3), 0)
        claim(world, CLAIM, third)
        assert get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id).figures == (CLAIM, third)
        claim(world, third, version=2)
        candidate = get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id)
        assert (candidate.figures, candidate.version) == ((third,), 3)
        claim(world, third, version=3)
        assert get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id).version == 3

    def test_a_stale_form_is_refused(self, world: World) -> None:
        claim(world, CLAIM)
        with pytest.raises(Conflict):
            claim(world, version=1)

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"figure": "luck"}, [("figure_unknown", "figures.luck")]),
            ({"value": Fraction(10) ** 90}, [("figure_value_invalid", "figures.revenue_growth.value")]),
            ({"value": Fraction(1, 7**100)}, [("figure_value_invalid", "figures.revenue_growth.value")]),
            ({"own_share": Fraction(3, 2)}, [("own_share_invalid", "figures.revenue_growth.own_share")]),
            ({"own_share": Fraction(-1, 2)}, [("own_share_invalid", "figures.revenue_growth.own_share")]),
            ({"grade": 4}, [("grade_unknown", "figures.revenue_growth.grade")]),
            ({"periods": -1}, [("figure_value_invalid", "figures.revenue_growth.periods")]),
            ({"clients": 2**40}, [("figure_value_invalid", "figures.revenue_growth.clients")]),
            ({"source": "x" * 301}, [("too_long", "figures.revenue_growth")]),
        ],
    )
    def test_bad_input_is_named(self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
        with pytest.raises(Invalid) as error:
            claim(world, replace(CLAIM, **changes))  # type: ignore[arg-type]
        assert codes(error.value) == expected

    def test_a_figure_is_given_once(self, world: World) -> None:
        with pytest.raises(Invalid) as error:
            claim(world, CLAIM, CLAIM)
        assert codes(error.value) == [("figure_repeated", "figures.revenue_growth")]

    def test_facts_and_figures_count_at_once(self, world: World) -> None:
        application = world.scored_application("Пётр", 4, position_id=world.position_id)
        world.candidate_id = get_application(world.session, actor=world.recruiter, application_id=application).candidate.id

        def line() -> tuple[bool, tuple[str, ...]]:
            found = list_applications(world.session, actor=world.recruiter, position_id=world.position_id)[0]
            return found.reaches_sought, found.failed_gates

        assert line() == (True, ())
        change(world, 1, facts={**KNOWN_FACTS, "related_years": 1})
        assert line() == (False, ("K1",))
        claim(world, CLAIM, version=2)
        shown = get_application(world.session, actor=world.recruiter, application_id=application)
        assert shown.placement.assessment.figures[0].claim == CLAIM


class TestErasing:
    NAME = "Аполлинария Вербицкая"

    def everything(self, world: World, tmp_files: Files) -> tuple[int, tuple[int, ...]]:
        """A person with all that the product can keep of one, and another one who stays."""
        first = world.scored_application(self.NAME, 4)
        world.scored_application("Пётр Остаётся", 3)
        person = get_application(world.session, actor=world.recruiter, application_id=first).candidate.id
        evidence_interview = create_interview(
            world.session,
            actor=world.recruiter,
            application_id=first,
            title=f"Talk with {self.NAME}",
            scheduled_at=None,
            place=self.NAME,
            kit=("negotiation",),
            work_samples=(),
            panel=(world.interviewer.account_id,),
            now=NOW,
        )
        world.score(world.interviewer, evidence_interview, 4)
        gate = "K1"
        waive_gate(world.session, actor=world.recruiter, application_id=first, gate=gate, reason=self.NAME, now=NOW)
        change_candidate(
            world.session,
            actor=world.recruiter,
            candidate_id=person,
            version=1,
            now=NOW,
            **form(name=self.NAME, notes=self.NAME, city=self.NAME, facts={"client_base": self.NAME}),  # type: ignore[arg-type]
        )
        change_figures(
            world.session,
            actor=world.recruiter,
            candidate_id=person,
            version=2,
            figures=(replace(CLAIM, source=self.NAME),),
            now=NOW,
        )
        documents = (
            make_profile_document(world.session, actor=world.recruiter, application_id=first, locale="ru", now=NOW),
            make_comparison_document(
                world.session, actor=world.recruiter, position_id=world.position_id, locale="en", now=NOW
            ),
        )
        for document in documents:
            read_document(world.session, tmp_files, actor=world.recruiter, document_id=document)
        return person, documents

    def test_nothing_is_left(self, world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = tmp_path_factory.mktemp("files")
        files = Files(folder)
        person, documents = self.everything(world, files)
        assert traces(world.session, "ербицк")
        drawn = list(folder.rglob("*.pdf"))
        assert len(drawn) == 2
        keys = erase_candidate(
            world.session,
            actor=world.recruiter,
            candidate_id=person,
            version=3,
            reason="Просьба Вербицкой Аполлинарии от 2 марта",
            now=LATER,
        )
        for key in keys:
            files.delete(key)
        assert traces(world.session, "ербицк") == []
        assert traces(world.session, "поллинар") == []
        assert list(folder.rglob("*.pdf")) == []
        for document in documents:
            with pytest.raises(NotFound):
                read_document(world.session, files, actor=world.recruiter, document_id=document)
        with pytest.raises(NotFound):
            get_candidate(world.session, actor=world.recruiter, candidate_id=person)
        stays = list_applications(world.session, actor=world.recruiter, position_id=world.position_id)
        assert [(line.candidate_name, line.submitted) for line in stays] == [("Пётр Остаётся", 2)]

    def test_it_needs_a_reason_and_the_version_seen(self, world: World) -> None:
        identity = world.candidate_id
        with pytest.raises(Invalid) as error:
            erase_candidate(world.session, actor=world.recruiter, candidate_id=identity, version=1, reason=" ", now=NOW)
        assert codes(error.value) == [("reason_missing", "reason")]
        with pytest.raises(Conflict):
            erase_candidate(world.session, actor=world.recruiter, candidate_id=identity, version=9, reason="Asked", now=NOW)
        assert get_candidate(world.session, actor=world.recruiter, candidate_id=identity).id == identity

    @pytest.mark.parametrize(
        ("text", "name", "left"),
        [
            ("Просьба Ивановой Анны", "Иванова Анна", "Просьба … …"),
            ("asked by ANNA, twice", "Anna Smith", "asked by …, twice"),
            ("Withdrew", "", "Withdrew"),
            ("о нём", "О Ю", "о нём"),
        ],
    )
    def test_a_reason_is_kept_without_the_name(self, text: str, name: str, left: str) -> None:
        assert without_name(text, name) == left


def traces(session: Session, part: str) -> list[str]:
    """Every table and column of the database in which the text occurs, be it inside JSON."""
    session.flush()
    connection = session.connection()
    found = []
    for table in inspect(connection).get_table_names():
        for column in inspect(connection).get_columns(table):
            name = f'"{table}"."{column["name"]}"'
            query = text(f'select count(*) from "{table}" where cast({name} as text) like :part')
            if connection.execute(query, {"part": f"%{part}%"}).scalar():
                found.append(name)
    return found


class TestReach:
    @pytest.mark.parametrize("who", ["interviewer", "manager"])
    def test_candidates_are_for_recruiters(self, world: World, who: str) -> None:
        actor = getattr(world, who)
        for act in (
            lambda: list_candidates(world.session, actor=actor),
            lambda: get_candidate(world.session, actor=actor, candidate_id=world.candidate_id),
            lambda: create_candidate(world.session, actor=actor, now=NOW, **form()),  # type: ignore[arg-type]
            lambda: erase_candidate(
                world.session, actor=actor, candidate_id=world.candidate_id, version=1, reason="x", now=NOW
            ),
        ):
            with pytest.raises(Forbidden):
                act()

    @pytest.mark.parametrize("number", [0, -1, 999_999, 2**31, 2**63 + 1])
    def test_a_strange_number_is_not_found(self, world: World, number: int) -> None:
        with pytest.raises(NotFound):
            get_candidate(world.session, actor=world.recruiter, candidate_id=number)
        with pytest.raises(NotFound):
            change_figures(world.session, actor=world.recruiter, candidate_id=number, version=1, figures=(), now=NOW)

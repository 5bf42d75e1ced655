"""An employer's own figure from the profile to the result, and the page where figures are written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from factories import NOW, World
from visiting import Browser, Site

from hiring.actions.applications import get_application
from hiring.actions.candidates import change_figures, get_candidate
from hiring.actions.permissions import Actor
from hiring.actions.positions import change_profile, get_position
from hiring.domain.figures import FigureClaim
from hiring.domain.gates import GateState
from hiring.domain.own_figures import FIELD
from hiring.domain.profile import Threshold
from hiring.errors import Invalid
from hiring.language import LOCALES
from hiring.storage.candidates import replace_claims

OWN = "own:доля-заказов-в-срок"
ANSWER = [{"name": "Доля заказов в срок", "unit": "%", "better": "up"}]
REQUIRED = ("long_term_clients", "repeat_deals", "revenue_growth")
STEPS = (Fraction(10), Fraction(20), Fraction(30))


def person(site: Site, world: World, actor: Actor, locale: str = "en") -> Browser:
    world.session.commit()
    site.forget_one_time_passwords()
    return site.browser(actor, locale=locale)


def considered(world: World, *, level: str = "L2") -> int:
    """An application for a position whose employer names a figure of its own."""
    world.__dict__["position_id"] = world.position(answers={FIELD: ANSWER}, level=level)
    return world.application_id


def claim(figure: str = OWN, value: int = 25, **more: str) -> FigureClaim:
    return FigureClaim(figure, Fraction(value), 3, own_share=Fraction(1), periods=3, **more)


def claims(world: World, *given: FigureClaim) -> None:
    version = get_candidate(world.session, actor=world.recruiter, candidate_id=world.candidate_id).version
    about = {"candidate_id": world.candidate_id, "version": version, "figures": given, "now": NOW}
    change_figures(world.session, actor=world.recruiter, **about)  # type: ignore[arg-type]


def hold_against(world: World, *figures: str) -> None:
    position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    change_profile(
        world.session,
        actor=world.recruiter,
        position_id=world.position_id,
        number=position.profile_number,
        level_sought=position.profile.level_sought,
        answers=position.profile.answers,
        adjustments=(),
        thresholds=tuple(Threshold(figure, *STEPS) for figure in figures),
        reason="Agreed",
        now=NOW,
    )


def k8(world: World) -> GateState:
    found = get_application(world.session, actor=world.recruiter, application_id=world.application_id)
    return next(result.state for result in found.placement.sought.gates if result.gate.id == "K8")


def fields(figure: str, **typed: str) -> Mapping[str, str]:
    return {f"figures-{figure}-{name}": value for name, value in typed.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_claimed_where_a_position_asks_for_it(site: Site, world: World, locale: str) -> None:
    considered(world)
    browser = person(site, world, world.recruiter, locale)
    address = f"/candidates/{world.candidate_id}/figures"
    page = browser.get(address).text
    assert "Доля заказов в срок, %" in page
    assert page.count("<details") == 16
    typed = fields(OWN, value="25", grade="3", own_share="100", period="2024", source="Report")
    assert browser.post(address, {"version": "1", **typed}).status_code == 303
    assert "Доля заказов в срок, %" in browser.get(f"/candidates/{world.candidate_id}").text
    assert "Доля заказов в срок, %" in browser.get(f"/applications/{world.application_id}").text


def test_one_that_no_position_names_cannot_be_claimed(world: World) -> None:
    considered(world)
    with pytest.raises(Invalid) as caught:
        claims(world, claim("own:somebody-elses"))
    assert [problem.code for problem in caught.value.problems] == ["figure_unknown"]


def test_its_thresholds_are_set_on_the_page_and_rate_it(site: Site, world: World) -> None:
    identity = considered(world)
    claims(world, claim())
    browser = person(site, world, world.recruiter)
    address = f"/positions/{world.position_id}/profile/thresholds"
    assert "Доля заказов в срок, %" in browser.get(address).text
    typed = {f"thresholds-{OWN}-{step}": value for step, value in (("floor", "10"), ("target", "20"), ("stretch", "30"))}
    assert browser.post(address, {"version": "1", "reason": "Agreed", **typed}).status_code == 303
    assert "Доля заказов в срок, %" in browser.get(f"/positions/{world.position_id}/profile").text
    with site.database.session(write=False) as session:
        found = get_application(session, actor=world.recruiter, application_id=identity)
    assert [item.rating for item in found.placement.assessment.figures] == [4]
    assert found.placement.assessment.evidence_index == 4


def test_it_counts_as_proof_at_level_three(world: World) -> None:
    considered(world, level="L3")
    hold_against(world, *REQUIRED, OWN)
    weak = claim(REQUIRED[2], 5)
    claims(world, claim(REQUIRED[0]), claim(REQUIRED[1]), weak)
    assert k8(world) is GateState.FAIL
    claims(world, claim(REQUIRED[0]), claim(REQUIRED[1]), weak, claim())
    assert k8(world) is GateState.PASS


def test_grades_say_their_caps_and_secrets_are_refused_at_their_field(site: Site, world: World) -> None:
    assert world.candidate_id
    browser = person(site, world, world.recruiter)
    address = f"/candidates/{world.candidate_id}/figures"
    page = browser.get(address).text
    assert "rates at most 3" in page and "Not said: rates at most 2" in page
    typed = fields("revenue_growth", value="25", grade="2", source="Отчёт ООО «Ромашка»")
    answer = browser.post(address, {"version": "1", **typed})
    assert answer.status_code == 422
    assert 'id="figures-revenue_growth-source-fault"' in answer.text
    assert "ООО «Ромашка»" in answer.text


def test_what_was_written_before_keeps_nobody_from_changing_something_else(world: World) -> None:
    """Kept from a time without the check."""
    before = claim("revenue_growth", source="Отчёт ООО «Ромашка»")
    replace_claims(world.session, world.candidate_id, (before,))
    claims(world, replace(before, value=Fraction(30)))
    with pytest.raises(Invalid) as caught:
        claims(world, replace(before, baseline="ООО «Ромашка»"))
    assert [(item.code, item.where) for item in caught.value.problems] == [
        ("confidential", "figures.revenue_growth.baseline")
    ]

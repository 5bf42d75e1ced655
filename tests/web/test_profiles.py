"""Positions and their profiles on the pages: made with the rubric's standard, changed with a reason, never in silence."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from factories import World
from visiting import Browser, Site

from hiring.actions.permissions import Actor
from hiring.actions.positions import Position, get_position, list_positions, list_profile_versions


@pytest.fixture
def recruiter(world: World, site: Site) -> Actor:
    recruiter = world.recruiter
    assert world.position_id
    world.session.commit()
    site.forget_one_time_passwords()
    return recruiter


@pytest.fixture
def browser(site: Site, recruiter: Actor) -> Browser:
    return site.browser(recruiter)


@pytest.fixture
def address(world: World, recruiter: Actor) -> str:
    return f"/positions/{world.position_id}/profile"


def read(site: Site, actor: Actor, position_id: int) -> Position:
    with site.database.session(write=False) as session:
        return get_position(session, actor=actor, position_id=position_id)


def weights(position: Position, level: str = "L2", **changed: str) -> dict[str, str]:
    """The form of the weights as the page fills it in, with the changes of `<competency>__<part>`."""
    typed = {"version": str(position.profile_number), "reason": "Agreed with the employer"}
    for item in position.profile.standard_of(level).standards:
        typed |= cell(level, item.competency, "weight", str(item.weight))
        typed |= cell(level, item.competency, "minimum", str(item.minimum))
    for name, value in changed.items():
        competency, part = name.split("__")
        typed |= cell(level, competency.replace("_", "-"), part, value)
    return typed


def cell(level: str, competency: str, part: str, value: str) -> dict[str, str]:
    return {f"adjustments-{level}-{competency}-{part}": value}


def test_a_position_is_made_with_the_answers_that_act_on_it(browser: Browser, site: Site, world: World) -> None:
    typed = {
        "employer_id": str(world.employer_id),
        "title": "Head of key accounts",
        "level_sought": "L3",
        "answers-profile.team_mode": "lead",
        "answers-profile.hunter_share": "35",
        "answers-profile.duties.order_processing": "yes",
        "answers-requirements.experience_type": ["sales"],
        "answers-requirements.languages-0-language": "en",
        "answers-requirements.languages-0-level": "B2",
        "answers-pay.budget-from": "150 000",
        "answers-pay.budget-to": "190000,50",
        "answers-pay.currency_period_region-currency": "RUB",
    }
    made = browser.post("/positions/new", typed)
    assert made.status_code == 303
    position = read(site, world.recruiter, int(made.headers["Location"].rsplit("/", 1)[1]))
    assert position.profile.answers == {
        "profile.team_mode": "lead",
        "profile.hunter_share": 35,
        "profile.duties.order_processing": True,
        "requirements.experience_type": ["sales"],
        "requirements.languages": [{"language": "en", "level": "B2"}],
        "pay.budget": {"from": 150_000, "to": Fraction(380_001, 2)},
        "pay.currency_period_region": {"currency": "RUB"},
    }
    assert "team-leadership" in [item.id for item in position.profile.competencies]


def test_a_refused_position_keeps_what_was_typed_and_makes_nothing(browser: Browser, site: Site, world: World) -> None:
    typed = {
        "employer_id": "999",
        "title": "kept title",
        "answers-profile.hunter_share": "140",
        "answers-profile.team_mode": "army",
        "answers-requirements.languages-0-language": "en",
    }
    refused = browser.post("/positions/new", typed)
    assert refused.status_code == 422
    assert "kept title" in refused.text and 'value="140"' in refused.text
    assert "Choose the level sought." in refused.text
    with site.database.session(write=False) as session:
        assert list_positions(session, actor=world.recruiter).total == 1


def test_an_answer_out_of_bounds_is_said_at_its_question(browser: Browser, world: World) -> None:
    typed = {"employer_id": str(world.employer_id), "title": "Any", "level_sought": "L2"}
    refused = browser.post("/positions/new", typed | {"answers-profile.hunter_share": "140"})
    assert refused.status_code == 422
    assert 'id="answers-profile.hunter_share-fault"' in refused.text
    half = browser.post("/positions/new", typed | {"answers-requirements.languages-0-language": "en"})
    assert half.status_code == 422 and 'href="#answers-requirements.languages' in half.text


def test_a_changed_weight_holds_at_its_level_alone(browser: Browser, site: Site, world: World, address: str) -> None:
    before = read(site, world.recruiter, world.position_id)
    changed = browser.post(
        f"{address}/weights?level=L2", weights(before, negotiation__weight="7,5", negotiation__reason="Annual contracts")
    )
    assert changed.status_code == 303
    after = read(site, world.recruiter, world.position_id)
    assert after.profile_number == before.profile_number + 1
    with site.database.session(write=False) as session:
        newest, *_ = list_profile_versions(session, actor=world.recruiter, position_id=world.position_id)
    assert (newest.number, newest.reason) == (after.profile_number, "Agreed with the employer")
    assert after.profile.standard_of("L2").standard("negotiation").weight == Fraction(15, 2)
    assert after.profile.standard_of("L1") == before.profile.standard_of("L1")
    assert [(item.competency, item.reason) for item in after.profile.adjustments] == [("negotiation", "Annual contracts")]
    page = browser.get(f"{address}?level=L2").text
    assert "Annual contracts" in page and "7.5" in page


def test_a_row_without_an_own_reason_keeps_that_of_the_change(
    browser: Browser, site: Site, world: World, address: str
) -> None:
    before = read(site, world.recruiter, world.position_id)
    assert browser.post(f"{address}/weights?level=L2", weights(before, partnership__minimum="4")).status_code == 303
    kept = read(site, world.recruiter, world.position_id).profile.adjustments
    assert [(item.minimum, item.weight, item.reason) for item in kept] == [(4, None, "Agreed with the employer")]


def test_a_weight_put_back_is_no_longer_an_adjustment(browser: Browser, site: Site, world: World, address: str) -> None:
    first = read(site, world.recruiter, world.position_id)
    browser.post(f"{address}/weights?level=L2", weights(first, negotiation__weight="9"))
    second = read(site, world.recruiter, world.position_id)
    usual = str(first.profile.standard_of("L2").standard("negotiation").weight)
    assert browser.post(f"{address}/weights?level=L2", weights(second, negotiation__weight=usual)).status_code == 303
    assert read(site, world.recruiter, world.position_id).profile.adjustments == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"negotiation__weight": "-1"}, "A weight cannot be less than zero."),
        ({"negotiation__weight": "heavy"}, "Write a number"),
        ({"negotiation__minimum": "9"}, "A minimum is a point of the scale"),
    ],
)
def test_a_wrong_weight_is_said_at_its_row(
    browser: Browser, site: Site, world: World, address: str, changes: dict[str, str], said: str
) -> None:
    before = read(site, world.recruiter, world.position_id)
    refused = browser.post(f"{address}/weights?level=L2", weights(before, **changes))
    assert refused.status_code == 422 and said in refused.text
    assert 'href="#adjustments-L2-negotiation' in refused.text
    assert read(site, world.recruiter, world.position_id).profile_number == before.profile_number


def test_a_change_without_a_reason_is_refused(browser: Browser, site: Site, world: World, address: str) -> None:
    before = read(site, world.recruiter, world.position_id)
    refused = browser.post(f"{address}/weights?level=L2", weights(before, negotiation__weight="9") | {"reason": "  "})
    assert refused.status_code == 422 and 'value="9"' in refused.text
    assert read(site, world.recruiter, world.position_id).profile_number == before.profile_number


def test_who_comes_second_sees_it_and_may_save_again(browser: Browser, site: Site, world: World, address: str) -> None:
    seen = read(site, world.recruiter, world.position_id)
    assert browser.post(f"{address}/weights?level=L2", weights(seen, negotiation__weight="9")).status_code == 303
    late = weights(seen, partnership__weight="8")
    stale = browser.post(f"{address}/weights?level=L2", late)
    assert stale.status_code == 409 and "Somebody changed this" in stale.text and 'value="8"' in stale.text
    number = re.search(r'name="version"[^>]*value="(\d+)"', stale.text)
    assert number is not None
    assert browser.post(f"{address}/weights?level=L2", late | {"version": number.group(1)}).status_code == 303


def test_a_double_click_changes_once(browser: Browser, site: Site, world: World, address: str) -> None:
    typed = weights(read(site, world.recruiter, world.position_id), negotiation__weight="9")
    assert browser.post(f"{address}/weights?level=L2", typed).status_code == 303
    assert browser.post(f"{address}/weights?level=L2", typed).status_code == 409
    with site.database.session(write=False) as session:
        versions = list_profile_versions(session, actor=world.recruiter, position_id=world.position_id)
    assert [version.number for version in versions] == [2, 1]


def test_the_earlier_address_of_the_questions_leads_on(browser: Browser, address: str) -> None:
    moved = browser.get(f"{address}/answers")
    assert (moved.status_code, moved.headers["Location"]) == (303, address.replace("profile", "intake"))


def test_thresholds_are_three_in_order_or_none(browser: Browser, site: Site, world: World, address: str) -> None:
    typed = {"version": "1", "reason": "From last year's report", "thresholds-revenue_growth-floor": "5"}
    half = browser.post(f"{address}/thresholds", typed)
    assert half.status_code == 422 and "given together" in half.text
    whole = typed | {"thresholds-revenue_growth-target": "10", "thresholds-revenue_growth-stretch": "8"}
    disordered = browser.post(f"{address}/thresholds", whole)
    assert disordered.status_code == 422 and "three different values" in disordered.text
    assert browser.post(f"{address}/thresholds", whole | {"thresholds-revenue_growth-stretch": "20"}).status_code == 303
    kept = read(site, world.recruiter, world.position_id).profile.threshold("revenue_growth")
    assert kept is not None and (kept.floor, kept.target, kept.stretch) == (5, 10, 20)


def test_a_hiring_manager_changes_the_profile_of_an_own_position(
    site: Site, world: World, recruiter: Actor, address: str
) -> None:
    manager = world.manager
    world.session.commit()
    site.forget_one_time_passwords()
    browser = site.browser(manager)
    typed = weights(read(site, recruiter, world.position_id), negotiation__weight="9")
    assert browser.post(f"{address}/weights?level=L2", typed).status_code == 303


def test_a_candidate_is_considered_once(browser: Browser, world: World, recruiter: Actor) -> None:
    candidate = world.candidate_id
    world.session.commit()
    address = f"/positions/{world.position_id}/apply"
    assert "Consider" in browser.get(address).text
    assert browser.post(address, {"candidate_id": candidate}).status_code == 303
    again = browser.post(address, {"candidate_id": candidate})
    assert again.status_code == 422 and "considered for the position already" in again.text
    for strange in ("0", "", "abc", "9" * 30, "-1"):
        assert browser.post(address, {"candidate_id": strange}).status_code == 404


def test_the_list_of_positions_keeps_its_filters(browser: Browser, world: World) -> None:
    page = browser.get(f"/positions?status=closed&employer={world.employer_id}&search=key").text
    assert "No position fits these filters" in page and 'value="key"' in page
    assert re.search(r'<option value="closed" selected', page)
    for strange in ("/positions?page=0", "/positions?page=-3&employer=x", f"/positions?page={'9' * 30}&status=odd"):
        assert browser.get(strange).status_code == 200

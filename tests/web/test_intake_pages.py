"""The questions to the employer on the pages: saved topic by topic, resumed, looked over, adopted; nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from factories import COMPLETE, World
from visiting import Browser, Site

from hiring.actions.intake import Intake, get_intake
from hiring.actions.permissions import Actor
from hiring.actions.positions import get_position


@pytest.fixture
def manager(world: World, site: Site) -> Actor:
    manager = world.manager
    assert world.position_id
    world.session.commit()
    site.forget_one_time_passwords()
    return manager


@pytest.fixture
def browser(site: Site, manager: Actor) -> Browser:
    return site.browser(manager)


@pytest.fixture
def address(world: World, manager: Actor) -> str:
    return f"/positions/{world.position_id}/intake"


def read(site: Site, actor: Actor, position_id: int) -> Intake:
    with site.database.session(write=False) as session:
        return get_intake(session, actor=actor, position_id=position_id)


def version_of(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(-?\d+)"', page)
    assert found is not None
    return found.group(1)


def test_a_topic_is_saved_by_its_button_and_leads_to_the_next(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    page = browser.get(f"{address}/topics/sales").text
    typed = {
        "version": version_of(page),
        "answers-profile.team_mode": "lead",
        "answers-profile.team_mode.managers": "4",
        "answers-profile.client_type-industry": "food",
    }
    saved = browser.post(f"{address}/topics/sales", typed | {"then": "next"})
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{address}/topics/key-client")
    intake = read(site, manager, world.position_id)
    assert intake.answers["profile.team_mode"] == "lead" and intake.answers["profile.team_mode.managers"] == 4
    assert intake.position.profile.answers == {}, "the version in force is as it was"
    resumed = browser.get(f"{address}/topics/sales").text
    assert re.search(r"<option selected value=\"lead\"", resumed) and 'value="4"' in resumed


@pytest.mark.parametrize(
    ("topic", "then", "leads_to"),
    [
        ("role", "previous", ""),
        ("sales", "previous", "/topics/role"),
        ("sales", "stay", "/topics/sales"),
        ("preview", "next", "/priorities"),
        ("sales", "nonsense", "/topics/key-client"),
    ],
)
def test_every_button_saves_and_goes_its_way(browser: Browser, address: str, topic: str, then: str, leads_to: str) -> None:
    answer = browser.post(f"{address}/topics/{topic}", {"version": "0", "then": then})
    assert (answer.status_code, answer.headers["Location"]) == (303, address + leads_to)


def test_an_open_question_never_keeps_a_topic_from_being_saved(browser: Browser, address: str) -> None:
    assert browser.post(f"{address}/topics/sales", {"version": "0"}).status_code == 303
    index = browser.get(address).text
    assert ("must be answered" in index and "Go on: " in index) or "Begin: " in index


def test_every_question_of_the_rubric_stands_on_the_page_of_its_topic(browser: Browser, world: World, address: str) -> None:
    with_position = browser.get(address)
    assert with_position.status_code == 200
    rubric = get_position(world.session, actor=world.recruiter, position_id=world.position_id).rubric
    pages = {topic.id: browser.get(f"{address}/topics/{topic.id}").text for topic in rubric.topics}
    assert len(rubric.fields) >= 65
    for field in rubric.fields:
        place = f'id="ask-{field.id.replace(".", "-").replace("_", "-")}"'
        assert place in pages[field.topic], field.id
        if field.kind != "fixed":
            assert f'name="answers-{field.id}' in pages[field.topic], field.id
        if field.reasoned:
            assert f'name="reasons-{field.id}"' in pages[field.topic], field.id


def test_what_is_wrong_is_said_at_its_question_and_nothing_typed_is_lost(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    typed = {"version": "0", "answers-profile.hunter_share": "140", "answers-profile.territory": "Two regions"}
    refused = browser.post(f"{address}/topics/sales", typed)
    assert refused.status_code == 422
    assert 'value="140"' in refused.text and "Two regions" in refused.text
    assert 'id="answers-profile.hunter_share-fault"' in refused.text
    assert read(site, manager, world.position_id).draft is None


def test_a_second_window_sees_both_versions_and_decides(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    seen = version_of(browser.get(f"{address}/topics/sales").text)
    first = {"version": seen, "answers-profile.territory": "The north"}
    assert browser.post(f"{address}/topics/sales", first).status_code == 303
    second = {"version": seen, "answers-profile.territory": "The south"}
    stale = browser.post(f"{address}/topics/sales", second)
    assert stale.status_code == 409
    assert "Both versions" in stale.text and "The north" in stale.text and "The south" in stale.text
    assert manager.name in stale.text and "data-manual" in stale.text
    again = browser.post(f"{address}/topics/sales", second | {"version": version_of(stale.text)})
    assert again.status_code == 303
    assert read(site, manager, world.position_id).answers["profile.territory"] == "The south"


def test_the_same_form_sent_twice_is_no_conflict(browser: Browser, address: str) -> None:
    typed = {"version": "0", "answers-profile.territory": "The north"}
    assert browser.post(f"{address}/topics/sales", typed).status_code == 303
    assert browser.post(f"{address}/topics/sales", typed).status_code == 303


def test_the_draft_is_saved_between_and_says_so(browser: Browser, address: str) -> None:
    kept = browser.post(f"{address}/topics/sales/draft", {"version": "0", "answers-profile.territory": "The north"})
    assert kept.status_code == 200 and kept.json["state"] == "saved" and kept.json["version"] == 1
    late = browser.post(f"{address}/topics/sales/draft", {"version": "0", "answers-profile.territory": "The south"})
    assert late.status_code == 409 and late.json["state"] == "refused"
    wrong = browser.post(f"{address}/topics/sales/draft", {"version": "1", "answers-profile.hunter_share": "x"})
    assert wrong.status_code == 422 and "another look" in wrong.json["words"]


def test_an_answer_shows_what_it_changes_before_it_is_saved(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    fragment = browser.post(f"{address}/topics/sales/consequences", {"version": "0", "answers-profile.team_mode": "lead"})
    assert fragment.status_code == 200 and not fragment.text.lstrip().startswith("<!doctype")
    beside = fragment.text.split('id="beside-profile-team-mode"')[1].split('id="beside-profile-hunter-share"')[0]
    assert "new:" in beside and "Competency: " in beside and "Must-have: " in beside
    assert read(site, manager, world.position_id).draft is None, "looking saves nothing"
    saved = browser.post(f"{address}/topics/sales", {"version": "0", "answers-profile.team_mode": "lead", "then": "stay"})
    assert saved.status_code == 303
    assert "Competency: " in browser.get(f"{address}/topics/sales").text, "without scripts it is there after saving"


def test_a_contradiction_is_warned_of_beside_its_question(browser: Browser, address: str) -> None:
    browser.post(f"{address}/topics/levels", {"version": "0", "answers-profile.level": "L1"})
    fragment = browser.post(f"{address}/topics/sales/consequences", {"version": "1", "answers-profile.team_mode": "lead"})
    beside = fragment.text.split('id="beside-profile-team-mode"')[1].split('id="beside-profile-hunter-share"')[0]
    assert "A leading post for level 1" in beside and "What would clear it:" in beside


def test_what_the_law_forbids_is_refused_beside_its_question(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    typed = {"version": "0", "answers-role.definition": "A young woman under 35 for our key clients"}
    looked = browser.post(f"{address}/topics/role/consequences", typed).text
    beside = looked.split('id="beside-role-definition"')[1].split('id="beside-role-title-aliases"')[0]
    assert "Restricted words" in beside and "“woman”" in beside
    refused = browser.post(f"{address}/topics/role", typed)
    assert refused.status_code == 422 and "A young woman under 35" in refused.text
    assert 'id="answers-role.definition-fault"' in refused.text
    assert read(site, manager, world.position_id).draft is None


def test_product_never_outweighs_clientele(browser: Browser, site: Site, world: World, manager: Actor, address: str) -> None:
    weights = {
        "version": "0",
        "answers-sourcing.clientele_similarity-clientele": "20",
        "answers-sourcing.clientele_similarity-deal": "20",
        "answers-sourcing.clientele_similarity-product": "60",
    }
    looked = browser.post(f"{address}/topics/sourcing/consequences", weights).text
    assert 'class="fault"' in looked.split('id="beside-sourcing-clientele-similarity"')[1]
    assert browser.post(f"{address}/topics/sourcing", weights).status_code == 422
    assert read(site, manager, world.position_id).draft is None


def test_the_calculators_work_on_the_own_figures(browser: Browser, address: str) -> None:
    clients = {
        "version": "0",
        "answers-key_client.portfolio_profit_share-clients-0-code": "A",
        "answers-key_client.portfolio_profit_share-clients-0-share": "25",
        "answers-key_client.portfolio_profit_share-clients-1-code": "B",
        "answers-key_client.portfolio_profit_share-clients-1-share": "4",
    }
    found = browser.post(f"{address}/topics/key-client/consequences", clients).text
    assert "At most 10 clients can pass this threshold." in found and "depends on too few clients" in found
    pay = {
        "version": "0",
        "answers-pay.variable_basis": "deal_sum",
        "answers-pay.variable_basis.deal": "2 000 000",
        "answers-pay.variable_basis.margin": "18",
        "answers-pay.variable_basis.discount": "10",
        "answers-pay.commission_tiers-0-from": "0",
        "answers-pay.commission_tiers-0-percent": "5",
    }
    check = browser.post(f"{address}/topics/pay/consequences", pay).text
    for figure in ("360,000", "100,000", "27.8%", "160,000", "90,000", "56.3%"):
        assert figure in check, figure


def test_a_third_at_most_is_high(browser: Browser, site: Site, world: World, manager: Actor, address: str) -> None:
    competencies = [item.id for item in read(site, manager, world.position_id).profile.competencies]
    sorting = {f"priorities-{item}": "high" for item in competencies}
    refused = browser.post(f"{address}/priorities", {"version": "0", **sorting})
    assert refused.status_code == 422 and f"{len(competencies)} of at most {len(competencies) // 3}" in refused.text
    few = {f"priorities-{item}": "high" if place < 2 else "low" for place, item in enumerate(competencies)}
    weights = browser.post(f"{address}/priorities/weights", {"version": "0", **few}).text
    assert "Weights from your sorting" in weights and "high: 2 of at most" in weights
    assert read(site, manager, world.position_id).priorities == {}
    assert browser.post(f"{address}/priorities", {"version": "0", **few}).status_code == 303
    assert len(read(site, manager, world.position_id).priorities) == len(competencies)


def test_a_draft_is_looked_over_and_adopted_with_a_reason(
    browser: Browser, site: Site, world: World, manager: Actor, address: str
) -> None:
    review = f"{address}/review"
    assert "there is nothing to adopt" in browser.get(review).text
    browser.post(f"{address}/topics/sales", {"version": "0", "answers-profile.team_mode": "lead"})
    page = browser.get(review).text
    assert "Alone or with a team: — → leads a team" in page
    unreasoned = browser.post(review, {"version": version_of(page), "reason": " "})
    assert unreasoned.status_code == 422
    adopted = browser.post(review, {"version": version_of(page), "reason": "The team grew"})
    assert adopted.headers["Location"] == f"/positions/{world.position_id}/profile"
    profile = browser.get(adopted.headers["Location"]).text
    assert "The team grew" in profile and "leads a team" in profile and "Version 2" in profile
    intake = read(site, manager, world.position_id)
    assert intake.draft is None and intake.position.profile_number == 2
    twice = browser.post(review, {"version": version_of(page), "reason": "The team grew"})
    assert twice.status_code in (409, 422), "a double click adopts once"


def test_a_draft_is_thrown_away(browser: Browser, site: Site, world: World, manager: Actor, address: str) -> None:
    browser.post(f"{address}/topics/sales", {"version": "0", "answers-profile.team_mode": "lead"})
    page = browser.get(address).text
    assert "Throw the draft away" in page
    assert browser.post(f"{address}/discard", {"version": "0"}).status_code == 303
    assert read(site, manager, world.position_id).draft is not None, "not one that was never seen"
    assert browser.post(f"{address}/discard", {"version": version_of(page)}).status_code == 303
    assert read(site, manager, world.position_id).draft is None


def test_everything_is_on_one_page_to_print(browser: Browser, address: str) -> None:
    browser.post(f"{address}/topics/sales", {"version": "0", "answers-profile.team_mode": "lead"})
    page = browser.get(f"{address}/print").text
    assert "leads a team" in page and "Honest picture" in page and page.count("<dt>") >= 65


def test_another_employers_questions_are_not_found(site: Site, world: World, manager: Actor, address: str) -> None:
    outsider = world.account(world.manager.role, "Olga Outsider", employer_id=world.employer("Southern Glass"))
    world.session.commit()
    site.forget_one_time_passwords()
    stranger = site.browser(outsider)
    for path in ("", "/topics/sales", "/priorities", "/review", "/print"):
        assert stranger.get(address + path).status_code == 404, path
    assert stranger.post(f"{address}/topics/sales", {"version": "0"}).status_code == 404
    assert site.browser(manager).get(f"{address}/topics/nonsense").status_code == 404


def test_the_review_says_whether_to_grow_or_to_hire(world: World, site: Site) -> None:
    """With a budget, time and training for level 2 and for level 1, both ways are open."""
    assert world.administrator and world.recruiter
    identity = world.position(
        "Grow or hire",
        answers={
            **COMPLETE,
            "pay.level_ranges": {"L1": {"from": 80_000, "to": 110_000}, "L2": {"from": 120_000, "to": 170_000}},
            "profile.training_capacity": {"months": 6, "mentor": True},
            "profile.time_to_fill": 20,
        },
    )
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.recruiter).get(f"/positions/{identity}/intake/review")
    assert "allow both: hiring, and growing" in page.text

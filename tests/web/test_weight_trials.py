"""The comparison page: groups, what would turn the order, places under all weights, and other weights tried."""

from __future__ import annotations

import re

import pytest
from factories import NOW, World
from sqlalchemy import event
from visiting import Site

from hiring.actions.comparisons import get_comparison
from hiring.actions.positions import change_profile, get_position, list_profile_versions
from hiring.actions.reports import make_comparison_document
from hiring.storage.tables import DocumentRow


@pytest.fixture
def compared(world: World, site: Site) -> str:
    """The address of a comparison of two who are close, and one far below; all rated by the same two."""
    world.scored_application("Anna Close", 3)
    first, *rest = world.competencies
    world.scored_application("Boris Close", {first: 4, **dict.fromkeys(rest, 3)})
    world.scored_application("Clara Low", 1)
    assert world.manager and world.administrator
    world.session.commit()
    site.forget_one_time_passwords()
    return f"/positions/{world.position_id}/comparison"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_groups_those_who_cannot_be_told_apart(site: Site, world: World, compared: str) -> None:
    page = site.browser(world.recruiter).get(compared).text
    said = words(page)
    assert "The first place is open: Boris Close and Anna Close cannot be told apart." in said
    assert re.search(r'rowspan="2">1–2<', page) and ">3</td>" in page
    assert "Fair average" in said and "With equal weights the order is the same." in said
    assert "is level with Boris Close" in said


def test_raters_are_named_to_who_runs_interviews_and_to_nobody_else(site: Site, world: World, compared: str) -> None:
    name = world.interviewer.name
    assert name in site.browser(world.recruiter).get(compared).text
    seen = site.browser(world.manager).get(compared)
    assert seen.status_code == 200 and name not in seen.text and "one rating is" in seen.text
    made = make_comparison_document(
        world.session, actor=world.recruiter, position_id=world.position_id, locale="en", now=NOW
    )
    assert name not in str(world.session.get_one(DocumentRow, made).snapshot)


def test_places_are_counted_on_a_page_of_their_own_or_as_a_part(site: Site, world: World, compared: str) -> None:
    browser = site.browser(world.recruiter)
    assert "10,000 times" not in browser.get(compared).text
    whole = browser.get(f"{compared}/places").text
    assert "10,000 times" in whole and "<h1>" in whole
    part = browser.client.get(f"{compared}/places", headers={"HX-Request": "true"}).text
    assert "10,000 times" in part and "<h1>" not in part and part.count("<tr>") == 4


def test_other_weights_turn_the_order_and_store_nothing(site: Site, world: World, compared: str) -> None:
    first = world.competencies[0]
    browser = site.browser(world.recruiter)
    assert "With these weights the order is the same." in words(browser.get(f"{compared}/weights").text)
    page = browser.get(f"{compared}/weights?weights-{first}=0").text
    said = words(page)
    assert "With these weights the order changes: Anna Close 2 → 1; Boris Close 1 → 2." in said
    assert re.search(rf'name="weights-{first}"[^>]*value="0"', page)
    assert "Nothing is stored" in said and f'href="{compared}/weights"' in page
    position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    assert position.profile.sought.standard(first).weight > 0 and position.profile_number == 1
    assert browser.get(compared).text.index("Boris Close") < browser.get(compared).text.index("Anna Close")


def line_of(page: str) -> str:
    """What is said of the order beside the fields, where a phone shows no order."""
    found = re.search(r'<p id="tried-line"[^>]*>([^<]*)</p>', page)
    return found[1] if found else "no such line"


def test_the_outcome_is_said_where_the_weights_are_typed_and_the_page_comes_back_at_the_order(
    site: Site, world: World, compared: str
) -> None:
    first = world.competencies[0]
    browser = site.browser(world.recruiter)
    page = browser.get(f"{compared}/weights?weights-{first}=0").text
    assert line_of(page) == "With these weights the order changes: Anna Close 2 → 1; Boris Close 1 → 2."
    assert f'action="{compared}/weights#tried"' in page and page.index('id="tried-line"') < page.index("weights-fields")
    part = browser.client.get(f"{compared}/weights?weights-{first}=0", headers={"HX-Request": "true"}).text
    assert line_of(part) == line_of(page) and re.search('id="tried-line"[^>]*hx-swap-oob', part)
    assert line_of(browser.get(compared).text) == ""


def test_a_weight_that_cannot_be_used_is_told_where_the_page_comes_back(site: Site, world: World, compared: str) -> None:
    first = world.competencies[0]
    page = site.browser(world.recruiter).client.get(f"{compared}/weights?weights-{first}=much").text
    there = page[page.index('id="tried"') :]
    assert f'href="#weights-{first}"' in there and line_of(page) == "The order appears once every weight can be used."


def test_a_part_brings_the_order_and_the_shares_of_the_form(site: Site, world: World, compared: str) -> None:
    first, second, *_ = world.competencies
    client = site.browser(world.recruiter).client
    asked = {f"weights-{item}": "0" for item in world.competencies} | {f"weights-{first}": "1,5", f"weights-{second}": "0.5"}
    part = client.get(f"{compared}/weights", query_string=asked, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "<h1>" not in part.text and "<form" not in part.text
    assert re.search(rf'id="weights-{second}-share" hx-swap-oob="true">(25|3)%', part.text)
    assert part.text.count('hx-swap-oob="true"') == 1 + 2 * len(world.competencies)


@pytest.mark.parametrize(
    ("typed", "said"), [("abc", "Write a number"), ("-1", "cannot be less than zero"), ("1e9", "Write")]
)
def test_an_unusable_weight_is_said_at_its_field_and_kept(
    site: Site, world: World, compared: str, typed: str, said: str
) -> None:
    first = world.competencies[0]
    page = site.browser(world.recruiter).get(f"{compared}/weights?weights-{first}={typed}")
    assert page.status_code == 422
    fault = re.search(rf'id="weights-{first}-fault">([^<]*)<', page.text)
    assert fault is not None and said in fault[1]
    assert f'value="{typed}"' in page.text


def test_no_weight_at_all_is_refused(site: Site, world: World, compared: str) -> None:
    asked = {f"weights-{item}": "0" for item in world.competencies}
    page = site.browser(world.recruiter).client.get(f"{compared}/weights", query_string=asked)
    assert page.status_code == 422 and "At least one competency needs a weight above zero." in page.text


def test_what_the_address_does_not_know_is_passed_over(site: Site, world: World, compared: str) -> None:
    page = site.browser(world.recruiter).get(f"{compared}/weights?weights-dancing=9&weights-{world.competencies[0]}=")
    assert page.status_code == 200 and "dancing" not in re.sub(r'name="next"[^>]*>', "", page.text)
    assert "With these weights the order is the same." in words(page.text)


@pytest.mark.parametrize("part", ["", "/places", "/weights"])
def test_a_single_candidate_is_refused_politely_everywhere(site: Site, world: World, part: str) -> None:
    world.scored_application("Only One", 4)
    assert world.recruiter
    world.session.commit()
    site.forget_one_time_passwords()
    page = site.browser(world.recruiter).get(f"/positions/{world.position_id}/comparison{part}")
    assert page.status_code == 200 and "There is no comparison yet" in page.text


@pytest.mark.parametrize("part", ["", "/places", "/weights"])
def test_no_part_asks_more_of_the_database_for_more_candidates(site: Site, world: World, compared: str, part: str) -> None:
    browser = site.browser(world.recruiter)
    statements: list[str] = []
    event.listen(site.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    browser.get(compared + part)
    few = len(statements)
    for number in range(6):
        world.scored_application(f"More {number}", 2 + number % 3)
    world.session.commit()
    statements.clear()
    assert "More 5" in browser.get(compared + part).text
    assert len(statements) == few <= 12


def test_everybody_is_held_against_one_structure_whatever_profile_is_kept(site: Site, world: World, compared: str) -> None:
    """Never two on different structures: page, trial and document are one comparison, and that has one structure."""
    position = get_position(world.session, actor=world.recruiter, position_id=world.position_id)
    change_profile(
        world.session,
        actor=world.recruiter,
        position_id=world.position_id,
        number=position.profile_number,
        level_sought="L3",
        answers=position.profile.answers,
        adjustments=position.profile.adjustments,
        thresholds=position.profile.thresholds,
        reason="Harder than thought",
        now=NOW,
    )
    world.session.commit()
    assert len(list_profile_versions(world.session, actor=world.recruiter, position_id=world.position_id)) == 2
    view = get_comparison(world.session, actor=world.recruiter, position_id=world.position_id)
    assert view.comparison is not None and view.comparison.structure == position.rubric.structure
    profiles = {id(item.assessment.profile) for item in view.comparison.placements}
    assert len(profiles) == 1 and view.comparison.placements[0].assessment.profile.level_sought == "L3"
    browser = site.browser(world.recruiter)
    assert "3 candidates: Level 3" in browser.get(compared).text
    assert browser.get(f"{compared}/weights").status_code == 200
    assert make_comparison_document(
        world.session, actor=world.recruiter, position_id=world.position_id, locale="en", now=NOW
    )


def test_among_many_the_long_names_over_a_table_may_break_between_syllables(site: Site, world: World) -> None:
    long, soft = "Анна Воскресенская", "Анна Вос\N{SOFT HYPHEN}кре\N{SOFT HYPHEN}сен\N{SOFT HYPHEN}ская"
    address = f"/positions/{world.position_id}/comparison"
    for number, name in enumerate([long, *(f"Ян Ли {number}" for number in range(6))]):
        world.scored_application(name, 2 + number % 3)
    world.session.commit()
    site.forget_one_time_passwords()
    few = site.browser(world.recruiter).get(address).text
    assert f">{long}</th>" in few and soft not in few
    world.scored_application("Ян Ли", 3)
    world.session.commit()
    many = site.browser(world.recruiter).get(address).text
    assert f">{soft}</th>" in many and f'data-label="{long}"' in many

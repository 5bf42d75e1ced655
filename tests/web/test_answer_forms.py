"""Every question of the KAM rubric has a control, shows what is kept, and gives back what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import pytest
from bundled import kam_rubric
from flask import render_template_string
from visiting import Site
from werkzeug.datastructures import MultiDict

from hiring.actions.answers import asked, check_answers
from hiring.domain.questions import FieldKind
from hiring.domain.rubric import Rubric
from hiring.web.answer_forms import answer_words, answers_form, explain, read_answers, reasons_form

LEVELS = (("L1", "Level 1"), ("L2", "Level 2"), ("L3", "Level 3"))
KEPT: dict[str, object] = {
    "profile.portfolio_mode": "mixed",
    "profile.portfolio_mode.small_share": Fraction(65, 2),
    "profile.portfolio_mode.clients": 12,
    "profile.sales_system": {"channels": ["field", "tenders"], "description": "Two people visit"},
    "profile.client_type": {"industry": "food", "size": "large", "decides": "committee", "words": "Bakeries"},
    "profile.training_capacity": {"months": 3, "mentor": False},
    "profile.authority_limits": {"discount": 5, "terms": "payment in 30 days"},
    "requirements.languages": [{"language": "de", "level": "B2"}],
    "key_client.portfolio_profit_share": {
        "joint": 75,
        "largest": 18,
        "clients": [{"code": "A", "share": 18, "market_leader": True}, {"code": "B", "share": 7, "partner_attitude": False}],
    },
    "pay.budget": {"from": 150_000, "to": 190_000},
    "pay.level_ranges": {"L2": {"from": 140_000, "to": 200_000}, "L3": {"from": 300_000}},
    "pay.commission_tiers": [{"from": 0, "to": 1_000_000, "percent": 15}, {"from": 1_000_000, "percent": 5}],
    "evidence.custom_metrics": [{"name": "Returned crates", "unit": "%", "better": "up"}],
    "sourcing.adjacent_markets": {"allowed": True, "markets": ["retail", "health"]},
    "requirements.kam_years_hint": {"L2": "1–2"},
}
TYPED = {
    "profile.portfolio_mode": "mixed",
    "profile.portfolio_mode.small_share": "32.5",
    "profile.portfolio_mode.clients": "12",
    "profile.sales_system-channels": ["field", "tenders"],
    "profile.sales_system-description": "Two people visit",
    "profile.client_type-industry": "food",
    "profile.client_type-size": "large",
    "profile.client_type-decides": "committee",
    "profile.client_type-words": "Bakeries",
    "profile.training_capacity-months": "3",
    "profile.training_capacity-mentor": "no",
    "profile.authority_limits-discount": "5",
    "profile.authority_limits-terms": "payment in 30 days",
    "requirements.languages-0-language": "de",
    "requirements.languages-0-level": "B2",
    "key_client.portfolio_profit_share-joint": "75",
    "key_client.portfolio_profit_share-largest": "18",
    "key_client.portfolio_profit_share-clients-0-code": "A",
    "key_client.portfolio_profit_share-clients-0-share": "18",
    "key_client.portfolio_profit_share-clients-0-market_leader": "yes",
    "key_client.portfolio_profit_share-clients-1-code": "B",
    "key_client.portfolio_profit_share-clients-1-share": "7",
    "key_client.portfolio_profit_share-clients-1-partner_attitude": "no",
    "pay.budget-from": "150 000",
    "pay.budget-to": "190,000",
    "pay.level_ranges-L2-from": "140000",
    "pay.level_ranges-L2-to": "200000",
    "pay.level_ranges-L3-from": "300000",
    "pay.commission_tiers-0-from": "0",
    "pay.commission_tiers-0-to": "1000000",
    "pay.commission_tiers-0-percent": "15",
    "pay.commission_tiers-1-from": "1000000",
    "pay.commission_tiers-1-percent": "5",
    "evidence.custom_metrics-0-name": "Returned crates",
    "evidence.custom_metrics-0-unit": "%",
    "evidence.custom_metrics-0-better": "up",
    "sourcing.adjacent_markets-allowed": "yes",
    "sourcing.adjacent_markets-markets": ["retail", "health"],
    "requirements.kam_years_hint-L2": "1–2",
}
PAGE = """{% from "_macros/answers.html" import asked %}
{% for field in fields if field.kind != "fixed" %}{{ asked(field, form, reasons, "L2") }}{% endfor %}"""


@pytest.fixture(scope="module")
def kam() -> Rubric:
    return kam_rubric()


@pytest.fixture(params=["en", "ru"])
def page(request: pytest.FixtureRequest, site: Site) -> Iterator[None]:
    with site.app.test_request_context("/", headers={"Cookie": f"language={request.param}"}):
        yield


def posted(typed: Mapping[str, object]) -> MultiDict[str, str]:
    pairs = [(name, item) for name, value in typed.items() for item in (value if isinstance(value, list) else [value])]
    return MultiDict((name, str(item)) for name, item in pairs)


def shown(kam: Rubric) -> str:
    form = answers_form(kam.fields, KEPT, levels=LEVELS)(data=dict(KEPT))
    reasons = reasons_form(kam.fields)(data={"profile.travel": "Plants are visited"})
    return render_template_string(PAGE, fields=kam.fields, form=form, reasons=reasons)


@pytest.mark.usefixtures("page")
def test_what_is_typed_comes_back_as_it_is_kept(kam: Rubric, request: pytest.FixtureRequest) -> None:
    locale = request.node.callspec.params["page"]
    typed = {**TYPED, "pay.budget-to": "190 000"} if locale == "ru" else TYPED
    form = answers_form(kam.fields, {}, levels=LEVELS)(posted(typed))
    assert form.validate(), form.errors
    assert check_answers(kam.fields, read_answers(form), prefix="answers") == (KEPT, [])


@pytest.mark.usefixtures("page")
def test_every_question_is_on_the_page_with_what_is_kept_of_it(kam: Rubric) -> None:
    text = shown(kam)
    for identity, field in asked(kam.fields).items():
        if field.kind is not FieldKind.FIXED:
            assert f'"{identity}' in text, identity
    for value in ("Bakeries", "Returned crates", "payment in 30 days", "Plants are visited"):
        assert value in text
    assert text.count('value="140000"') == 1
    assert 'name="pay.budget-currency"' not in text and 'name="pay.currency_period_region-currency"' in text


@pytest.mark.usefixtures("page")
def test_an_empty_page_takes_nothing_for_an_answer(kam: Rubric) -> None:
    form = answers_form(kam.fields, {}, levels=LEVELS)(posted({}))
    assert form.validate()
    assert check_answers(kam.fields, read_answers(form), prefix="answers") == ({}, [])


@pytest.mark.usefixtures("page")
def test_a_reason_is_asked_of_every_requirement_that_needs_one_and_of_nothing_else(kam: Rubric) -> None:
    assert set(reasons_form(kam.fields)()._fields) == {"requirements.languages", "requirements.degree", "profile.travel"}


@pytest.mark.usefixtures("page")
def test_every_answer_and_explanation_can_be_read(kam: Rubric) -> None:
    known = asked(kam.fields)
    for identity, value in KEPT.items():
        words = answer_words(value, known[identity])
        assert words and "{" not in words and "None" not in words
    assert all("{" not in explain(field, level) for field in known.values() for level, _ in LEVELS)


@pytest.mark.usefixtures("page")
def test_a_number_is_said_with_its_unit_and_a_percentage_with_its_half(kam: Rubric) -> None:
    known = asked(kam.fields)
    assert answer_words(12, known["profile.time_to_fill"]) in ("12\u00a0weeks", "12\u00a0нед.")
    assert answer_words(Fraction(65, 2), known["profile.portfolio_mode.small_share"]) in ("32.5%", "32,5\u00a0%")
    assert answer_words(0, known["requirements.related_years_min"]) == "0"

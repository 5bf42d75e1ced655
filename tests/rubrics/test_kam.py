"""The KAM rubric holds all that the model asks of it, and every part of it has a source or a reason of its own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from hiring.actions.answers import asked
from hiring.domain.profile import build_profile
from hiring.domain.questions import FieldKind
from hiring.domain.rubric import Rubric
from hiring.rubric_files import load_rubric

KAM = Path(__file__).parents[2] / "rubrics/kam"
OWN_REASON = "own reason"


@pytest.fixture(scope="module")
def kam() -> Rubric:
    return load_rubric(KAM)


def test_nothing_is_missing(kam: Rubric) -> None:
    counts = {
        "competencies": len(kam.competencies),
        "figures": len(kam.figures.figures),
        "gates": len(kam.gates),
        "red flags": len(kam.red_flags),
        "fields": len(kam.fields),
        "warnings": len(kam.warnings),
        "facts of the articles": sum(source.kind != OWN_REASON for source in kam.sources),
        "duties": sum(duty.when is None for duty in kam.duties),
        "requirements": len(kam.requirements),
        "pairings": len(kam.pairings),
    }
    assert counts == {
        "competencies": 13,
        "figures": 15,
        "gates": 10,
        "red flags": 16,
        "fields": 65,
        "warnings": 13,
        "facts of the articles": 185,
        "duties": 8,
        "requirements": 10,
        "pairings": 5,
    }


@pytest.mark.parametrize(
    ("level", "critical", "total"),
    [
        ("L1", {"negotiation", "communication", "drive-resilience"}, 31),
        ("L2", {"value-proposition", "negotiation", "partnership"}, 34),
        ("L3", {"partnership", "client-insight", "account-strategy", "account-growth", "commercial-acumen"}, 42),
    ],
)
def test_weights_and_critical_competencies_of_a_post_without_team(
    kam: Rubric, level: str, critical: set[str], total: int
) -> None:
    standard = build_profile(kam, level_sought=level).sought
    assert standard.total_weight == total
    assert {item.competency for item in standard.standards if item.critical} == critical
    assert len(standard.standards) == 12


def test_a_leading_post_adds_team_leadership(kam: Rubric) -> None:
    leading = build_profile(kam, level_sought="L3", answers={"profile.team_mode": "lead"}).sought
    assert leading.standard("team-leadership").weight == Fraction(4)


def test_every_weight_has_a_reason_of_its_own(kam: Rubric) -> None:
    reasons = [
        item.reason[language] for part in kam.competencies for item in part.expectations for language in kam.languages
    ]
    assert len(reasons) == len(set(reasons)) == 78


def test_thresholds_have_no_default(kam: Rubric) -> None:
    assert build_profile(kam, level_sought="L3").thresholds == ()


def _parts(kam: Rubric) -> dict[str, set[str]]:
    return {
        "competency": {item.id for item in kam.competencies},
        "figure": {item.id for item in kam.figures.figures},
        "field": set(asked(kam.fields)),
        "fact": {item.id for item in kam.facts},
        "gate": {item.id for item in kam.gates},
        "warning": {item.id for item in kam.warnings},
        "red_flag": {item.id for item in kam.red_flags},
        "duty": {item.id for item in kam.duties},
        "requirement": {item.id for item in kam.requirements},
        "process": {item.id for item in kam.process},
        "rule": set(type(kam.rules).__slots__),
    }


def test_every_row_points_at_something(kam: Rubric) -> None:
    known = {f"{family}:{name}" for family, names in _parts(kam).items() for name in names}
    assert [(row.id, place) for row in kam.sources for place in row.encoded_in if place not in known] == []


@pytest.mark.parametrize("family", ["competency", "figure", "field", "gate", "warning", "red_flag", "rule"])
def test_every_part_has_a_row_or_a_reason_behind_it(kam: Rubric, family: str) -> None:
    encoded = {place for row in kam.sources for place in row.encoded_in}
    assert [name for name in sorted(_parts(kam)[family]) if f"{family}:{name}" not in encoded] == []


def test_competency_files_name_only_ids_people_never_see(kam: Rubric) -> None:
    texts = [
        question.text[language] for part in kam.competencies for question in part.questions for language in kam.languages
    ]
    assert [text for text in texts if "`" in text or "_" in text] == []


def test_every_question_is_asked_explained_and_says_what_it_changes(kam: Rubric) -> None:
    for language in kam.languages:
        texts = {field.id: (field.question, field.help, field.effect) for field in kam.fields}
        for identity, (question, help_, effect) in texts.items():
            assert help_ is not None and effect is not None, identity
            assert question is not None or kam.field(identity).kind is FieldKind.FIXED, identity
            assert all(item[language].strip() for item in (question, help_, effect) if item is not None), identity
    assert [key for key, field in asked(kam.fields).items() if field.effect is None] == []


def test_every_question_stands_on_a_page_of_the_intake(kam: Rubric) -> None:
    topics = [topic.id for topic in kam.topics]
    assert [field.id for field in kam.fields if field.topic not in topics] == []
    assert [topic for topic in topics if not any(field.topic == topic for field in kam.fields)] == []
    assert all(topic.intro is not None for topic in kam.topics)
    assert topics.index("levels") > max(topics.index(earlier) for earlier in ("requirements", "pay", "sourcing"))


def test_every_warning_is_shown_beside_a_question_that_can_clear_it(kam: Rubric) -> None:
    assert [warning.id for warning in kam.warnings if not warning.fields] == []
    assert {warning.id: warning.limit for warning in kam.warnings if warning.limit is not None} == {"W7": 12}


def test_what_must_be_answered_before_the_order(kam: Rubric) -> None:
    must = {field.id for field in kam.fields if field.mandatory}
    assert must == {
        "profile.sales_system",
        "profile.portfolio_mode",
        "profile.team_mode",
        "profile.client_type",
        "profile.level",
        "pay.currency_period_region",
        "pay.budget",
    }
    parts = {f"{field.id}.{part.id}" for field in kam.fields for part in field.parts if part.mandatory}
    assert parts == {
        "profile.sales_system.channels",
        "profile.client_type.industry",
        "profile.client_type.size",
        "profile.client_type.decides",
        "pay.currency_period_region.currency",
        "pay.currency_period_region.period",
    }


def test_markets_are_named_from_one_list_on_both_sides(kam: Rubric) -> None:
    market = {part.id: part.choices for part in next(fact for fact in kam.facts if fact.id == "market").parts}
    known = asked(kam.fields)
    clientele = {part.id: part.choices for part in known["profile.client_type"].parts if part.choices}
    assert {key: market[key] for key in clientele} == clientele
    assert market["product"] == known["profile.industry.product"].choices == market["industry"]
    assert known["sourcing.adjacent_markets"].parts[1].choices == market["industry"]

"""What the documents say, and that a snapshot keeps all of it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from made_documents import (
    EMPLOYER,
    EVIDENCE,
    NUMBER,
    RATERS,
    comparison_document,
    placement,
    profile_document,
    rubric,
    subject,
)

from hiring.domain.assessment import RaisedFlag, assess
from hiring.domain.comparison import compare
from hiring.domain.placement import place
from hiring.domain.scorecard import Rating
from hiring.domain.uncertainty import assumed_error
from hiring.language import LOCALES
from hiring.pdf import (
    ComparisonDocument,
    ProfileDocument,
    build_comparison_document,
    build_profile_document,
    document_fingerprint,
)
from hiring.pdf.charts import draw_strip, heat_step, in_two


@pytest.mark.parametrize("locale", LOCALES)
def test_a_profile_read_back_from_its_snapshot_is_the_same(locale: str) -> None:
    document = profile_document(locale, flags=(RaisedFlag(rubric().red_flags[0].id, "We, we, we."),))
    assert ProfileDocument.from_snapshot(json.loads(json.dumps(document.to_snapshot()))) == document


@pytest.mark.parametrize("locale", LOCALES)
def test_a_comparison_read_back_from_its_snapshot_is_the_same(locale: str) -> None:
    document = comparison_document(locale)
    assert ComparisonDocument.from_snapshot(json.loads(json.dumps(document.to_snapshot()))) == document


def test_a_snapshot_without_a_part_is_refused() -> None:
    snapshot = profile_document().to_snapshot()
    del snapshot["verdict"]
    with pytest.raises(KeyError):
        ProfileDocument.from_snapshot(snapshot)


def test_the_fingerprint_follows_the_content() -> None:
    document = profile_document()
    assert document_fingerprint(document) == document_fingerprint(profile_document())
    assert document_fingerprint(document) != document_fingerprint(replace(document, raters=3))


def test_nobody_who_rated_is_named() -> None:
    document = profile_document(flags=(RaisedFlag(rubric().red_flags[0].id, "We, we, we."),))
    said = json.dumps([document.to_snapshot(), comparison_document().to_snapshot()], ensure_ascii=False)
    assert not [name for name in RATERS if name in said]
    assert document.raters == len(RATERS)


def test_what_was_not_assessed_has_no_score_and_no_evidence() -> None:
    document = profile_document()
    silent = [line for line in document.competencies if line.score is None]
    assert silent and all(line.ratings == () for line in silent)
    assert not {line.name for line in silent} & {line.name for line in document.evidence}


def test_critical_competencies_come_first() -> None:
    critical = [line.critical for line in profile_document().competencies]
    assert critical == sorted(critical, reverse=True) and any(critical) and not all(critical)


def test_without_ratings_there_is_no_score_and_no_evidence_at_all() -> None:
    document = profile_document(values=())
    assert (document.score, document.equal_score, document.coverage) == (None, None, Fraction(0))
    assert document.evidence == () and document.strengths == ()


def test_a_figure_says_its_unit_proof_and_own_share() -> None:
    clients, deals, growth = profile_document().figures
    assert (clients.value, clients.proof) == ("7", "proven") and "75%" in clients.note
    assert (deals.value, deals.proof) == ("64.5%", "probed")
    assert growth.proof == "none" and "not said" in growth.note and "11 % a year" in growth.note


def test_an_adjusted_weight_carries_the_reason_of_the_employer() -> None:
    adjusted = [(line.weight, line.reason) for line in profile_document().weights if line.reason]
    assert adjusted == [(Fraction(4), "Clients buy by tender.")]


def test_equal_evidence_is_quoted_once_and_long_evidence_ends_at_a_word() -> None:
    assert all(line.quotes == (EVIDENCE,) for line in profile_document().evidence)
    [quote, *_] = profile_document(evidence="word " * 400).evidence[0].quotes
    assert quote.endswith("word…") and len(quote) <= 280


def test_of_a_fully_rated_profile_the_critical_and_the_low_ones_are_quoted_first() -> None:
    document = profile_document(values=(4, 2, 4, 5), evidence=f"{EVIDENCE} {EVIDENCE}")
    telling = {line.name for line in document.competencies if line.critical or (line.score or 0) < line.minimum}
    quoted = [line.name for line in document.evidence]
    assert 0 < len(quoted) < len(document.competencies)
    assert set(quoted) <= telling or telling <= set(quoted)
    assert document.quotes_in_all == len(RATERS) * len(document.competencies)


def test_of_a_disputed_competency_both_sides_are_quoted() -> None:
    same = placement(values=(3,))
    high, low = same.assessment.dossier.scorecards
    first = next(item.competency for item in same.assessment.profile.sought.standards if item.critical)
    said = {high.rater: Rating(first, 5, "Named the limits in advance."), low.rater: Rating(first, 1, "Gave it all away.")}
    cards = tuple(
        replace(card, ratings=tuple(said[card.rater] if item.competency == first else item for item in card.ratings))
        for card in (high, low)
    )
    disputed = place(assess(replace(same.assessment.dossier, scorecards=cards), same.assessment.profile))
    document = build_profile_document(disputed, subject=subject(), error=assumed_error(rubric()), locale="en")
    name = rubric().competency(first).short["en"]
    quotes = {line.name: line.quotes for line in document.evidence}
    assert quotes[name] == ("Named the limits in advance.", "Gave it all away.")


def test_the_described_point_stands_where_a_quote_is_brief() -> None:
    assert all(line.anchor == "" for line in profile_document().evidence)
    assert all(line.anchor for line in profile_document(evidence="See the notes.").evidence)


def test_a_snapshot_from_before_the_quotes_were_counted_is_read() -> None:
    snapshot = profile_document().to_snapshot()
    del snapshot["quotes_in_all"]
    assert ProfileDocument.from_snapshot(snapshot).quotes_in_all == 0


@pytest.mark.parametrize("texts", [(), ("a",), ("aa", "a"), ("a", "aa"), ("a" * 9, "b", "c")])
def test_two_columns_keep_every_text_in_its_order(texts: tuple[str, ...]) -> None:
    left, right = in_two(texts)
    assert (*left, *right) == texts
    assert abs(sum(map(len, left)) - sum(map(len, right))) <= max(map(len, texts), default=0)


def test_a_comparison_lists_people_in_the_order_of_the_score() -> None:
    document = comparison_document()
    scores = [line.score for line in document.candidates]
    assert scores == sorted(scores, key=lambda score: score or Fraction(0), reverse=True)
    assert [line.place for line in document.candidates] == [1, 2, 3]
    assert document.verdict.startswith(document.candidates[0].name)
    assert all(len(row.cells) == 3 for row in document.rows)


def test_too_little_evidence_gives_no_place_even_with_a_high_score() -> None:
    document = build_comparison_document(
        compare([placement("Known"), placement("Hardly known", (5, *[None] * 12))]), subject=subject(), locale="en"
    )
    assert [(line.name, line.place) for line in document.candidates] == [("Known", 1), ("Hardly known", None)]
    assert document.candidates[1].level_state == "unknown"


def test_the_same_scores_are_too_close_to_call() -> None:
    document = build_comparison_document(compare([placement("Crow"), placement("Wren")]), subject=subject(), locale="en")
    assert document.verdict == "The first place is open: Crow and Wren cannot be told apart."


def test_the_head_says_whose_document_it_is() -> None:
    head = profile_document().head
    assert (head.number, head.employer, head.audience) == (NUMBER, EMPLOYER, f"for {EMPLOYER} only")
    assert rubric().content.startswith(head.content) and rubric().version in head.rubric


def test_equal_ratings_lie_beside_each_other_around_their_point() -> None:
    strip = draw_strip((3, 3, 5), Fraction(11, 3), 3, lowest=1, highest=5)
    assert strip.ticks == (8.0, 56.5, 105.0, 153.5, 202.0)
    assert strip.dots == (101.5, 108.5, 202.0) and strip.minimum == 105.0
    assert draw_strip((), None, 3, lowest=1, highest=5).score is None


@pytest.mark.parametrize(("score", "step"), [(1, 1), (Fraction(3, 2), 2), (3, 3), (Fraction(449, 100), 4), (5, 5)])
def test_a_shade_covers_the_scores_around_its_point(score: Fraction, step: int) -> None:
    assert heat_step(Fraction(score), 1, 5) == step

"""What the documents say, and that a snapshot keeps all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
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
from hiring.domain.uncertainty import Basis, RatingError, assumed_error
from hiring.language import LOCALES
from hiring.pdf import (
    ComparisonDocument,
    ProfileDocument,
    build_comparison_document,
    build_profile_document,
    document_fingerprint,
)
from hiring.pdf.charts import column_widths, draw_dots, draw_strip, heat_step, in_columns
from hiring.pdf.render import render_html


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


@pytest.mark.parametrize(
    ("locale", "written", "drawn"), [("ru", "«мы», и всё", "„мы“, и всё"), ("en", "“we” only", "‘we’ only")]
)
def test_quotation_marks_within_a_quotation_are_the_inner_ones(locale: str, written: str, drawn: str) -> None:
    html = render_html(profile_document(locale, flags=(RaisedFlag(rubric().red_flags[0].id, written),)))
    assert f"<q>{drawn}</q>" in html


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


@pytest.mark.parametrize("flags", [(), (RaisedFlag("RF5", "One contact at each client."),)])
def test_a_score_that_a_flag_keeps_below_its_ratings_says_so_beside_it(flags: tuple[RaisedFlag, ...]) -> None:
    line = next(item for item in profile_document(flags=flags).competencies if item.name == "Partnership")
    capped = line.score is not None and line.score < min(line.ratings)
    assert capped is bool(flags) and line.words.endswith("; red flag") is bool(flags)


@pytest.mark.parametrize("texts", [(), ("a",), ("aa", "a"), ("a", "aa"), ("a" * 9, "b", "c")])
def test_two_columns_keep_every_text_in_its_order(texts: tuple[str, ...]) -> None:
    left, right = in_columns(texts, 2)
    assert (*left, *right) == texts
    assert abs(sum(map(len, left)) - sum(map(len, right))) <= max(map(len, texts), default=0)


def test_three_columns_are_cut_where_the_longest_is_shortest() -> None:
    texts = ("a" * 5, "b" * 4, "c" * 3, "d" * 6)
    assert in_columns(texts, 3) == (texts[:1], texts[1:3], texts[3:])
    assert in_columns((), 3) == ((), (), ())


def test_a_comparison_lists_people_in_the_order_of_the_score() -> None:
    document = comparison_document()
    scores = [line.score for line in document.candidates]
    assert scores == sorted(scores, key=lambda score: score or Fraction(0), reverse=True)
    assert [line.place for line in document.candidates] == [1, 2, 3]
    assert document.candidates[0].name in document.verdict
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


def test_a_snapshot_from_before_the_bands_is_read_and_drawn_as_it_was() -> None:
    """Ratings, score and minimum as ever, the range as a line, and no word of bands."""
    snapshot = profile_document().to_snapshot()
    for name in ("plan_in_all", "band", "certainty", "one_more", "assumed"):
        del snapshot[name]
    for line in snapshot["competencies"]:
        for name in ("low", "high", "standing", "band"):
            del line[name]
    document = ProfileDocument.from_snapshot(snapshot)
    assert document.certainty is None and {line.low for line in document.competencies} == {None}
    drawn = render_html(document)
    assert "Line: from the lowest to the highest." in drawn and "band" not in drawn.casefold()


def test_every_score_has_its_band_and_the_word_and_shape_that_follow_from_it() -> None:
    """Two raters who err by 0.7: a mean of theirs lies off by up to 0.97."""
    document = profile_document(values=(4, 3, 2, 1))
    half = 1.96 * (0.49 / 2) ** 0.5
    assert {round(line.high - line.low, 9) for line in document.competencies if line.low is not None and line.high} == {
        round(2 * half, 9)
    }
    told = {(int(line.score or 0) - line.minimum, line.standing, line.words) for line in document.competencies}
    assert told <= {
        (1, "met", "above what is expected"),
        (0, "near", "borderline"),
        (-1, "below", "below the minimum"),
        (-2, "below", "below the minimum"),
    }
    assert {standing for _, standing, _ in told} == {"met", "near", "below"}
    assert all(line.band.startswith("from 1.0 to") for line in document.competencies if line.score == 1)


def test_the_dots_are_twenty_and_say_their_level_by_shape_and_word() -> None:
    part = profile_document().certainty
    assert part is not None
    assert sum(len(group.values) for group in part.groups) == 20
    assert [group.rank for group in part.groups] == sorted({group.rank for group in part.groups})
    plot = draw_dots(part, lowest=1, highest=5)
    assert len({marks.shape for marks in plot.marks}) == len(part.groups)
    assert sum(len(marks.places) for marks in plot.marks) == 20
    assert len({place for marks in plot.marks for place in marks.places}) == 20
    assert all(0 < x < 440 and 0 < y < plot.axis for marks in plot.marks for x, y in marks.places)


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("single", [0.0, 0.05, 0.4, 0.7, 2.0])
def test_no_dot_crosses_the_cut_of_a_level(value: int, single: float) -> None:
    error = RatingError(single**2, 0.0, Basis.ASSUMED)
    document = build_profile_document(placement(values=(value,)), subject=subject(), error=error, locale="en")
    part = document.certainty
    assert part is not None
    plot, cuts = draw_dots(part, lowest=1, highest=5), sorted(cut.place for cut in part.cuts)
    edges = sorted(cut.x for cut in plot.cuts)
    for group, marks in zip(part.groups, plot.marks, strict=True):
        reached = sum(cut <= group.values[0] + 1e-9 for cut in cuts)
        assert all(sum(edge <= x for edge in edges) == reached for x, _ in marks.places)


def test_nothing_rated_has_no_band_and_one_rater_a_wider_one() -> None:
    empty = profile_document(values=())
    assert (empty.band, empty.certainty, empty.one_more, empty.assumed) == ("", None, "", ())
    alone, both = (profile_document(values=(3,), raters=RATERS[:count]).competencies[0] for count in (1, 2))
    assert alone.low is not None and both.low is not None and alone.low < both.low


def test_equal_ratings_have_the_band_of_the_rubric_and_not_of_their_own_spread() -> None:
    assert all(line.low != line.high for line in profile_document(values=(3,)).competencies)


def test_a_plan_too_long_for_two_pages_says_how_many_steps_there_are() -> None:
    document = profile_document("ru", values=(2,), evidence="Спросила об отгрузках и показала потери. " * 5)
    words = f"Всего шагов: {document.plan_in_all};"
    assert 1 < len(document.plan) <= document.plan_in_all
    assert (words in render_html(document)) == (len(document.plan) < document.plan_in_all)
    assert words in render_html(replace(document, plan=document.plan[:1]))


@pytest.mark.parametrize(
    ("lists", "widths"),
    [
        (((), (), ()), (56, 56, 56)),
        ((("x" * 400,), (), ()), (112, 28, 28)),
        ((("x" * 88,), ("y" * 88,), ("z" * 88,)), (56, 56, 56)),
    ],
)
def test_lists_side_by_side_are_as_wide_as_they_are_long(
    lists: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> None:
    assert column_widths(lists, 168, 28) == widths


def test_a_band_that_leaves_the_scale_is_open() -> None:
    strip = draw_strip((5,), Fraction(5), 3, (3.6, 6.4), lowest=1, highest=5)
    assert (strip.open_low, strip.open_high, strip.high) == (False, True, 210)


@pytest.mark.parametrize(("locale", "mark"), [("en", r"\."), ("ru", ",")])
@pytest.mark.parametrize("make", [profile_document, comparison_document])
def test_no_document_has_a_score_finer_than_a_tenth(
    make: Callable[[str], ProfileDocument | ComparisonDocument], locale: str, mark: str
) -> None:
    html = re.sub(r"<(style|script).*?</\1>", " ", render_html(make(locale)), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", html)
    assert re.findall(rf"\d{mark}\d\d", words) == []
    assert re.search(rf"\d{mark}\d", words), "there are figures to be too fine"

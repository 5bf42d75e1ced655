"""What a comparison says of the trust in its order: bands, groups, draws, and never a name of a rater unless asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from made_documents import RATERS, comparison_document, placement, rubric, subject

from hiring.domain.assessment import RaisedFlag
from hiring.domain.comparison import compare
from hiring.domain.robustness import confidence_factors, contender, rank_acceptability
from hiring.domain.rubric import FlagEffect
from hiring.domain.telling_apart import Pair
from hiring.domain.uncertainty import Basis, Estimate, RatingError, composite_sem, probability_above
from hiring.language import LOCALES, get_language
from hiring.pdf import ComparisonDocument, build_comparison_document
from hiring.pdf.comparison_data import Stability
from hiring.pdf.render import render_html
from hiring.wording.stability import say_above, say_across

HARDLY = (5, *[None] * 12)
"""A first competency only: too little for a place."""


def document_of(*people: tuple[str, tuple[int | None, ...]], **how: object) -> ComparisonDocument:
    compared = compare([placement(name, values) for name, values in people])
    return build_comparison_document(compared, subject=subject(), **{"locale": "en", **how})  # type: ignore[arg-type]


def trust_in(document: ComparisonDocument) -> Stability:
    assert document.stability is not None
    return document.stability


def test_equal_scores_share_the_first_places() -> None:
    document = document_of(("Crow", (4,)), ("Wren", (4,)))
    assert document.verdict == "The first place is open: Crow and Wren cannot be told apart."
    assert document.say[0] == "Crow and Wren have the same score."
    assert [(block.places, len(block.lines)) for block in document.blocks] == [("1–2", 2)]
    assert trust_in(document).weights == () == trust_in(document).ratings


def test_what_else_than_the_score_made_the_order_is_told_beside_it_and_in_the_method() -> None:
    document = document_of(("Crow", (4,)), ("Wren", (4,)), ("Heron", (1,)))
    assert trust_in(document).ties == ("Where nothing tells neighbours apart, they stand in the order of their names.",)
    assert document.method[-1:] == trust_in(document).ties
    assert trust_in(document_of(("Crow", (5,)), ("Wren", (1,)))).ties == ()


def test_it_covers_everybody_with_a_place() -> None:
    document = comparison_document()
    trust = trust_in(document)
    assert trust.ranks is not None
    assert sum(group.size for group in trust.groups) == len(document.candidates) == 3
    assert [len(row.above) for row in trust.pairs] == [2, 1]
    assert trust.ranks.columns == ("first", "second", "third")
    assert [row.name for row in trust.ranks.rows] == [line.name for line in document.candidates]


def test_a_band_holds_its_score_and_ends_with_the_scale() -> None:
    document = document_of(("Crow", (5,)), ("Wren", (1,)), ("Heron", (3,)))
    for line in document.candidates:
        assert line.low is not None and line.high is not None and line.score is not None
        assert document.lowest <= line.low <= line.score <= line.high <= document.highest
        assert line.high - line.low > Fraction(1, 5), "nobody's spread makes a band"


def test_the_error_that_was_measured_moves_the_groups() -> None:
    people = ("Crow", (4,)), ("Wren", (3,))
    small, large = RatingError(0.001, 0.001, Basis.POOLED, 40), RatingError(4.0, 4.0, Basis.POOLED, 40)
    told, blurred = document_of(*people, error=small), document_of(*people, error=large)
    assert [block.places for block in told.blocks] == ["1", "2"]
    assert told.verdict == "Crow is first, and told from everybody below."
    assert [block.places for block in blurred.blocks] == ["1–2"]
    assert any("40 candidates" in text for text in told.method)


def test_too_little_rated_has_no_band_no_fair_average_and_no_part_in_the_draws() -> None:
    document = document_of(("Crow", (4,)), ("Wren", (3,)), ("Hardly known", HARDLY))
    unknown = document.candidates[-1]
    assert (unknown.name, unknown.low, unknown.high, unknown.fair) == ("Hardly known", None, None, None)
    assert [block.places for block in document.blocks][-1] == "—"
    assert "Hardly known" not in json.dumps(trust_in(document).to_snapshot())


def test_nobody_with_enough_evidence_makes_no_groups_and_no_draws() -> None:
    document = document_of(("Crow", HARDLY), ("Wren", HARDLY))
    assert document.verdict == "Too little is rated to put anybody in order."
    assert trust_in(document).groups == () and trust_in(document).ranks is None
    assert [block.places for block in document.blocks] == ["—"]
    assert "Places under all weights" not in render_html(document)


def test_a_fair_average_stands_beside_what_it_corrects() -> None:
    """A cap is no strictness: beside a score that one has lowered, the score as rated is said."""
    capping = next(flag.id for flag in rubric().red_flags if flag.effect is FlagEffect.CAP)
    capped = placement("Crow", (4,), flags=(RaisedFlag(capping, "What was said"),))
    compared = compare([capped, placement("Wren", (3,))])
    document = build_comparison_document(compared, subject=subject(), locale="en")
    crow, wren = document.candidates
    assert crow.score is not None and crow.score < 4 and (crow.fair, crow.as_rated) == (4, 4)
    assert (wren.score, wren.fair, wren.as_rated) == (3, 3, None)
    assert render_html(document).count("as rated: 4.0") == 1


def test_score_and_fair_average_stand_in_one_table() -> None:
    html = render_html(comparison_document())
    (table,) = [found for found in re.findall(r"<table.*?</table>", html, re.DOTALL) if "Fair average" in found]
    heads = [re.sub("<[^>]+>", "", head) for head in re.findall(r"<th scope=\"col\".*?</th>", table)]
    assert heads.index("Score") < heads.index("Band") < heads.index("Fair average")
    score, fair = heads.index("Score"), heads.index("Fair average")
    for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]:
        cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        assert all(re.fullmatch(r"\d\.\d", cells[at]) for at in (score, fair)), cells


def test_the_own_weights_are_not_called_the_best_ones() -> None:
    """Somebody who shines in one thing comes first far more often where that alone weighs than at the central weights."""
    shining = contender(placement("Crow", (5, *[2] * 11)).assessment)
    steady = contender(placement("Wren", (4, *[3] * 11)).assessment)
    error = RatingError(0.2, 0.3, Basis.ASSUMED)
    ranks = rank_acceptability([shining, steady], error)
    central = confidence_factors([shining, steady], error, ranks.central_weights)["Crow"]
    first = next(iter(rubric().competencies)).id
    alone = {item: Fraction(int(item == first)) for item in shining.scores}
    sems = [composite_sem(item.raters, alone, error) for item in (shining, steady)]
    best = probability_above(Estimate(Fraction(5), sems[0]), Estimate(Fraction(4), sems[1]))
    assert central is not None and best > central + 0.3
    table = trust_in(comparison_document()).ranks
    assert table is not None and "average of all the weights" in table.explained and "best" not in table.explained


def test_fair_averages_need_common_interviewers() -> None:
    together = comparison_document()
    assert trust_in(together).fair_why == ""
    assert all(line.fair is not None for line in together.candidates)
    strangers = compare([placement("Crow", raters=("One",)), placement("Wren", raters=("Two",))])
    apart = build_comparison_document(strangers, subject=subject(), locale="en")
    assert trust_in(apart).fair_why.startswith("There are no fair averages")
    assert all(line.fair is None and line.low is not None for line in apart.candidates)


def test_a_chance_that_only_rounding_would_make_enough_is_said_to_be_less() -> None:
    assert [say_above(chance) for chance in (0.9449, 0.946, 0.9499, 0.95, 0.954)] == ["94", "<95", "<95", "95", "95"]
    across = say_across((("Anna",), ("Boris",)), [Pair("Anna", "Boris", 0.948, False)], get_language("en"))
    assert across.endswith("Anna above Boris (<95 of 100).")


def test_no_weights_turn_dominance_round_so_no_weight_is_named() -> None:
    document = document_of(("Crow", (4, 3)), ("Wren", (3,)))
    trust = trust_in(document)
    assert trust.weights == ()
    assert trust.dominance == ("By the ratings Crow is nowhere below and somewhere above Wren: no weights turn that round.",)


@pytest.mark.parametrize("locale", LOCALES)
def test_raters_are_named_on_request_only(locale: str) -> None:
    close = ("Crow", (3,)), ("Wren", (*[3] * 11, 4))
    silent, named = (
        json.dumps(document_of(*close, locale=locale, named=named).to_snapshot(), ensure_ascii=False)
        for named in (False, True)
    )
    assert not any(name in silent for name in RATERS)
    assert any(name in named for name in RATERS)


@pytest.mark.parametrize("count", [6, 7, 20])
def test_places_beyond_the_fifth_are_taken_together(count: int) -> None:
    table = trust_in(comparison_document("en", tuple(f"P{number:02}" for number in range(count)))).ranks
    assert table is not None
    assert table.columns[-1] == ("sixth" if count == 6 else "lower")
    assert all(len(row.shares) == 6 and row.most < 6 for row in table.rows)


def test_a_comparison_from_before_there_were_bands_is_read_and_drawn() -> None:
    snapshot = comparison_document().to_snapshot()
    del snapshot["stability"]
    for line in snapshot["candidates"]:
        for part in ("low", "high", "fair"):
            del line[part]
    old = ComparisonDocument.from_snapshot(snapshot)
    assert old.stability is None and [block.places for block in old.blocks] == ["1", "2", "3"]
    drawn = render_html(old)
    assert "How far the order can be trusted" not in drawn and old.candidates[0].name in drawn


def test_only_counting_places_loads_numpy() -> None:
    """A web worker is small as long as nobody asks for places under all weights."""
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from made_documents import placement, subject\n"
        "from hiring.domain.comparison import compare\n"
        "from hiring.pdf.comparison_document import build_comparison_document\n"
        "people = compare([placement('Crow', (4,)), placement('Wren', (3,))])\n"
        "for counted in (False, True):\n"
        "    build_comparison_document(people, subject=subject(), locale='en', counted=counted)\n"
        "    print('numpy' in sys.modules)\n"
    )
    folders = [str(folder) for folder in Path(__file__).parents[:2]]
    done = subprocess.run([sys.executable, "-c", script, *folders], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]

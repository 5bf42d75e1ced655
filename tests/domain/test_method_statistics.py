"""The chapter of docs/method.md on ratings and selections is made from the docstrings and from examples computed here.

After a change of either: `python tests/domain/test_method_statistics.py` writes it anew.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from hiring.domain import (
    alpha,
    distributions,
    fair_average,
    fairness,
    icc,
    kappa,
    panel_agreement,
    panel_alpha,
    panel_severity,
    small_counts,
    variance,
)
from hiring.domain.rating_table import RatingTable
from hiring.language import get_language

METHOD = Path(__file__).parents[2] / "docs/method.md"
BEGIN, END = "<!-- made from docstrings: begin -->\n", "<!-- made from docstrings: end -->\n"
JUDGES = RatingTable.of_rows([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
BLOCKS = RatingTable.of_rows([[73, 74, None, 71], [None, 75, 67, 72], [73, 75, 68, None], [75, None, 72, 75]])
CODERS = ("12332141 2...", "12332241 25.3", ".33323422 51.", "12332441 251.")
COUNTS = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
WEIGHTS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))


def printed(value: float | Fraction | None, places: int = 3) -> str:
    return get_language("en").number(None if value is None else Fraction(value), places)


def correlations() -> str:
    found = icc.intraclass_correlations(JUDGES)
    each = (
        f"({case}) {printed(item.value)} ({printed(item.low)} to {printed(item.high)})"
        for case, item in found.items()
        if item
    )
    return "Example: six candidates by four judges of Shrout & Fleiss give " + ", ".join(each) + "."


def alphas() -> str:
    raters = [[None if mark == "." else int(mark) for mark in line if mark != " "] for line in CODERS]
    coded = RatingTable.of_rows(zip(*raters, strict=True))
    measures = (alpha.alpha_nominal, alpha.alpha_ordinal, alpha.alpha_interval)
    nominal, ordinal, interval = (printed(measure(coded)) for measure in measures)
    return f"Example: Krippendorff's four coders give nominal {nominal}, ordinal {ordinal}, interval {interval}."


def kappas() -> str:
    counts = {(Fraction(i), Fraction(j)): COUNTS[i][j] for i in range(3) for j in range(3)}
    weighted = kappa.kappa_of_counts(counts, lambda one, other: Fraction(WEIGHTS[int(one)][int(other)]))
    plain = kappa.kappa_of_counts(counts, kappa.unweighted)
    return f"Example: Cohen's 200 pairs give {printed(plain)}, with his own weights {printed(weighted)}."


def components() -> str:
    found = variance.variance_components([JUDGES])
    assert found is not None
    parts = ", ".join(printed(part, 4) for part in (found.subject, found.rater, found.residual))
    phis = ", ".join(printed(variance.dependability(found, raters)) for raters in range(1, 5))
    error = printed(variance.standard_error(found, 4), 4)
    return (
        f"Example: the judges of Shrout & Fleiss give {parts}; a mean of four has SEM_abs {error}; phi of 1 to 4 is {phis}."
    )


def averages() -> str:
    fit = fair_average.fit_additive(BLOCKS)
    assert fit is not None
    raw = ", ".join(printed(value, 2) for value in BLOCKS.raw_averages.values())
    fair = ", ".join(printed(value) for value in fit.fair.values())
    return f"Example: Montgomery's blocks have the raw averages {raw} and the fair ones {fair}: the second becomes the last."


def selections() -> str:
    few = fairness.selection_fairness([fairness.Group("few", 3, 20), fairness.Group("many", 16, 80)]).findings[0]
    women = fairness.selection_fairness([fairness.Group("women", 2, 10), fairness.Group("men", 15, 25)]).findings[0]
    turned = "is turned by one person: no finding" if few.flip_one else "stands"
    return (
        f"Examples: 3 of 20 against 16 of 80 is a ratio of {printed(few.ratio, 2)} and {turned}. Morris's 2 of 10 women "
        f"against 15 of 25 men: z {printed(women.z)}, p {printed(women.p, 4)}; exact p {printed(women.exact_p, 4)}."
    )


def small_groups() -> str:
    said = []
    for sizes in ((7, 3, 20), (0, 3, 20, 30), (4, 4, 20, 30), (9, 12, 20)):
        hidden = ", ".join(str(sizes[place]) for place in sorted(small_counts.hidden_rows(sizes))) or "none"
        said.append(f"of {', '.join(map(str, sizes))} hidden {hidden}")
    return f"Examples, fewest {small_counts.FEWEST}, those who stated nothing first: {'; '.join(said)}."


def uneven_panels() -> str:
    sums = panel_agreement.OneWaySums()
    for subject in JUDGES.by_subject.values():
        sums.add([int(value) for value in subject.values()])
    found = sums.coefficient()
    assert found is not None
    interval = f"{printed(found.value)} ({printed(found.low)} to {printed(found.high)})"
    return f"Example: the panels of Shrout & Fleiss, all of one size, give {interval}, as ICC(1,1) above."


def strictness() -> str:
    sums = panel_severity.SeveritySums()
    for given in BLOCKS.by_subject.values():
        sums.add({"yield": {int(rater): int(value) for rater, value in given.items()}})
    found = ", ".join(
        f"{printed(item.value)} ({printed(item.low, 2)} to {printed(item.high, 2)})"
        for item in sums.severities().each.values()
    )
    return f"Example: the raters of Montgomery's blocks, one competency a candidate, are strict by {found}."


CHAPTER: tuple[tuple[str, tuple[Callable[..., object], ...], Callable[[], str]], ...] = (
    ("Intraclass correlations", (icc.intraclass_correlations, icc._second_interval), correlations),
    ("Krippendorff's alpha", (alpha.alpha_interval, alpha.alpha_ordinal, alpha.alpha_nominal), alphas),
    ("Cohen's kappa", (kappa.kappa,), kappas),
    (
        "Components of variance, standard errors, D-study",
        (
            variance.variance_components,
            variance.standard_error,
            variance.relative_standard_error,
            variance.dependability,
            variance.raters_per_subject,
        ),
        components,
    ),
    ("Fair average and severity", (fair_average.fit_additive,), averages),
    (
        "Panels: correlation with panels of unequal sizes, alpha with an interval",
        (panel_agreement.OneWaySums.coefficient, panel_alpha.AlphaSums, panel_alpha.AlphaSums.whole),
        uneven_panels,
    ),
    ("Panels: strictness with an interval", (panel_severity.SeveritySums,), strictness),
    (
        "Fairness of a selection",
        (fairness.selection_fairness, distributions.fisher_two_sided, fairness.above_median),
        selections,
    ),
    ("Small counts stay unsaid", (small_counts.hidden_rows,), small_groups),
)


def chapter() -> str:
    return (
        "\n\n".join(paragraph for title, functions, example in CHAPTER for paragraph in _part(title, functions, example))
        + "\n"
    )


def _part(title: str, functions: tuple[Callable[..., object], ...], example: Callable[[], str]) -> Iterator[str]:
    yield f"### {title}"
    for function in functions:
        yield re.sub(r"\s*Raises ValueError[^.]*\.", "", str(inspect.getdoc(function)))
    yield textwrap.fill(example(), 125)


def test_the_chapter_is_what_the_code_says() -> None:
    _, begun, rest = METHOD.read_text(encoding="utf-8").partition(BEGIN)
    found, ended, _ = rest.partition(END)
    assert begun and ended and found == chapter()


def test_every_example_gives_the_published_figures() -> None:
    published = {
        correlations: ("(1,1) 0.166", "(2,1) 0.290 (0.019 to 0.761)", "(3,k) 0.909 (0.676 to 0.986)"),
        alphas: ("nominal 0.743, ordinal 0.815, interval 0.849",),
        kappas: ("give 0.492, with his own weights 0.348",),
        components: ("2.5556, 5.2444, 1.0194", "SEM_abs 1.2514", "0.290, 0.449, 0.550, 0.620"),
        uneven_panels: ("0.166 (−0.133 to 0.723)",),
        strictness: ("strict by −0.875 ", ", −3.000 ", ", 3.875 ", ", 0.000 "),
        averages: ("72.67, 71.33, 72.00, 74.00", "71.375, 71.625, 72.000, 75.000"),
        selections: ("ratio of 0.75 and is turned by one person", "z −2.139, p 0.0324; exact p 0.0599"),
        small_groups: ("of 7, 3, 20 hidden 7, 3;", "of 4, 4, 20, 30 hidden 4, 4, 20;", "of 9, 12, 20 hidden none."),
    }
    assert {example for _, _, example in CHAPTER} == set(published)
    assert [part for example, parts in published.items() for part in parts if part not in example()] == []


if __name__ == "__main__":
    before, _, rest = METHOD.read_text(encoding="utf-8").partition(BEGIN)
    METHOD.write_text(before + BEGIN + chapter() + END + rest.partition(END)[2], encoding="utf-8")

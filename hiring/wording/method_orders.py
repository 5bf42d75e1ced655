"""The method of several candidates: fair average, who cannot be told apart, what turns the order, places, dominance."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hiring.domain.assessment import Assessment
from hiring.domain.comparison import compare
from hiring.domain.fair_average import AdditiveFit, fit_additive
from hiring.domain.robustness import DRAWS, Contender, confidence_factors, contender, dominates, rank_acceptability
from hiring.domain.telling_apart import TOLD_APART, ToldApart, tell_apart
from hiring.domain.tipping import tipping_ratings, tipping_weights
from hiring.domain.uncertainty import Basis, Estimate, RatingError, assumed_error, probability_above, shrunk
from hiring.language import N_, Language
from hiring.wording.method_data import BLOCKS, assessed, error_of_ten, placed_at
from hiring.wording.method_parts import Example, Section, Table, Words, decimals

# McGraw & Wong 1992: the height of men and of women in inches.
MEN, WOMEN = Estimate(Fraction("69.7"), 2.8), Estimate(Fraction("64.3"), 2.6)
NO_ERROR = RatingError(0.0, 0.0, Basis.ASSUMED)


def fitted() -> AdditiveFit:
    found = fit_additive(BLOCKS)
    if found is None:
        raise AssertionError("the blocks are connected")
    return found


def fair_example(language: Language) -> Example:
    raw, fair = BLOCKS.raw_averages, fitted().fair
    head = (
        language.gettext("Rated"),
        *(language.gettext("Rater %(number)s", number=rater) for rater in sorted(BLOCKS.raters)),
        language.gettext("Mean"),
        language.gettext("Fair average"),
    )
    rows = tuple(
        (
            subject,
            *(language.plain(given.get(rater)) for rater in sorted(BLOCKS.raters)),
            language.number(raw[subject], 2),
            decimals(fair[subject], language, 3),
        )
        for subject, given in BLOCKS.by_subject.items()
    )
    said = language.gettext(
        "By the mean the order is %(raw)s, by the fair average %(fair)s: who met strict raters is lifted.",
        raw=", ".join(_descending(raw)),
        fair=", ".join(_descending(fair)),
    )
    return Example((said,), Table(language.gettext("Each rater saw three of four (Montgomery)"), head, rows))


def _descending(values: Mapping[str, Fraction | float]) -> list[str]:
    return sorted(values, key=lambda name: (-values[name], name))


def groups_example(language: Language) -> Example:
    error = error_of_ten(0.3)
    told = tell_apart(compare([placed_at(name, tenths) for name, tenths in (("A", 40), ("B", 34), ("C", 30))]), error)
    return Example(
        (
            language.gettext(
                "%(first)s (%(first_sem)s) stands above %(second)s (%(second_sem)s) with a probability of %(probability)s, "
                "which is less than %(enough)s: not told apart (figures of McGraw & Wong 1992).",
                first=language.number(MEN.score),
                first_sem=decimals(MEN.sem, language, 1),
                second=language.number(WOMEN.score),
                second_sem=decimals(WOMEN.sem, language, 1),
                probability=decimals(probability_above(MEN, WOMEN), language, 3),
                enough=language.plain(Fraction(str(TOLD_APART))),
            ),
            language.gettext("The groups below: %(groups)s.", groups=" | ".join(", ".join(group) for group in told.groups)),
            language.gettext(
                "Shrinkage: a mean of two raters of %(score)s among candidates around %(mean)s, with equal "
                "variances between "
                "and within, is best taken for %(shrunk)s.",
                score=language.number(Fraction(4)),
                mean=language.number(Fraction(3)),
                shrunk=decimals(shrunk(4.0, 3.0, raters=2, between=1.0, within=1.0), language, 2),
            ),
        ),
        _pairs(told, language),
    )


def _pairs(told: ToldApart, language: Language) -> Table:
    return Table(
        language.gettext("Three candidates with an SEM of %(sem)s each", sem=language.plain(Fraction("0.3"))),
        (language.gettext("Pair"), language.gettext("Scores"), "P(A > B)", language.gettext("Told apart")),
        tuple(
            (
                f"{pair.a} > {pair.b}",
                f"{language.number(told.estimates[pair.a].score)} / {language.number(told.estimates[pair.b].score)}",
                decimals(pair.probability, language, 3),
                language.gettext("yes") if pair.distinguishable else language.gettext("no"),
            )
            for pair in told.pairs
        ),
    )


def two_candidates() -> tuple[Assessment, Assessment]:
    """Rated 4 and 2, and 3 and 3.5, by two interviewers; the first competency weighs three times the second."""
    return assessed("1", {"A": (4, 4), "B": (2, 2)}, 3, 1, 0), assessed("2", {"A": (3, 3), "B": (3, 4)}, 3, 1, 0)


def tipping_example(language: Language) -> Example:
    ahead, behind = two_candidates()
    weight = tipping_weights(ahead, behind)[0]
    rating = tipping_ratings(ahead, behind)[0]
    lead = (ahead.sought.score or 0) - (behind.sought.score or 0)
    return Example(
        (
            _said_of_two(language),
            language.gettext(
                "The first leads by %(lead)s. The competency %(competency)s has %(now)s of the weight; below %(at)s of it "
                "the second comes first.",
                lead=language.plain(lead),
                competency=weight.competency,
                now=language.plain(weight.now),
                at=language.plain(Fraction(weight.at)),
            ),
            language.gettext(
                "A single rating closes the lead: that of candidate %(candidate)s on %(competency)s, had it been %(at)s "
                "instead of %(now)s.",
                candidate=rating.candidate,
                competency=rating.competency,
                at=rating.at,
                now=rating.now,
            ),
        )
    )


def _said_of_two(language: Language) -> str:
    first, second = (
        " / ".join(language.plain(item.score) for item in found.competencies if item.score is not None)
        for found in two_candidates()
    )
    return language.gettext(
        "Candidate 1 has the scores %(first)s on the competencies A and B, candidate 2 has %(second)s; A weighs "
        "three times B.",
        first=first,
        second=second,
    )


def ranks_example(language: Language) -> Example:
    contenders = [contender(item) for item in two_candidates()]
    exact = rank_acceptability(contenders, NO_ERROR)
    return Example(
        (
            _said_of_two(language),
            language.gettext(
                "Were the scores exact, candidate 1 would come first with %(share)s of the weights drawn; exactly it is "
                "%(exact)s, those that give A more than its tipping weight. With the assumed error of two interviewers:",
                share=language.percent(Fraction(exact.ranks["1"][0]), 1),
                exact=language.percent(1 - Fraction(tipping_weights(*two_candidates())[0].at), 1),
            ),
        ),
        _drawn_places(contenders, assumed_error(two_candidates()[0].profile.rubric), language),
    )


def _drawn_places(contenders: list[Contender], error: RatingError, language: Language) -> Table:
    drawn = rank_acceptability(contenders, error)
    factors = confidence_factors(contenders, error, drawn.central_weights)
    head = (
        language.gettext("Candidate"),
        language.gettext("1st place"),
        language.gettext("2nd place"),
        language.gettext("Central weight of A"),
        language.gettext("Confidence factor"),
    )
    rows = tuple(
        (
            name,
            *(language.percent(Fraction(share)) for share in ranks),
            _share((drawn.central_weights[name] or {}).get("A"), language),
            _share(factors[name], language),
        )
        for name, ranks in drawn.ranks.items()
    )
    return Table(language.gettext("%(draws)s draws", draws=language.plain(DRAWS)), head, rows)


def _share(value: float | None, language: Language) -> str:
    return language.percent(None if value is None else Fraction(value))


def dominance_example(language: Language) -> Example:
    pairs = (((4, 3), (4, 2)), ((4, 2), (3, 3)))
    yes = language.gettext("the first dominates the second")
    no = language.gettext("neither dominates the other")
    rows = tuple(
        (*(" / ".join(map(str, scores)) for scores in pair), yes if dominates(*map(_contender, pair)) else no)
        for pair in pairs
    )
    head = (language.gettext("First: A / B"), language.gettext("Second: A / B"), language.gettext("Result"))
    return Example((), Table(language.gettext("Two pairs of candidates, two competencies"), head, rows))


def _contender(scores: tuple[int, int]) -> Contender:
    return Contender("", {name: Fraction(score) for name, score in zip("AB", scores, strict=True)}, {})


FAIR_AVERAGE = Section(
    anchor="fair-average",
    title=N_("Fair average"),
    question=N_("What would the mean be, had every interviewer rated every candidate?"),
    formulas=(
        "y_[i,r] = a_i − b_r + ε_[i,r]",
        "sum_[i,r] (y_[i,r] − a_i + b_r)^2 → min ; sum_r b_r = 0",
        "F = [sum_c w_c · a_[i,c]]/[sum_c w_c]",
    ),
    symbols=(
        ("y_[i,r]", N_("rating that interviewer r gave to i")),
        ("a_i", N_("fair average of i: the mean that all interviewers together would give")),
        ("w_c", N_("weight of the competency at the level, with its reason")),
        ("b_r", N_("strictness of interviewer r, in points of the scale")),
        ("ε_[i,r]", N_("what is left of the single rating")),
        (
            "F",
            N_(
                "fair average of a candidate: each competency of each candidate counts as rated on its own, and an "
                "interviewer as equally strict on all; the weights are those of the level sought"
            ),
        ),
    ),
    example=fair_example,
    limits=(
        Words(
            N_(
                "It always stands beside the mean and never replaces it: with few ratings a strict interviewer and "
                "a weak candidate are hard to tell apart."
            )
        ),
        Words(
            N_(
                "There is none when no chain of common interviewers links all candidates. Where everybody rated "
                "everybody it is the mean itself."
            )
        ),
    ),
    sources=("Yates 1934", "Montgomery, Design and Analysis of Experiments"),
)

GROUPS = Section(
    anchor="groups",
    title=N_("Who cannot be told apart"),
    question=N_("Which scores are so close that the ratings do not tell the candidates apart?"),
    formulas=(
        "P(A > B) = Φ([S_A − S_B]/[sqrt[SEM_A^2 + SEM_B^2]])",
        "S′ = μ + [k · σ_a^2]/[k · σ_a^2 + σ_w^2] · (S − μ)",
    ),
    symbols=(
        ("P(A > B)", N_("probability that the true score of A is higher than that of B")),
        ("S_A", N_("score of A; SEM_A is its standard error")),
        ("Φ", N_("share of the standard normal distribution below a value")),
        (
            "S′",
            N_(
                "shrunk score: the best guess of the true score when the scores of all are known; μ is their mean, "
                "k the number of raters"
            ),
        ),
        ("σ_a^2", N_("variance between candidates; σ_w is that within them")),
    ),
    example=groups_example,
    limits=(
        Words(
            N_("Two are told apart from a probability of %(enough)s on, and never within the tie margin of the rubric."),
            {"enough": Fraction(str(TOLD_APART))},
        ),
        Words(
            N_(
                "Down the order, whoever cannot be told from the first of a group belongs to it; the first who can "
                "begins the next. Two neighbours of different groups may still not be told apart."
            )
        ),
        Words(
            N_(
                "The errors of two candidates count as independent, which is cautious where the same interviewers "
                "met both. Where true scores lie close together the probability says too much; shrinkage is the "
                "remedy."
            )
        ),
        Words(N_("Candidates without enough evidence stand outside the order.")),
    ),
    sources=("McGraw & Wong 1992", "Kelley 1947"),
)

TIPPING = Section(
    anchor="tipping",
    title=N_("What would turn the order"),
    question=N_("Which one weight, or which one rating, would have to be different for two candidates to change places?"),
    formulas=("w^* = [D]/[D − d]", "t = [Δ · W · n_c]/[w_c]"),
    symbols=(
        ("w^*", N_("share of one weight at which both have the same score, while the others keep their proportions")),
        ("d", N_("difference of the two on this competency")),
        ("D", N_("difference of the two on all the rest, with the weights of the rest made to sum to 1")),
        ("t", N_("by how much one rating would have to differ, rounded up to a point of the scale")),
        ("Δ", N_("lead of the first; W is the weight that is rated")),
        ("n_c", N_("how many interviewers rated the competency")),
    ),
    example=tipping_example,
    limits=(
        Words(
            N_(
                "Only shares from 0 to 1 are named, and only ratings on the scale. No weight is named where none "
                "can turn the order."
            )
        ),
        Words(
            N_(
                "Where one of two was not rated on something, the nearest root of the quadratic equation that then "
                "follows takes the place of w*."
            )
        ),
        Words(N_("A rating that the panel's agreement or the cap of a red flag has replaced turns nothing.")),
    ),
    sources=(N_("follows from the formula of the score"),),
)

RANKS = Section(
    anchor="ranks",
    title=N_("Places under all weights"),
    question=N_("Who would come first if nobody had settled the weights?"),
    formulas=(
        "S_i = sum_c w_c · s_[i,c] + z_i · SEM_i",
        "b_[i,q] = [N_[i,q]]/[N]",
        "v_i = [sum_[t ∈ T_i] w_t]/[N_[i,1]]",
    ),
    symbols=(
        ("w", N_("weights drawn anew each time: all that sum to 1 alike, or those within stated ranges")),
        ("S_i", N_("score of candidate i as drawn, from the scores s of the competencies; SEM is its standard error")),
        ("z_i", N_("a standard normal number, so that the score is drawn from its band")),
        ("b_[i,q]", N_("rank acceptability: share of the N draws in which candidate i takes place q")),
        ("v_i", N_("central weights: mean of the weights of the draws in which i comes first, the set T")),
    ),
    example=ranks_example,
    limits=(
        Words(
            N_(
                "The confidence factor is the share of draws of the scores in which the candidate comes first at "
                "the own central weights. Who never comes first has neither."
            )
        ),
        Words(
            N_(
                "The seed is fixed, so that the same data print the same figures; %(draws)s draws leave an error "
                "of about one hundredth."
            ),
            {"draws": DRAWS},
        ),
        Words(
            N_("It says how far the order rests on the weights, and is no score: the score with its band stands beside it.")
        ),
    ),
    sources=("Lahdelma & Salminen 2001 (SMAA-2)",),
)

DOMINANCE = Section(
    anchor="dominance",
    title=N_("Dominance"),
    question=N_("Is a candidate at least as good on everything, so that no weights put the other first?"),
    formulas=("∀ c : s_[A,c] ≥ s_[B,c] ; ∃ q : s_[A,q] > s_[B,q]",),
    symbols=(
        ("s_[A,c]", N_("score of candidate A on competency c, and so of B; ∀ c means on every one, ∃ q on at least one")),
    ),
    example=dominance_example,
    limits=(
        Words(
            N_("Only between candidates who were rated on the same competencies. Equal on everything, neither dominates.")
        ),
        Words(N_("It is about the scores as they are; how certain they are is said by the bands.")),
    ),
    sources=("Lahdelma & Salminen 2001",),
)

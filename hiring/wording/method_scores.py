"""The method of one result: score, band, certainty of the level, one more interviewer."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.certainty import BORDERLINE, DOTS, level_certainty
from hiring.domain.uncertainty import (
    BAND_WIDTH,
    ENOUGH_CANDIDATES,
    Estimate,
    assumed_error,
    composite_estimate,
    one_more_interviewer,
)
from hiring.domain.variance import Components, dependability, standard_error, variance_components
from hiring.language import N_, Language
from hiring.wording.method_data import JUDGES, assessed, error_of_ten, placed_at
from hiring.wording.method_parts import Example, Section, Table, Words, decimals

PANEL = len(JUDGES.raters)


def score_example(language: Language) -> Example:
    """Three interviewers, three competencies, one of them rated by nobody."""
    found = assessed("", {"A": (4, 2, 2), "B": (4, 4, 4)}, 3, 1, 1)
    first, sought = found.competency("A"), found.sought
    half, quarter = Fraction("3.875"), Fraction("2.25")
    return Example(
        (
            language.gettext(
                "Three interviewers give competency A, of weight 3, the ratings 4, 2 and 2, and competency B, of weight 1, "
                "three fours; nobody rated C, of weight 1. The score of A is %(first)s, printed %(printed)s, and its range "
                "%(range)s.",
                first=first.score,
                printed=language.number(first.score),
                range=first.range,
            ),
            language.gettext(
                "The score is %(score)s; with equal weights it is %(equal)s; coverage is %(coverage)s.",
                score=language.number(sought.score),
                equal=language.number(sought.score_equal_weights),
                coverage=language.percent(sought.coverage),
            ),
            language.gettext(
                "Figures are exact until they are printed, and then rounded half up: %(half)s becomes %(half_up)s, "
                "%(quarter)s becomes %(quarter_up)s.",
                half=language.plain(half),
                half_up=language.number(half),
                quarter=language.plain(quarter),
                quarter_up=language.number(quarter),
            ),
        )
    )


def judges(language: Language) -> Table:
    """The table of Shrout and Fleiss."""
    head = (language.gettext("Rated"), *(language.gettext("Judge %(number)s", number=rater) for rater in JUDGES.raters))
    rows = tuple(
        (subject, *(language.plain(value) for value in given.values())) for subject, given in JUDGES.by_subject.items()
    )
    return Table(language.gettext("Six people rated by four judges (Shrout & Fleiss 1979)"), head, rows)


def judged() -> Components:
    found = variance_components([JUDGES])
    if found is None:
        raise AssertionError("a full table has components")
    return found


def band_example(language: Language) -> Example:
    return Example((_measured_band(language), _assumed_band(language)), judges(language))


def _measured_band(language: Language) -> str:
    components = judged()
    sem = standard_error(components, PANEL)
    first = Estimate(JUDGES.raw_averages["1"], sem)
    return language.gettext(
        "The variances are %(rater)s between judges and %(rest)s of the rest, so that a mean of four has an SEM of "
        "%(sem)s. The first person's mean of %(mean)s lies in a band from %(low)s to %(high)s: four judges who "
        "differ so much say little.",
        rater=decimals(components.rater, language, 4),
        rest=decimals(components.residual, language, 4),
        sem=decimals(sem, language, 4),
        mean=language.number(first.score),
        low=decimals(first.low, language, 1),
        high=decimals(first.high, language, 1),
    )


def _assumed_band(language: Language) -> str:
    ours = assessed("", {"A": (3, 3, 3), "B": (3, 3, 3)}, 1, 1, 0)
    error = assumed_error(ours.profile.rubric)
    whole = composite_estimate(ours, "2", error)
    if whole is None:
        raise AssertionError("what is rated has a band")
    return language.gettext(
        "With the error that is assumed on a scale from 1 to 5 where a rubric says nothing (SEM of one rating "
        "%(single)s), three interviewers who rate two competencies of equal weight give the score an SEM of "
        "%(sem)s; the band reaches %(reach)s to either side.",
        single=decimals(error.single, language, 1),
        sem=decimals(whole.sem, language, 2),
        reach=decimals(BAND_WIDTH * whole.sem, language, 2),
    )


def certainty_example(language: Language) -> Example:
    """Rudner's formula at a score of 3.4 with an SEM of 0.3 between cuts of 2.5 and 3.5."""
    placement = placed_at("", 34)
    found = level_certainty(placement, error_of_ten(0.3))
    if found is None:
        raise AssertionError("enough is rated")
    cuts = {standard.level: standard.pass_score for standard in placement.assessment.profile.levels}
    shares = {item.level: item for item in found.shares}
    table = Table(
        language.gettext("The same score against the cuts of three levels"),
        (language.gettext("Level"), language.gettext("Cut"), language.gettext("Probability"), language.gettext("Dots")),
        tuple(
            (level, language.number(cut), decimals(shares[level].probability, language, 3), str(shares[level].dots))
            for level, cut in cuts.items()
        ),
    )
    said = language.gettext(
        "A score of %(score)s with an SEM of %(sem)s: level %(level)s with a probability of %(given)s, %(dots)s of %(all)s "
        "dots; borderline level %(next)s with %(other)s.",
        score=language.number(placement.assessment.sought.score),
        sem=language.plain(Fraction("0.3")),
        level=found.level,
        given=decimals(shares[found.level].probability, language, 3),
        dots=shares[found.level].dots,
        all=DOTS,
        next=found.borderline[0],
        other=decimals(shares[found.borderline[0]].probability, language, 3),
    )
    return Example((said,), table)


def one_more_example(language: Language) -> Example:
    components = judged()
    sizes = range(1, PANEL + 2)
    table = Table(
        language.gettext("Panels of one to five of these judges"),
        (language.gettext("Judges"), "SEM", "φ"),
        tuple(
            (
                str(size),
                decimals(standard_error(components, size), language, 2),
                decimals(dependability(components, size), language, 3),
            )
            for size in sizes
        ),
    )
    ours = assessed("", {"A": (3, 3, 3), "B": (3, 3, 3)}, 1, 1, 0)
    more = one_more_interviewer(ours, "2", assumed_error(ours.profile.rubric))
    if more is None:
        raise AssertionError("what is rated has an error")
    said = language.gettext(
        "With the components of the same six people, φ rises with every judge, by less each time. In our own "
        "terms: a fourth "
        "interviewer beside three makes the band %(share)s narrower.",
        share=language.percent(Fraction(more.narrower)),
    )
    return Example((said,), table)


SCORE = Section(
    anchor="score",
    title=N_("Score"),
    question=N_("How well does a candidate do on what the position asks for, in a number that anybody can recompute?"),
    formulas=(
        "s_c = [sum_r x_[r,c]]/[n_c]",
        "S = [sum_[c ∈ C] w_c · s_c]/[sum_[c ∈ C] w_c]",
        "K = [sum_[c ∈ C] w_c]/[sum_c w_c]",
        "T_L = [sum_c w_c · m_c]/[sum_c w_c]",
    ),
    symbols=(
        ("x_[r,c]", N_("rating of interviewer r on competency c, a point of the scale")),
        ("n_c", N_("how many interviewers rated the competency; “not observed” does not count")),
        (
            "s_c",
            N_(
                "score of the competency: the mean of its ratings, or what the panel agreed on, and no more than "
                "the cap of a red flag that is not cleared up"
            ),
        ),
        ("w_c", N_("weight of the competency at the level, with its reason")),
        ("C", N_("the competencies that somebody rated")),
        ("S", N_("score of the candidate, in points of the scale")),
        ("K", N_("coverage: which share of the weight is rated")),
        ("m_c", N_("minimum of the competency at level L")),
        ("T_L", N_("pass score of level L, its cut")),
    ),
    example=score_example,
    limits=(
        Words(N_("What nobody rated is a dash and never a zero: it leaves both sums.")),
        Words(
            N_("Below the coverage that the rubric asks for there is not enough evidence: neither a level nor a rejection.")
        ),
        Words(
            N_(
                "The score with equal weights always stands beside the weighted one. A score is never a mean of "
                "means: who rated one competency does not count as much as who rated twelve."
            )
        ),
    ),
    sources=("Smith & Kendall 1963", "Campion, Palmer & Campion 1997", "Kuncel, Klieger, Connelly & Ones 2013"),
)

BAND = Section(
    anchor="band",
    title=N_("Band"),
    question=N_("Between which limits would the score lie if all interviewers together had rated the candidate?"),
    formulas=(
        "a_[r,c] = [w_c]/[n_c · sum_[c ∈ C] w_c]",
        "SEM^2 = σ_s^2 · sum_r (sum_c a_[r,c])^2 + σ_e^2 · sum_[r,c] a_[r,c]^2",
        f"S ± {BAND_WIDTH} · SEM",
        "σ_s^2 + σ_e^2 = [sum_[i,r,c] (x_[i,r,c] − s_[i,c])^2]/[sum_[i,c] (n_[i,c] − 1)]",
        "σ_s^2 = [sum d_c · d_q]/[2 · N]",
        "σ_j^2 = [MSJ − MSE]/[n] ; σ_e^2 = MSE",
        "SEM^2 = [σ_j^2 + σ_e^2]/[k]",
    ),
    symbols=(
        ("S", N_("score of the candidate, in points of the scale")),
        ("w_c", N_("weight of the competency at the level, with its reason")),
        ("C", N_("the competencies that somebody rated")),
        ("s_[i,c]", N_("mean of the ratings x of candidate i on competency c; n is how many they are")),
        ("a_[r,c]", N_("by how much the score moves when this one rating moves by a point")),
        ("SEM", N_("standard error of the score, in points of the scale")),
        (
            f"S ± {BAND_WIDTH} · SEM",
            N_(
                "the band of S: 19 such bands of 20 hold the score that all interviewers together would give; in statistics "
                "a 95-percent confidence interval"
            ),
        ),
        (
            "σ_s^2",
            N_(
                "variance of what runs through everything that one interviewer says of one candidate: strictness, "
                "overall impression"
            ),
        ),
        ("σ_e^2", N_("variance of what belongs to the single rating")),
        (
            "d_c",
            N_(
                "by how much two interviewers of one candidate differ on competency c; q is any other competency, "
                "N counts the products, and the result is kept between 0 and the whole"
            ),
        ),
        (
            "σ_j^2",
            N_(
                "variance between interviewers where everybody rated everybody, from the mean squares MSJ and MSE of n "
                "people and k raters"
            ),
        ),
    ),
    example=band_example,
    limits=(
        Words(
            N_(
                "Never from the spread of this one panel: with two or three interviewers it says nothing, and "
                "equal ratings would look certain. Until %(enough)s candidates of a rubric were rated by two or "
                "more, the error is assumed, with the reason that the rubric gives; so it stays where no two ratings "
                "ever differed."
            ),
            {"enough": ENOUGH_CANDIDATES},
        ),
        Words(
            N_(
                "Errors are pooled from initial ratings only. A rating that the panel agreed on, or that a red "
                "flag lowered, has the error of the ratings behind it."
            )
        ),
        Words(
            N_(
                "The band of a single competency has the SEM of the mean of its ratings. A minimum inside it is "
                "borderline: another panel might have put the score on its other side."
            )
        ),
    ),
    sources=("Shrout & Fleiss 1979", "Cronbach, Gleser, Nanda & Rajaratnam 1972", "Brennan 2001"),
)

CERTAINTY = Section(
    anchor="certainty",
    title=N_("Certainty of a level"),
    question=N_("How sure is the level, given that the score may lie off?"),
    formulas=("R_L = Φ([S_L − T_L]/[SEM_L])", "P(L) = R_L − R_[L + 1]"),
    symbols=(
        ("Φ", N_("share of the standard normal distribution below a value")),
        ("S_L", N_("score with the weights of level L; SEM_L is its standard error")),
        ("T_L", N_("pass score of level L, its cut")),
        ("R_L", N_("probability that the score reaches level L or a higher one")),
        ("P(L)", N_("probability that it is level L that the score gives")),
    ),
    example=certainty_example,
    limits=(
        Words(N_("At a cut it is one half for either side. Without any error the probability is 1 or 0.")),
        Words(
            N_(
                "A level with a probability of %(from)s or more is named beside the one that the score gives, as "
                "borderline. The %(dots)s dots stand at equally likely places of the score: each is worth one in "
                "%(dots)s."
            ),
            {"from": Fraction(str(BORDERLINE)), "dots": DOTS},
        ),
        Words(
            N_(
                "Only the score is uncertain here. A level that a must-have or a minimum bars is named as barred. "
                "Without enough evidence nothing is said."
            )
        ),
    ),
    sources=("Rudner 2001",),
)

ONE_MORE = Section(
    anchor="one-more",
    title=N_("One more interviewer"),
    question=N_("How much surer would the result be with one more interviewer?"),
    formulas=("g = 1 − [SEM_[k + 1]]/[SEM_k]", "φ_k = [σ_p^2]/[σ_p^2 + [σ_j^2 + σ_e^2]/[k]]"),
    symbols=(
        (
            "SEM_k",
            N_(
                "standard error of the score with the k interviewers there are; with one more, the same sum over "
                "one rater more"
            ),
        ),
        ("g", N_("by which share the band becomes narrower")),
        ("σ_p^2", N_("variance between the people rated; σ_j is that between raters, σ_e that of the rest")),
        ("φ_k", N_("dependability of the mean of k raters: which share of its variance lies between people; 1 is perfect")),
    ),
    example=one_more_example,
    limits=(
        Words(
            N_(
                "The newcomer is taken to rate everything that is rated, and to be no better and no worse than "
                "interviewers are."
            )
        ),
        Words(
            N_(
                "The level counts as settled once every other level has a probability below %(from)s; the score is "
                "taken to stay."
            ),
            {"from": Fraction(str(BORDERLINE))},
        ),
        Words(N_("It says what a further interview buys in certainty, not whether it is worth the hour.")),
    ),
    sources=("Cronbach, Gleser, Nanda & Rajaratnam 1972", "Brennan 2001"),
)

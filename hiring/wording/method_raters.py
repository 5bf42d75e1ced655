"""The method of those who rate and of a whole selection: agreement, strictness, calibration, groups."""

from __future__ import annotations

from fractions import Fraction

from hiring.domain.alpha import alpha_interval, alpha_nominal, alpha_ordinal
from hiring.domain.calibration import FEWEST_RATINGS, study_sample
from hiring.domain.fairness import FOUR_FIFTHS, Group, GroupFinding, selection_fairness
from hiring.domain.icc import FEWEST_SUBJECTS, intraclass_correlations
from hiring.domain.kappa import kappa_of_counts, unweighted
from hiring.domain.rubric import Scale
from hiring.domain.scorecard import Rating
from hiring.domain.small_counts import FEWEST
from hiring.language import N_, Language
from hiring.wording.method_data import CODED, COUNTS, DISAGREEMENT, FEW, JUDGES, MORRIS, RATES
from hiring.wording.method_orders import fitted
from hiring.wording.method_parts import Example, Section, Table, Words, decimals

TURNED = N_(
    "Small counts: %(part)s of %(whole)s against %(others)s of %(all)s is a ratio of %(ratio)s, but one person more would "
    "turn it: no finding."
)
NOT_TURNED = N_(
    "Small counts: %(part)s of %(whole)s against %(others)s of %(all)s is a ratio of %(ratio)s, and one person more would "
    "not turn it."
)


def agreement_example(language: Language) -> Example:
    nominal, ordinal, interval = (
        decimals(measure(CODED), language, 3) for measure in (alpha_nominal, alpha_ordinal, alpha_interval)
    )
    plain = kappa_of_counts(COUNTS, unweighted)
    weighted = kappa_of_counts(COUNTS, lambda one, other: Fraction(DISAGREEMENT[int(one)][int(other)]))
    return Example(
        (
            language.gettext(
                "Krippendorff's four coders: alpha of categories %(nominal)s, of an order %(ordinal)s, of measurements "
                "%(interval)s. Cohen's 200 pairs: kappa %(kappa)s, with his weights %(weighted)s.",
                nominal=nominal,
                ordinal=ordinal,
                interval=interval,
                kappa=decimals(plain, language, 3),
                weighted=decimals(weighted, language, 3),
            ),
        ),
        _correlations(language),
    )


def _correlations(language: Language) -> Table:
    """The six of them, each with its interval."""
    return Table(
        language.gettext(
            "Intraclass correlations of the six people and four judges of Shrout & Fleiss, whose ratings "
            "stand in the section on the band"
        ),
        (language.gettext("Coefficient"), language.gettext("Value"), language.gettext("Interval, 95 of 100")),
        tuple(
            (
                f"ICC({case})",
                decimals(item.value, language, 3),
                f"{decimals(item.low, language, 3)} … {decimals(item.high, language, 3)}",
            )
            for case, item in intraclass_correlations(JUDGES).items()
            if item
        ),
    )


def severity_example(language: Language) -> Example:
    found = fitted().severity
    total = sum(found.values())
    said = language.gettext(
        "A positive figure is strict, a negative one mild; together they make %(total)s.", total=decimals(total, language, 3)
    )
    rows = tuple((rater, decimals(found[rater], language, 3)) for rater in sorted(found))
    head = (language.gettext("Rater"), language.gettext("Strictness"))
    return Example((said,), Table(language.gettext("The four raters of the section on the fair average"), head, rows))


def calibration_example(language: Language) -> Example:
    """The judges of Shrout and Fleiss as interviewers who rated one sample on six competencies, without an expert."""
    found = study_sample(
        {
            rater: [Rating(competency, int(value)) for competency, value in given.items()]
            for rater, given in JUDGES.by_rater.items()
        },
        competencies=JUDGES.subjects,
        references={},
        scale=Scale(()),
        discuss_from=2,
    )
    head = (language.gettext("Judge"), *JUDGES.subjects, language.gettext("Above the others by"))
    rows = tuple(
        (
            lean.rater,
            *(str(item.ratings[lean.rater]) for item in found.competencies),
            language.number(lean.mean, 2),
        )
        for lean in found.leans
    )
    said = language.gettext(
        "The table of Shrout & Fleiss, read as four people who rated one sample on six competencies. On the first "
        "the ratings "
        "lie %(spread)s points apart: the panel talks about the descriptions between them.",
        spread=found.competencies[0].spread,
    )
    return Example((said,), Table(language.gettext("Four judges, six ratings each"), head, rows))


def fairness_example(language: Language) -> Example:
    found = selection_fairness(RATES)
    rows = tuple(
        (
            item.group.name,
            language.gettext("%(part)s of %(whole)s", part=item.group.selected, whole=item.group.total),
            language.number(item.ratio, 2),
            language.gettext("yes") if item.flagged else language.gettext("no"),
        )
        for item in found.findings
    )
    head = (
        language.gettext("Group"),
        language.gettext("Selected"),
        language.gettext("Ratio of rates"),
        language.gettext("Below four fifths"),
    )
    return Example(
        (_said_of_few(language), _said_of_tests(language)), Table(language.gettext("Four groups of a hundred"), head, rows)
    )


def _said_of_few(language: Language) -> str:
    item = _second(FEW)
    return language.gettext(
        TURNED if item.flip_one else NOT_TURNED,
        part=item.group.selected,
        whole=item.group.total,
        others=FEW[0].selected,
        all=FEW[0].total,
        ratio=language.number(item.ratio, 2),
    )


def _said_of_tests(language: Language) -> str:
    item = _second(MORRIS)
    return language.gettext(
        "%(part)s of %(whole)s against %(others)s of %(all)s (Morris 2017): z = %(z)s with p = %(p)s, exact test p "
        "= %(exact)s. "
        "Both are shown.",
        part=item.group.selected,
        whole=item.group.total,
        others=MORRIS[0].selected,
        all=MORRIS[0].total,
        z=decimals(item.z, language, 3),
        p=decimals(item.p, language, 4),
        exact=decimals(item.exact_p, language, 4),
    )


def _second(groups: tuple[Group, ...]) -> GroupFinding:
    return selection_fairness(groups).findings[1]


AGREEMENT = Section(
    anchor="agreement",
    title=N_("How far interviewers agree"),
    question=N_("When several interviewers rate the same people, how much of what they say is about the people?"),
    formulas=(
        "ICC(1,1) = [MSB − MSW]/[MSB + (k − 1) · MSW]",
        "ICC(2,1) = [MSB − MSE]/[MSB + (k − 1) · MSE + k · (MSJ − MSE)/n]",
        "ICC(3,1) = [MSB − MSE]/[MSB + (k − 1) · MSE]",
        "ICC(m,k) = [k · ICC(m,1)]/[1 + (k − 1) · ICC(m,1)]",
        "α = 1 − [D_o]/[D_e]",
        "κ = 1 − [sum_[i,j] v_[i,j] · n_[i,j]]/[sum_[i,j] v_[i,j] · n_i · m_j/N]",
    ),
    symbols=(
        ("MSB", N_("mean square between the people rated; MSW is that within them, MSJ between raters, MSE of the rest")),
        ("k", N_("number of raters; n is the number of people")),
        (
            "ICC(1,1)",
            N_(
                "everybody has raters of their own; (2,1): raters drawn from many, strictness counts; (3,1): these "
                "raters only; (m,k): the mean of k raters, m being 1, 2 or 3"
            ),
        ),
        ("α", N_("Krippendorff's alpha, for any number of raters; κ is Cohen's kappa, for two")),
        (
            "D_o",
            N_("by how much ratings of the same person differ; D_e is by how much any two ratings differ, each squared"),
        ),
        ("v_[i,j]", N_("how bad it is that one says i and the other j: 1, the points between, or their square")),
        (
            "n_[i,j]",
            N_(
                "how often the first rater said i and the second j; n and m with one letter are the counts of "
                "each, N all pairs"
            ),
        ),
    ),
    example=agreement_example,
    limits=(
        Words(
            N_(
                "For a single panel only the range is shown, largest minus smallest rating: from the rubric's "
                "limit on, the panel talks."
            )
        ),
        Words(
            N_(
                "A coefficient never stands without its interval, and is put into words from %(fewest)s candidates "
                "on: with eight candidates and two interviewers it says anything."
            ),
            {"fewest": FEWEST_SUBJECTS},
        ),
        Words(
            N_(
                "The correlations need every rating; alpha does not mind missing ones; kappa is for two raters. "
                "Where nobody differs from anybody there is no coefficient, since nothing could tell agreement "
                "from habit."
            )
        ),
    ),
    sources=("Shrout & Fleiss 1979", "McGraw & Wong 1996", "Krippendorff 2004", "Cohen 1960, 1968"),
)

SEVERITY = Section(
    anchor="severity",
    title=N_("Strictness of interviewers"),
    question=N_("By how much does an interviewer rate lower or higher than all together would?"),
    formulas=("b_r = [sum_[i ∈ I_r] (a_i − y_[i,r])]/[n_r]",),
    symbols=(
        ("b_r", N_("strictness of interviewer r, in points of the scale; above 0 is strict, and all sum to 0")),
        ("a_i", N_("fair average of i: the mean that all interviewers together would give")),
        ("y_[i,r]", N_("rating that interviewer r gave to i")),
        ("n_r", N_("how many ratings r gave, to those in the set I")),
    ),
    example=severity_example,
    limits=(
        Words(
            N_(
                "Only where a chain of common candidates links the interviewers. With few ratings it is mostly "
                "chance: who is strict and who met weaker candidates cannot be told apart."
            )
        ),
        Words(
            N_(
                "On the pages it never stands without its interval, in which all that one interviewer gives one "
                "candidate counts as one error, not as many."
            )
        ),
        Words(N_("It is for training and never changes a score by itself; the fair average stands beside the score.")),
    ),
    sources=("Yates 1934", "Montgomery, Design and Analysis of Experiments"),
)

CALIBRATION = Section(
    anchor="calibration",
    title=N_("Calibration exercise"),
    question=N_("When interviewers rate one and the same sample, who reads which described point differently?"),
    formulas=("l_r = [sum_[c ∈ C] (x_[r,c] − y_c)]/[n_r]",),
    symbols=(
        ("l_r", N_("by how much interviewer r rates the sample above the yardstick, on average")),
        ("x_[r,c]", N_("rating of interviewer r on competency c, a point of the scale")),
        ("y_c", N_("yardstick: the expert's rating where the sample has any, else the mean of the other interviewers")),
        ("C", N_("the competencies that both r and the yardstick rated; n is how many they are")),
    ),
    example=calibration_example,
    limits=(
        Words(
            N_(
                "One sample tells nothing of strictness in general: it shows which described points are read "
                "differently, so that the panel can talk about them."
            )
        ),
        Words(
            N_("Below %(fewest)s ratings in common with the yardstick it is a remark and no more."),
            {"fewest": FEWEST_RATINGS},
        ),
        Words(N_("What was rated for training enters no candidate's score.")),
    ),
    sources=("Smith & Kendall 1963", "Campion, Palmer & Campion 1997"),
)

FAIRNESS = Section(
    anchor="fairness",
    title=N_("How a selection falls on groups"),
    question=N_("Are people of one group selected less often than those of another, and could that be chance?"),
    formulas=(
        "q = [p_g]/[p_h]",
        "z = [p_1 − p_2]/[sqrt[p · (1 − p) · (1/n_1 + 1/n_2)]]",
        "P = [sum_x C(n_1, x) · C(n_2, K − x)]/[C(n_1 + n_2, K)]",
    ),
    symbols=(
        ("p_g", N_("which share of the group was selected; p with h is the highest share of any group")),
        ("n_1", N_("how many people a group has")),
        ("q", N_("ratio of rates; flagged below four fifths, compared in whole numbers")),
        ("z", N_("difference of two shares in standard errors, p being the share of both groups together")),
        (
            "P",
            N_(
                "exact probability, summed over all tables that are at most as likely as the one seen; K is how "
                "many were selected in all, C counts combinations"
            ),
        ),
    ),
    example=fairness_example,
    limits=(
        Words(
            N_(
                "Exactly four fifths (%(limit)s) is not flagged. With small counts trust the exact test. A flag "
                "that one person more would take away is no finding."
            ),
            {"limit": FOUR_FIFTHS},
        ),
        Words(N_("Nobody selected: no ratio. Everybody or nobody of both groups selected: no z.")),
        Words(
            N_("The page shows no group of fewer than %(fewest)s people, nor one that it could be computed from."),
            {"fewest": FEWEST},
        ),
        Words(
            N_(
                "It says where to look. It proves neither that a selection is fair nor that it is not, and there "
                "is no badge."
            )
        ),
    ),
    sources=("Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4 D", "Fisher 1935", "Morris 2017"),
)

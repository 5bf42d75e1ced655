"""Parts of the order that are tables of their own: duties, figures, commission, search string, interviews."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hiring.domain.brief import duty_groups, figures_asked, profile_values, questions_on, required_figures
from hiring.domain.key_clients import judge_key_clients
from hiring.domain.pay import CommissionExample, Outcome, Tier, check_pay, read_tiers
from hiring.domain.profile import Profile
from hiring.domain.rubric import Figure, FigureUnit
from hiring.language import NO_VALUE, Language
from hiring.pdf.brief_data import DutiesLine, ExampleLine, FigureToProve, KitLine, Said, SessionLine, TierLine
from hiring.pdf.lines import with_minus
from hiring.wording import name_of
from hiring.wording.intake import say_answer
from hiring.wording.names import say_money


def duty_lines(profile: Profile, language: Language) -> tuple[DutiesLine, ...]:
    locale = language.locale
    return tuple(
        DutiesLine(
            tuple(duty.text[locale] for duty in group.duties), tuple(item.text[locale] for item in group.requirements)
        )
        for group in duty_groups(profile)
    )


def figure_lines(profile: Profile, language: Language) -> tuple[FigureToProve, ...]:
    needed = required_figures(profile)
    return tuple(_figure(profile, figure, figure.id in needed, language) for figure in figures_asked(profile))


def _figure(profile: Profile, figure: Figure, required: bool, language: Language) -> FigureToProve:
    threshold = profile.threshold(figure.id)
    steps = () if threshold is None else (threshold.floor, threshold.target, threshold.stretch)
    floor, target, stretch = (_step(step, figure.unit, language) for step in steps) if steps else ("", "", "")
    return FigureToProve(figure.name[language.locale], figure.ask[language.locale], floor, target, stretch, required)


def _step(value: Fraction, unit: FigureUnit, language: Language) -> str:
    return with_minus(language.percent(value / 100) if unit is FigureUnit.PERCENT else language.plain(value))


def own_figure_lines(profile: Profile, language: Language) -> tuple[Said, ...]:
    """The employer's own figures, with unit and direction."""
    rows = profile.answers.get("evidence.custom_metrics")
    listed = [row for row in rows if isinstance(row, Mapping) and row.get("name")] if isinstance(rows, list | tuple) else []
    field = next((item for item in profile.rubric.fields if item.id == "evidence.custom_metrics"), None)
    better = [part for part in (() if field is None else field.parts) if part.id == "better"]
    names = {choice.value: choice.name[language.locale] for part in better for choice in part.choices}
    lines = []
    for row in listed:
        said = (str(row.get("unit") or ""), names.get(str(row.get("better")), ""))
        lines.append(Said(str(row["name"]), ", ".join(part for part in said if part)))
    return tuple(lines)


def key_client_lines(profile: Profile, language: Language) -> tuple[Said, ...]:
    """What the calculator finds: how many can pass the threshold, and how many of the employer's list are key clients."""
    rule = profile.rubric.key_client
    if rule is None:
        return ()
    found = judge_key_clients(rule, profile.answers)
    said = []
    if found.most_possible is not None:
        text = language.ngettext("%(num)s client", "%(num)s clients", found.most_possible)
        said.append(Said(language.gettext("Can pass the threshold at most"), text))
    judged = [line for line in found.lines if line.key is not None]
    if judged:
        count = sum(1 for line in judged if line.key)
        text = language.gettext("%(count)s of %(all)s listed", count=count, all=len(judged))
        said.append(Said(language.gettext("Key clients by this rule"), text))
    return tuple(said)


def tier_lines(profile: Profile, language: Language) -> tuple[TierLine, ...]:
    values = profile_values(profile)
    tiers, currency = read_tiers(values.get("answer:pay.commission_tiers")), _currency(values)
    return tuple(TierLine(_size(tier, currency, language), language.percent(tier.rate, 1)) for tier in tiers)


def _size(tier: Tier, currency: str, language: Language) -> str:
    least = say_money(tier.least, currency, language)
    if tier.most is None:
        return language.gettext("from %(least)s", least=least)
    return language.gettext("from %(least)s to %(most)s", least=least, most=say_money(tier.most, currency, language))


def example_discount(profile: Profile, language: Language) -> str:
    """The discount of the worked example, empty without one."""
    examples = check_pay(profile).examples
    return language.percent(examples[0].discount) if examples and examples[0].discount else ""


def example_lines(profile: Profile, language: Language) -> tuple[ExampleLine, ...]:
    """For each basis the deal at the full price and, with a discount, after it."""
    check, currency = check_pay(profile), _currency(profile_values(profile))
    lines = []
    for example in check.examples:
        outcomes = (example.full, example.discounted) if example.discount else (example.full,)
        lines += [_example(profile, example, outcome, check.basis, currency, language) for outcome in outcomes]
    return tuple(lines)


def _example(
    profile: Profile, example: CommissionExample, outcome: Outcome, used: str | None, currency: str, language: Language
) -> ExampleLine:
    commission = NO_VALUE if outcome.commission is None else say_money(outcome.commission, currency, language)
    return ExampleLine(
        basis=say_answer("pay.variable_basis", example.basis, profile.rubric, language),
        deal=say_money(outcome.deal, currency, language),
        margin=say_money(outcome.margin, currency, language),
        commission=commission,
        of_margin=language.percent(outcome.of_margin, 1),
        used=example.basis == used,
    )


def _currency(values: Mapping[str, object]) -> str:
    return str(values.get("answer:pay.currency_period_region.currency") or "")


def search_string(profile: Profile, language: Language) -> str:
    """Titles to look for and titles to leave out, as search engines of job sites read them; empty without titles."""
    values = profile_values(profile)
    sought, refused = (
        _titles(values.get(f"answer:{field}")) for field in ("role.title_aliases", "role.title_aliases_blocklist")
    )
    if not sought:
        return ""
    return f"({' OR '.join(sought)})" + (f" NOT ({' OR '.join(refused)})" if refused else "")


def _titles(value: object) -> list[str]:
    listed = value if isinstance(value, list | tuple) else ()
    return [f'"{title}"' for title in dict.fromkeys(str(item).strip().replace('"', "") for item in listed) if title]


def session_lines(profile: Profile, language: Language) -> tuple[SessionLine, ...]:
    """The rubric's sessions with the competencies of this profile; what no session has comes in the last one."""
    active = [item.id for item in profile.competencies]
    plans = [
        (plan.name[language.locale], [it for it in plan.competencies if it in active]) for plan in profile.rubric.sessions
    ]
    planned = {competency for _, competencies in plans for competency in competencies}
    rest = [competency for competency in active if competency not in planned]
    if rest:
        plans = [*plans[:-1], (plans[-1][0], [*plans[-1][1], *rest])] if plans else [(language.gettext("Interview"), rest)]
    return tuple(
        SessionLine(name, tuple(_kit(profile, competency, language) for competency in competencies))
        for name, competencies in plans
        if competencies
    )


def _kit(profile: Profile, competency: str, language: Language) -> KitLine:
    standard = profile.sought.standard(competency)
    questions = tuple(question.text[language.locale] for question in questions_on(profile, competency))
    return KitLine(name_of(competency, profile.rubric, language), standard.critical, questions)

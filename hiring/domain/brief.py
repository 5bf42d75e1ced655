"""What a profile asks of the person sought, taken apart for those who search: only what its answers switch on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.domain.conditions import Condition, holds, subjects
from hiring.domain.profile import Profile
from hiring.domain.questions import Field, FieldKind
from hiring.domain.rubric import Duty, Figure, FigureUse, Gate, GateRule, Probe, Question, Requirement


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties and the requirements that they call for together."""

    duties: tuple[Duty, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A competency's part of the weight, 0 to 1, beside the part that each would have with equal weights."""

    competency: str
    weight: Fraction
    share: Fraction
    equal: Fraction


def profile_values(profile: Profile) -> Mapping[str, object]:
    """The answers with defaults, parts and terms, at the level sought."""
    return profile.values


def is_on(when: Condition | None, values: Mapping[str, object]) -> bool:
    """Without a condition always; what is not known switches nothing on."""
    return when is None or holds(when, values) is True


def duty_groups(profile: Profile) -> tuple[DutyGroup, ...]:
    """The pairings of the rubric with the duties that are on; a duty of none calls for what shares its competencies."""
    rubric, values = profile.rubric, profile_values(profile)
    on = [duty for duty in rubric.duties if is_on(duty.when, values)]
    paired = {duty for pairing in rubric.pairings for duty in pairing.duties}
    groups = [
        DutyGroup(
            tuple(duty for duty in on if duty.id in pairing.duties),
            tuple(item for item in rubric.requirements if item.id in pairing.requirements),
        )
        for pairing in rubric.pairings
    ]
    alone = [DutyGroup((duty,), _called_for(duty, rubric.requirements)) for duty in on if duty.id not in paired]
    return tuple(group for group in (*groups, *alone) if group.duties)


def gates_on(profile: Profile) -> tuple[Gate, ...]:
    """Must-haves that guard the level sought; what is only advice about pay is none."""
    values = profile_values(profile)
    return tuple(
        gate
        for gate in profile.rubric.gates
        if profile.level_sought in gate.levels and gate.rule is not GateRule.PAY and is_on(gate.when, values)
    )


def figures_asked(profile: Profile) -> tuple[Figure, ...]:
    """What a must-have of the level requires first, then the core figures and those that have thresholds."""
    values = profile_values(profile)
    needed = required_figures(profile)
    asked = [
        figure
        for figure in profile.rubric.figures.figures
        if is_on(figure.when, values)
        and (figure.id in needed or figure.use is FigureUse.CORE or profile.threshold(figure.id) is not None)
    ]
    return tuple(sorted(asked, key=lambda figure: figure.id not in needed))


def required_figures(profile: Profile) -> frozenset[str]:
    return frozenset(figure for gate in gates_on(profile) for figure in gate.figures_required)


def questions_on(profile: Profile, competency: str) -> tuple[Question, ...]:
    values = profile_values(profile)
    return tuple(item for item in profile.rubric.competency(competency).questions if is_on(item.when, values))


def probes_on(profile: Profile, question: Question) -> tuple[Probe, ...]:
    values = profile_values(profile)
    return tuple(probe for probe in question.probes if is_on(probe.when, values))


def shares(profile: Profile) -> tuple[Share, ...]:
    """In the rubric's order; the parts add up to 1, and so do the equal ones."""
    standard = profile.sought
    equal = Fraction(1, len(standard.standards))
    return tuple(
        Share(item.competency, item.weight, item.weight / standard.total_weight, equal) for item in standard.standards
    )


def switches(profile: Profile) -> frozenset[str]:
    """Ids of yes-or-no questions that do nothing but switch a duty: the list of duties answers them."""
    read = {subject for duty in profile.rubric.duties if duty.when is not None for subject in subjects(duty.when)}
    return frozenset(item.id for item in profile.rubric.fields if _switches(item, read))


def _switches(item: Field, read: Iterable[str]) -> bool:
    return item.kind is FieldKind.YES_NO and f"answer:{item.id}" in read


def _called_for(duty: Duty, requirements: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    return tuple(item for item in requirements if set(item.competencies) & set(duty.competencies))

"""The employer's KAM profile: a rubric, the level sought, and what the employer's answers and adjustments make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from hiring.domain.adjacency_weights import check_adjacency_weights
from hiring.domain.conditions import holds
from hiring.domain.own_figures import is_own, own_figures
from hiring.domain.priorities import Priority, check_priorities, priority_weights, sorting_complete
from hiring.domain.questions import EffectKind, Field, FieldKind
from hiring.domain.rubric import Competency, Figure, Rubric
from hiring.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A weight or minimum that differs from the rubric's, with the reason; None leaves the rubric's."""

    level: str
    competency: str
    weight: Fraction | None
    minimum: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the employer holds a figure against. For a figure that is better when lower, floor > target > stretch."""

    figure: str
    floor: Fraction
    target: Fraction
    stretch: Fraction


@dataclass(frozen=True, slots=True)
class Standard:
    """What one level of a profile asks of one competency."""

    competency: str
    minimum: int
    weight: Fraction
    critical: bool


@dataclass(frozen=True)
class LevelStandard:
    """Sums are kept: a page asks for them dozens of times."""

    level: str
    standards: tuple[Standard, ...]

    @cached_property
    def total_weight(self) -> Fraction:
        return sum((standard.weight for standard in self.standards), Fraction(0))

    @cached_property
    def pass_score(self) -> Fraction:
        """The weighted mean of the minimums, on the rating scale."""
        weighted = sum((item.weight * item.minimum for item in self.standards), Fraction(0))
        return weighted / self.total_weight

    def standard(self, competency: str) -> Standard:
        return next(item for item in self.standards if item.competency == competency)


@dataclass(frozen=True)
class Profile:
    """What candidates are held against. One set of ratings can be placed on many profiles.

    What the answers amount to is worked out once, however many parts of a page read it.
    """

    rubric: Rubric
    level_sought: str
    answers: Mapping[str, object]
    levels: tuple[LevelStandard, ...]
    adjustments: tuple[Adjustment, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Field id -> why the employer asks for it. Blank ones are left out."""
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    """Competency id -> how it was sorted. Only a complete sorting sets weights."""

    @property
    def sought(self) -> LevelStandard:
        return self.standard_of(self.level_sought)

    @property
    def competencies(self) -> tuple[Competency, ...]:
        """The active ones, in the rubric's order."""
        active = {standard.competency for standard in self.sought.standards}
        return tuple(item for item in self.rubric.competencies if item.id in active)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The rubric's, then those that the employer names."""
        return (*self.rubric.figures.figures, *own_figures(self.rubric, self.answers))

    @property
    def values(self) -> Mapping[str, object]:
        """Subjects `answer:<field id>`: the answers with defaults, parts and terms, at the level sought."""
        return self.values_at(self.level_sought)

    def values_at(self, level: str) -> Mapping[str, object]:
        """The same at another level, whose defaults may differ. To be read only: everybody gets the same."""
        return self._values[level]

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, object]]:
        levels = (level.id for level in self.rubric.levels)
        return {level: answer_values(self.rubric, self.answers, level) for level in levels}

    @property
    def sorted_completely(self) -> bool:
        """Whether the weights come from the employer's sorting instead of the rubric."""
        return sorting_complete([item.id for item in self.competencies], self.priorities)

    def standard_of(self, level: str) -> LevelStandard:
        return next(item for item in self.levels if item.level == level)

    def threshold(self, figure: str) -> Threshold | None:
        return next((item for item in self.thresholds if item.figure == figure), None)


def build_profile(
    rubric: Rubric,
    *,
    level_sought: str,
    answers: Mapping[str, object] | None = None,
    adjustments: Iterable[Adjustment] = (),
    thresholds: Iterable[Threshold] = (),
    reasons: Mapping[str, str] | None = None,
    priorities: Mapping[str, str] | None = None,
) -> Profile:
    """The profile that follows from the answers.

    The rubric's standards, then the effects of answers; a complete sorting replaces the weights; adjustments come last.
    Raises Invalid naming every wrong level, competency, figure, weight, minimum, priority, order of thresholds or missing
    reason, and weights of adjacency with the product at least as heavy as the clientele. Thresholds of an own figure that
    the answers no longer name go with it.
    """
    chosen, given, sorting = tuple(adjustments), dict(answers or {}), dict(priorities or {})
    known = {figure.id: figure for figure in (*rubric.figures.figures, *own_figures(rubric, given))}
    figures = tuple(item for item in thresholds if item.figure in known or not is_own(item.figure))
    values = answer_values(rubric, given, level_sought)
    active = _active_competencies(rubric, values)
    problems = [
        *_check_level(rubric, level_sought),
        *_check_adjustments(rubric, chosen),
        *_check_thresholds(known, figures),
        *check_priorities(rubric, [item.id for item in active], sorting),
        *check_adjacency_weights(values),
    ]
    if problems:
        raise Invalid(problems)
    sorted_weights = priority_weights([item.id for item in active], sorting)
    levels = tuple(_level_standard(rubric, level.id, active, given, chosen, sorted_weights) for level in rubric.levels)
    if any(level.total_weight <= 0 for level in levels):
        raise Invalid([Problem("weights_all_zero", "adjustments")])
    said = {item: reason.strip() for item, reason in (reasons or {}).items() if reason.strip()}
    steps = {competency: Priority(step) for competency, step in sorting.items()}
    return Profile(rubric, level_sought, given, levels, chosen, figures, said, steps)


def answer_values(rubric: Rubric, answers: Mapping[str, object], level: str) -> dict[str, object]:
    """Subjects `answer:<field id>` with their values or the rubric's defaults for this level.

    Parts of groups and followups are subjects of their own, `answer:<field id>.<part id>`. Money brings the terms that
    another question asks for (currency, period, tax ...) unless the answer names its own.
    """
    values: dict[str, object] = {"answer:level": level}
    for item in rubric.fields:
        values |= _values_of(item, item.id, answers, level)
    for item in rubric.fields:
        if item.terms is not None and f"answer:{item.id}" in values:
            terms = values.get(f"answer:{item.terms}")
            values[f"answer:{item.id}"] = _with_terms(values[f"answer:{item.id}"], terms, item.kind)
    return values


def _values_of(item: Field, identity: str, answers: Mapping[str, object], level: str) -> dict[str, object]:
    given = answers.get(identity)
    value = default_of(item, level) if given is None else given
    values = {f"answer:{identity}": value}
    if item.kind is FieldKind.GROUP:
        values |= {f"answer:{identity}.{part.id}": _part_of(item, part, value, level) for part in item.parts}
    for followup in item.followups:
        values |= _values_of(followup, f"{identity}.{followup.id}", answers, level)
    return {subject: held for subject, held in values.items() if held is not None}


def _part_of(group: Field, part: Field, answer: object, level: str) -> object:
    """What is answered of the part, else the group's default of it, else its own."""
    for source in (answer, default_of(group, level)):
        if isinstance(source, Mapping) and source.get(part.id) is not None:
            return source[part.id]
    return default_of(part, level)


def _with_terms(value: object, terms: object, kind: FieldKind) -> object:
    """The money with its terms; per level, each level's money."""
    if not isinstance(value, Mapping) or not isinstance(terms, Mapping):
        return value
    if kind is FieldKind.PER_LEVEL:
        return {level: _with_terms(money, terms, FieldKind.MONEY_RANGE) for level, money in value.items()}
    known = {key: term for key, term in terms.items() if term is not None}
    return {**known, **{key: part for key, part in value.items() if part is not None}}


def default_of(item: Field, level: str) -> object:
    return item.default if item.default_by_level is None else item.default_by_level.get(level)


def _active_competencies(rubric: Rubric, values: Mapping[str, object]) -> tuple[Competency, ...]:
    """What the post asks for does not depend on the level a candidate is held against: one set for all levels."""
    return tuple(item for item in rubric.competencies if item.when is None or holds(item.when, values))


def _level_standard(
    rubric: Rubric,
    level: str,
    active: tuple[Competency, ...],
    answers: Mapping[str, object],
    adjustments: tuple[Adjustment, ...],
    sorted_weights: Mapping[str, Fraction] | None,
) -> LevelStandard:
    values = answer_values(rubric, answers, level)
    adjusted = {item.competency: item for item in adjustments if item.level == level}
    standards = []
    for competency in active:
        minimum, weight = _after_effects(rubric, competency.id, level, values)
        weight = weight if sorted_weights is None else sorted_weights[competency.id]
        adjustment = adjusted.get(competency.id)
        if adjustment is not None:
            minimum = minimum if adjustment.minimum is None else adjustment.minimum
            weight = weight if adjustment.weight is None else adjustment.weight
        standards.append(Standard(competency.id, minimum, weight, competency.expectation(level).critical))
    return LevelStandard(level, tuple(standards))


def _after_effects(rubric: Rubric, competency: str, level: str, values: Mapping[str, object]) -> tuple[int, Fraction]:
    expectation = rubric.competency(competency).expectation(level)
    minimum, weight = expectation.minimum, expectation.weight
    for effect in rubric.effects:
        if effect.competency == competency and holds(effect.when, values):
            if effect.kind is EffectKind.WEIGHT:
                weight = max(Fraction(0), weight + effect.amount)
            else:
                minimum = min(rubric.scale.highest, max(rubric.scale.lowest, minimum + int(effect.amount)))
    return minimum, weight


def _check_level(rubric: Rubric, level: str) -> list[Problem]:
    known = [item.id for item in rubric.levels]
    return [] if level in known else [Problem("level_unknown", "level", {"level": level, "known": ", ".join(known)})]


def _check_adjustments(rubric: Rubric, adjustments: tuple[Adjustment, ...]) -> list[Problem]:
    levels = {level.id for level in rubric.levels}
    competencies = {competency.id for competency in rubric.competencies}
    problems = []
    for item in adjustments:
        where = f"adjustments.{item.level}.{item.competency}"
        if item.level not in levels or item.competency not in competencies:
            problems.append(Problem("adjustment_unknown", where, {"level": item.level, "competency": item.competency}))
        if not item.reason.strip():
            problems.append(Problem("adjustment_without_reason", where))
        if item.weight is not None and item.weight < 0:
            problems.append(Problem("weight_negative", where))
        if item.minimum is not None and item.minimum not in rubric.scale.values:
            bounds = {"lowest": rubric.scale.lowest, "highest": rubric.scale.highest}
            problems.append(Problem("minimum_off_scale", where, bounds))
    return problems


def _check_thresholds(figures: Mapping[str, Figure], thresholds: tuple[Threshold, ...]) -> list[Problem]:
    problems = []
    for item in thresholds:
        where = f"thresholds.{item.figure}"
        if item.figure not in figures:
            problems.append(Problem("figure_unknown", where, {"figure": item.figure}))
            continue
        steps = (item.floor, item.target, item.stretch)
        ordered = sorted(steps, reverse=figures[item.figure].better == "down")
        if list(steps) != ordered or len(set(steps)) < 3:
            problems.append(Problem("thresholds_out_of_order", where))
    return problems

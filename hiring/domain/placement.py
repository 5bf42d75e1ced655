"""The level a candidate reaches, every reason it is not higher, and the gap to the next one.

The level is the highest whose gates hold, whose critical minimums hold, whose allowed shortfalls hold and whose composite
reaches the pass score; without enough evidence there is no level at all, which is never a rejection. A failed gate with a
fallback holds every level above the fallback back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from hiring.domain.assessment import Assessment
from hiring.domain.gates import GateResult, GateState, Reason, judge_gates
from hiring.domain.profile import LevelStandard, Standard
from hiring.domain.rubric import GateRule


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """One level held against the assessment: reached when there is no reason against it."""

    level: str
    gates: tuple[GateResult, ...]
    reasons: tuple[Reason, ...]
    below_minimum: tuple[str, ...]

    @property
    def reached(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class DevelopmentStep:
    """`gap` = max(0, needed - score) scale points; `next_anchor` is the anchored point to work towards."""

    competency: str
    score: Fraction
    needed: int
    gap: Fraction
    weight: Fraction
    critical: bool
    next_anchor: int


@dataclass(frozen=True, slots=True)
class Placement:
    """`level` None: no level reached, or not enough evidence to say (then `enough_evidence` is False)."""

    assessment: Assessment
    level: str | None
    enough_evidence: bool
    verdicts: tuple[LevelVerdict, ...]
    """One a level, ascending."""
    target: str | None
    """The level the development plan works towards; None at the top."""
    development: tuple[DevelopmentStep, ...]

    def verdict(self, level: str) -> LevelVerdict:
        return next(item for item in self.verdicts if item.level == level)

    @property
    def sought(self) -> LevelVerdict:
        return self.verdict(self.assessment.profile.level_sought)

    @property
    def reaches_sought(self) -> bool:
        """Whether the level reached is the one sought or a higher one."""
        if self.level is None:
            return False
        order = [verdict.level for verdict in self.verdicts]
        return order.index(self.level) >= order.index(self.assessment.profile.level_sought)

    @property
    def held_against(self) -> str | None:
        """The level that `reasons` stand against: the next one up; without a level, the one sought; None at the top."""
        return self.assessment.profile.level_sought if self.level is None else self.target

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why not the level of `held_against`."""
        return () if self.held_against is None else self.verdict(self.held_against).reasons


def place(assessment: Assessment) -> Placement:
    """The placement of an assessed candidate among the levels of its rubric."""
    verdicts = _hold_back(tuple(_verdict(assessment, standard) for standard in assessment.profile.levels))
    reached = [verdict.level for verdict in verdicts if verdict.reached]
    level = reached[-1] if reached and assessment.sought.enough_evidence else None
    target = _target(assessment, level)
    return Placement(
        assessment=assessment,
        level=level,
        enough_evidence=assessment.sought.enough_evidence,
        verdicts=verdicts,
        target=target,
        development=_development(assessment, target) if target else (),
    )


def _verdict(assessment: Assessment, standard: LevelStandard) -> LevelVerdict:
    gates = judge_gates(assessment, standard.level)
    below = _below_minimum(assessment, standard)
    reasons = [
        *_evidence_reasons(assessment, standard.level),
        *(_gate_reason(gate) for gate in gates if gate.blocks),
        *_critical_reasons(assessment, standard, gates),
        *_shortfall_reasons(assessment, standard, below),
        *_score_reasons(assessment, standard),
    ]
    return LevelVerdict(standard.level, gates, tuple(reasons), tuple(item.competency for item in below))


def _gate_reason(result: GateResult) -> Reason:
    return Reason("gate", {"gate": result.gate.id, "state": result.state, "why": result.reason})


def _hold_back(verdicts: tuple[LevelVerdict, ...]) -> tuple[LevelVerdict, ...]:
    """Adds a failed gate's reason to every level above its fallback: the mark of level 2 missed is no level 3 either."""
    order = [verdict.level for verdict in verdicts]
    failed = [result for verdict in verdicts for result in verdict.gates if result.blocks and result.state is GateState.FAIL]
    held = []
    for place_in_order, verdict in enumerate(verdicts):
        barred = [
            _gate_reason(result)
            for result in failed
            if result.gate.fallback_level is not None and order.index(result.gate.fallback_level) < place_in_order
        ]
        reasons = [*verdict.reasons, *(reason for reason in barred if reason not in verdict.reasons)]
        held.append(replace(verdict, reasons=tuple(reasons)))
    return tuple(held)


def _below_minimum(assessment: Assessment, standard: LevelStandard) -> list[Standard]:
    return [item for item in standard.standards if _gap(assessment, item) > 0]


def _gap(assessment: Assessment, standard: Standard) -> Fraction:
    score = assessment.competency(standard.competency).score
    return Fraction(0) if score is None else max(Fraction(0), standard.minimum - score)


def _evidence_reasons(assessment: Assessment, level: str) -> list[Reason]:
    composite = assessment.composite(level)
    if composite.enough_evidence:
        return []
    needed = assessment.profile.rubric.rules.min_coverage
    return [Reason("not_enough_evidence", {"coverage": composite.coverage, "needed": needed})]


def _critical_reasons(assessment: Assessment, standard: LevelStandard, gates: tuple[GateResult, ...]) -> list[Reason]:
    """For a rubric without a gate of that kind; where there is one, it alone says so and may be waived."""
    if any(result.gate.rule is GateRule.CRITICAL_MINIMUM and not result.gate.advisory for result in gates):
        return []
    short = [item for item in standard.standards if item.critical and _gap(assessment, item) > 0]
    return [_short_of(assessment, "critical_short", item) for item in short]


def _shortfall_reasons(assessment: Assessment, standard: LevelStandard, below: list[Standard]) -> list[Reason]:
    rules = assessment.profile.rubric.rules
    others = [item for item in below if not item.critical]
    reasons = [
        _short_of(assessment, "too_far_below", item) for item in others if _gap(assessment, item) > rules.shortfall_depth
    ]
    if len(others) > rules.max_shortfalls:
        names = tuple(item.competency for item in others)
        reasons.append(Reason("too_many_shortfalls", {"competencies": names, "allowed": rules.max_shortfalls}))
    return reasons


def _short_of(assessment: Assessment, code: str, standard: Standard) -> Reason:
    score = assessment.competency(standard.competency).score
    return Reason(code, {"competency": standard.competency, "score": score, "minimum": standard.minimum})


def _score_reasons(assessment: Assessment, standard: LevelStandard) -> list[Reason]:
    score = assessment.composite(standard.level).score
    if score is None or score >= standard.pass_score:
        return []
    return [Reason("score_below_pass", {"score": score, "pass": standard.pass_score})]


def _target(assessment: Assessment, level: str | None) -> str | None:
    """The next level up; for a candidate below all levels, the lowest one; without enough evidence, the one sought."""
    order = [item.level for item in assessment.profile.levels]
    if not assessment.sought.enough_evidence:
        return assessment.profile.level_sought
    if level is None:
        return order[0]
    following = order[order.index(level) + 1 :]
    return following[0] if following else None


def _development(assessment: Assessment, target: str) -> tuple[DevelopmentStep, ...]:
    """Critical first, then weight x gap, then the rubric's order. A competency nobody rated has no gap to plan for."""
    steps = []
    for standard in assessment.profile.standard_of(target).standards:
        gap, score = _gap(assessment, standard), assessment.competency(standard.competency).score
        if gap > 0 and score is not None:
            anchor = _next_anchor(assessment, score)
            weight, critical = standard.weight, standard.critical
            steps.append(DevelopmentStep(standard.competency, score, standard.minimum, gap, weight, critical, anchor))
    return tuple(sorted(steps, key=lambda step: (not step.critical, -step.weight * step.gap)))


def _next_anchor(assessment: Assessment, score: Fraction) -> int:
    scale = assessment.profile.rubric.scale
    return next((point for point in scale.anchored if point > score), scale.anchored[-1])

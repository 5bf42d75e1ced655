"""Gates: knock-outs apart from the score. Each is pass, fail or not known, with the reason; never points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from hiring.domain.assessment import Assessment, open_flags
from hiring.domain.conditions import holds, subjects
from hiring.domain.rubric import FlagEffect, Gate, GateRule, Waiver

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


class GateState(StrEnum):
    PASS = "pass"  # noqa: S105 - a state, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: a code and the values that fill its sentence (`hiring.wording`)."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GateResult:
    gate: Gate
    state: GateState
    reason: Reason
    waived: str | None = None
    """Reason of the waiver, None where the rubric allows none; a waived gate no longer keeps a level from being given."""

    @property
    def blocks(self) -> bool:
        if self.gate.advisory or self.waived is not None:
            return False
        return self.state is GateState.FAIL or (self.state is GateState.UNKNOWN and self.gate.blocks_when_unknown)


def judge_gates(assessment: Assessment, level: str) -> tuple[GateResult, ...]:
    """The gates that guard this level and are active under the profile's answers, in the rubric's order."""
    values = _values(assessment, level)
    waivers = {waiver.gate: waiver.reason for waiver in assessment.dossier.waivers}
    results = []
    for gate in assessment.profile.rubric.gates:
        if level not in gate.levels or (gate.when is not None and not holds(gate.when, values)):
            continue
        state, reason = _RULES[gate.rule](gate, assessment, level, values)
        waived = None if gate.waiver is Waiver.NEVER else waivers.get(gate.id)
        results.append(GateResult(gate, state, reason, waived))
    return tuple(results)


def _values(assessment: Assessment, level: str) -> dict[str, object]:
    values = dict(assessment.profile.values_at(level))
    values |= {f"fact:{key}": value for key, value in (assessment.dossier.facts or {}).items() if value is not None}
    for result in assessment.competencies:
        if result.score is not None:
            values[f"result:rating.{result.competency}"] = result.score
    return values


Verdict = tuple[GateState, Reason]


def _condition(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    assert gate.passes is not None  # the loader refuses a condition gate without one
    met = holds(gate.passes, values)
    facts = [name.removeprefix("fact:") for name in subjects(gate.passes) if name.startswith("fact:")]
    known = {fact: values[f"fact:{fact}"] for fact in facts if f"fact:{fact}" in values}
    if met is None:
        missing = [fact for fact in facts if fact not in known]
        return GateState.UNKNOWN, Reason("facts_missing", {"facts": tuple(dict.fromkeys(missing))})
    return (GateState.PASS if met else GateState.FAIL), Reason("facts_met" if met else "facts_not_met", {"facts": known})


def _languages(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    wanted = _language_levels(values.get("answer:requirements.languages"))
    spoken_rows = values.get("fact:languages")
    spoken = _language_levels(spoken_rows)
    missing = [language for language in wanted if language not in spoken]
    if missing and spoken_rows is None:
        return GateState.UNKNOWN, Reason("languages_not_known", {"languages": tuple(missing)})
    short = [language for language in wanted if spoken.get(language, -1) < wanted[language]]
    detail = {
        "languages": tuple(
            (language, CEFR[wanted[language]], CEFR[spoken[language]] if language in spoken else None) for language in wanted
        )
    }
    if short:
        return GateState.FAIL, Reason("languages_short", detail)
    return GateState.PASS, Reason("languages_met", detail)


def _language_levels(rows: object) -> dict[str, int]:
    if not isinstance(rows, (list, tuple)):
        return {}
    return {str(row["language"]): CEFR.index(str(row["level"])) for row in rows if row.get("level") in CEFR}


def _critical_minimum(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    below, unrated, met = [], [], []
    for standard in assessment.profile.standard_of(level).standards:
        if not standard.critical:
            continue
        score = assessment.competency(standard.competency).score
        if score is None:
            unrated.append(standard.competency)
        elif score < standard.minimum:
            below.append((standard.competency, score, standard.minimum))
        else:
            met.append((standard.competency, score, standard.minimum))
    if below:
        return GateState.FAIL, Reason("critical_below", {"competencies": tuple(below)})
    if unrated:
        return GateState.UNKNOWN, Reason("critical_not_rated", {"competencies": tuple(unrated)})
    return GateState.PASS, Reason("critical_met", {"competencies": tuple(met)})


def _competency_minimum(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    assert gate.competency is not None
    standards = assessment.profile.standard_of(level).standards
    standard = next((item for item in standards if item.competency == gate.competency), None)
    if standard is None:
        return GateState.UNKNOWN, Reason("competency_not_used", {"competency": gate.competency})
    result = assessment.competency(gate.competency)
    score = result.work_sample if gate.question_kind is not None else result.score
    if score is None:
        code = "no_work_sample" if gate.question_kind is not None else "competency_not_rated"
        return GateState.UNKNOWN, Reason(code, {"competency": gate.competency})
    detail: dict[str, object] = {"competency": gate.competency, "score": score, "minimum": standard.minimum}
    if score < standard.minimum:
        return GateState.FAIL, Reason("competency_below", detail)
    return GateState.PASS, Reason("competency_met", detail)


def _figures_proven(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    profile = assessment.profile
    undecided = tuple(figure for figure in gate.figures_required if profile.threshold(figure) is None)
    if undecided:
        return GateState.UNKNOWN, Reason("thresholds_not_set", {"figures": undecided})
    given = {item.claim.figure for item in assessment.figures if item.claim.value is not None}
    absent = tuple(figure for figure in gate.figures_required if figure not in given)
    if absent:
        return GateState.FAIL, Reason("figures_absent", {"figures": absent})
    scored = [item for item in assessment.figures if item.rating is not None and item.grade >= gate.figures_grade]
    proven = tuple(dict.fromkeys(item.claim.figure for item in scored if (item.rating or 0) >= gate.figures_rating))
    detail: dict[str, object] = {"figures": proven, "count": len(proven), "needed": gate.figures_count}
    if len(proven) < gate.figures_count:
        return GateState.FAIL, Reason("figures_not_proven", detail)
    return GateState.PASS, Reason("figures_proven", detail)


def _integrity(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    stops = [flag.id for flag in open_flags(assessment.dossier, assessment.profile) if flag.effect is FlagEffect.STOP]
    if stops:
        return GateState.FAIL, Reason("integrity_flag", {"flags": tuple(stops)})
    return GateState.PASS, Reason("integrity_nothing_recorded")


def _pay(gate: Gate, assessment: Assessment, level: str, values: dict[str, object]) -> Verdict:
    budget, wish = values.get("answer:pay.budget"), values.get("fact:pay_expectation")
    if not isinstance(budget, Mapping) or not isinstance(wish, Mapping):
        return GateState.UNKNOWN, Reason("pay_not_known")
    if any(budget.get(key) != wish.get(key) for key in ("currency", "period", "tax")):
        return GateState.UNKNOWN, Reason("pay_terms_differ")
    most, asked = budget.get("to"), wish.get("amount")
    if most is None or asked is None:
        return GateState.UNKNOWN, Reason("pay_not_known")
    most, asked = Fraction(str(most)), Fraction(str(asked))
    detail: dict[str, object] = {"asked": asked, "budget": most, "currency": budget.get("currency"), "over": asked - most}
    if asked > most:
        return GateState.FAIL, Reason("pay_above_budget", detail)
    return GateState.PASS, Reason("pay_within_budget", detail)


_RULES = {
    GateRule.CONDITION: _condition,
    GateRule.LANGUAGES: _languages,
    GateRule.CRITICAL_MINIMUM: _critical_minimum,
    GateRule.COMPETENCY_MINIMUM: _competency_minimum,
    GateRule.FIGURES_PROVEN: _figures_proven,
    GateRule.INTEGRITY: _integrity,
    GateRule.PAY: _pay,
}

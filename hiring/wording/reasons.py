"""A sentence for every reason: why a gate stands as it does, why a level was not given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from hiring.domain.gates import GateState, Reason
from hiring.domain.questions import Field
from hiring.domain.rubric import Rubric
from hiring.language import N_, Language
from hiring.wording.intake import name_field, say_answer
from hiring.wording.names import capitalise, name_of, plain_value, say_against, say_fact, say_language, say_money
from hiring.wording.names import say_share_against as say_share

REASONS = {
    "not_enough_evidence": N_("Only %(coverage)s of the profile is rated; %(needed)s is needed."),
    "critical_short": N_("%(competency)s is critical and below its minimum: %(score)s, minimum %(minimum)s."),
    "too_far_below": N_("%(competency)s is too far below its minimum: %(score)s, minimum %(minimum)s."),
    "too_many_shortfalls": N_("Too many competencies are below their minimum (allowed: %(allowed)s): %(competencies)s."),
    "score_below_pass": N_("The score %(score)s is below the pass score %(pass)s."),
    "facts_missing": N_("Not known yet: %(facts)s."),
    "facts_met": N_("On file: %(facts)s."),
    "facts_not_met": N_("Does not meet it: %(facts)s."),
    "languages_not_known": N_("Level not known yet: %(languages)s."),
    "languages_short": N_("Falls short: %(languages)s."),
    "languages_met": N_("On file: %(languages)s."),
    "critical_below": N_("Below the minimum: %(competencies)s."),
    "critical_not_rated": N_("Not rated yet: %(competencies)s."),
    "critical_met": N_("At or above the minimum: %(competencies)s."),
    "competency_not_used": N_("This profile does not rate it: %(competency)s."),
    "no_work_sample": N_("No work sample yet: %(competency)s."),
    "competency_not_rated": N_("Not rated yet: %(competency)s."),
    "competency_below": N_("Below the minimum: %(competency)s %(score)s, minimum %(minimum)s."),
    "competency_met": N_("%(competency)s: %(score)s, minimum %(minimum)s."),
    "thresholds_not_set": N_("Cannot be decided until the employer sets thresholds: %(figures)s."),
    "figures_absent": N_("No value given: %(figures)s."),
    "figures_not_proven": N_("Proven figures: %(count)s of %(needed)s (%(figures)s)."),
    "figures_proven": N_("Proven figures: %(count)s, %(needed)s needed (%(figures)s)."),
    "integrity_flag": N_("On record: %(flags)s."),
    "integrity_nothing_recorded": N_("Nothing of the kind is on record."),
    "pay_not_known": N_("The budget or the expectation is not known."),
    "pay_terms_differ": N_("Budget and expectation differ in currency, period or tax and cannot be compared."),
    "pay_above_budget": N_("Expects %(asked)s, which is %(over)s above the budget of %(budget)s."),
    "pay_within_budget": N_("Expects %(asked)s; the budget reaches %(budget)s."),
    # warnings to the employer
    "answers_speak": N_("As answered: %(answers)s."),
    "budget_below_ratio": N_(
        "The budget reaches %(budget)s; %(multiplier)s times what %(level)s is paid (%(paid)s) is %(needed)s."
    ),
    "budget_below_level": N_("The budget reaches %(budget)s; %(level)s is paid from %(paid)s."),
    "time_too_short": N_("Weeks allowed: %(weeks)s; without direct search at least %(limit)s are needed."),
    "dependency_single": N_("The largest client brings %(largest)s; more than %(single_limit)s is a risk."),
    "dependency_joint": N_("Key clients together bring %(joint)s; more than %(joint_limit)s is a risk."),
    "dependency_both": N_(
        "The largest client brings %(largest)s (limit %(single_limit)s), key clients together %(joint)s "
        "(limit %(joint_limit)s)."
    ),
    "requirement_without_reason": N_("No reason given: %(fields)s."),
    "restricted_words": N_("Found in %(fields)s: %(words)s."),
    "critical_off": N_("Critical at this level, but counts for nothing: %(competencies)s."),
}
NOTHING_LISTED = {
    "facts_missing": N_("What it asks is not known yet."),
    "facts_met": N_("Nothing speaks against it."),
    "facts_not_met": N_("The condition does not hold."),
    "critical_met": N_("No competency is critical at this level."),
    "languages_met": N_("No language is asked for."),
    "figures_not_proven": N_("Proven figures: %(count)s of %(needed)s."),
}
"""Said instead when the list in the sentence would be empty."""
GATE_REASONS = {
    GateState.FAIL: N_("Must-have not met: %(gate)s. %(why)s"),
    GateState.UNKNOWN: N_("Must-have not known: %(gate)s. %(why)s"),
}
GATES_NOT_MET = N_("Must-haves not met: %(gates)s. %(why)s")
GATE_STATES = {
    GateState.PASS: N_("met"),
    GateState.FAIL: N_("not met"),
    GateState.UNKNOWN: N_("not known"),
}
LISTS = ("facts", "languages", "competencies", "figures", "flags")


def say_reason(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Why something is so, in one sentence; for a must-have that blocks a level its name comes first.

    Raises KeyError for a code without a sentence; a test walks the source for them.
    """
    if reason.code == "gate":
        return _say_gate(reason.values, rubric, language)
    values = {key: _PARTS.get(key, _say_plain)(reason.values, key, rubric, language) for key in reason.values}
    empty = any(values.get(key) == "" for key in LISTS)
    message = NOTHING_LISTED[reason.code] if empty and reason.code in NOTHING_LISTED else REASONS[reason.code]
    return capitalise(language.gettext(message, **values))


def say_reasons(reasons: Iterable[Reason], rubric: Rubric, language: Language) -> tuple[str, ...]:
    """Each of them, in order; must-haves that fail over the same competency are said together, at the first of them."""
    told: list[list[Reason]] = []
    for reason in reasons:
        same = next((others for others in told if _over_the_same(others[0], reason)), None)
        if same is None:
            told.append([reason])
        else:
            same.append(reason)
            same.sort(key=lambda item: -len(_ratings_below(item)))
    return tuple(_say_together(same, rubric, language) for same in told)


def _over_the_same(one: Reason, other: Reason) -> bool:
    """Whether what the one finds below its minimum is all that the other finds, or the other way round."""
    mine, theirs = _ratings_below(one), _ratings_below(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _ratings_below(reason: Reason) -> frozenset[tuple[Any, ...]]:
    """(competency, score, minimum) that a must-have fails over; empty for every other reason."""
    why = _own_reason(reason)
    match why.code:
        case "critical_below":
            return frozenset(why.values["competencies"])  # type: ignore[call-overload, no-any-return]
        case "competency_below":
            return frozenset({tuple(why.values[key] for key in ("competency", "score", "minimum"))})
        case _:
            return frozenset()


def _own_reason(reason: Reason) -> Reason:
    """Of a must-have its own, else the reason itself."""
    why = reason.values.get("why")
    return why if isinstance(why, Reason) else reason


def _say_together(same: list[Reason], rubric: Rubric, language: Language) -> str:
    """The first names all competencies that the others name."""
    if len(same) == 1:
        return say_reason(same[0], rubric, language)
    gates = "; ".join(name_of(str(reason.values["gate"]), rubric, language) for reason in same)
    return language.gettext(GATES_NOT_MET, gates=gates, why=say_reason(_own_reason(same[0]), rubric, language))


def say_gate_state(state: GateState, language: Language, *, waived: bool = False) -> str:
    """ "met", "not met", "not known", or "waived" for a gate that no longer counts against this candidate."""
    return language.gettext("waived") if waived else language.gettext(GATE_STATES[state])


def say_competencies(entries: Iterable[Any], rubric: Rubric, language: Language) -> str:
    """Names, each with score and minimum where the entry has them."""
    return "; ".join(_say_competency(entry, rubric, language) for entry in entries)


def _say_competency(entry: Any, rubric: Rubric, language: Language) -> str:
    if isinstance(entry, str):
        return name_of(entry, rubric, language)
    identity, score, minimum = entry
    name = name_of(identity, rubric, language)
    shown = say_against(score, minimum, language)
    return language.gettext(
        "%(name)s %(score)s (minimum %(minimum)s)", name=name, score=shown, minimum=language.plain(minimum)
    )


def _say_gate(values: Mapping[str, Any], rubric: Rubric, language: Language) -> str:
    message = GATE_REASONS[values["state"]]
    gate, why = name_of(values["gate"], rubric, language), say_reason(values["why"], rubric, language)
    return language.gettext(message, gate=gate, why=why)


_Values = Mapping[str, Any]


def _say_plain(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return plain_value(values[key], language)


def _say_name(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return name_of(values[key], rubric, language)


def _say_names(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return "; ".join(name_of(identity, rubric, language) for identity in values[key])


def _say_competency_list(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return say_competencies(values[key], rubric, language)


def _say_score(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    bound: Fraction | int = values["minimum"] if "minimum" in values else values["pass"]
    return say_against(values["score"], bound, language)


def _say_pass(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return say_against(values["pass"], values["score"], language)


def _say_coverage(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return say_share(values["coverage"], values["needed"], language)


def _say_needed(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    """A share of the profile, a sum, or how many figures."""
    if "currency" in values:
        return say_money(values[key], values["currency"], language)
    return language.percent(values[key]) if "coverage" in values else plain_value(values[key], language)


def _say_facts(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    """Names of the facts that are missing, or every known one with its answer."""
    facts = values[key]
    if not isinstance(facts, Mapping):
        return _say_names(values, key, rubric, language)
    fields = {field.id: field for field in rubric.facts}
    return "; ".join(_say_known(identity, value, fields.get(identity), language) for identity, value in facts.items())


def _say_known(identity: str, value: object, field: Field | None, language: Language) -> str:
    if field is None:
        return f"{identity}: {plain_value(value, language)}"
    return f"{field.name[language.locale]}: {say_fact(field, value, language)}"


def _say_languages(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    """Codes of languages, or (language, level wanted, level spoken or None)."""
    return "; ".join(_say_spoken(entry, language) for entry in values[key])


def _say_spoken(entry: Any, language: Language) -> str:
    if isinstance(entry, str):
        return say_language(entry, language)
    code, wanted, spoken = entry
    name = say_language(code, language)
    if spoken is None:
        return language.gettext("%(language)s not named, %(wanted)s needed", language=name, wanted=wanted)
    return language.gettext("%(language)s %(spoken)s, %(wanted)s needed", language=name, spoken=spoken, wanted=wanted)


def _say_money_part(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return say_money(values[key], values["currency"], language)


def _say_percent(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return language.percent(values[key])


def _say_answers(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    """Every question behind it with its answer."""
    return "; ".join(
        f"{name_field(identity, rubric, language)}: {say_answer(identity, value, rubric, language)}"
        for identity, value in values[key].items()
    )


def _say_words(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return ", ".join(f"“{word}”" if language.locale == "en" else f"«{word}»" for word in values[key])


def _say_fields(values: _Values, key: str, rubric: Rubric, language: Language) -> str:
    return "; ".join(name_field(identity, rubric, language) for identity in values[key])


_PARTS: dict[str, Callable[[_Values, str, Rubric, Language], str]] = {
    "competency": _say_name,
    "competencies": _say_competency_list,
    "figures": _say_names,
    "flags": _say_names,
    "facts": _say_facts,
    "languages": _say_languages,
    "score": _say_score,
    "pass": _say_pass,
    "coverage": _say_coverage,
    "needed": _say_needed,
    "asked": _say_money_part,
    "budget": _say_money_part,
    "over": _say_money_part,
    "paid": _say_money_part,
    "level": _say_name,
    "answers": _say_answers,
    "fields": _say_fields,
    "words": _say_words,
    "largest": _say_percent,
    "single_limit": _say_percent,
    "joint": _say_percent,
    "joint_limit": _say_percent,
}
"""How each value of a reason is said, by its key; everything else as a plain value."""

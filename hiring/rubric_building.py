"""A rubric document that has passed every check, turned into the domain's `Rubric`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hiring.domain import conditions as c
from hiring.domain import questions as q
from hiring.domain import rubric as r
from hiring.domain.text import Text

Part = Mapping[str, Any]


def build_rubric(document: Part) -> r.Rubric:
    """The rubric of a checked document, in milliseconds: a stored one is built on many requests."""
    levels = [level["id"] for level in document["levels"]]
    profile, duties = document.get("profile", {}), document.get("duties", {})
    return r.Rubric(
        id=document["id"],
        version=document["version"],
        languages=tuple(document["languages"]),
        title=Text.of(document["title"]),
        purpose=Text.of(document["purpose"]),
        scale=r.Scale(
            tuple(r.ScalePoint(p["value"], Text.of(p["name"]), p.get("anchored", False)) for p in document["scale"])
        ),
        rules=_rules(document["rules"]),
        levels=tuple(_level(part) for part in document["levels"]),
        competencies=tuple(_competency(key, document["competencies"][key], levels) for key in document["order"]),
        figures=_figures(document.get("figures")),
        gates=tuple(_gate(part) for part in document.get("gates", [])),
        red_flags=tuple(_flag(part) for part in document.get("red_flags", [])),
        topics=tuple(q.Topic(part["id"], Text.of(part["name"]), _text(part, "intro")) for part in profile.get("topics", [])),
        fields=tuple(_field(part) for part in profile.get("fields", [])),
        facts=tuple(_field(part) for part in profile.get("facts", [])),
        effects=tuple(_effect(part) for part in profile.get("effects", [])),
        warnings=tuple(_warning(part) for part in profile.get("warnings", [])),
        key_client=_key_client(profile.get("key_client")),
        duties=tuple(_duty(part) for part in duties.get("duties", [])),
        requirements=tuple(
            r.Requirement(part["id"], Text.of(part["text"]), tuple(part.get("competencies", [])))
            for part in duties.get("requirements", [])
        ),
        pairings=tuple(
            r.Pairing(part["id"], tuple(part["duties"]), tuple(part["requirements"])) for part in duties.get("pairings", [])
        ),
        sessions=tuple(
            r.SessionPlan(part["id"], Text.of(part["name"]), tuple(part["competencies"]))
            for part in document.get("sessions", [])
        ),
        process=tuple(r.ProcessStep(part["id"], Text.of(part["text"])) for part in document.get("process", [])),
        sources=tuple(
            r.Source(part["id"], part["kind"], part["states"], tuple(part["encoded_in"]))
            for part in document.get("sources", [])
        ),
        content=r.fingerprint(document),
    )


def _number(value: object) -> Fraction:
    return Fraction(str(value))


def _text(part: Part, key: str) -> Text | None:
    return Text.of(part[key]) if part.get(key) else None


def _rules(part: Part) -> r.Rules:
    return r.Rules(
        min_coverage=_number(part["min_coverage"]),
        max_shortfalls=part["max_shortfalls"],
        shortfall_depth=_number(part["shortfall_depth"]),
        discuss_from=part["discuss_from"],
        tie_margin=_number(part["tie_margin"]),
        min_raters=part["min_raters"],
        validity_months=part["validity_months"],
        assumed_error=_assumed_error(part.get("assumed_error")),
    )


def _assumed_error(part: Part | None) -> r.AssumedError | None:
    if part is None:
        return None
    return r.AssumedError(_number(part["single"]), _number(part["shared"]), Text.of(part["reason"]))


def _level(part: Part) -> r.Level:
    name, title, description = (Text.of(part[key]) for key in ("name", "title", "description"))
    return r.Level(part["id"], name, title, description, _text(part, "pay_note"))


def _competency(key: str, part: Part, levels: list[str]) -> r.Competency:
    anchors = sorted((int(point), Text.of(words)) for point, words in part["anchors"].items())
    return r.Competency(
        id=key,
        name=Text.of(part["name"]),
        short=Text.of(part["short"]),
        definition=Text.of(part["definition"]),
        anchors=tuple(r.Anchor(point, words) for point, words in anchors),
        expectations=tuple(_expectation(level, part["levels"][level]) for level in levels),
        questions=tuple(_question(question) for question in part["questions"]),
        evidence=Text.of(part["evidence"]),
        references=part.get("references", ""),
        when=_when(part),
    )


def _expectation(level: str, part: Part) -> r.Expectation:
    return r.Expectation(
        level=level,
        text=Text.of(part["expected"]),
        minimum=part["minimum"],
        weight=_number(part["weight"]),
        reason=Text.of(part["reason"]),
        critical=part.get("critical", False),
    )


def _question(part: Part) -> r.Question:
    probes = tuple(r.Probe(Text.of(probe["text"]), _when(probe)) for probe in part.get("probes", []))
    kind, minutes = r.QuestionKind(part["kind"]), part.get("minutes")
    return r.Question(part["id"], kind, Text.of(part["text"]), probes, _when(part), minutes)


def _figures(part: Part | None) -> r.FigureRules:
    if part is None:
        return r.FigureRules((), 1, 1, 1, ())
    grades = tuple(r.VerificationGrade(g["value"], g["id"], Text.of(g["name"]), g["cap"]) for g in part["grades"])
    figures = tuple(_figure(figure) for figure in part["list"])
    return r.FigureRules(grades, part["cap_without_share"], part["min_periods"], part["window_years"], figures)


def _figure(part: Part) -> r.Figure:
    name, definition, ask, trap = (Text.of(part[key]) for key in ("name", "definition", "ask", "trap"))
    use, unit, better = r.FigureUse(part["use"]), r.FigureUnit(part["unit"]), r.Direction(part["better"])
    return r.Figure(part["id"], name, use, unit, definition, ask, trap, better, _when(part))


def _gate(part: Part) -> r.Gate:
    kind = part.get("question_kind")
    return r.Gate(
        id=part["id"],
        name=Text.of(part["name"]),
        condition=Text.of(part["condition"]),
        rule=r.GateRule(part["rule"]),
        stage=r.GateStage(part["stage"]),
        levels=tuple(part["levels"]),
        when=_when(part),
        passes=_when(part, "passes"),
        blocks_when_unknown=part.get("blocks_when_unknown", False),
        waiver=r.Waiver(part["waiver"]),
        advisory=part.get("advisory", False),
        fallback_level=part.get("fallback_level"),
        competency=part.get("competency"),
        question_kind=r.QuestionKind(kind) if kind else None,
        figures_required=tuple(part.get("figures_required", [])),
        figures_count=part.get("figures_count", 0),
        figures_rating=part.get("figures_rating", 0),
        figures_grade=part.get("figures_grade", 0),
    )


def _flag(part: Part) -> r.RedFlag:
    text, probe, effect = Text.of(part["text"]), Text.of(part["probe"]), r.FlagEffect(part["effect"])
    return r.RedFlag(part["id"], text, probe, effect, part.get("cap"), tuple(part.get("competencies", [])), _when(part))


def _field(part: Part) -> q.Field:
    return q.Field(
        id=part["id"],
        name=Text.of(part["name"]),
        help=_text(part, "help"),
        kind=q.FieldKind(part["kind"]),
        topic=part.get("topic", ""),
        choices=_choices(part.get("choices", [])),
        parts=tuple(_field(item) for item in part.get("parts", [])),
        default=part.get("default"),
        default_by_level=part.get("default_by_level"),
        mandatory=part.get("mandatory", False),
        essential=part.get("essential", False),
        minimum=part.get("minimum"),
        maximum=part.get("maximum"),
        effect=_text(part, "effect"),
        question=_text(part, "question"),
        unit=_text(part, "unit"),
        placeholder=_text(part, "placeholder"),
        reasoned=part.get("reasoned", False),
        sets_level=part.get("sets_level", False),
        of=q.FieldKind(part.get("of", "text")),
        terms=part.get("terms"),
        followups=tuple(_field(item) for item in part.get("followups", [])),
    )


def _choices(parts: list[Part]) -> tuple[q.Choice, ...]:
    return tuple(q.Choice(part["value"], Text.of(part["name"])) for part in parts)


def _effect(part: Part) -> q.Effect:
    kind, amount = q.EffectKind(part["kind"]), _number(part["amount"])
    return q.Effect(kind, part["competency"], condition_of(part["when"]), amount, Text.of(part["reason"]))


def _warning(part: Part) -> q.ProfileWarning:
    text, reason, remedy = (Text.of(part[key]) for key in ("text", "reason", "remedy"))
    limit = _number(part["limit"]) if part.get("limit") is not None else None
    fields = tuple(part.get("fields", []))
    return q.ProfileWarning(part["id"], text, reason, remedy, _when(part), part.get("rule"), fields, limit)


def _key_client(part: Part | None) -> q.KeyClientRule | None:
    if part is None:
        return None
    low, high = part["band"]
    return q.KeyClientRule(
        share_threshold=_number(part["share_threshold"]),
        bases=_choices(part["bases"]),
        criteria=_choices(part["criteria"]),
        criteria_needed=part["criteria_needed"],
        band=(_number(low), _number(high)),
        dependency_limit=_number(part["dependency_limit"]),
        single_client_limit=_number(part["single_client_limit"]),
    )


def _duty(part: Part) -> r.Duty:
    return r.Duty(part["id"], Text.of(part["text"]), tuple(part.get("competencies", [])), _when(part))


def _when(part: Part, key: str = "when") -> c.Condition | None:
    return condition_of(part[key]) if part.get(key) is not None else None


def condition_of(part: Part) -> c.Condition:
    """The condition of a checked part: a mapping with exactly one key."""
    ((operator, value),) = part.items()
    match operator:
        case "given":
            return c.Given(value)
        case "not":
            return c.Not(condition_of(value))
        case "all":
            return c.All(tuple(condition_of(item) for item in value))
        case "any":
            return c.Any(tuple(condition_of(item) for item in value))
        case "one_of":
            return c.OneOf(value[0], tuple(_operand(item) for item in value[1]))
        case "equals":
            return c.Equals(value[0], _operand(value[1]))
        case "at_least":
            return c.AtLeast(value[0], _operand(value[1]))
        case "at_most":
            return c.AtMost(value[0], _operand(value[1]))
    raise ValueError(operator)


def _operand(value: Any) -> c.Operand:
    if isinstance(value, Mapping):
        return c.Subject(value["value_of"])
    operand: str | int | bool = value
    return operand

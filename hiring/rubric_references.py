"""What the shape of a rubric document cannot say: named ids exist, every language is there, anchors are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from hiring.rubric_conditions import Finding, Path, check_conditions, check_defaults

TEXT_KEYS = {
    "title", "purpose", "name", "short", "definition", "description", "pay_note", "text", "expected", "reason", "remedy",
    "evidence", "ask", "trap", "condition", "probe", "help", "effect", "question", "unit", "placeholder", "intro",
}  # fmt: skip


def check_references(document: Mapping[str, Any]) -> Iterator[Finding]:
    """Every fault of a document whose shape is right, in no particular order."""
    yield from _languages(document, (), tuple(document["languages"]))
    yield from _scale(document)
    yield from _order(document)
    for key, part in document["competencies"].items():
        yield from _competency(document, key, part)
    yield from _weights(document)
    yield from _named_ids(document)
    yield from _gate_needs(document)
    yield from _caps(document)
    yield from _repeated(document)
    yield from _sources(document)
    yield from check_defaults(document)
    yield from check_conditions(document)


def _languages(part: Any, path: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if _is_text(path, key, value) or (path and path[-1] == "anchors"):
                yield from _text_languages(value, (*path, key), languages)
            else:
                yield from _languages(value, (*path, key), languages)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _languages(value, (*path, index), languages)


def _is_text(path: Path, key: object, value: object) -> bool:
    inside_map = bool(path) and path[-1] == "competencies" and len(path) == 1
    return key in TEXT_KEYS and isinstance(value, Mapping) and not inside_map


def _text_languages(text: Mapping[str, Any], path: Path, languages: tuple[str, ...]) -> Iterator[Finding]:
    for language in languages:
        if language not in text:
            yield path, "language_missing", {"language": language}
    for language in text:
        if language not in languages:
            yield (*path, language), "language_unknown", {"language": language, "known": ", ".join(languages)}


def _scale(document: Mapping[str, Any]) -> Iterator[Finding]:
    values = [point["value"] for point in document["scale"]]
    for index in range(1, len(values)):
        if values[index] <= values[index - 1]:
            yield ("scale", index, "value"), "scale_not_ascending", {"value": values[index]}
    if not any(point.get("anchored") for point in document["scale"]):
        yield ("scale",), "scale_without_anchor", {}


def _order(document: Mapping[str, Any]) -> Iterator[Finding]:
    known, order = set(document["competencies"]), document["order"]
    for key in sorted(known - set(order)):
        yield ("order",), "order_lacks", {"id": key}
    for index, key in enumerate(order):
        if key not in known:
            yield ("order", index), "unknown_id", {"id": key, "family": "competencies"}


def _competency(document: Mapping[str, Any], key: str, part: Mapping[str, Any]) -> Iterator[Finding]:
    path: Path = ("competencies", key)
    anchored = [point["value"] for point in document["scale"] if point.get("anchored")]
    points = [int(point) for point in part["anchors"]]
    if points != sorted(points):
        yield (*path, "anchors"), "anchors_out_of_order", {"points": ", ".join(map(str, points))}
    for point in anchored:
        if point not in points:
            yield (*path, "anchors"), "anchor_missing", {"point": point}
    for point in points:
        if point not in anchored:
            yield (*path, "anchors", point), "anchor_unexpected", {"point": point, "known": ", ".join(map(str, anchored))}
    levels = [level["id"] for level in document["levels"]]
    for level in levels:
        if level not in part["levels"]:
            yield (*path, "levels"), "level_missing", {"level": level}
    scale = [point["value"] for point in document["scale"]]
    for level, expectation in part["levels"].items():
        if level not in levels:
            yield (*path, "levels", level), "unknown_id", {"id": level, "family": "levels"}
        if expectation["minimum"] not in scale:
            bounds = {"lowest": scale[0], "highest": scale[-1]}
            yield (*path, "levels", level, "minimum"), "minimum_off_scale", bounds
    yield from _minimums_ascend(document, path, part, levels)


def _minimums_ascend(
    document: Mapping[str, Any], path: Path, part: Mapping[str, Any], levels: list[str]
) -> Iterator[Finding]:
    present = [level for level in levels if level in part["levels"]]
    for lower, higher in pairwise(present):
        if part["levels"][higher]["minimum"] < part["levels"][lower]["minimum"]:
            yield (*path, "levels", higher, "minimum"), "minimum_falls", {"lower": lower}


def _weights(document: Mapping[str, Any]) -> Iterator[Finding]:
    for level in document["levels"]:
        total = sum(
            float(part["levels"].get(level["id"], {}).get("weight", 1)) for part in document["competencies"].values()
        )
        if total == 0:
            yield ("levels",), "weights_all_zero", {"level": level["id"]}


def _named_ids(document: Mapping[str, Any]) -> Iterator[Finding]:
    families = _families(document)
    for path, family, name in _references(document):
        if name not in families[family]:
            yield path, "unknown_id", {"id": name, "family": family}


def _families(document: Mapping[str, Any]) -> dict[str, set[str]]:
    profile, duties = document.get("profile", {}), document.get("duties", {})
    return {
        "competencies": set(document["competencies"]),
        "levels": {level["id"] for level in document["levels"]},
        "figures": {figure["id"] for figure in (document.get("figures") or {}).get("list", [])},
        "topics": {topic["id"] for topic in profile.get("topics", [])},
        "fields": {field["id"] for field in profile.get("fields", [])},
        "groups": {field["id"] for field in profile.get("fields", []) if field["kind"] == "group"},
        "duties": {duty["id"] for duty in duties.get("duties", [])},
        "requirements": {item["id"] for item in duties.get("requirements", [])},
    }


def _references(document: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    for index, gate in enumerate(document.get("gates", [])):
        path: Path = ("gates", index)
        yield from (((*path, "levels", n), "levels", level) for n, level in enumerate(gate["levels"]))
        yield from (
            ((*path, "figures_required", n), "figures", name) for n, name in enumerate(gate.get("figures_required", []))
        )
        if gate.get("fallback_level"):
            yield (*path, "fallback_level"), "levels", gate["fallback_level"]
        if gate.get("competency"):
            yield (*path, "competency"), "competencies", gate["competency"]
    yield from _lists_of(document.get("red_flags", []), ("red_flags",))
    yield from _lists_of(document.get("sessions", []), ("sessions",))
    profile, duties = document.get("profile", {}), document.get("duties", {})
    for index, effect in enumerate(profile.get("effects", [])):
        yield ("profile", "effects", index, "competency"), "competencies", effect["competency"]
    for index, field in enumerate(profile.get("fields", [])):
        if field.get("topic"):
            yield ("profile", "fields", index, "topic"), "topics", field["topic"]
        if field.get("terms"):
            yield ("profile", "fields", index, "terms"), "groups", field["terms"]
    for index, warning in enumerate(profile.get("warnings", [])):
        for place, name in enumerate(warning.get("fields", [])):
            yield ("profile", "warnings", index, "fields", place), "fields", name
    for family in ("duties", "requirements"):
        yield from _lists_of(duties.get(family, []), ("duties", family))
    for index, pairing in enumerate(duties.get("pairings", [])):
        for family in ("duties", "requirements"):
            yield from ((("duties", "pairings", index, family, n), family, name) for n, name in enumerate(pairing[family]))


def _lists_of(parts: list[Any], path: Path) -> Iterator[tuple[Path, str, str]]:
    for index, part in enumerate(parts):
        for place, name in enumerate(part.get("competencies", [])):
            yield (*path, index, "competencies", place), "competencies", name


def _gate_needs(document: Mapping[str, Any]) -> Iterator[Finding]:
    needed = {"condition": "passes", "competency_minimum": "competency", "figures_proven": "figures_required"}
    for index, gate in enumerate(document.get("gates", [])):
        key = needed.get(gate["rule"])
        if key and not gate.get(key):
            yield ("gates", index), "key_missing", {"key": key}


def _caps(document: Mapping[str, Any]) -> Iterator[Finding]:
    scale = [point["value"] for point in document["scale"]]
    for index, flag in enumerate(document.get("red_flags", [])):
        path: Path = ("red_flags", index)
        if flag["effect"] == "cap":
            for key in ("cap", "competencies"):
                if flag.get(key) in (None, []):
                    yield path, "key_missing", {"key": key}
        if flag.get("cap") is not None and flag["cap"] not in scale:
            yield (*path, "cap"), "cap_off_scale", {"known": ", ".join(map(str, scale))}


def _sources(document: Mapping[str, Any]) -> Iterator[Finding]:
    """A row must point at a part of this rubric: `competency:negotiation`, `field:profile.level`, `rule:min_raters` ..."""
    known = _places(document)
    for index, row in enumerate(document.get("sources", [])):
        for place, name in enumerate(row["encoded_in"]):
            if name not in known:
                yield ("sources", index, "encoded_in", place), "source_points_nowhere", {"place": name}


def _places(document: Mapping[str, Any]) -> set[str]:
    profile, duties = document.get("profile", {}), document.get("duties", {})
    lists = {
        "level": document["levels"],
        "figure": (document.get("figures") or {}).get("list", []),
        "gate": document.get("gates", []),
        "red_flag": document.get("red_flags", []),
        "field": _fields_and_followups(profile),
        "fact": profile.get("facts", []),
        "warning": profile.get("warnings", []),
        "duty": duties.get("duties", []),
        "requirement": duties.get("requirements", []),
        "process": document.get("process", []),
    }
    places = {f"{family}:{part['id']}" for family, parts in lists.items() for part in parts}
    return places | {f"competency:{key}" for key in document["competencies"]} | {f"rule:{key}" for key in document["rules"]}


def _fields_and_followups(profile: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The questions to the employer, and those below them under the id they are answered by."""
    fields = profile.get("fields", [])
    below = [{**item, "id": f"{field['id']}.{item['id']}"} for field in fields for item in field.get("followups", [])]
    return [*fields, *below]


def _repeated(document: Mapping[str, Any]) -> Iterator[Finding]:
    profile, duties = document.get("profile", {}), document.get("duties", {})
    lists: list[tuple[Path, list[Any]]] = [
        (("levels",), document["levels"]),
        (("gates",), document.get("gates", [])),
        (("red_flags",), document.get("red_flags", [])),
        (("figures", "list"), (document.get("figures") or {}).get("list", [])),
        (("sources",), document.get("sources", [])),
        *((("profile", key), profile.get(key, [])) for key in ("topics", "facts", "warnings")),
        *((("duties", key), duties.get(key, [])) for key in ("duties", "requirements", "pairings")),
    ]
    for path, parts in lists:
        counts = Counter(part["id"] for part in parts)
        seen: set[str] = set()
        for index, part in enumerate(parts):
            if counts[part["id"]] > 1 and part["id"] in seen:
                yield (*path, index, "id"), "id_repeated", {"id": part["id"]}
            seen.add(part["id"])
    yield from _repeated_questions(profile.get("fields", []))


def _repeated_questions(fields: list[Any]) -> Iterator[Finding]:
    """Two questions must not be answered under one id, whether asked by themselves or below another."""
    seen: set[str] = set()
    for index, field in enumerate(fields):
        path: Path = ("profile", "fields", index)
        below = enumerate(field.get("followups", []))
        asked = [(path, field["id"]), *(((*path, "followups", n), f"{field['id']}.{item['id']}") for n, item in below)]
        parts = {f"{field['id']}.{part['id']}" for part in field.get("parts", [])}
        for where, identity in asked:
            if identity in seen or identity in parts:
                yield (*where, "id"), "id_repeated", {"id": identity}
            seen.add(identity)

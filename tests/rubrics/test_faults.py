"""Broken rubrics: every fault at once, at its file and line, in the reader's language; nothing half-loads."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bundled import kam_rubric
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from hiring.domain.profile import build_profile
from hiring.language import get_language
from hiring.rubric_files import SENTENCES, RubricFileError, load_rubric, read_rubric_document, say_fault
from hiring.rubric_schema import json_schema

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "documents/shift-lead.yaml"
TEXT = SMALL.read_text(encoding="utf-8")


def _line(fragment: str, text: str = TEXT) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if fragment in line)


def _faults(path: Path) -> list[tuple[str, int, str, str]]:
    with pytest.raises(RubricFileError) as caught:
        load_rubric(path)
    return [(fault.file, fault.line, fault.path, fault.code) for fault in caught.value.errors]


WEIGHT = "weight: 3, critical: true, expected: {en: Stops"
JUNIOR, SENIOR = "competencies.safety.levels.junior", "competencies.safety.levels.senior"
FLAG = """red_flags:
  - {id: F1, text: {en: a, ru: а}, probe: {en: b, ru: б}, effect: cap, cap: 4, competencies: [safety]}
gates:
"""
SOURCE = """sources:
  - {id: S1, kind: fact, states: Shifts are run., encoded_in: ["competency:sefety"]}
gates:
"""
FIELDS = """profile:
  fields:
    - {id: load, name: {en: Load, ru: Нагрузка}, kind: choice, choices: [{value: high, name: {en: high, ru: высокая}}],
       followups: [{id: lorries, name: {en: Lorries, ru: Машины}, kind: number, default: 3}]}
    - {id: pay, name: {en: Pay, ru: Оплата}, kind: money_range, terms: terms}
    - {id: terms, name: {en: Terms, ru: Условия}, kind: group, parts: [{id: period, name: {en: Per, ru: За}, kind: text}]}
  warnings:
    - {id: W, text: {en: a, ru: а}, reason: {en: b, ru: б}, remedy: {en: c, ru: в}, fields: [load], limit: 4,
        when: {at_least: ["answer:load.lorries", 9]}}
"""
QUESTIONS = [
    ("default: 3", "default: many", "default: many", "profile.fields.0.followups.0.default", "default_wrong"),
    ("terms: terms", "terms: load", "terms: load", "profile.fields.1.terms", "unknown_id"),
    ("{id: pay", "{id: load.lorries", "{id: load.lorries", "profile.fields.1.id", "id_repeated"),
    ("{id: terms", "{id: load", "{id: load, name: {en: Terms", "profile.fields.2.id", "id_repeated"),
    ("fields: [load]", "fields: [lode]", "fields: [lode]", "profile.warnings.0.fields.0", "unknown_id"),
    ("limit: 4", "limit: -4", "limit: -4", "profile.warnings.0.limit", "number_too_small"),
    ("load.lorries", "load.trucks", "load.trucks", "profile.warnings.0.when.at_least", "unknown_subject"),
    ("kind: money_range", "kind: per_level, of: table", "of: table", "profile.fields.1.of", "not_among"),
    ("{en: Lorries, ru: Машины}", "{en: Lorries}", "{en: Lorries}", "profile.fields.0.followups.0.name", "language_missing"),
]
REPLACEMENTS = [
    ('version: "1"', 'version: "1"\nversion: "2"', 'version: "2"', "", "key_repeated"),
    ("purpose:", "porpose:", "porpose:", "", "key_unknown"),
    ("lead, ru: Начальник смены склада}", "lead}", "title:", "title", "language_missing"),
    (WEIGHT, WEIGHT.replace("3", "-3"), "weight: -3", f"{JUNIOR}.weight", "number_too_small"),
    (WEIGHT, WEIGHT.replace("3", "heavy"), "weight: heavy", f"{JUNIOR}.weight", "number_wanted"),
    (WEIGHT, WEIGHT.replace("3", ".nan"), "weight: .nan", f"{JUNIOR}.weight", "number_wanted"),
    ("minimum: 3, weight: 3", "minimum: 2.5, weight: 3", "minimum: 2.5", f"{SENIOR}.minimum", "whole_number_wanted"),
    ('version: "1"', "version: 1", "version: 1", "version", "text_wanted"),
    ("anchored: true}", "anchored: perhaps}", "perhaps", "scale.0.anchored", "yes_no_wanted"),
    ("min_coverage: 0.7", "min_coverage: 70", "min_coverage", "rules.min_coverage", "number_too_large"),
    ("rule: condition", "rule: mood", "rule: mood", "gates.0.rule", "not_among"),
    ("id: licence\n", "id: a licence\n", "a licence", "gates.0.id", "id_wrong"),
    ("[junior, senior]", "[]", "levels: []", "gates.0.levels", "too_few_entries"),
    ("[junior, senior]", "junior", "levels: junior", "gates.0.levels", "list_wanted"),
    ("passes: {equals:", "passes: {equals: null, x:", "{equals: null", "gates.0.passes", "key_unknown"),
    ('{equals: ["fact:licence", true]}', "{equals: null}", "equals: null", "gates.0.passes", "condition_wrong"),
    ('{equals: ["fact:licence", true]}', "{}", "passes: {}", "gates.0.passes", "condition_wrong"),
    ('{equals: ["fact:licence", true]}', "{negated: {}}", "negated", "gates.0.passes", "key_unknown"),
    ('["fact:licence", true]', '["fact:licence"]', '"fact:licence"]', "gates.0.passes.equals", "pair_wanted"),
    ('["fact:licence", true]', '["fact:licence", [x]]', "[x]", "gates.0.passes.equals.1", "operand_wrong"),
    ('["fact:licence", true]', '["fact:licence", yes]', "yes]", "gates.0.passes.equals", "unknown_choice"),
    (
        'equals: ["fact:licence", true]',
        'at_least: ["fact:licence", 3]',
        "at_least",
        "gates.0.passes.at_least",
        "not_a_number",
    ),
    ("kind: yes_no}", "kind: yes_no, default: maybe}", "default: maybe", "profile.facts.0.default", "default_wrong"),
    ("kind: yes_no}", "kind: languages}", "passes:", "gates.0.passes.equals", "not_comparable"),
    ("passes: {equals:", "passes: {least:", "{least:", "gates.0.passes", "key_unknown"),
    ("    passes:", "    # passes:", "- id: licence", "gates.0", "key_missing"),
    ("gates:\n", FLAG, "cap: 4", "red_flags.0.cap", "cap_off_scale"),
    ("gates:\n", FLAG.replace("cap: 4, ", ""), "id: F1", "red_flags.0", "key_missing"),
    ("gates:\n", SOURCE, "encoded_in", "sources.0.encoded_in.0", "source_points_nowhere"),
    ("minimum: 3, weight: 3", "minimum: 7, weight: 3", "minimum: 7", f"{SENIOR}.minimum", "minimum_off_scale"),
    ("minimum: 3, weight: 3", "minimum: 1, weight: 3", "minimum: 1, weight: 3", f"{SENIOR}.minimum", "minimum_falls"),
    ("people, records]", "people]", "order:", "order", "order_lacks"),
    ("levels: [junior, senior]", "levels: [junior, boss]", "boss", "gates.0.levels.1", "unknown_id"),
    ('"fact:licence"', '"fact:license"', "fact:license", "gates.0.passes.equals", "unknown_subject"),
    ("passes: {equals:", "passes: {equal:", "{equal:", "gates.0.passes", "key_unknown"),
    ("{value: 1, name", "{value: 9, name", "value: 2, name", "scale.2.value", "scale_not_ascending"),
]


@pytest.mark.parametrize(
    ("before", "after", "at", "where", "code"), REPLACEMENTS, ids=[f"{row[-1]}-{row[-2]}" for row in REPLACEMENTS]
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, before: str, after: str, at: str, where: str, code: str) -> None:
    assert before in TEXT
    path = tmp_path / "broken.yaml"
    broken = TEXT.replace(before, after, 1)
    path.write_text(broken, encoding="utf-8")
    found, line = _faults(path), _line(at, broken)
    assert code in {fault[3] for fault in found}
    assert any(fault[:2] == ("broken.yaml", line) and fault[3] == code and fault[2].startswith(where) for fault in found), (
        found
    )


def test_questions_below_others_and_the_warnings_beside_them_are_known(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(TEXT.replace("profile:\n", FIELDS, 1), encoding="utf-8")
    rubric = load_rubric(path)
    assert [field.id for field in rubric.field("load").followups] == ["lorries"]
    assert rubric.field("pay").terms == "terms"
    assert (rubric.warnings[0].fields, rubric.warnings[0].limit) == (("load",), 4)


@pytest.mark.parametrize(
    ("before", "after", "at", "where", "code"), QUESTIONS, ids=[f"{row[-1]}-{row[-2]}" for row in QUESTIONS]
)
def test_a_fault_of_a_question_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, at: str, where: str, code: str
) -> None:
    assert before in FIELDS
    path = tmp_path / "broken.yaml"
    broken = TEXT.replace("profile:\n", FIELDS.replace(before, after, 1), 1)
    path.write_text(broken, encoding="utf-8")
    assert ("broken.yaml", _line(at, broken), where, code) in _faults(path)


def test_anchors_out_of_order(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    first, second = (
        "      0: {en: Looks away., ru: Не замечает.}\n",
        "      2: {en: Stops the work and says why., ru: Останавливает работу и объясняет.}\n",
    )
    path.write_text(TEXT.replace(first + second, second + first), encoding="utf-8")
    assert ("broken.yaml", _line("    anchors:"), "competencies.safety.anchors", "anchors_out_of_order") in _faults(path)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(
        TEXT.replace("minimum: 3, weight: 3", "minimum: 7, weight: 3")
        .replace("boss", "junior")
        .replace("fact:licence", "fact:x")
    )
    assert {fault[3] for fault in _faults(path)} >= {"minimum_off_scale", "unknown_subject"}


BOMB = b"a0: &a0 [x, x]\n" + b"".join(f"a{n}: &a{n} [{', '.join(10 * [f'*a{n - 1}'])}]\n".encode() for n in range(1, 12))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"# only a comment\n", "file_empty"),
        (b"- a\n- b\n", "not_a_mapping"),
        (b"just text", "not_a_mapping"),
        (b"a: [1, 2\nb: 3\n", "yaml_broken"),
        (b"a:\n\tb: 1\n", "yaml_broken"),
        ("id: смена".encode("cp1251"), "not_utf8"),
        (b"id: " + b"x" * 5_000_001, "file_too_large"),
        (b"a: &a [*a]\n", "key_unknown"),
        (BOMB, "too_much_repeated"),
        (b"a: !!python/object:os.system ls\n", "key_unknown"),
    ],
)
def test_what_is_no_rubric_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    assert code in {fault[3] for fault in _faults(path)}


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "gates.yaml").write_text("", encoding="utf-8")
    assert [(file, code) for file, _, _, code in _faults(tmp_path)] == [
        ("gates.yaml", "file_empty"),
        ("rubric.yaml", "yaml_broken"),
    ]


def test_a_missing_file(tmp_path: Path) -> None:
    assert _faults(tmp_path / "none.yaml") == [("none.yaml", 1, "", "file_missing")]


@pytest.fixture
def kam(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "rubrics/kam", tmp_path / "kam"))


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_in_a_folder_the_fault_names_the_file_of_the_part(kam: Path) -> None:
    path = kam / "competencies/negotiation.yaml"
    _change(path, lambda text: text.replace("    minimum: 3\n", "    minimum: 8\n", 1))
    line = _line("minimum: 8", path.read_text(encoding="utf-8"))
    assert (
        "competencies/negotiation.yaml",
        line,
        "competencies.negotiation.levels.L1.minimum",
        "minimum_off_scale",
    ) in _faults(kam)


def test_a_key_in_two_files(kam: Path) -> None:
    _change(kam / "rubric.yaml", lambda text: text + "\ngates: []\n")
    assert ("gates.yaml", 1, "gates", "key_in_two_files") in _faults(kam)


def test_folder_and_single_file_are_the_same_document(kam: Path, tmp_path: Path) -> None:
    document = read_rubric_document(kam)
    single = tmp_path / "kam.yaml"
    with single.open("w", encoding="utf-8") as target:
        YAML().dump(document, target)
    alone, cut = load_rubric(single), kam_rubric()
    assert (alone.content, alone.structure) == (cut.content, cut.structure)


def test_wording_changes_only_the_content_fingerprint(kam: Path) -> None:
    before = kam_rubric()
    _change(kam / "competencies/partnership.yaml", lambda text: text.replace("trust", "confidence", 1))
    after = load_rubric(kam)
    assert after.content != before.content
    assert after.structure == before.structure


def test_an_anchored_point_more_changes_the_structure(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(TEXT.replace("id: shift-lead", "id: other").replace("records", "papers"), encoding="utf-8")
    assert load_rubric(path).structure != load_rubric(SMALL).structure


@pytest.mark.parametrize("row", REPLACEMENTS, ids=[f"{row[-1]}-{row[-2]}" for row in REPLACEMENTS])
def test_faults_are_told_in_russian(tmp_path: Path, row: tuple[str, str, str, str, str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(TEXT.replace(row[0], row[1], 1), encoding="utf-8")
    with pytest.raises(RubricFileError) as caught:
        load_rubric(path)
    for fault in caught.value.errors:
        said = say_fault(fault, get_language("ru"))
        assert re.search("[а-я]{4}", said) and "%(" not in said


def _places(part: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from _places(value, (*path, key))


DOCUMENT = read_rubric_document(SMALL)
ODD = [
    None,
    "",
    0,
    -1,
    3,
    1.5,
    True,
    "x",
    [],
    {},
    [1],
    {"en": "x"},
    {"given": "x"},
    float("inf"),
    10**30,
    [[]],
    {"not": None},
]


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(list(_places(DOCUMENT))), odd=st.sampled_from(ODD), drop=st.booleans())
def test_whatever_one_puts_anywhere_it_loads_whole_or_is_refused(
    place: tuple[str | int, ...], odd: object, drop: bool
) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    holder = document
    for step in place[:-1]:
        holder = holder[step]
    if drop:
        del holder[place[-1]]
    else:
        holder[place[-1]] = odd
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd.yaml"
        with path.open("w", encoding="utf-8") as target:
            YAML().dump(document, target)
        try:
            loaded = load_rubric(path)
        except RubricFileError as error:
            assert error.errors
            assert all(fault.line >= 1 and say_fault(fault, get_language("ru")) for fault in error.errors)
        else:
            assert all(build_profile(loaded, level_sought=level.id).standard_of(level.id) for level in loaded.levels)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_fault_has_a_sentence(locale: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(TEXT.replace("order: [safety", "order: [sefety, safety"), encoding="utf-8")
    with pytest.raises(RubricFileError) as caught:
        load_rubric(path)
    for fault in caught.value.errors:
        said = say_fault(fault, get_language(locale))
        assert said.startswith(f"broken.yaml:{_line('order:')}: order")
        assert "%(" not in said
    assert all(get_language("ru").gettext(sentence) != sentence for sentence in SENTENCES.values())


def test_the_schema_for_editors_is_current() -> None:
    kept = json.loads((ROOT / "rubrics/rubric.schema.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(json_schema()))

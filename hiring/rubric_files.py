"""Rubrics as YAML: the only place that reads it, with every error at its file and line.

A rubric is one document. As a folder it is cut at its top-level keys: `rubric.yaml` holds any of them, `<key>.yaml` the
value of one, `<key>/<id>.yaml` one entry of a mapping. Both forms give the same document and the same fingerprints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from hiring.domain.rubric import Rubric
from hiring.errors import HiringError
from hiring.language import N_, Language, get_language
from hiring.rubric_building import build_rubric
from hiring.rubric_references import check_references
from hiring.rubric_shape import shape_faults

PACKAGE = Path(__file__).parent
MAX_BYTES = 5_000_000
BUNDLED_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
MAX_VALUES = 200_000
"""A document unfolded from its references has no more; the KAM rubric has some 8,000."""

SENTENCES = {
    "file_missing": N_("there is no such file or folder"),
    "file_too_large": N_("the file is larger than 5 MB; a rubric is text"),
    "not_utf8": N_("the file is not text in UTF-8; save it in that encoding"),
    "file_empty": N_("the file is empty; a mapping of keys is expected"),
    "not_a_mapping": N_("a mapping of keys is expected here"),
    "yaml_broken": N_("this is not YAML: %(detail)s"),
    "key_repeated": N_("the key “%(key)s” stands here twice; keep one"),
    "key_in_two_files": N_("the key “%(key)s” already stands in %(other)s; keep one"),
    "key_unknown": N_("the key “%(key)s” is not known here"),
    "key_missing": N_("the key “%(key)s” is missing"),
    "value_wrong": N_("%(found)s does not fit here"),
    "condition_wrong": N_("a condition has exactly one key, with a value: %(known)s"),
    "pair_wanted": N_("a list of a subject and a value is expected here"),
    "operand_wrong": N_("%(found)s cannot be compared; a text, a whole number, true, false or value_of is expected"),
    "list_wanted": N_("a list is expected here instead of %(found)s"),
    "whole_number_wanted": N_("a whole number is expected instead of %(found)s"),
    "number_wanted": N_("a number is expected instead of %(found)s"),
    "text_wanted": N_("a text is expected instead of %(found)s; a number or date stands in quotes"),
    "yes_no_wanted": N_("true or false is expected instead of %(found)s"),
    "number_too_small": N_("%(found)s is too small; the smallest value is %(limit)s"),
    "number_too_large": N_("%(found)s is too large; the largest value is %(limit)s"),
    "id_wrong": N_("“%(found)s” is no id: Latin letters, digits, dot, dash and underscore, a letter or digit first"),
    "text_empty": N_("the text is empty"),
    "text_too_long": N_("the text is longer than %(limit)s characters"),
    "too_few_entries": N_("at least %(limit)s entries are expected here"),
    "too_many_entries": N_("more entries stand here than the expected %(limit)s"),
    "not_among": N_("%(found)s is not among: %(known)s"),
    "language_missing": N_("the text in the language “%(language)s” is missing"),
    "language_unknown": N_("the language “%(language)s” is not among the rubric's languages: %(known)s"),
    "scale_not_ascending": N_("points of the scale must ascend; %(value)s does not"),
    "scale_without_anchor": N_("at least one point of the scale must be anchored"),
    "order_lacks": N_("the competency “%(id)s” is missing from the order"),
    "unknown_id": N_("“%(id)s” is not among the %(family)s of this rubric"),
    "anchors_out_of_order": N_("anchors must ascend; found %(points)s"),
    "anchor_missing": N_("the anchor for point %(point)s is missing"),
    "anchor_unexpected": N_("point %(point)s is not anchored on the scale; anchored are %(known)s"),
    "level_missing": N_("the level “%(level)s” is missing: minimum, weight, expectation and reason are needed for each"),
    "minimum_off_scale": N_("the minimum must be a point of the scale, %(lowest)s to %(highest)s"),
    "minimum_falls": N_("the minimum is lower than that of the level “%(lower)s” below it"),
    "weights_all_zero": N_("all weights of the level “%(level)s” are zero"),
    "id_repeated": N_("the id “%(id)s” is used twice"),
    "unknown_subject": N_("“%(subject)s” is no answer, fact or result of this rubric"),
    "unknown_choice": N_("“%(value)s” is no value that “%(subject)s” can have; it can have: %(known)s"),
    "not_a_number": N_("“%(value)s” is no number, so that it can be neither at least nor at most something"),
    "not_comparable": N_("“%(subject)s” has several parts and cannot be compared; it can only be given"),
    "default_wrong": N_("the default is no answer of the kind “%(kind)s”"),
    "cap_off_scale": N_("the cap must be a point of the scale: %(known)s"),
    "source_points_nowhere": N_("“%(place)s” is no part of this rubric"),
    "too_much_repeated": N_("references repeat so much that more than %(limit)s values unfold; repeat less"),
}


@dataclass(frozen=True, slots=True)
class RubricFault:
    """One fault: `path` is dotted, `line` counts from 1, `code` and `values` fill a sentence of `say_fault`."""

    file: str
    line: int
    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class RubricFileError(HiringError):
    """A rubric that does not load; `errors` holds every fault, by file and line."""

    def __init__(self, errors: tuple[RubricFault, ...]) -> None:
        self.errors = tuple(sorted(errors, key=lambda fault: (fault.file, fault.line, fault.path)))
        super().__init__("\n".join(say_fault(fault, get_language("en")) for fault in self.errors))


def say_fault(fault: RubricFault, language: Language) -> str:
    """`negotiation.yaml:14: competencies.negotiation.levels.L1.weight: ...` in the reader's language."""
    sentence = language.gettext(SENTENCES[fault.code], **fault.values)
    where = f"{fault.file}:{fault.line}: "
    return f"{where}{fault.path}: {sentence}" if fault.path else where + sentence


def load_rubric(path: Path) -> Rubric:
    """The rubric in a folder or file. Raises RubricFileError with every fault; never half of a rubric."""
    return build_rubric(read_rubric_document(path))


def rubric_from_document(document: Mapping[str, Any]) -> Rubric:
    """The rubric of a stored document, which was checked before it was stored."""
    return build_rubric(document)


def read_rubric_document(path: Path) -> dict[str, Any]:
    """The checked document as plain data: what is stored, fingerprinted and built from."""
    source = _read_source(Path(path))
    document = _unfold(source)
    faults = [source.fault(*finding) for finding in shape_faults(document)]
    if not faults:
        faults = [source.fault(*finding) for finding in check_references(document)]
    if faults:
        raise RubricFileError(tuple(faults))
    assert isinstance(document, dict)  # the schema has just said so
    return document


def list_bundled_rubrics() -> tuple[str, ...]:
    """Ids of the rubrics that come with the product."""
    folders = {path.parent.name for root in _roots() for path in root.glob("*/rubric.yaml")}
    return tuple(sorted(folders))


def find_rubric(name_or_path: str) -> Path:
    """A bundled rubric by its id, else the path itself."""
    for root in _roots():
        if BUNDLED_ID.fullmatch(name_or_path) and (root / name_or_path / "rubric.yaml").exists():
            return root / name_or_path
    return Path(name_or_path)


def _roots() -> tuple[Path, ...]:
    return tuple(root for root in (PACKAGE / "rubrics", PACKAGE.parent / "rubrics") if root.is_dir())


@dataclass(slots=True)
class _Source:
    """The assembled document and, for every cut, the file it came from."""

    document: CommentedMap
    files: dict[tuple[str | int, ...], tuple[str, Any]]

    def fault(self, path: tuple[str | int, ...], code: str, values: Mapping[str, object]) -> RubricFault:
        file, line = self._locate(path)
        return RubricFault(file, line, ".".join(str(step) for step in path), code, values)

    def _locate(self, path: tuple[str | int, ...]) -> tuple[str, int]:
        depth = max(length for length in range(len(path) + 1) if path[:length] in self.files)
        file, node = self.files[path[:depth]]
        return file, _line_of(node, path[depth:]) if node is not None else 1


def _line_of(node: Any, path: tuple[str | int, ...]) -> int:
    line = node.lc.line if isinstance(node, CommentedMap | CommentedSeq) else 0
    for step in path:
        if isinstance(node, CommentedMap) and step not in node and str(step).isdigit():
            step = int(step)  # a number may be a key of the file, and is text in the document
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0]
        else:
            break
        node = node[step]
    return int(line) + 1


def _read_source(path: Path) -> _Source:
    if path.is_dir():
        return _read_folder(path)
    document = _read_yaml(path, path.name)
    return _Source(document, {(): (path.name, document)})


def _read_folder(folder: Path) -> _Source:
    main = folder / "rubric.yaml"
    own, faults = _read_main(main)
    document = CommentedMap(own)
    files: dict[tuple[str | int, ...], tuple[str, Any]] = {(): (main.name, own)}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]):
        if path == main:
            continue
        name = path.relative_to(folder).as_posix()
        try:
            value = _read_yaml(path, name, mapping=False)
        except RubricFileError as error:
            faults += error.errors
            continue
        faults += _add(document, files, path.relative_to(folder).with_suffix("").parts, name, value)
    if faults:
        raise RubricFileError(tuple(faults))
    return _Source(document, files)


def _read_main(path: Path) -> tuple[CommentedMap, list[RubricFault]]:
    """Empty with its faults when it cannot be read, so that the other files' faults are told as well."""
    try:
        return _read_yaml(path, path.name), []
    except RubricFileError as error:
        return CommentedMap(), list(error.errors)


def _add(
    document: CommentedMap,
    files: dict[tuple[str | int, ...], tuple[str, Any]],
    steps: tuple[str, ...],
    name: str,
    value: Any,
) -> list[RubricFault]:
    holder = document if len(steps) == 1 else document.setdefault(steps[0], CommentedMap())
    if not isinstance(holder, dict):
        return [RubricFault(name, 1, steps[0], "not_a_mapping")]
    if steps[-1] in holder:
        other = files.get(steps, files[()])[0]
        return [RubricFault(name, 1, ".".join(steps), "key_in_two_files", {"key": steps[-1], "other": other})]
    holder[steps[-1]] = value
    files[steps] = (name, value)
    return []


def _read_yaml(path: Path, name: str, *, mapping: bool = True) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RubricFileError((RubricFault(name, 1, "", "file_too_large"),))
        text = path.read_text(encoding="utf-8-sig")
        value = YAML(typ="rt").load(text)
    except OSError:
        raise RubricFileError((RubricFault(name, 1, "", "file_missing"),)) from None
    except UnicodeDecodeError:
        raise RubricFileError((RubricFault(name, 1, "", "not_utf8"),)) from None
    except DuplicateKeyError as error:
        raise RubricFileError((_duplicate(error, name),)) from None
    except YAMLError as error:
        raise RubricFileError((_broken(error, name),)) from None
    except RecursionError:
        raise RubricFileError((RubricFault(name, 1, "", "yaml_broken", {"detail": "nested too deeply"}),)) from None
    if value is None:
        raise RubricFileError((RubricFault(name, 1, "", "file_empty"),))
    if mapping and not isinstance(value, CommentedMap):
        raise RubricFileError((RubricFault(name, 1, "", "not_a_mapping"),))
    return value


def _duplicate(error: DuplicateKeyError, name: str) -> RubricFault:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    key = str(error.problem).split('"')[1] if '"' in str(error.problem) else str(error.problem)
    return RubricFault(name, line, "", "key_repeated", {"key": key})


def _broken(error: YAMLError, name: str) -> RubricFault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    detail = " ".join(str(getattr(error, "problem", "") or error).split())
    return RubricFault(name, mark.line + 1 if mark else 1, "", "yaml_broken", {"detail": detail})


def _unfold(source: _Source) -> Any:
    try:
        return _plain(source.document, iter(range(MAX_VALUES)))
    except (StopIteration, RecursionError):
        raise RubricFileError((source.fault((), "too_much_repeated", {"limit": MAX_VALUES}),)) from None


def _plain(value: Any, budget: Iterator[int]) -> Any:
    """Plain data that JSON can carry: what ruamel adds to remember the file is left behind.

    Raises StopIteration when the budget of values is spent, as by a reference to itself.
    """
    next(budget)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, budget) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, budget) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float | Decimal):
        return float(value)
    return str(value)

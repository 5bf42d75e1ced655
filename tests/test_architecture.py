"""The layers hold: a module imports only from layers below its own, and every module has a layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "hiring"

# From the top down. Modules of one layer never import each other, except inside the same package.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"hiring.app", "hiring.cli", "hiring.operate"}),
    frozenset(
        {
            "hiring.web",
            "hiring.api",
            "hiring.jobs",
            "hiring.delivery",
            "hiring.demo",
            "hiring.demo_data",
            "hiring.demo_letters",
            "hiring.demo_calibration",
        }
    ),
    frozenset({"hiring.actions"}),
    frozenset(
        {
            "hiring.storage",
            "hiring.pdf",
            "hiring.rubric_files",
            "hiring.rubric_schema",
            "hiring.rubric_building",
            "hiring.rubric_references",
            "hiring.rubric_conditions",
            "hiring.rubric_shape",
            "hiring.sheets",
            "hiring.files",
            "hiring.mail",
            "hiring.calendars",
        }
    ),
    frozenset({"hiring.wording"}),
    frozenset({"hiring.domain", "hiring.language", "hiring.config", "hiring.mail_settings"}),
    frozenset({"hiring.errors"}),
)
# Rooms of one subject that were cut in two, and the wiring on top, may reach a sibling.
SIBLINGS = {
    ("hiring.cli", "hiring.operate"),
    ("hiring.operate", "hiring.app"),
    ("hiring.config", "hiring.mail_settings"),
    ("hiring.demo", "hiring.demo_data"),
    ("hiring.demo", "hiring.demo_letters"),
    ("hiring.demo", "hiring.demo_calibration"),
    ("hiring.rubric_files", "hiring.rubric_schema"),
    ("hiring.rubric_files", "hiring.rubric_building"),
    ("hiring.rubric_files", "hiring.rubric_references"),
    ("hiring.rubric_files", "hiring.rubric_shape"),
    ("hiring.rubric_shape", "hiring.rubric_conditions"),
    ("hiring.rubric_references", "hiring.rubric_conditions"),
    ("hiring.rubric_shape", "hiring.rubric_schema"),
}
ONLY_IN = {
    "flask": ("hiring.app", "hiring.web", "hiring.api", "hiring.cli"),
    "wtforms": ("hiring.web",),
    "weasyprint": ("hiring.pdf",),
    "smtplib": ("hiring.mail",),
    "icalendar": ("hiring.calendars",),
    "ruamel": ("hiring.rubric_files",),
    "alembic": ("hiring.storage",),
    "numpy": (
        "hiring.domain.robustness",
        "hiring.domain.weight_draws",
        "hiring.domain.many_scores",
        "hiring.domain.panel_alpha",
        "hiring.domain.panel_severity",
    ),
}
PURE = {
    "__future__",
    "collections",
    "dataclasses",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "statistics",
    "typing",
    "unicodedata",
}
COUNTING = {(name, "numpy") for name in ONLY_IN["numpy"]}


@cache
def modules() -> tuple[tuple[str, Path], ...]:
    return tuple(_walk())


def _walk() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations/versions" in path.as_posix() or path.name == "env.py":
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Parsed once: a dozen tests look at every module."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module.startswith("hiring"))


def layer_of(module: str) -> int | None:
    for index, layer in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in layer):
            return index
    return None


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_every_module_has_a_layer() -> None:
    homeless = [name for name, _ in modules() if name != "hiring" and layer_of(name) is None]
    assert homeless == []


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_a_module_imports_only_from_below(name: str, path: Path) -> None:
    if name == "hiring":
        return
    own, wrong = layer_of(name), []
    for target in imports(path):
        if not target.startswith("hiring.") or layer_of(target) is None:
            continue
        other = layer_of(target)
        same_room = room_of(target) == room_of(name)
        allowed = same_room or (room_of(name), room_of(target)) in SIBLINGS
        if not allowed and (own is None or other is None or other <= own):
            wrong.append(target)
    assert wrong == []


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_in_its_room(library: str) -> None:
    found = [
        name
        for name, path in modules()
        if any(target.split(".")[0] == library for target in imports(path))
        and not any(name == room or name.startswith(room + ".") for room in ONLY_IN[library])
    ]
    assert found == []


def test_sqlalchemy_reaches_actions_only_as_the_session_type() -> None:
    wrong = []
    for name, path in modules():
        if name.startswith("hiring.storage"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                wrong += [name for alias in node.names if alias.name.startswith("sqlalchemy")]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                wrong += [name for alias in node.names if alias.name != "Session"]
    assert wrong == []


def test_the_domain_is_pure() -> None:
    foreign = {
        (name, target)
        for name, path in modules()
        if name.startswith("hiring.domain")
        for target in imports(path)
        if not target.startswith(("hiring.domain", "hiring.errors")) and target.split(".")[0] not in PURE
    }
    assert {(name, target.split(".")[0]) for name, target in foreign} == COUNTING


def test_numpy_is_loaded_when_it_is_used_and_not_before() -> None:
    """No web worker pays for it at its start."""
    at_start = [
        name
        for name, path in modules()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "numpy" in {alias.name for alias in node.names} | {getattr(node, "module", None)}
    ]
    assert at_start == []


def test_config_is_read_only_at_the_top() -> None:
    readers = {name for name, path in modules() if "hiring.config" in set(imports(path))}
    assert readers <= {"hiring.app", "hiring.cli", "hiring.operate", "hiring.config"}


@pytest.mark.parametrize("word", ["utils", "helpers", "helper", "manager", "common", "misc"])
def test_no_module_hides_behind_a_vague_name(word: str) -> None:
    assert [name for name, _ in modules() if name.rsplit(".", 1)[-1] == word] == []

"""Every message of the code and the templates exists in Russian, with the same placeholders."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
BAND = re.compile(r"\bbands?\b", re.IGNORECASE)
BAND_RU = re.compile("полос", re.IGNORECASE)
OTHER_NAMES = re.compile("confidence (interval|limit|bound)|margin of error|error margin|error band", re.IGNORECASE)
OTHER_NAMES_RU = re.compile("доверительн|коридор|интервал погрешности", re.IGNORECASE)


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {
        mapping["pattern"]: {key: value for key, value in mapping.items() if key not in ("pattern", "method")}
        for mapping in mappings
    }
    rows = extract_from_dir(str(ROOT), methods, options, KEYWORDS, directory_filter=_is_ours)
    return frozenset(message for _, _, message, _, _ in rows if message)


def _is_ours(folder: str) -> bool:
    return Path(folder).name in {"hiring", "templates"} or any(
        part in {"hiring", "templates"} for part in Path(folder).relative_to(ROOT).parts[:1]
    )


@cache
def russian() -> Catalog:
    with (ROOT / "hiring/translations/ru/messages.po").open("rb") as source:
        return read_po(source, locale="ru")


def _found(message: str | tuple[str, ...]) -> Message | None:
    return russian().get(message[0] if isinstance(message, tuple) else message)


def test_messages_are_found_in_code_and_templates() -> None:
    assert len(extracted()) > 300


def test_every_message_is_translated() -> None:
    missing = sorted(str(message) for message in extracted() if (entry := _found(message)) is None or not _filled(entry))
    assert missing == []


def _filled(entry: Message) -> bool:
    return all(entry.string) if isinstance(entry.string, tuple | list) else bool(entry.string)


def test_nothing_translated_is_left_over() -> None:
    wanted = {message[0] if isinstance(message, tuple) else message for message in extracted()}
    stale = [entry.id for entry in russian() if entry.id and (entry.id[0] if entry.pluralizable else entry.id) not in wanted]
    assert stale == []


def test_counts_are_put_in_as_text() -> None:
    """As `%(num)d` they would come without the spaces or commas between thousands."""
    assert [message for message in extracted() if re.search(r"%\(\w+\)[^s]", str(message))] == []


def test_placeholders_are_the_same() -> None:
    wrong = [entry.id for entry in russian() if entry.id and not _same_placeholders(entry)]
    assert wrong == []


def _same_placeholders(entry: Message) -> bool:
    source = set(PLACEHOLDER.findall(" ".join(entry.id) if entry.pluralizable else str(entry.id)))
    texts = list(entry.string) if entry.pluralizable else [str(entry.string)]
    return all(
        set(PLACEHOLDER.findall(text)) - {"num"} <= source and source - {"num"} <= set(PLACEHOLDER.findall(text))
        for text in texts
    )


@pytest.mark.parametrize("folder", ["hiring", "templates"])
def test_no_russian_is_typed_into_code_or_templates(folder: str) -> None:
    allowed = {
        "hiring/actions/passwords.py",
        "hiring/demo_data",
        "hiring/domain/confidential.py",  # the words they look for, no words of ours
        "hiring/domain/restricted",
        "hiring/sheets",
        "hiring/translations",
    }
    wrong = []
    for path in sorted((ROOT / folder).rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in {".py", ".html"} and not any(name.startswith(start) for start in allowed):
            wrong += [
                f"{name}:{number}" for number, line in enumerate(path.read_text().splitlines(), 1) if _speaks_russian(line)
            ]
    assert wrong == []


def _speaks_russian(line: str) -> bool:
    return bool(re.search("[а-яё]{4,}", line, re.IGNORECASE)) and "# " not in line and "Русский" not in line


def test_the_band_of_a_score_has_one_name() -> None:
    """A band, «полоса»: nothing else is called so, and it has no other name save where the method explains it."""
    named = {str(entry.id): str(entry.string) for entry in russian() if entry.id and not entry.pluralizable}
    assert [source for source, said in named.items() if bool(BAND.search(source)) != bool(BAND_RU.search(said))] == []
    other = [source for source, said in named.items() if OTHER_NAMES.search(source) or OTHER_NAMES_RU.search(said)]
    assert [source for source in other if not source.startswith("the band of S: ")] == []


@pytest.mark.parametrize("guide", ["user-guide", "method"])
def test_the_band_has_one_name_in_the_guides(guide: str) -> None:
    for path, names in ((f"{guide}.md", OTHER_NAMES), (f"{guide}.ru.md", OTHER_NAMES_RU)):
        lines = (ROOT / "docs" / path).read_text().splitlines()
        assert [line for line in lines if names.search(line) and "95-" not in line] == []

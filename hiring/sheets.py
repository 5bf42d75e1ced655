"""Spreadsheets in: CSV and XLSX as people's programs write them, read into rows with their line numbers.

Nothing in a cell is ever executed or followed. What a row means is decided by `hiring.rating_sheets`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hiring.errors import Invalid, Problem

MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: `line` counts from 1 as the person's program does; `cells` by the column's name as typed, folded."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def fold(text: str) -> str:
    """The form in which two spellings of one name are the same: composed, single spaces, no case."""
    return tidy(text).casefold()


def tidy(text: str) -> str:
    """Composed letters (NFC), one plain space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_sheet(path: Path) -> Sheet:
    """The rows of a CSV or XLSX file; empty rows are left out.

    Raises Invalid for a file that is missing, empty, larger than 10 MB or 100,000 rows, or of another kind.
    """
    content = _read_bytes(path)
    rows = _read_xlsx(content, path) if content[:4] == b"PK\x03\x04" else _read_csv(_decode(content, path), path)
    if not rows:
        raise _refuse("sheet_empty", path)
    if len(rows) > MOST_ROWS + 1:
        raise _refuse("sheet_too_long", path, most=MOST_ROWS)
    return _with_header(rows, path)


def _refuse(code: str, path: Path, **values: object) -> Invalid:
    return Invalid([Problem(code, path.name, {"file": path.name, **values})])


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refuse("file_too_large", path, most=MOST_BYTES // 1_000_000)
        content = path.read_bytes()
    except OSError:
        raise _refuse("file_unreadable", path) from None
    if not content.strip():
        raise _refuse("sheet_empty", path)
    return content


def _decode(content: bytes, path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Cyrillic code page of Windows."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings: tuple[str, ...] = ("utf-16",) if marked else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in text):
            return text
    raise _refuse("sheet_not_text", path)


def _read_csv(text: str, path: Path) -> list[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        text = text[text.index(first) + len(first) :]
        separator = first.strip()[-1]
    else:
        separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    rows = []
    try:
        start = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        raise _refuse("sheet_not_text", path) from None
    return rows


def _read_xlsx(content: bytes, path: Path) -> list[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 20 * MOST_BYTES:
                raise _refuse("file_too_large", path, most=MOST_BYTES // 1_000_000)
        grid = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError):
        raise _refuse("workbook_broken", path) from None
    lines = ((number, [_cell(value) for value in row]) for number, row in enumerate(grid, 1))
    return [(number, row) for number, row in lines if any(cell.strip() for cell in row)]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _with_header(rows: list[tuple[int, list[str]]], path: Path) -> Sheet:
    columns = [fold(cell) for cell in rows[0][1]]
    named = [column for column in columns if column]
    repeated = sorted({column for column in named if named.count(column) > 1})
    if repeated:
        raise _refuse("column_repeated", path, column=repeated[0])
    return Sheet(
        columns=tuple(named),
        rows=tuple(
            SheetRow(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column})
            for line, cells in rows[1:]
        ),
    )

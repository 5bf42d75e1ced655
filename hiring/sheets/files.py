"""CSV and XLSX files as people's programs write them, read into rows with their line numbers."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from hiring.errors import Invalid, Problem
from hiring.sheets.cells import fold, tidy

MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
"""From the first cell of a workbook to its last, the empty ones between included."""
SEPARATORS = (",", ";", "\t")
WORKBOOK = b"PK\x03\x04"
WHITE = "\t\n\v\f"

Rows = list[tuple[int, list[str]]]
"""Each row with the number that the person's program shows beside it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`cells` by the folded name of their column.

    `overflows`: it has more cells than there are columns, as when `3,0` without quotation marks became 3 and 0.
    """

    line: int
    cells: dict[str, str]
    overflows: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns`: folded name -> name as typed. `unnamed`: numbers of columns that hold something but have no name."""

    file: str
    columns: dict[str, str]
    unnamed: tuple[int, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path) -> Sheet:
    """The rows of a CSV or XLSX file; empty rows are left out.

    Raises Invalid for a file that is missing, empty, larger than 10 MB or 100,000 rows, of another kind or damaged.
    """
    return parse_sheet(_read_bytes(path), path)


def parse_sheet(content: bytes, path: Path) -> Sheet:
    """As `read_sheet`, of content that is here already; `path` is only what messages call it."""
    if content.startswith(WORKBOOK):
        from hiring.sheets.workbooks import read_workbook

        rows = read_workbook(content, path)
    else:
        rows = _read_csv(_decode(content, path), path)
    if not rows:
        refuse(Problem("sheet_empty", "", {"file": file_name(path)}))
    if len(rows) > MOST_ROWS + 1:
        refuse(Problem("sheet_too_long", "", {"file": file_name(path), "most": MOST_ROWS}))
    return _with_header(rows, path)


def file_name(path: Path) -> str:
    """What a message calls the file."""
    return path.name or str(path)


def refuse(problem: Problem) -> NoReturn:
    """Raises Invalid: the file as a whole is of no use."""
    raise Invalid([problem])


def _read_bytes(path: Path) -> bytes:
    """Never more than the limit, even from a pipe or a device, whose size is not known before."""
    try:
        with path.open("rb") as source:
            if path.stat().st_size > MOST_BYTES:
                refuse(Problem("file_too_large", "", {"file": file_name(path), "most": MOST_BYTES // 1_000_000}))
            content = source.read(MOST_BYTES + 1)
    except (OSError, ValueError):  # ValueError: a NUL byte in the name
        refuse(Problem("file_unreadable", "", {"file": file_name(path)}))
    if len(content) > MOST_BYTES:
        refuse(Problem("file_too_large", "", {"file": file_name(path), "most": MOST_BYTES // 1_000_000}))
    if not content.strip():
        refuse(Problem("sheet_empty", "", {"file": file_name(path)}))
    return content


def _decode(content: bytes, path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Cyrillic code page of Windows."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_code_page(content, path)
    if any(unicodedata.category(letter) == "Cc" and letter not in WHITE + "\r\x85" for letter in text):
        refuse(Problem("sheet_not_text", "", {"file": file_name(path)}))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_code_page(content: bytes, path: Path) -> str:
    """Text of which most is UTF-8 is UTF-8 with a damaged place: read as a code page it would name people in gibberish."""
    hopeful = content.decode("utf-8", errors="replace")
    damaged = hopeful.count("\ufffd")
    if sum(1 for letter in hopeful if letter > "\x7f") > 2 * damaged:
        refuse(Problem("text_damaged", "", {"file": file_name(path)}))
    try:
        return content.decode("cp1251")
    except UnicodeDecodeError:
        refuse(Problem("sheet_not_text", "", {"file": file_name(path)}))


def _read_csv(text: str, path: Path) -> Rows:
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    stated = first.strip(" ").lower().startswith("sep=") and len(first.strip(" ")) == 5
    separator = first.strip(" ")[-1] if stated else max(SEPARATORS, key=first.count)
    skipped = lines.index(first) + 1 if stated else 0
    reader = csv.reader(io.StringIO("\n".join(lines[skipped:]), newline=""), delimiter=separator, strict=True)
    rows: Rows = []
    start = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, cells))
            start = skipped + reader.line_num + 1
    except csv.Error:
        refuse(Problem("quotes_broken", "", {"file": file_name(path), "line": str(start)}))
    return rows


def _with_header(rows: Rows, path: Path) -> Sheet:
    columns = [fold(cell) for cell in rows[0][1]]
    typed = {column: tidy(cell) for column, cell in zip(columns, rows[0][1], strict=True) if column}
    repeated = [typed[column] for column in typed if columns.count(column) > 1]
    if repeated:
        refuse(Problem("column_repeated", "", {"file": file_name(path), "column": repeated[0]}))
    unnamed = {
        number
        for _, cells in rows[1:]
        for number, (column, cell) in enumerate(zip(columns, cells, strict=False), 1)
        if cell.strip() and not column
    }
    return Sheet(
        file=file_name(path),
        columns=typed,
        unnamed=tuple(sorted(unnamed)),
        rows=tuple(_row(line, columns, cells) for line, cells in rows[1:]),
    )


def _row(line: int, columns: list[str], cells: list[str]) -> SheetRow:
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    return SheetRow(line, named, overflows=any(cell.strip() for cell in cells[len(columns) :]))

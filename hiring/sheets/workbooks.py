"""XLSX workbooks: the first sheet, as the person sees it.

The values are read by calamine. Before that the file is looked through for what would exhaust the memory, and for errors and
formulas without a result, which calamine reads as empty cells: an empty rating means "not observed".
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from hiring.errors import Problem
from hiring.sheets.files import MOST_BYTES, MOST_CELLS, Rows, file_name, refuse

MOST_UNPACKED = 20 * MOST_BYTES
DIGITS = 15
"""As many as a spreadsheet program keeps and shows."""
NO_RESULT = "="
STYLES = "xl/styles.xml"
PERCENT_FORMATS = frozenset({"9", "10"})
"""The built-in number formats 0% and 0.00%."""
UNREADABLE = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    ValueError,
)
"""What damaged and encrypted archives make the libraries say."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it stands."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_workbook(content: bytes, path: Path) -> Rows:
    """The rows of the first sheet that are not empty. Raises Invalid when the file is damaged or made to do harm."""
    try:
        scan = _look_through(content, path)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except UNREADABLE:
        refuse(Problem("workbook_broken", "", {"file": file_name(path)}))
    for (row, column), text in scan.hidden.items():
        _put(grid, row, column, text)
    for row, column in scan.percents:
        _put(grid, row, column, _percent(grid[row - 1][column - 1]))
    return [(number, row) for number, row in enumerate(grid, 1) if any(cell.strip() for cell in row)]


def _text(value: object) -> str:
    """A number as the program shows it; everything else as its text."""
    if isinstance(value, float):
        return f"{Decimal(f'{value:.{DIGITS}g}'):f}"
    return str(value)


def _percent(text: str) -> str:
    """What the program shows for a cell that keeps 0.88 and is formatted as a percentage."""
    return f"{(Decimal(text) * 100).normalize():f}%"


def _put(grid: list[list[str]], row: int, column: int, text: str) -> None:
    grid.extend([] for _ in range(row - len(grid)))
    cells = grid[row - 1]
    cells.extend("" for _ in range(column - len(cells)))
    cells[column - 1] = text


def _look_through(content: bytes, path: Path) -> _CellScan:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            refuse(Problem("file_too_large", "", {"file": file_name(path), "most": MOST_BYTES // 1_000_000}))
        if archive.testzip() is not None:  # also finds a member that unpacks to more than it says
            refuse(Problem("workbook_broken", "", {"file": file_name(path)}))
        scan = _CellScan(_percent_styles(archive))
        scan.read(archive.read(_first_sheet(archive)))
    if scan.height * scan.width > MOST_CELLS:
        refuse(Problem("sheet_too_wide", "", {"file": file_name(path), "cell": scan.farthest}))
    return scan


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The archive's name of the sheet that the program shows first."""
    sheets = _attributes(archive.read("xl/workbook.xml"), "sheet")
    wanted = next(value for key, value in sheets[0].items() if key.rpartition(":")[2] == "id")
    relations = _attributes(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    target = next(item["Target"] for item in relations if item["Id"] == wanted)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles that show a share as a percentage."""
    if STYLES not in archive.namelist():
        return frozenset()
    xml = archive.read(STYLES)
    formats = _attributes(xml, "numFmt")
    own = {item["numFmtId"] for item in formats if "%" in _QUOTED.sub("", item.get("formatCode", ""))}
    styles = _attributes(xml, "xf", inside="cellXfs")
    return frozenset(str(number) for number, item in enumerate(styles) if item.get("numFmtId") in own | PERCENT_FORMATS)


def _attributes(xml: bytes, name: str, *, inside: str = "") -> list[dict[str, str]]:
    """Those of every element of this name; with `inside`, only of elements directly in one of that name."""
    found: list[dict[str, str]] = []
    open_elements: list[str] = [""]
    parser = expat.ParserCreate()

    def begin(element: str, attributes: dict[str, str]) -> None:
        if _local(element) == name and inside in ("", open_elements[-1]):
            found.append(attributes)
        open_elements.append(_local(element))

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: open_elements.pop()
    parser.Parse(xml, True)
    return found


def _local(element: str) -> str:
    return element.rpartition(":")[2]


class _CellScan:
    """How far the filled cells reach, what stands in cells that calamine takes for empty, and which show a percentage."""

    def __init__(self, percent_styles: frozenset[str]) -> None:
        self.hidden: dict[tuple[int, int], str] = {}
        self.percents: list[tuple[int, int]] = []
        self._percent_styles = percent_styles
        self.height = self.width = 0
        self.farthest = ""
        self._row = self._column = 0
        self._kind = self._element = self._value = ""
        self._formula = self._is_percent = False

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _begin(self, element: str, attributes: dict[str, str]) -> None:
        self._element = _local(element)
        if self._element == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif self._element == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = _column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self._kind, self._value, self._formula = attributes.get("t", ""), "", False
            self._is_percent = attributes.get("s", "") in self._percent_styles
        elif self._element == "f":
            self._formula = True

    def _characters(self, text: str) -> None:
        if self._element in ("v", "t"):
            self._value += text

    def _end(self, element: str) -> None:
        self._element = ""
        if _local(element) != "c":
            return
        if self._kind == "e":
            self.hidden[self._row, self._column] = self._value or NO_RESULT
        elif self._formula and not self._value and self._kind != "str":
            self.hidden[self._row, self._column] = NO_RESULT
        elif self._is_percent and self._value and self._kind in ("", "n"):
            self.percents.append((self._row, self._column))
        if self._value or self._formula:
            self._reach()

    def _reach(self) -> None:
        if self._row > self.height or self._column > self.width:
            self.height, self.width = max(self.height, self._row), max(self.width, self._column)
            self.farthest = f"{_column_letters(self.width)}{self.height}"


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters

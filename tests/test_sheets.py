"""Spreadsheets as people's programs write them: read alike from every one of them, or refused with the line and column."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bundled import kam_rubric
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from hiring.domain.rubric import Rubric
from hiring.errors import Invalid, Problem
from hiring.language import get_language
from hiring.sheets import FigureSheet, RatingSheet, read_figures, read_ratings, template_bytes
from hiring.sheets.cells import fold, read_number
from hiring.sheets.files import MOST_BYTES, MOST_ROWS
from hiring.wording import say_problem

PANEL = Path(__file__).parent / "cases/panel.csv"
HEADER = "candidate,rater,competency,rating,evidence\n"
GOOD = "Ann,Bob,negotiation,4,kept the price\n"


@cache
def kam() -> Rubric:
    return kam_rubric()


def write(tmp_path: Path, content: str | bytes, name: str = "ratings.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ratings(tmp_path: Path, content: str | bytes) -> RatingSheet:
    return read_ratings(write(tmp_path, content), kam())


def refused(read: Callable[[], object]) -> list[tuple[str, str, str]]:
    """(line, column, code) of each problem; for one of the file as a whole only its code."""
    with pytest.raises(Invalid) as caught:
        read()
    return [_brief(problem) for problem in caught.value.problems]


def _brief(problem: Problem) -> tuple[str, str, str]:
    why = problem.values.get("why")
    code = why.code if isinstance(why, Problem) else problem.code
    return str(problem.values.get("line", "")), str(problem.values.get("column", "")), code


def workbook(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, **options}) as book:
        fill(book, book.add_worksheet())
    return content.getvalue()


def rows_of(sheet: RatingSheet) -> list[tuple[str, str, str, int | None, str]]:
    return [
        (person.name, card.rater, rating.competency, rating.value, rating.evidence)
        for person in sheet.candidates
        for card in person.scorecards
        for rating in card.ratings
    ]


# The same sheet from every program.


def _panel_rows() -> list[list[str]]:
    with PANEL.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))


def _panel_csv(separator: str, end: str = "\r\n") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator, lineterminator=end).writerows(_panel_rows())
    return target.getvalue()


def _panel_workbook() -> bytes:
    def fill(book: Any, sheet: Any) -> None:
        for number, row in enumerate(_panel_rows()):
            for column, cell in enumerate(row):
                if cell.isdigit():
                    sheet.write_number(number, column, int(cell))
                else:
                    sheet.write_string(number, column, cell)
        book.add_worksheet("another").write(0, 0, "not looked at")

    return workbook(fill)


FORMS: dict[str, Callable[[], bytes]] = {
    "UTF-8": lambda: _panel_csv(",").encode(),
    "UTF-8 with its mark": lambda: _panel_csv(",").encode("utf-8-sig"),
    "Russian Excel": lambda: _panel_csv(";").encode("cp1251"),
    "Russian Excel, UTF-8": lambda: _panel_csv(";").encode("utf-8-sig"),
    "Excel's Unicode text": lambda: _panel_csv("\t").encode("utf-16"),
    "big-endian UTF-16": lambda: b"\xfe\xff" + _panel_csv("\t").encode("utf-16-be"),
    "line feeds": lambda: _panel_csv(",", "\n").encode(),
    "old Macintosh": lambda: _panel_csv(";", "\r").encode(),
    "stated separator": lambda: b"sep=;\r\n" + _panel_csv(";").encode("cp1251"),
    "blank lines first": lambda: b"\r\n\r\n" + _panel_csv(";").encode(),
    "points and commas": lambda: _panel_csv(";").replace(";4;", ";4,0;").replace(";3;", ";3.0;").encode(),
    "XLSX": _panel_workbook,
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_sheet_from_every_program(tmp_path: Path, form: str) -> None:
    expected = rows_of(read_ratings(PANEL, kam()))
    assert len(expected) == 115
    assert rows_of(ratings(tmp_path, FORMS[form]())) == expected


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    assert rows_of(read_ratings(write(tmp_path, _panel_workbook(), "ratings.csv"), kam()))
    assert rows_of(read_ratings(write(tmp_path, FORMS["UTF-8"](), "ratings.xlsx"), kam()))


@pytest.mark.parametrize(
    "header",
    [
        "candidate,rater,competency,rating,evidence",
        "Кандидат,Эксперт,Компетенция,Оценка,Довод",
        " ФИО , ИНТЕРВЬЮЕР ,компетенция,\u00a0Балл,Комментарий",
        "Candidate  name,Interviewer,COMPETENCY,Score,Comment",
    ],
)
def test_columns_are_known_in_both_languages_whatever_their_case_and_spaces(tmp_path: Path, header: str) -> None:
    assert rows_of(ratings(tmp_path, f"{header}\n{GOOD}")) == [("Ann", "Bob", "negotiation", 4, "kept the price")]


def test_columns_may_stand_in_any_order_and_evidence_may_be_absent(tmp_path: Path) -> None:
    sheet = ratings(tmp_path, "rating,competency,rater,candidate\n4,negotiation,Bob,Ann\n")
    assert rows_of(sheet) == [("Ann", "Bob", "negotiation", 4, "")]


def test_a_competency_is_known_by_id_and_by_its_names(tmp_path: Path) -> None:
    item = kam().competency("negotiation")
    names = ["negotiation", "NEGOTIATION ", *(text[key] for text in (item.name, item.short) for key in ("ru", "en"))]
    lines = "".join(f"Ann,rater {number},{name},3,\n" for number, name in enumerate(names))
    assert {row[2] for row in rows_of(ratings(tmp_path, HEADER + lines))} == {"negotiation"}


@pytest.mark.parametrize("cell", ["", "-", " - ", "–", "—", "−", "н/о", "Не наблюдалось", "n/o", '"\u00a0"'])
def test_not_observed_is_never_a_low_rating(tmp_path: Path, cell: str) -> None:
    assert rows_of(ratings(tmp_path, f"{HEADER}Ann,Bob,negotiation,{cell},\n")) == [("Ann", "Bob", "negotiation", None, "")]


def test_spellings_of_one_name_are_one_person_called_as_first_written(tmp_path: Path) -> None:
    spellings = ["Зоя Йова", "Зоя \u0418\u0306ова", " Зоя\u00a0\u00a0Йова ", "зоя йова", "\u200bЗоя Йова\ufeff"]
    lines = "".join(f"{name},rater {number},negotiation,3,\n" for number, name in enumerate(spellings))
    sheet = ratings(tmp_path, HEADER + "Ann,Bob,negotiation,3,\n" + lines)
    assert [person.name for person in sheet.candidates] == ["Ann", "Зоя Йова"]
    assert len(sheet.candidates[1].scorecards) == len(spellings)


def test_evidence_keeps_its_lines_and_later_lines_their_numbers(tmp_path: Path) -> None:
    content = HEADER + 'Ann,Bob,negotiation,4,"first\nsecond, ""quoted"""\n\nAnn,Bob,negotiation,4,again\n'
    assert refused(lambda: ratings(tmp_path, content)) == [("5", "rater", "row_repeated")]
    assert rows_of(ratings(tmp_path, content.rsplit("\n", 2)[0]))[0][4] == 'first\nsecond, "quoted"'


def test_what_was_not_read_is_said(tmp_path: Path) -> None:
    sheet = ratings(tmp_path, "candidate,Department,rater,competency,rating,,\nAnn,Sales,Bob,negotiation,4,note,\n")
    assert [problem.values["columns"] for problem in sheet.warnings] == ["Department, №6"]
    assert ratings(tmp_path, HEADER + GOOD).warnings == ()


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://example.org")', "@SUM(A1)", "+cmd|' /C calc'!A0"])
def test_a_formula_in_a_cell_stays_text(tmp_path: Path, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    assert rows_of(ratings(tmp_path, f"{HEADER}{quoted},Bob,negotiation,4,{quoted}\n"))[0][::4] == (text, text)


# Bad input.

ROWS = [
    ("Ann,Bob,negotiation,3.5,", ("2", "rating", "rating_unfit")),
    ('Ann,Bob,negotiation,"3,5",', ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,0,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,6,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,-3,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,four,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,4e0,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,٣,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation,=2+2,", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,negotiation," + "9" * 5000 + ",", ("2", "rating", "rating_unfit")),
    ("Ann,Bob,juggling,4,", ("2", "competency", "competency_unknown")),
    ("Ann,Bob,,4,", ("2", "competency", "cell_empty")),
    (",Bob,negotiation,4,", ("2", "candidate", "cell_empty")),
    ("\u00a0 ,Bob,negotiation,4,", ("2", "candidate", "cell_empty")),
    ("Ann,\u200b,negotiation,4,", ("2", "rater", "cell_empty")),
    ("Ann,Bob,negotiation,4,said,and more", ("2", "", "row_too_wide")),
    ("Ann,Bob,negotiation,3,0,said", ("2", "", "row_too_wide")),
    ("Ann", ("2", "rater", "cell_empty")),
]


@pytest.mark.parametrize(("row", "problem"), ROWS, ids=[row[:40] for row, _ in ROWS])
def test_a_bad_row_is_told_by_line_and_column(tmp_path: Path, row: str, problem: tuple[str, str, str]) -> None:
    assert refused(lambda: ratings(tmp_path, f"{HEADER}{row}\n"))[0] == problem


def test_all_bad_rows_are_told_at_once_by_the_names_of_their_own_columns(tmp_path: Path) -> None:
    content = "Кандидат;Эксперт;Компетенция;Оценка\n;Б;нет;9\nА;Б;negotiation;4\nа;б;Negotiation;5\nА;В;negotiation;4;;x\n"
    assert refused(lambda: ratings(tmp_path, content)) == [
        ("2", "Кандидат", "cell_empty"),
        ("2", "Компетенция", "competency_unknown"),
        ("2", "Оценка", "rating_unfit"),
        ("4", "Эксперт", "row_repeated"),
        ("5", "", "row_too_wide"),
    ]


def test_a_bad_row_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        ratings(tmp_path, f"{HEADER}Ann,Bob,negotiation,7,\n")
    said = {locale: say_problem(caught.value.problems[0], get_language(locale), kam()) for locale in ("en", "ru")}
    assert said["en"].startswith("ratings.csv, line 2, column “rating”: “7” is no rating; whole points from 1 to 5")
    assert said["ru"].startswith("ratings.csv, строка 2, столбец «rating»: «7»")


FILES: list[tuple[str, str | bytes, str]] = [
    ("nothing", b"", "sheet_empty"),
    ("white space", " \r\n\t\n", "sheet_empty"),
    ("only a mark", b"\xef\xbb\xbf", "sheet_empty"),
    ("only separators", ";;;\n;;;\n", "sheet_empty"),
    ("only a header", HEADER, "sheet_without_rows"),
    ("a missing column", "candidate,rater,rating\nAnn,Bob,4\n", "column_missing"),
    ("another table", "a|b|c\n1|2|3\n", "column_missing"),
    ("a column twice", "candidate,Rater,competency,rating, rater\nA,B,c,4,D\n", "column_repeated"),
    ("two columns that mean the same", "candidate,rater,competency,rating,Оценка\nA,B,negotiation,4,5\n", "columns_alike"),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 4>>stream\n\x00\x01\x02\x03endstream\n", "sheet_not_text"),
    ("NUL bytes", HEADER + "Ann\x00,Bob,negotiation,4,\n", "sheet_not_text"),
    ("half of UTF-16", b"\xff\xfea\x00b", "sheet_not_text"),
    ("an old XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet_not_text"),
    ("UTF-8 with a damaged letter", ("Имя;" * 20).encode() + b"\xd0;x\n", "text_damaged"),
    ("a quotation mark never closed", HEADER + 'Ann,Bob,negotiation,4,"said\n' + GOOD, "quotes_broken"),
    ("a quotation mark closed elsewhere", HEADER + 'A,B,negotiation,4,"said\nA,C,negotiation,4,"other"\n', "quotes_broken"),
    ("a broken workbook", b"PK\x03\x04" + b"x" * 400, "workbook_broken"),
    ("too many rows", HEADER + "\n".join([GOOD.strip()] * (MOST_ROWS + 1)), "sheet_too_long"),
    ("too many bytes", HEADER + "x" * MOST_BYTES, "file_too_large"),
]


@pytest.mark.parametrize(("content", "code"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_of_no_use_is_refused_with_the_reason(tmp_path: Path, content: str | bytes, code: str) -> None:
    assert {found for _, _, found in refused(lambda: ratings(tmp_path, content))} == {code}


def test_every_missing_column_is_named_in_both_languages(tmp_path: Path) -> None:
    found = refused(lambda: ratings(tmp_path, "who,rating\nAnn,4\n"))
    assert [column for _, column, _ in found] == ["candidate / кандидат", "rater / интервьюер", "competency / компетенция"]


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as target:
        target.truncate(50_000_000)
    assert refused(lambda: read_ratings(path, kam())) == [("", "", "file_too_large")]


@pytest.mark.parametrize("name", ["absent.csv", ".", "absent/ratings.csv", "a\x00b.csv"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(lambda: read_ratings(tmp_path / name, kam())) == [("", "", "file_unreadable")]


def test_an_endless_device_is_refused() -> None:
    assert refused(lambda: read_ratings(Path("/dev/zero"), kam())) == [("", "", "file_too_large")]


# Workbooks.


def _put_row(sheet: Any, number: int, *cells: object) -> None:
    for column, cell in enumerate(cells):
        sheet.write(number, column, cell)


def test_a_workbook_with_a_title_of_merged_cells_formats_and_empty_rows_after(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        _put_row(sheet, 0, "candidate", "rater", "competency", "rating", "evidence")
        _put_row(sheet, 1, "Ann", "Bob", "negotiation", 4.0, "said")
        sheet.merge_range(4, 0, 6, 4, "", book.add_format({"bold": True}))
        sheet.set_row(1_000_000, 30, book.add_format({"bg_color": "red"}))

    assert rows_of(ratings(tmp_path, workbook(fill))) == [("Ann", "Bob", "negotiation", 4, "said")]


def test_lines_of_a_workbook_are_those_the_program_shows(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _put_row(sheet, 2, "candidate", "rater", "competency", "rating")
        _put_row(sheet, 5, "Ann", "Bob", "negotiation", 4.5)

    assert refused(lambda: ratings(tmp_path, workbook(fill))) == [("6", "rating", "rating_unfit")]


def test_errors_and_formulas_without_a_result_are_not_taken_for_not_observed(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _put_row(sheet, 0, "candidate", "rater", "competency", "rating")
        for number, competency in enumerate(("negotiation", "coordination", "partnership", "communication"), 1):
            _put_row(sheet, number, "Ann", "Bob", competency)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 3, "=A1", None, "")
        sheet.write_formula(3, 3, "=2+2", None, 4)
        sheet.write_boolean(4, 3, True)

    found = refused(lambda: ratings(tmp_path, workbook(fill)))
    assert found == [(line, "rating", "rating_unfit") for line in ("2", "3", "5")]


def test_a_cell_far_away_is_refused_instead_of_filling_the_memory(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _put_row(sheet, 0, "candidate", "rater", "competency", "rating")
        sheet.write(1_048_575, 16_383, "x")

    assert refused(lambda: ratings(tmp_path, workbook(fill))) == [("", "", "sheet_too_wide")]


def test_a_workbook_that_unpacks_to_much_more_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO(_panel_workbook())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/media/{number}.bin", bytes(80_000_000))
    assert len(content.getvalue()) < MOST_BYTES
    assert refused(lambda: ratings(tmp_path, content.getvalue())) == [("", "", "file_too_large")]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("ratings.csv", HEADER + GOOD)
    assert refused(lambda: ratings(tmp_path, content.getvalue())) == [("", "", "workbook_broken")]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_fails(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(_cached_workbook())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(100, len(content)))
    _read_or_refuse(tmp_path_factory, bytes(content[:end]))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused_but_never_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    _read_or_refuse(tmp_path_factory, content)
    _read_or_refuse(tmp_path_factory, HEADER.encode() + content)


@cache
def _cached_workbook() -> bytes:
    return _panel_workbook()


def _read_or_refuse(factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(factory.getbasetemp(), content, "any")
    try:
        assert read_ratings(path, kam()).candidates
    except Invalid as error:
        assert all(say_problem(problem, get_language("ru"), kam()) for problem in error.problems)


# Figures.


def figures(tmp_path: Path, content: str | bytes, people: tuple[str, ...] | None = ("Анна", "Борис")) -> FigureSheet:
    return read_figures(write(tmp_path, content, "figures.csv"), kam(), people=people)


def test_figures_with_proof_share_and_thresholds(tmp_path: Path) -> None:
    name = kam().figures.figures[0].name["ru"]
    sheet = figures(
        tmp_path,
        "Кандидат;Показатель;Значение;Период;Периодов;Личный вклад;Проверка;База;Источник;Порог;Цель;Выше цели\n"
        f"анна;{name};1 250,5;2024;3;60 %;документ;сто;отчёт;10;20;30\n"
        "Борис;long_term_clients;4;;;0,25;3;;;10;20;30\n",
    )
    first, second = sheet.claims["Анна"][0], sheet.claims["Борис"][0]
    assert (first.figure, first.value, first.own_share, first.grade) == (
        "long_term_clients",
        Fraction("1250.5"),
        Fraction(3, 5),
        2,
    )
    assert (first.period, first.periods, first.baseline, first.source) == ("2024", 3, "сто", "отчёт")
    assert (second.value, second.own_share, second.grade, second.periods) == (4, Fraction(1, 4), 3, None)
    threshold = sheet.thresholds[0]
    assert (threshold.figure, threshold.floor, threshold.target, threshold.stretch) == ("long_term_clients", 10, 20, 30)
    assert len(sheet.thresholds) == 1


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("60%", Fraction(3, 5)),
        ("60", Fraction(3, 5)),
        ("0.6", Fraction(3, 5)),
        ("1", 1),
        ("1%", Fraction(1, 100)),
        ("", None),
    ],
)
def test_an_own_share_is_a_percentage_or_what_a_workbook_stores_for_one(
    tmp_path: Path, written: str, share: Fraction | None
) -> None:
    sheet = figures(tmp_path, f"candidate,figure,value,own_share\nАнна,long_term_clients,4,{written}\n")
    assert sheet.claims["Анна"][0].own_share == share


def test_a_cell_formatted_as_a_percentage_is_the_percentage_it_shows(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with Workbook(stream) as book:
        built_in, own = book.add_format({"num_format": 10}), book.add_format({"num_format": '0.0" %"', "bold": True})
        shown = book.add_format({"num_format": "0.000%", "italic": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["candidate", "figure", "value", "own_share"])
        sheet.write_row(1, 0, ["Анна", "client_retention_rate"])
        sheet.write_number(1, 2, 0.885, built_in)
        sheet.write_number(1, 3, 0.6, shown)
        sheet.write_row(2, 0, ["Борис", "client_retention_rate"])
        sheet.write_number(2, 2, 0.07, shown)
        sheet.write_number(2, 3, 1, built_in)
        sheet.write_row(3, 0, ["Анна", "gross_margin"])
        sheet.write_number(3, 2, 12.5, own)
    path = write(tmp_path, stream.getvalue(), "figures.xlsx")
    claims = read_figures(path, kam(), people=("Анна", "Борис")).claims
    retention, margin = claims["Анна"]
    assert (retention.value, retention.own_share) == (Fraction("88.5"), Fraction(3, 5))
    assert (claims["Борис"][0].value, claims["Борис"][0].own_share) == (7, 1)
    assert margin.value == Fraction("12.5"), "a percent sign in quotes is a word behind the number, no format"


@pytest.mark.parametrize("written", ["", "0", "claimed", "Только слова"])
def test_what_is_not_verified_is_only_claimed(tmp_path: Path, written: str) -> None:
    sheet = figures(tmp_path, f"candidate,figure,value,grade\nАнна,long_term_clients,4,{written}\n")
    assert sheet.claims["Анна"][0].grade == 0


FIGURE_ROWS = [
    ("Вера,long_term_clients,4,,,,,", ("2", "candidate", "candidate_without_ratings")),
    (",long_term_clients,4,,,,,", ("2", "candidate", "cell_empty")),
    ("Анна,height,4,,,,,", ("2", "figure", "figure_unknown")),
    ("Анна,,4,,,,,", ("2", "figure", "cell_empty")),
    ("Анна,long_term_clients,many,,,,,", ("2", "value", "figure_value_invalid")),
    ('Анна,long_term_clients,"1,200",,,,,', ("2", "value", "number_two_ways")),
    ("Анна,long_term_clients,4,101,,,,", ("2", "own_share", "own_share_invalid")),
    ("Анна,long_term_clients,4,-5,,,,", ("2", "own_share", "own_share_invalid")),
    ("Анна,long_term_clients,4,,sworn,,,", ("2", "grade", "grade_unknown")),
    ("Анна,long_term_clients,4,,,10,20,", ("2", "stretch", "thresholds_incomplete")),
    ("Анна,long_term_clients,4,,,30,20,10", ("2", "floor", "thresholds_out_of_order")),
    ("Анна,long_term_clients,4,,,x,20,30", ("2", "floor", "number_unfit")),
]


@pytest.mark.parametrize(("row", "problem"), FIGURE_ROWS, ids=[row for row, _ in FIGURE_ROWS])
def test_a_bad_figure_is_told_by_line_and_column(tmp_path: Path, row: str, problem: tuple[str, str, str]) -> None:
    content = f"candidate,figure,value,own_share,grade,floor,target,stretch\n{row}\n"
    assert refused(lambda: figures(tmp_path, content)) == [problem]


def test_one_figure_has_one_set_of_thresholds_and_one_value_a_person(tmp_path: Path) -> None:
    content = (
        "candidate,figure,value,floor,target,stretch\nАнна,long_term_clients,4,1,2,3\n"
        "Борис,long_term_clients,4,1,2,4\nАнна,long_term_clients,5,,,\n"
    )
    assert refused(lambda: figures(tmp_path, content)) == [
        ("3", "floor", "thresholds_differ"),
        ("4", "figure", "figure_repeated"),
    ]


def test_a_figure_without_a_value_is_kept_as_not_given(tmp_path: Path) -> None:
    sheet = figures(tmp_path, "candidate,figure,value\nАнна,long_term_clients,\n")
    assert sheet.claims["Анна"][0].value is None


def test_small_numbers_of_a_workbook_are_read_as_shown(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        _put_row(sheet, 0, "candidate", "figure", "value", "own share")
        _put_row(sheet, 1, "Анна", "long_term_clients", 0.00001, 0.1 + 0.2)

    claim = figures(tmp_path, workbook(fill)).claims["Анна"][0]
    assert (claim.value, claim.own_share) == (Fraction(1, 100_000), Fraction(3, 10))


# Cells.


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1).map(int), st.sampled_from([".", ","]))
def test_a_number_is_read_with_either_decimal_sign(number: int, sign: str) -> None:
    assert read_number(f"{number}{sign}50") == (abs(number) + Fraction(1, 2)) * (-1 if number < 0 else 1)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# The template.


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_template_is_understood_when_filled_in(tmp_path: Path, locale: str) -> None:
    from python_calamine import CalamineWorkbook

    content = template_bytes(kam(), get_language(locale))
    assert refused(lambda: ratings(tmp_path, content)) == [("", "", "sheet_without_rows")]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    header = book.get_sheet_by_index(0).to_python()[0]
    anchors = book.get_sheet_by_index(1).to_python()
    lines = "".join(f"Ann;Bob;{row[0]};3;\n" for row in anchors[1:])
    read = rows_of(ratings(tmp_path, ";".join(map(str, header)) + "\n" + lines))
    assert [row[2] for row in read] == [item.id for item in kam().competencies]
    assert all(all(str(cell).strip() for cell in row) for row in anchors)

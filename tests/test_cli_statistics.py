"""`hiring agreement` and `hiring fairness` as a person runs them: a spreadsheet in, figures or sentences out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from xlsxwriter import Workbook

from hiring.cli import main

SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
MONTGOMERY = ((73, 74, None, 71), (None, 75, 67, 72), (73, 75, 68, None), (75, None, 72, 75))
KRIPPENDORFF = ("12332141 2...", "12332241 25.3", ".33323422 51.", "12332441 251.")
MORRIS = [("women", 2, 10), ("men", 15, 25)]


def invoke(*arguments: object, locale: str = "en_GB.UTF-8") -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env={"LC_ALL": locale})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def measured(command: str, path: Path) -> dict[str, Any]:
    result = invoke(command, path, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def refused(command: str, path: Path) -> list[str]:
    for options in ((), ("--json",)):
        result = invoke(command, path, *options)
        assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def long(folder: Path, rows: Any, *, header: str = "subject,rater,rating") -> Path:
    cells = [(f"S{s}", f"R{r}", value) for s, row in enumerate(rows, 1) for r, value in enumerate(row, 1)]
    return sheet(folder, header, *(f"{s},{r},{value}" for s, r, value in cells if value is not None))


def selection(folder: Path, counts: list[tuple[str, int, int]]) -> Path:
    rows = [f"{group},{int(person < selected)}" for group, selected, total in counts for person in range(total)]
    return sheet(folder, "group,selected", *rows)


# Agreement.


def test_the_table_of_shrout_and_fleiss_gives_everything_promised(tmp_path: Path) -> None:
    data = measured("agreement", long(tmp_path, SHROUT_FLEISS))
    assert list(data["icc"]) == ["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]
    values = [item["value"] for item in data["icc"].values()]
    assert values == pytest.approx([0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5)
    assert data["icc"]["2,1"]["ci95"] == pytest.approx([0.019, 0.761], abs=5e-4)
    assert data["icc"]["3,k"]["ci95"] == pytest.approx([0.676, 0.986], abs=5e-4)
    assert data["variance"] == pytest.approx({"subject": 2.5556, "rater": 5.2444, "residual": 1.0194}, abs=5e-5)
    assert data["sem"] == pytest.approx({"absolute": 1.2514, "relative": 0.5048}, abs=5e-5)
    assert set(data["alpha"]) == {"nominal", "ordinal", "interval"}
    assert data["severity"] == pytest.approx({"R1": -2.375, "R2": 2.7917, "R3": 0.9583, "R4": -1.375}, abs=5e-5)
    assert data["fair_average"] == data["raw_average"]
    assert (data["kappa"], data["why"]) == (None, {"kappa": "Kappa is for exactly two raters."})
    assert (data["subjects"], data["raters"], data["ratings"]) == (6, 4, 24)


def test_missing_ratings_leave_alpha_and_the_fair_average(tmp_path: Path) -> None:
    marks = [[None if mark == "." else mark for mark in line if mark != " "] for line in KRIPPENDORFF]
    data = measured("agreement", long(tmp_path, zip(*marks, strict=True)))
    assert data["alpha"] == pytest.approx({"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}, abs=5e-4)
    assert data["icc"] is None and "missing" in data["why"]["icc"]
    data = measured("agreement", long(tmp_path, MONTGOMERY))
    assert data["fair_average"] == {"S1": 71.375, "S2": 71.625, "S3": 72.0, "S4": 75.0}


def test_a_missing_rating_may_be_a_dash_or_an_empty_cell(tmp_path: Path) -> None:
    rows = [["-" if value is None else value for value in row] for row in MONTGOMERY]
    assert measured("agreement", long(tmp_path, rows)) == measured("agreement", long(tmp_path, MONTGOMERY))
    rows = [["" if value is None else value for value in row] for row in MONTGOMERY]
    assert measured("agreement", long(tmp_path, rows)) == measured("agreement", long(tmp_path, MONTGOMERY))


def test_two_raters_have_kappa(tmp_path: Path) -> None:
    counts = ((2, 1, 0), (0, 3, 1), (1, 0, 2))
    pairs = [(i, j) for i, row in enumerate(counts) for j, count in enumerate(row) for _ in range(count)]
    data = measured("agreement", long(tmp_path, pairs))
    # 7 of 10 agree; by the margins 3 x 3, 4 x 4 and 3 x 3 of 100 would: (0.7 - 0.34) / 0.66
    assert data["kappa"]["unweighted"] == pytest.approx(0.36 / 0.66)
    assert set(data["kappa"]) == {"unweighted", "linear", "quadratic"} and data["why"] == {}


def test_words_are_categories_without_an_order(tmp_path: Path) -> None:
    """Two observers name twelve things by five letters: Krippendorff 2011, example B, gives .692."""
    first, second = "aabbdcccedda", "babbbcccEddd"
    data = measured("agreement", long(tmp_path, zip(first, second, strict=True)))
    assert data["alpha"] == {"nominal": pytest.approx(0.692, abs=5e-4), "ordinal": None, "interval": None}
    # 9 of 12 agree; by the margins 3 x 1 (a), 2 x 4 (b), 3 x 3 (c), 3 x 3 (d) and 1 x 1 (e) of 144 would
    assert data["kappa"] == {"unweighted": pytest.approx((9 * 12 - 30) / (144 - 30)), "linear": None, "quadratic": None}
    numeric = ("icc", "variance", "sem", "severity", "fair_average", "raw_average", "range")
    assert [data[key] for key in numeric] == [None] * len(numeric)
    assert set(data["why"]) >= {"icc", "variance", "fair_average", "alpha ordinal", "alpha interval", "kappa linear"}
    said = invoke("agreement", long(tmp_path, zip(first, second, strict=True)), locale="ru_RU.UTF-8").stdout
    assert "слова" in said and said.splitlines()[-1] == "Людей с двумя и более оценками: 12, из них оценены по-разному: 3."


def test_a_word_among_numbers_is_a_slip(tmp_path: Path) -> None:
    path = sheet(tmp_path, "subject,rater,rating", "a,x,1", "a,y,two")
    assert refused("agreement", path) == ["sheet.csv, line 3, column “rating”: a number is expected here."]
    path = sheet(tmp_path, "subject,rater,rating", "a,x,1 point", "a,y,two")
    assert len(refused("agreement", path)) == 2


def test_words_all_the_same_or_never_paired_say_why(tmp_path: Path) -> None:
    data = measured("agreement", sheet(tmp_path, "subject,rater,rating", "a,x,yes", "a,y,Yes ", "b,x,YES", "b,y,-"))
    assert (data["alpha"], data["kappa"]) == (None, None)
    assert "nothing to agree on" in data["why"]["alpha"] and "alpha ordinal" not in data["why"]
    data = measured("agreement", sheet(tmp_path, "subject,rater,rating", "a,x,yes", "b,y,no"))
    assert data["why"]["kappa"] == data["why"]["alpha"] == "No subject was rated by two raters."


def test_a_design_in_two_parts_has_no_fair_average_and_says_why(tmp_path: Path) -> None:
    data = measured("agreement", sheet(tmp_path, "subject,rater,rating", "a,x,1", "a,y,2", "b,z,3", "b,w,5"))
    assert (data["fair_average"], data["severity"], data["variance"], data["sem"]) == (None, None, None, None)
    assert "No chain of common raters" in data["why"]["fair_average"] == data["why"]["severity"]
    assert data["raw_average"] == {"a": 1.5, "b": 4.0}


def test_below_thirty_subjects_no_coefficient_is_put_into_words(tmp_path: Path) -> None:
    result = invoke("agreement", long(tmp_path, SHROUT_FLEISS))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "not put into words below 30 subjects" in result.stdout
    assert not [word for word in ("ICC", "alpha", "kappa", "error") if word in result.stdout]
    assert "S6: mean 4.8, fair average 4.8, largest minus smallest 5, ratings 4" in result.stdout
    assert "R2: stricter than all raters together by 2.8, gives from 1 to 5, ratings 6" in result.stdout


@pytest.mark.parametrize(("subjects", "said"), [(6, True), (9, True), (10, False), (40, False)])
def test_strictness_from_few_subjects_is_called_a_remark(tmp_path: Path, subjects: int, said: bool) -> None:
    rows = [[1 + at % 4, 2 + at % 4 - at % 3 // 2] for at in range(subjects)]
    remark = "Below 10 subjects with two or more ratings, who seems strict may be so by chance"
    assert (remark in invoke("agreement", long(tmp_path, rows)).stdout) is said


def test_ratings_that_never_differ_are_no_certainty(tmp_path: Path) -> None:
    said = invoke("agreement", long(tmp_path, [[1 + at % 5] * 3 for at in range(40)])).stdout
    assert said.count("These ratings leave it without an interval") == 6 and "from 1.00 to 1.00" not in said
    assert "an error of nothing would be false certainty" in said and "Standard error" not in said


@pytest.mark.parametrize("rows", [[[4], [3], [-2]], [[4, 3, -2]]])
def test_nobody_is_called_strict_where_nothing_repeats(tmp_path: Path, rows: list[list[int]]) -> None:
    said = invoke("agreement", long(tmp_path, rows)).stdout
    assert "Too few raters have subjects in common to tell strictness from chance." in said
    assert said.count("strictness not known") == len(rows[0]) and "all raters together" not in said


def test_from_thirty_subjects_up_every_correlation_has_its_interval(tmp_path: Path) -> None:
    result = invoke("agreement", long(tmp_path, SHROUT_FLEISS * 5))
    lines = [line for line in result.stdout.splitlines() if line.startswith("ICC")]
    assert len(lines) == 6 and all("with 95% confidence from" in line for line in lines)
    assert "Krippendorff's alpha: nominal" in result.stdout and "Standard error of the mean of 4 ratings" in result.stdout
    assert "kappa" not in result.stdout
    pairs = invoke("agreement", long(tmp_path, [row[:2] for row in SHROUT_FLEISS * 5])).stdout
    assert "Cohen's kappa: unweighted" in pairs and "quadratic weights" in pairs
    rows = [*SHROUT_FLEISS * 5, (5, None, None, None)]
    assert "ICC: Some ratings are missing" in invoke("agreement", long(tmp_path, rows)).stdout


def test_the_sentences_are_russian_for_a_russian_reader(tmp_path: Path) -> None:
    for arguments in ((long(tmp_path, SHROUT_FLEISS * 5),), (long(tmp_path, SHROUT_FLEISS), "--json")):
        assert invoke("agreement", *arguments, "--locale", "ru").exit_code == 0
    said = invoke("agreement", long(tmp_path, SHROUT_FLEISS), locale="ru_RU.UTF-8").stdout
    assert "справедливое среднее 4,8" in said


def test_russian_columns_decimal_commas_and_workbooks_are_read(tmp_path: Path) -> None:
    russian = tmp_path / "ru.csv"
    russian.write_text("Кандидат;Интервьюер;Балл\nА;Б;3,5\nА;В;4\nГ;Б;2\nГ;В;-1,25\n", encoding="cp1251")
    path = tmp_path / "book.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(
            [("subject", "rater", "rating"), ("А", "Б", 3.5), ("А", "В", 4), ("Г", "Б", 2), ("Г", "В", -1.25)]
        ):
            page.write_row(at, 0, row)
    assert measured("agreement", russian) == measured("agreement", path)
    assert measured("agreement", path)["raw_average"] == {"А": 3.75, "Г": 0.375}


def test_every_bad_row_is_named_with_its_line(tmp_path: Path) -> None:
    rows = ("a,x,1", "A , x,2", ",x,3", "a,,3", "b,x,good", "b,y,nan", 'b,z,"1,200"', "c,x,1,5")
    said = refused("agreement", sheet(tmp_path, "subject,rater,rating", *rows))
    assert [line.split(",")[1].split(":")[0].strip() for line in said] == [f"line {at}" for at in (3, 4, 5, 6, 7, 8, 9)]
    assert "this rater already rated the same subject in line 2" in said[0]


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (("subject,rater", "a,x"), "lacks the column “rating"),
        (("subject,rater,rating",), "no rows"),
        (("subject,rater,rating", "a,x,-"), "no rows"),
        (("",), "is empty"),
    ],
)
def test_a_sheet_of_no_use_is_refused(tmp_path: Path, lines: tuple[str, ...], part: str) -> None:
    (line,) = refused("agreement", sheet(tmp_path, *lines))
    assert part in line


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for command in ("agreement", "fairness"):
        assert "cannot be read" in refused(command, tmp_path / "nothing.csv")[0]


def test_another_column_is_said_and_not_read(tmp_path: Path) -> None:
    result = invoke("agreement", sheet(tmp_path, "subject,rater,rating,hat", "a,x,1,red", "a,y,1,blue"))
    assert result.exit_code == 0 and "hat" in result.stderr


# Fairness.


def test_morris_gives_both_tests(tmp_path: Path) -> None:
    data = measured("fairness", selection(tmp_path, MORRIS))
    assert data["counts"] == {"women": {"selected": 2, "total": 10}, "men": {"selected": 15, "total": 25}}
    assert (data["rates"], data["reference"], data["median"]) == ({"women": 0.2, "men": 0.6}, "men", None)
    assert data["impact_ratios"] == {"women": pytest.approx(1 / 3), "men": 1.0}
    assert (data["flags"], data["flip_one"]) == ({"women": True, "men": False}, {"women": False, "men": None})
    assert data["z"] == {"women": pytest.approx(-2.139, abs=5e-4), "men": None}
    assert data["p"]["women"] == pytest.approx(0.0324, abs=5e-5)
    assert data["exact_p"]["women"] == pytest.approx(0.0599, abs=5e-5)


def test_one_person_turns_the_finding(tmp_path: Path) -> None:
    path = selection(tmp_path, [("few", 3, 20), ("many", 16, 80)])
    data = measured("fairness", path)
    assert (data["impact_ratios"]["few"], data["flags"]["few"], data["flip_one"]["few"]) == (0.75, True, True)
    said = invoke("fairness", path).stdout.splitlines()
    assert said[:2] == ["few: 3 of 20 selected, 15%", "many: 16 of 80 selected, 20%"], "counts come first"
    assert "with counts this small it is no finding" in said[4] and "p = 0.7" in said[4]


def test_a_ratio_just_below_four_fifths_is_not_rounded_up_to_it(tmp_path: Path) -> None:
    rows = [f"{group},{int(at < chosen)}" for group, chosen in (("w", 1999), ("m", 2500)) for at in range(5000)]
    said = invoke("fairness", sheet(tmp_path, "group,selected", *rows)).stdout
    assert "w: ratio of rates 0.7996, below four fifths." in said
    rows = [f"{group},{int(at < chosen)}" for group, chosen in (("w", 4), ("m", 5)) for at in range(10)]
    assert "w: ratio of rates 0.8, not below" in invoke("fairness", sheet(tmp_path, "group,selected", *rows)).stdout


def test_no_badge(tmp_path: Path) -> None:
    for counts in (MORRIS, [("a", 5, 10), ("b", 5, 10)], [("a", 0, 10), ("b", 0, 10)], [("a", 900, 1000), ("b", 9, 1000)]):
        said = invoke("fairness", selection(tmp_path, counts)).stdout.casefold()
        assert not [word for word in ("compliant", "passed", "discriminat", "lawful") if word in said]


def test_scores_are_counted_above_the_median_of_all(tmp_path: Path) -> None:
    path = sheet(tmp_path, "group,score", *(f"a,{score}" for score in (60, 70, 80)), *(f"b,{score}" for score in (75, 90.5)))
    data = measured("fairness", path)
    assert (data["median"], data["rates"]) == (75.0, {"a": pytest.approx(1 / 3), "b": 0.5})
    assert "above the median of all scores, 75" in invoke("fairness", path).stdout


def test_every_bad_person_is_named_with_the_line(tmp_path: Path) -> None:
    said = refused("fairness", sheet(tmp_path, "group,selected", "a,1", "a,yes", ",1", "b,", "b,2"))
    assert [line.split(",")[1].strip() for line in said] == [f"line {at}" for at in (3, 4, 5, 6)]
    said = refused("fairness", sheet(tmp_path, "group,score", "a,1", "a,", "b,x"))
    assert [line.split(",")[1].strip() for line in said] == ["line 3", "line 4"]


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (("group,selected", "a,1", "A,0"), "single group"),
        (("group,hat", "a,1", "b,0"), "selected or score"),
        (("group,selected,score", "a,1,2", "b,0,3"), "selected or score"),
        (("selected", "1"), "lacks the column “group"),
        (("group,selected",), "no rows"),
    ],
)
def test_a_selection_of_no_use_is_refused(tmp_path: Path, lines: tuple[str, ...], part: str) -> None:
    (line,) = refused("fairness", sheet(tmp_path, *lines))
    assert part in line

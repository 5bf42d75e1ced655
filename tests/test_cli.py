"""The command line as a person runs it: a spreadsheet in, PDFs out; for anything wrong one clear message and exit code 2."""

from __future__ import annotations

import csv
import json
import os
import pty
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bundled import kam_rubric
from click.testing import CliRunner, Result
from pypdf import PdfReader

from hiring.actions.sheet_documents import MOST_COMPARED
from hiring.cli import main
from hiring.rubric_files import find_rubric

TESTS = Path(__file__).parent
PANEL = TESTS / "cases/panel.csv"
EXPECTED = json.loads((TESTS / "cases/panel.expected.json").read_text(encoding="utf-8"))
MANY = ("communication", "coordination", "partnership", "client-insight", "value-proposition")
SECOND_RUBRIC = TESTS / "rubrics/documents/shift-lead.yaml"
HEADER = "candidate,rater,competency,rating,evidence\n"
ENGLISH = {"LC_ALL": "en_GB.UTF-8"}
RUSSIAN = {"LC_ALL": "ru_RU.UTF-8"}


def run(*arguments: object, env: dict[str, str] = ENGLISH, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The real command in a process of its own."""
    command = [sys.executable, "-m", "hiring.cli", *map(str, arguments)]
    done = subprocess.run(command, env=os.environ | env, capture_output=True, timeout=120, check=False, **options)
    assert b"Traceback" not in done.stderr + done.stdout
    return done


def invoke(*arguments: object, env: dict[str, str] = ENGLISH) -> Result:
    """The same inside this process, for tables of bad input."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def assessed(*arguments: object) -> dict[str, Any]:
    result = invoke("assess", *arguments, "--json")
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def sheet(tmp_path: Path, *lines: str, name: str = "ratings.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def said(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages).casefold()


# The main path.


def test_the_panel_gives_exactly_what_is_expected() -> None:
    done = run("assess", PANEL, "--rubric", "kam", "--level", "L2", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout)
    assert [entry["candidate"] for entry in data["candidates"]] == list(EXPECTED)
    for entry in data["candidates"]:
        expected = EXPECTED[entry["candidate"]]
        for key in ("score", "score_equal_weights", "coverage", "enough_evidence"):
            assert entry[key] == expected[key]
        competencies = entry["competencies"]
        kept = {id_: {key: item[key] for key in ("mean", "range", "raters")} for id_, item in competencies.items()}
        assert kept == expected["competencies"]
        assert [id_ for id_, item in competencies.items() if item["discuss"]] == expected["discuss"]
        assert entry["gates"]["K6"]["state"] == expected["critical"]
    assert data["comparison"]["order"] == [["Кандидат Г", "Кандидат В"], ["Кандидат Б"], ["Кандидат А"]]


def test_the_json_says_everything_that_was_promised() -> None:
    data = assessed(PANEL, "--level", "L2", "--locale", "ru")
    rubric = kam_rubric()
    assert data["rubric"] == {
        "id": "kam",
        "version": rubric.version,
        "structure": rubric.structure,
        "content": rubric.content,
    }
    assert data["level_sought"] == "L2"
    first = data["candidates"][0]
    assert first["level"] is None
    assert first["competencies"]["negotiation"]["ratings"] == {"Ведущий": 4, "Второй": 2, "Третий": 2}
    assert set(first["competencies"]) | set(first["not_rated"]) == {item.id for item in rubric.competencies} - {
        "team-leadership"
    }
    assert any("50 %" in reason.replace("\u00a0", " ") for reason in first["reasons"])
    assert {step["competency"]: step["gap"] for step in first["development"]} == {"negotiation": 1 / 3}
    assert all(gate["state"] in ("pass", "fail", "unknown") and gate["why"] for gate in first["gates"].values())


def test_documents_are_written_and_named_after_the_candidates(tmp_path: Path) -> None:
    folder = tmp_path / "new/out"
    done = run("assess", PANEL, "--level", "L2", "--locale", "ru", "--out", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    names = ["Кандидат-А.pdf", "Кандидат-Б.pdf", "Кандидат-В.pdf", "Кандидат-Г.pdf", "comparison.pdf", "assessment.json"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert done.stdout.decode().splitlines() == [str(folder / name) for name in names]
    text = said(folder / "Кандидат-Г.pdf")
    assert "кандидат г" in text and "профиль кандидата" in text and "·  \n" not in text
    assert all(name.casefold() in said(folder / "comparison.pdf") for name in EXPECTED)
    written = json.loads((folder / "assessment.json").read_text(encoding="utf-8"))
    assert written == assessed(PANEL, "--level", "L2", "--locale", "ru")


def test_json_and_documents_together_leave_only_json_on_standard_output(tmp_path: Path) -> None:
    result = invoke(
        "assess", sheet(tmp_path, "Ann,Bob,negotiation,4,x"), "--level", "L1", "--json", "--out", tmp_path / "out"
    )
    assert json.loads(result.stdout)["comparison"] is None
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Ann.pdf", "assessment.json"]


def test_documents_speak_the_language_asked_for(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x")
    for locale, title in (("en", "Candidate profile"), ("ru", "Профиль кандидата")):
        assert invoke("assess", ratings, "--level", "L1", "--locale", locale, "--out", tmp_path / locale).exit_code == 0
        assert title.casefold() in said(tmp_path / locale / "Ann.pdf")


def test_figures_are_rated_and_prove_a_gate(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x")
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "candidate,figure,value,own_share,grade,periods,floor,target,stretch\n"
        "ann,long_term_clients,30,60%,document,3,10,20,30\nann,repeat_deals,30,60%,claimed,3,10,20,30\n",
        encoding="utf-8",
    )
    entry = assessed(ratings, "--level", "L2", "--figures", figures)["candidates"][0]
    found = {item["figure"]: (item["value"], item["own_share"], item["rating"]) for item in entry["figures"]}
    assert found == {"long_term_clients": (30.0, 0.6, 4), "repeat_deals": (30.0, 0.6, 2)}
    assert entry["evidence_index"] == 3.0


def test_a_rubric_of_another_trade_goes_the_same_way(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, "Ada,One,safety,3,x", "Ada,One,people,2,x", "Bo,One,Safety,0,x", "Bo,One,records,-,")
    result = invoke("assess", ratings, "--rubric", SECOND_RUBRIC, "--level", "junior", "--out", tmp_path / "out", "--json")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"Ada.pdf", "Bo.pdf", "comparison.pdf", "assessment.json"}
    assert json.loads(result.stdout)["candidates"][1]["competencies"]["safety"]["mean"] == 0.0


# The folder.


def test_other_files_in_the_folder_stay_and_own_ones_are_renewed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "Ann.pdf").write_text("old")
    assert invoke("assess", sheet(tmp_path, "Ann,Bob,negotiation,4,x"), "--level", "L1", "--out", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["Ann.pdf", "assessment.json", "notes.txt"]
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "Ann.pdf").read_bytes().startswith(b"%PDF-")


def test_a_bad_row_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x", "Ann,Bob,coordination,9,x")
    result = invoke("assess", ratings, "--level", "L1", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()
    assert "line 3" in result.stderr and result.stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="a library is hidden by the loader's search path of Linux")
def test_without_the_library_that_draws_it_is_said_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "libraries"
    broken.mkdir()
    (broken / "libpango-1.0.so.0").touch()
    folder = tmp_path / "out"
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x", "Eve,Bob,negotiation,4,x")
    done = run("assess", ratings, "--level", "L1", "--out", folder, env=ENGLISH | {"LD_LIBRARY_PATH": str(broken)})
    assert (done.returncode, list(folder.iterdir()), done.stdout) == (2, [], b"")
    assert b"hiring doctor" in done.stderr
    assert b"WeasyPrint" not in done.stderr, "the library's own words are not ours"


def test_a_disk_that_fills_up_while_writing_leaves_no_half_of_the_documents(tmp_path: Path) -> None:
    """No file of the process may be as large as the second profile; the first one fits."""
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x", *(f"Eve,Bob,{item},4,{'long evidence ' * 40}" for item in MANY))
    whole, folder = tmp_path / "whole", tmp_path / "out"
    assert run("assess", ratings, "--level", "L1", "--out", whole).returncode == 0
    first, second = ((whole / name).stat().st_size for name in ("Ann.pdf", "Eve.pdf"))
    assert first < second

    def fill_up() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (second - 1, resource.RLIM_INFINITY))

    done = run("assess", ratings, "--level", "L1", "--out", folder, preexec_fn=fill_up)
    assert (done.returncode, list(folder.iterdir())) == (2, [])
    assert b"Nothing can be written to" in done.stderr


@pytest.mark.parametrize("place", ["ratings.csv", "ratings.csv/deeper", "/dev/null/out"])
def test_a_place_that_cannot_hold_files_is_refused(tmp_path: Path, place: str) -> None:
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x")
    result = invoke("assess", ratings, "--level", "L1", "--out", tmp_path / place)
    assert result.exit_code == 2
    assert "Nothing can be written to" in result.stderr


NAMES = [
    ("../../etc/passwd", "etcpasswd.pdf"),
    ("C:\\temp\\x", "Ctempx.pdf"),
    ("CON", "CON-1.pdf"),
    ("nul.txt", "nul.txt-1.pdf"),
    ("comparison", "comparison-2.pdf"),
    (".hidden", "hidden.pdf"),
    ("-rf", "rf.pdf"),
    ("???", "-1.pdf"),
    ("Ёлка Щукина-Дюма", "Ёлка-Щукина-Дюма.pdf"),
    ("Иван/", "Иван-2.pdf"),
    ("ИВАН*", "ИВАН-3.pdf"),
    ("山田 太郎", "山田-太郎.pdf"),
]


def test_names_of_candidates_become_safe_names_of_files_that_never_collide(tmp_path: Path) -> None:
    people = ["Иван", *(name for name, _ in NAMES), "Ж" * 300, "Ж" * 299, "𐌰" * 200]
    rows = [f'"{name}",Bob,negotiation,4,x' for name in people]
    folder = tmp_path / "out"
    result = invoke("assess", sheet(tmp_path, *rows), "--level", "L1", "--out", folder)
    assert result.exit_code == 0, result.output
    written = [Path(line).name for line in result.stdout.splitlines()]
    assert written[1 : len(NAMES) + 1] == [name for _, name in NAMES]
    assert len({name.casefold() for name in written}) == len(written) == len(people) + 2
    assert {path.name for path in folder.iterdir()} == set(written)
    assert all(len(name.encode()) <= 255 for name in written)


def test_more_candidates_than_one_comparison_holds_are_said(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, *(f"P{number},Bob,negotiation,4,x" for number in range(MOST_COMPARED + 1)))
    result = invoke("assess", ratings, "--level", "L1", "--out", tmp_path / "out", "--json")
    assert result.exit_code == 0
    assert "at most 20 candidates; there are 21" in result.stderr
    order = json.loads(result.stdout)["comparison"]["order"]
    assert sum(len(group) for group in order) == MOST_COMPARED + 1
    assert not (tmp_path / "out/comparison.pdf").exists()


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,4,x")
    command = [sys.executable, "-m", "hiring.cli", "assess", str(ratings), "--level", "L1", "--out", str(tmp_path / "out")]
    master, terminal = pty.openpty()
    done = subprocess.run(
        command, stderr=terminal, stdout=subprocess.PIPE, env=os.environ | ENGLISH, timeout=120, check=True
    )
    os.close(terminal)
    shown = os.read(master, 100_000)
    os.close(master)
    assert b"100%" in shown
    assert b"%" not in done.stdout


# What is refused.

REFUSALS: list[tuple[tuple[str, ...], str, str]] = [
    (("PANEL", "--level", "L9", "--json"), "There is no level “L9”; the levels are L1, L2, L3.", "Уровня «L9» нет"),
    (("PANEL", "--json"), "Say which level is sought with --level; the levels are L1, L2, L3.", "Укажите искомый уровень"),
    (("PANEL", "--level", "L2"), "Say where to write with --out DIR, or use --json.", "--out ПАПКА"),
    (("absent.csv", "--level", "L2", "--json"), "absent.csv cannot be read", "absent.csv не читается"),
    (
        ("PANEL", "--level", "L2", "--json", "--rubric", "chef"),
        "There is no rubric “chef”; bundled are: kam.",
        "Рубрики «chef» нет",
    ),
    (("PANEL", "--level", "L2", "--json", "--rubric", "./chef"), "chef:1: there is no such file", "chef:1: такого файла"),
    (("PANEL", "--level", "L2", "--json", "--figures", "no.csv"), "no.csv cannot be read", "no.csv не читается"),
    (("PANEL", "--level", "L2", "--json", "--figures", "PANEL"), "lacks the column “figure", "нет столбца «figure"),
]


@pytest.mark.parametrize(("arguments", "english", "russian"), REFUSALS)
def test_a_refusal_is_one_message_in_the_language_of_the_terminal_or_of_the_option(
    arguments: tuple[str, ...], english: str, russian: str
) -> None:
    given = [str(PANEL) if argument == "PANEL" else argument for argument in arguments]
    for result, said in (
        (invoke("assess", *given), english),
        (invoke("assess", *given, env=RUSSIAN), russian),
        (invoke("assess", *given, "--locale", "ru"), russian),
        (invoke("assess", *given, "--locale", "en", env=RUSSIAN), english),
    ):
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_the_real_command_refuses_with_code_two_and_keeps_standard_output_clean(tmp_path: Path) -> None:
    ratings = sheet(tmp_path, ",Bob,negotiation,4,x", "Ann,Bob,juggling,3.5,x")
    done = run("assess", ratings, "--level", "L2", "--json", env=RUSSIAN)
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "ratings.csv, строка 2, столбец «candidate»",
        "ratings.csv, строка 3, столбец «competency»",
        "ratings.csv, строка 3, столбец «rating»",
    ]


def test_the_faults_of_both_sheets_are_told_at_once(tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text("candidate,figure,value\nAnn,long_term_clients,many\n", encoding="utf-8")
    ratings = sheet(tmp_path, "Ann,Bob,negotiation,9,x")
    result = invoke("assess", ratings, "--level", "L2", "--json", "--figures", figures)
    assert [line.split(",")[0] for line in result.stderr.splitlines()] == ["ratings.csv", "figures.csv"]


def test_columns_that_were_not_read_are_said_and_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("candidate,rater,competency,rating,salary\nAnn,Bob,negotiation,4,100\n", encoding="utf-8")
    result = invoke("assess", path, "--level", "L2", "--json")
    assert result.exit_code == 0 and json.loads(result.stdout)
    assert "salary" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "koi8-r", "latin-1", "utf-8"])
def test_a_terminal_of_another_encoding_still_gets_an_answer(encoding: str, tmp_path: Path) -> None:
    env = {"PYTHONIOENCODING": encoding} | RUSSIAN
    done = run("assess", PANEL, "--level", "L2", "--json", env=env)
    assert done.returncode == 0 and json.loads(done.stdout.decode("utf-8"))["level_sought"] == "L2"
    assert run("assess", PANEL, "--level", "L9", "--json", env=env).returncode == 2
    assert run("assess", PANEL, "--level", "L2", "--locale", "ru", "--out", tmp_path / encoding, env=env).returncode == 0


def test_a_reader_that_stops_early_brings_no_traceback() -> None:
    command = f"{sys.executable} -m hiring.cli assess {PANEL} --level L2 --json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=False)
    assert done.stdout == b'{\n "rubric' and b"Traceback" not in done.stderr


def test_a_rubric_without_the_language_asked_for_says_which_it_has(tmp_path: Path) -> None:
    rubric = tmp_path / "english.yaml"
    text = SECOND_RUBRIC.read_text(encoding="utf-8").replace("languages: [en, ru]", "languages: [en]")
    rubric.write_text(_without_russian(text), encoding="utf-8")
    ratings = sheet(tmp_path, "Ada,One,safety,3,x")
    refused = invoke("assess", ratings, "--rubric", rubric, "--level", "junior", "--json", "--locale", "ru")
    assert refused.exit_code == 2 and "en" in refused.stderr and "«ru»" in refused.stderr
    assert invoke("assess", ratings, "--rubric", rubric, "--level", "junior", "--json", env=RUSSIAN).exit_code == 0


def _without_russian(text: str) -> str:
    import io

    from ruamel.yaml import YAML

    yaml = YAML()
    document = yaml.load(text)

    def strip(value: Any) -> None:
        if isinstance(value, dict):
            value.pop("ru", None)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            strip(item)

    strip(document)
    target = io.StringIO()
    yaml.dump(document, target)
    return target.getvalue()


# Other commands.


def test_check_rubric_says_counts_and_fingerprints() -> None:
    rubric = kam_rubric()
    done = run("check-rubric", find_rubric("kam"))
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "ok: 13 competencies, 3 levels",
        f"structure {rubric.structure}",
        f"content   {rubric.content}",
    ]


def test_check_rubric_tells_every_fault_at_its_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "kam"
    shutil.copytree(find_rubric("kam"), folder)
    path = folder / "competencies/negotiation.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == "minimum: 3")
    lines[at] = lines[at].replace("3", "9")
    path.write_text("\n".join([*lines, "surprise: 1"]) + "\n", encoding="utf-8")
    for env, said in ((ENGLISH, "is not known here"), (RUSSIAN, "здесь неизвестен")):
        done = run("check-rubric", folder, env=env)
        assert (done.returncode, done.stdout) == (2, b"")
        assert said in done.stderr.decode()
        assert f"competencies/negotiation.yaml:{len(lines) + 1}: " in done.stderr.decode()


def test_the_json_schema_is_the_one_editors_use() -> None:
    printed = json.loads(invoke("check-rubric", "--json-schema").stdout)
    assert printed == json.loads((TESTS.parent / "rubrics/rubric.schema.json").read_text(encoding="utf-8"))


def test_check_rubric_without_a_path_is_a_wrong_use() -> None:
    assert invoke("check-rubric").exit_code == 2


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_template_is_written_once_and_never_over_another_file(tmp_path: Path, locale: str) -> None:
    target = tmp_path / "ratings.xlsx"
    assert invoke("template", target, "--locale", locale).exit_code == 0
    before = target.read_bytes()
    assert before.startswith(b"PK")
    again = invoke("template", target, "--locale", locale)
    assert (again.exit_code, target.read_bytes()) == (2, before)
    assert str(target) in again.stderr
    assert invoke("template", tmp_path / "absent/ratings.xlsx").exit_code == 2
    empty = invoke("assess", target, "--level", "L2", "--json")
    assert empty.exit_code == 2 and "ratings.xlsx" in empty.stderr


def test_help_needs_nothing_heavy() -> None:
    """The list of commands must come at once: no database, PDF or web library is loaded for it."""
    code = (
        "import sys; from click.testing import CliRunner; from hiring.cli import main; "
        "CliRunner().invoke(main, ['--help']); "
        "print([name for name in ('sqlalchemy', 'weasyprint', 'flask', 'ruamel', 'xlsxwriter') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"


def test_ratings_of_many_candidates_are_assessed_in_seconds(tmp_path: Path) -> None:
    competencies = [item.id for item in kam_rubric().competencies]
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(["candidate", "rater", "competency", "rating", "evidence"])
        for number in range(500):
            rows.writerows([f"P{number}", rater, item, 1 + number % 5, "x"] for rater in "AB" for item in competencies)
    done = run("assess", path, "--level", "L2", "--json")
    assert done.returncode == 0 and len(json.loads(done.stdout)["candidates"]) == 500

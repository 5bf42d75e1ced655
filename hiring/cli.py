"""The command line. Heavy parts are imported by the command that needs them; no traceback reaches a terminal."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hiring.errors import Conflict, HiringError, Invalid, Problem
from hiring.language import LOCALES, Language, get_language

if TYPE_CHECKING:
    from hiring.actions.assess_sheet import AssessedSheet
    from hiring.config import Config
    from hiring.domain.rubric import Rubric
    from hiring.operate import SignIn

REFUSED = 2
LOCALE = click.option("--locale", type=click.Choice(LOCALES), help="Language of what is written; by default the terminal's.")


def terminal_locale() -> str:
    """Russian for a Russian terminal, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if spoken.lower().startswith("ru") else "en"


def refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Says an error in the reader's language on standard error and exits with 2."""

    @functools.wraps(command)
    def wrapper(*args: Any, **options: Any) -> None:
        from hiring.rubric_files import RubricFileError, say_fault
        from hiring.wording import say_error

        language = get_language(options.get("locale") or terminal_locale())
        try:
            command(*args, **options)
        except RubricFileError as error:
            _refuse("\n".join(say_fault(fault, language) for fault in error.errors))
        except HiringError as error:
            _refuse(say_error(error, language))
        except (click.ClickException, click.Abort, click.exceptions.Exit, OSError):
            raise  # click says these itself, a closed pipe among them
        except Exception as error:
            kind, detail = type(error).__name__, " ".join(str(error).split())[:200]
            _refuse(language.gettext("Something unexpected happened (%(kind)s: %(detail)s).", kind=kind, detail=detail))

    return wrapper


def _refuse(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _config() -> Config:
    from hiring.config import Config, SettingError

    try:
        return Config.from_env()
    except SettingError as error:
        _refuse(str(error))
        raise  # unreachable: _refuse exits


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Structured interviews, competency scorecards and PDF profiles for key account managers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the terminal cannot show is no reason to stop


@main.command()
@refusing
def serve() -> None:
    """Prepare the data folder and serve until stopped."""
    from hiring.operate import serve as serve_until_stopped

    config = _config()
    try:
        serve_until_stopped(config, demo=config.demo, announce=_announce)
    except OSError as error:
        _refuse(f"{config.host}:{config.port}: {error.strerror}. Another PORT may be free: make run PORT=8001")


def _announce(sign_ins: tuple[SignIn, ...], address: str) -> None:
    for sign_in in sign_ins[:1]:
        click.echo(f"Sign in as {sign_in.email} with the password {sign_in.password}")
    if len(sign_ins) > 1:
        click.echo("The same password opens: " + ", ".join(sign_in.email for sign_in in sign_ins[1:]))
    click.echo(f"hiring runs at {address} (stop with Ctrl+C)")


@main.command()
@refusing
def migrate() -> None:
    """Bring the database up to date and store the bundled rubrics."""
    from hiring.operate import update_database

    update_database(_config())
    click.echo("up to date")


@main.command()
@refusing
def demo() -> None:
    """Load the demo into an empty database."""
    from hiring.operate import load_demo_only

    for sign_in in load_demo_only(_config()):
        click.echo(f"{sign_in.email}  {sign_in.password}")


@main.command()
@refusing
def recompute() -> None:
    """Compute every stored summary anew from its ratings."""
    from hiring.operate import recompute as recompute_all

    click.echo(f"{recompute_all(_config()):,} applications")


@main.command()
@refusing
def measure() -> None:
    """Measure anew, for every rubric, how far its ratings agree and what error a rating has."""
    from hiring.operate import measure as measure_all

    for rubric, version, candidates in measure_all(_config()):
        click.echo(f"{rubric} {version}: {candidates:,} candidates rated by two or more")


@main.command("send-mail")
@refusing
def send_mail() -> None:
    """Send the letters that wait in the outbox or failed before."""
    from hiring.operate import send_mail as send_all

    sent, unsent = send_all(_config())
    click.echo(f"{sent:,} sent, {unsent:,} not sent")
    sys.exit(1 if unsent else 0)


@main.command()
@click.option("--quiet", is_flag=True, help="Print nothing; the exit code says it.")
def doctor(quiet: bool) -> None:
    """Tell whether this machine can draw PDFs, and the command that makes it so."""
    from hiring.operate import installation_command, missing_libraries

    missing = missing_libraries()
    if not quiet:
        click.echo("PDFs: ready" if not missing else f"PDFs need {', '.join(missing)}. Run: {installation_command()}")
    sys.exit(1 if missing else 0)


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@refusing
def backup(target: Path) -> None:
    """Copy database and files into one ZIP while the server runs."""
    from hiring.operate import back_up

    click.echo(f"{back_up(_config(), target)}")


@main.command("check-rubric")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--json-schema", "schema", is_flag=True, help="Print the JSON Schema of a rubric instead.")
@LOCALE
@refusing
def check_rubric(path: Path | None, schema: bool, locale: str | None) -> None:
    """Print every fault of a rubric with file, line and what is expected."""
    if schema:
        from hiring.rubric_schema import json_schema

        _print_data(json_schema())
        return
    if path is None:
        raise click.UsageError("Missing argument 'PATH'.")
    rubric = _rubric(str(path))
    counts = {"competencies": len(rubric.competencies), "levels": len(rubric.levels)}
    language = get_language(locale or terminal_locale())
    click.echo(language.gettext("ok: %(competencies)s competencies, %(levels)s levels", **counts))
    click.echo(f"structure {rubric.structure}\ncontent   {rubric.content}")


def _rubric(name: str) -> Rubric:
    from hiring.rubric_files import find_rubric, list_bundled_rubrics, load_rubric

    path = find_rubric(name)
    if name.isidentifier() and not path.exists():
        raise Invalid([Problem("rubric_unknown", "rubric", {"rubric": name, "known": ", ".join(list_bundled_rubrics())})])
    return load_rubric(path)


def _language(locale: str | None, rubric: Rubric) -> Language:
    """The language asked for; unasked, the terminal's if the rubric is written in it, else one that it is written in."""
    spoken = [item for item in LOCALES if item in rubric.languages]
    chosen = locale or next((item for item in (terminal_locale(), *spoken) if item in spoken), terminal_locale())
    if chosen not in spoken:
        known = ", ".join(rubric.languages)
        raise Invalid([Problem("locale_not_in_rubric", "locale", {"locale": chosen, "known": known})])
    return get_language(chosen)


def _print_data(data: object) -> None:
    """JSON in UTF-8, whatever the terminal speaks: it is read by programs."""
    click.echo(_as_text(data).encode())


def _as_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


@main.command()
@click.argument("ratings", type=click.Path(path_type=Path))
@click.option("--rubric", "rubric_name", default="kam", show_default=True, help="A bundled rubric or a path.")
@click.option("--level", help="The level sought, such as L2.")
@click.option("--figures", type=click.Path(path_type=Path), help="A sheet of figures with their verification.")
@click.option("--out", "folder", type=click.Path(path_type=Path), help="Folder for the PDFs and assessment.json.")
@click.option("--json", "only_json", is_flag=True, help="Print the JSON and nothing else.")
@LOCALE
@refusing
def assess(
    ratings: Path,
    rubric_name: str,
    level: str | None,
    figures: Path | None,
    folder: Path | None,
    only_json: bool,
    locale: str | None,
) -> None:
    """A spreadsheet of ratings in, one PDF profile a candidate and a comparison out.

    RATINGS is CSV or XLSX with the columns candidate, rater, competency, rating and, optionally, evidence.
    """
    from hiring.actions.assess_sheet import as_json, assess_sheet

    if folder is None and not only_json:
        raise Invalid([Problem("output_missing", "out")])
    rubric = _rubric(rubric_name)
    language = _language(locale, rubric)
    sheet = assess_sheet(rubric, ratings=ratings, level=level, figures=figures)
    _warn(sheet.warnings, language)
    data = as_json(sheet, language)
    if folder is not None:
        _write_documents(sheet, data, folder, language, quiet=only_json)
    if only_json:
        _print_data(data)


def _write_documents(sheet: AssessedSheet, data: dict[str, Any], folder: Path, language: Language, *, quiet: bool) -> None:
    from hiring.actions.sheet_documents import undrawn, write_documents

    _warn(undrawn(sheet), language)

    def watch(documents: Iterable[tuple[str, bytes]], count: int) -> Iterator[tuple[str, bytes]]:
        hidden = quiet or not sys.stderr.isatty()
        with click.progressbar(documents, length=count, file=sys.stderr, hidden=hidden) as watched:
            yield from watched

    written = write_documents(sheet, folder, result=_as_text(data), language=language, watch=watch)
    if not quiet:
        for path in written:
            click.echo(str(path))


def _warn(problems: Iterable[Problem], language: Language) -> None:
    from hiring.wording import say_problem

    for problem in problems:
        click.echo(say_problem(problem, language), err=True)


@main.command()
@click.argument("ratings", type=click.Path(path_type=Path))
@click.option("--json", "only_json", is_flag=True, help="Print the JSON and nothing else.")
@LOCALE
@refusing
def agreement(ratings: Path, only_json: bool, locale: str | None) -> None:
    """How far raters agree, who is strict, and what is fair to whom.

    RATINGS is CSV or XLSX with the columns subject, rater and rating, a row for each rating on any scale: numbers, or words
    without an order.
    """
    from hiring.actions.agreement_sheet import agreement_json
    from hiring.domain.agreement import measure_agreement, measure_categories
    from hiring.sheets import read_agreement
    from hiring.wording.agreement import say_agreement

    language = get_language(locale or terminal_locale())
    sheet = read_agreement(ratings)
    _warn(sheet.warnings, language)
    found = measure_categories(sheet.table) if sheet.are_categories else measure_agreement(sheet.table)
    if only_json:
        _print_data(agreement_json(found, language))
    else:
        _print_lines(say_agreement(found, language))


@main.command()
@click.argument("people", type=click.Path(path_type=Path))
@click.option("--json", "only_json", is_flag=True, help="Print the JSON and nothing else.")
@LOCALE
@refusing
def fairness(people: Path, only_json: bool, locale: str | None) -> None:
    """How a selection falls on groups: counts, ratios of rates, exact test, and whether one person would turn it.

    PEOPLE is CSV or XLSX with a row for each person: the columns group and selected (1 or 0), or group and score.
    """
    from hiring.actions.fairness_sheet import fairness_json
    from hiring.domain.fairness import selection_fairness
    from hiring.sheets import read_fairness
    from hiring.wording.fairness import say_fairness

    language = get_language(locale or terminal_locale())
    sheet = read_fairness(people)
    _warn(sheet.warnings, language)
    found = selection_fairness(sheet.groups)
    if only_json:
        _print_data(fairness_json(found, sheet.median))
    else:
        _print_lines(say_fairness(found, sheet.median, language))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--rubric", "rubric_name", default="kam", show_default=True, help="A bundled rubric or a path.")
@LOCALE
@refusing
def template(target: Path, rubric_name: str, locale: str | None) -> None:
    """Write an empty XLSX workbook for `assess`, with the anchors of a rubric beside the ratings."""
    from hiring.sheets import template_bytes

    rubric = _rubric(rubric_name)
    content = template_bytes(rubric, _language(locale, rubric))
    try:
        with target.open("xb") as workbook:
            workbook.write(content)
    except FileExistsError:
        raise Conflict("file_exists", path=str(target)) from None
    except (OSError, ValueError):  # ValueError: a NUL byte in the name
        raise Conflict("file_unwritable", path=str(target)) from None
    click.echo(str(target))


if __name__ == "__main__":
    main()

"""Definition and returns in; templates, a consolidated workbook or a verdict out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exceltools.cli.options import (
    PATH,
    checking_options,
    definition_option,
    exit_code,
    given_definition,
    given_registry,
    given_waivers,
    plugins_option,
    progress,
)
from exceltools.errors import OutputError, UsageError
from exceltools.swedish import SwedishCommand, SwedishGroup

if TYPE_CHECKING:
    from exceltools.good_examples import Mark
    from exceltools.model import Issue, Result
    from exceltools.returned_copies import Copied


@click.command(cls=SwedishCommand)
@click.option("-o", "--output", "folder", required=True, type=PATH, metavar="MAPP", help="Mappen för mallarna.")
@definition_option
@click.option("--unit", "units", multiple=True, metavar="ENHET", help="Bara den här enheten. Kan anges flera gånger.")
@click.option(
    "--from",
    "earlier",
    multiple=True,
    type=PATH,
    metavar="FIL",
    help="Fyll i mallen med planen som står där: en tidigare plan, en gammal mall eller en sammanställning.",
)
@plugins_option
def template(
    folder: Path,
    definition_file: Path | None,
    units: tuple[str, ...],
    earlier: tuple[Path, ...],
    plugins_dir: Path | None,
) -> None:
    """Skapa en mall för varje enhet, eller för dem som har en tidigare plan."""
    from exceltools.template import write_templates

    definition, registry = given_definition(definition_file), given_registry(plugins_dir)
    if not earlier:
        _say_templates(write_templates(definition, folder, units or None, registry=registry), folder)
        return
    from exceltools.earlier import read_earlier

    found = read_earlier(earlier, definition, units)
    written = write_templates(definition, folder, list(found.plans), earlier=found.plans, registry=registry)
    _say_templates(written, folder)
    for problem in found.problems:
        click.echo(f"{problem.source}: {problem.message} {problem.hint}".rstrip(), err=True)
    sys.exit(3 if found.problems else 0)


@click.command(cls=SwedishCommand)
@checking_options
@click.option("-o", "--output", required=True, type=PATH, metavar="FIL.xlsx", help="Sammanställningen.")
@click.option(
    "--feedback",
    type=PATH,
    metavar="MAPP",
    help="Skriv också det som går tillbaka till enheterna: en markerad kopia av planen och ett brev till var och en.",
)
@click.option(
    "--copy-returns",
    "copies",
    type=PATH,
    metavar="MAPP",
    help="Kopiera de inlämnade filerna hit. Länkarna i sammanställningen leder då till kopiorna.",
)
@click.option(
    "--examples",
    type=PATH,
    metavar="FIL.xlsx",
    help="En tidigare sammanställning där du har märkt goda exempel. Märkena följer med till den nya.",
)
def merge(  # noqa: PLR0913 - what the command line said
    *,
    output: Path,
    report: Path | None,
    feedback: Path | None,
    copies: Path | None,
    examples: Path | None,
    fail_on: str,
    **options: Any,  # noqa: ANN401
) -> None:
    """Läs in planerna och skriv en sammanställning."""
    from exceltools.atomic import together
    from exceltools.consolidated import write_workbook
    from exceltools.listing import summary
    from exceltools.report import write_report
    from exceltools.wording import counted

    _must_be_a_workbook(output)
    _must_be_apart(feedback, copies, options["sources"])
    targets = [output, *([report] if report else [])]
    marks = _marks(examples, options["definition_file"]) if examples else ()
    result = _result(targets, **options)
    _must_have_found_something(result)
    copied = _copy_returns(result, options["sources"], copies, targets) if copies else None
    with together():
        write_workbook(result, output, copied.paths if copied else {}, marks)
        if report:
            write_report(result, report)
    click.echo(summary(result), err=True)
    click.echo(f"Sammanställningen finns i {output}.", err=True)
    if copied:
        click.echo(f"{counted(len(copied.paths), 'kopia', 'kopior')} av det som lämnats in finns i {copies}.", err=True)
    whole = _write_feedback(result, feedback, options["sources"], options["password_file"]) if feedback else True
    whole = whole and not (copied and copied.problems)
    sys.exit(exit_code(result, fail_on) if whole else max(3, exit_code(result, fail_on)))


@click.command(cls=SwedishCommand)
@checking_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORM",
    help="Skriv resultatet som text (om inget anges) eller json.",
)
@click.option("--explain", metavar="CELL", help="Förklara en cell: hur den läses och vad reglerna säger.")
def check(report: Path | None, fail_on: str, form: str, explain: str | None, **options: Any) -> None:  # noqa: ANN401
    """Granska planerna utan att skriva någon sammanställning."""
    from exceltools.listing import listing
    from exceltools.report import report_text, write_report

    result = _result([report] if report else [], **options)
    if report:
        write_report(result, report)
    if explain:
        _answer(f"{_explained(explain, result, **options)}\n")
        return
    _answer(report_text(result).encode() if form == "json" else f"{listing(result)}\n")
    sys.exit(exit_code(result, fail_on))


@click.group(cls=SwedishGroup)
def waivers() -> None:
    """Godta fel och varningar som är i sin ordning."""


@waivers.command("new")
@click.argument("file", type=PATH, metavar="FIL.xlsx", help="Arbetsboken som ska göras.")
@click.argument("sources", nargs=-1, type=PATH, metavar="[KÄLLA...]", help="Planer vars fel och varningar fylls i.")
@definition_option
@plugins_option
def waivers_new(file: Path, sources: tuple[Path, ...], definition_file: Path | None, plugins_dir: Path | None) -> None:
    """Gör en arbetsbok där fel och varningar kan godtas."""
    from exceltools.merge import merge
    from exceltools.waivers.book import write_new
    from exceltools.wording import counted

    _must_be_a_workbook(file)
    definition = given_definition(definition_file)
    found: Sequence[Issue] = ()
    if sources:
        result = merge(sources, definition, given_registry(plugins_dir), progress=progress)
        _must_have_found_something(result)
        found = result.issues
    number = write_new(file, definition, found)
    click.echo(f"{counted(number, 'sak', 'saker')} att ta ställning till finns i {file}.", err=True)


def _explained(cell: str, result: Result, *, sources: tuple[Path, ...], plugins_dir: Path | None, **_: Any) -> str:  # noqa: ANN401
    from exceltools.explanation import explain

    return explain(cell, sources[0], result, given_registry(plugins_dir))


def _say_templates(paths: Sequence[Path], folder: Path) -> None:
    from exceltools.wording import counted

    for path in paths:
        click.echo(path)
    if paths:
        click.echo(f"{counted(len(paths), 'mall', 'mallar')} finns i {folder}.", err=True)


def _result(  # noqa: PLR0913 - what the command line said
    targets: Sequence[Path],
    *,
    sources: tuple[Path, ...],
    definition_file: Path | None,
    plugins_dir: Path | None,
    choose: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    password_file: Path | None,
    waivers: Path | None,
    jobs: int,
) -> Result:
    from exceltools.merge import merge
    from exceltools.passwords import read_passwords
    from exceltools.selection import Selection
    from exceltools.targets import must_be_free, must_spare

    definition = given_definition(definition_file)
    waivers = given_waivers(waivers, definition, definition_file)
    must_be_free(targets, definition_file, password_file, waivers)
    result = merge(
        sources,
        definition,
        given_registry(plugins_dir),
        choose=choose,
        asked=Selection(select, ignore),
        waivers=waivers,
        passwords=read_passwords(password_file) if password_file else (),
        jobs=jobs,
        progress=progress,
    )
    must_spare(targets, result.sources)
    return result


def _write_feedback(result: Result, folder: Path, sources: Sequence[Path], password_file: Path | None) -> bool:
    """Write the feedback and say what was written; tell whether every unit got its own."""
    from exceltools.feedback import write_feedback
    from exceltools.passwords import read_passwords
    from exceltools.wording import counted, digits, listed

    passwords = read_passwords(password_file) if password_file else ()
    written = write_feedback(result, sources, folder, passwords=passwords)
    for sentence in (*written.remarks, *written.problems):
        click.echo(sentence, err=True)
    fresh = f" ({digits(written.fresh)} i ny mall)" if written.fresh else ""
    said = [f"{counted(written.copies, 'återkoppling', 'återkopplingar')}{fresh}"] if written.copies else []
    said += [counted(written.reminders, "påminnelse", "påminnelser")] if written.reminders else []
    click.echo(f"{listed(said) or 'Ingen återkoppling'} finns i {folder}.", err=True)
    return not written.problems


def _marks(examples: Path, definition_file: Path | None) -> Sequence[Mark]:
    from exceltools.example_marks import read_marks

    return read_marks(examples, given_definition(definition_file))


def _must_be_apart(feedback: Path | None, copies: Path | None, sources: Sequence[Path]) -> None:
    """Tell before anything is read that a folder for results must not be read, nor hold two kinds of them."""
    from exceltools.own_folder import must_be_apart

    for folder in (feedback, copies):
        if folder:
            must_be_apart(folder, sources)
    if feedback and copies and feedback.resolve() == copies.resolve():
        raise OutputError("Återkopplingen och kopiorna behöver varsin mapp. Ange olika mappar.")


def _copy_returns(result: Result, sources: Sequence[Path], folder: Path, targets: Sequence[Path]) -> Copied:
    """Copy what was returned, and say what could not be copied."""
    from exceltools.returned_copies import copy_returns

    taken = [target.name for target in targets if target.parent.resolve() == folder.resolve()]
    copied = copy_returns(result, sources, folder, taken)
    for problem in copied.problems:
        click.echo(problem, err=True)
    return copied


def _must_have_found_something(result: Result) -> None:
    """Refuse to replace a finished round by nothing, because a folder's name was misspelt."""
    from exceltools.catalogue import NOT_A_RETURN, NOTHING_TO_READ, SOURCE_MISSING

    nowhere = {SOURCE_MISSING.code, NOTHING_TO_READ.code}
    if all(source.reason in {*nowhere, NOT_A_RETURN.code} for source in result.sources):
        said = [f"{issue.message} {issue.hint}".rstrip() for issue in result.issues if issue.code in nowhere]
        raise UsageError("\n".join([*said, "Ingenting har skrivits."]))


def _must_be_a_workbook(output: Path) -> None:
    if output.suffix.lower() != ".xlsx" and not output.exists():  # what is there already has its own sentence
        raise UsageError(
            f"Sammanställningen blir en Excel-arbetsbok. Låt namnet sluta på .xlsx: {output.with_suffix('.xlsx')}"
        )


def _answer(text: str | bytes) -> None:
    """Give the result that was asked for on standard output."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise  # whoever reads has had enough: click ends quietly
    except OSError as error:
        raise OutputError("Svaret kunde inte skrivas ut. Är disken full? Frigör utrymme och försök igen.") from error

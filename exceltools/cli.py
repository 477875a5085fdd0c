"""The command line in, calls of the stages out. Nothing but translation happens here.

Exit codes: 0 nothing at or above --fail-on, 1 issues at or above it, 2 usage or definition, 3 a source could not be
read, 4 a fault of the tool or a plugin, 130 interrupted. Where several apply the gravest counts: 4, 3, 1.
Every import that costs time waits until a command needs it.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exceltools import __version__
from exceltools.errors import ExceltoolsError, OutputError, UsageError
from exceltools.swedish import SwedishGroup, sentence

if TYPE_CHECKING:
    from exceltools.definition import Definition
    from exceltools.engine.registry import Registry
    from exceltools.model import Result

_LEVELS = ("error", "warning", "info")
_PATH = click.Path(path_type=Path)


def _definition_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--definition",
        "definition_file",
        type=_PATH,
        metavar="FIL",
        help="Definitionsfilen. Utan den används den medföljande.",
    )(command)


def _plugins_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--plugins-dir", type=_PATH, metavar="MAPP", help="Mapp med egna regler.")(command)


def _checking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.argument(
            "sources", nargs=-1, required=True, type=_PATH, metavar="KÄLLA...", help="Arbetsbok, mapp eller zip-fil."
        ),
        _definition_option,
        click.option("--report", type=_PATH, metavar="FIL.json", help="Skriv allt som hittades som JSON."),
        _plugins_option,
        click.option(
            "--fail-on",
            type=click.Choice(_LEVELS),
            default="error",
            metavar="NIVÅ",
            help="Avsluta med kod 1 om något är minst så allvarligt: error (om inget anges), warning eller info.",
        ),
        click.option("--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Läs N filer samtidigt."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=SwedishGroup)
@click.version_option(__version__, message="exceltools %(version)s", help="Visa versionen.")
def cli() -> None:
    """Skapa mallar för lokala handlingsplaner, läs in planerna som kommer tillbaka och sammanställ dem."""


@cli.command()
@click.option("-o", "--output", "folder", required=True, type=_PATH, metavar="MAPP", help="Mappen för mallarna.")
@_definition_option
@click.option("--unit", "units", multiple=True, metavar="ENHET", help="Bara den här enheten. Kan anges flera gånger.")
@click.option(
    "--from",
    "earlier",
    multiple=True,
    type=_PATH,
    metavar="FIL",
    help="Fyll i mallen med planen som står där: en tidigare plan, en gammal mall eller en sammanställning.",
)
def template(folder: Path, definition_file: Path | None, units: tuple[str, ...], earlier: tuple[Path, ...]) -> None:
    """Skapa en mall för varje enhet, eller för dem som har en tidigare plan."""
    from exceltools.template import write_templates

    definition = _definition(definition_file)
    if not earlier:
        _say_templates(write_templates(definition, folder, units or None), folder)
        return
    from exceltools.earlier import read_earlier

    found = read_earlier(earlier, definition, units)
    _say_templates(write_templates(definition, folder, list(found.plans), earlier=found.plans), folder)
    for problem in found.problems:
        click.echo(f"{problem.source}: {problem.message} {problem.hint}".rstrip(), err=True)
    sys.exit(3 if found.problems else 0)


@cli.command()
@_checking_options
@click.option("-o", "--output", required=True, type=_PATH, metavar="FIL.xlsx", help="Sammanställningen.")
def merge(output: Path, report: Path | None, fail_on: str, **options: Any) -> None:  # noqa: ANN401
    """Läs in planerna och skriv en sammanställning."""
    from exceltools.consolidated import write_workbook
    from exceltools.listing import summary
    from exceltools.report import write_report

    _must_be_a_workbook(output)
    result = _result([output, *([report] if report else [])], **options)
    write_workbook(result, output)
    if report:
        write_report(result, report)
    click.echo(summary(result), err=True)
    click.echo(f"Sammanställningen finns i {output}.", err=True)
    sys.exit(_exit_code(result, fail_on))


@cli.command()
@_checking_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORM",
    help="Skriv resultatet som text (om inget anges) eller json.",
)
def check(report: Path | None, fail_on: str, form: str, **options: Any) -> None:  # noqa: ANN401
    """Granska planerna utan att skriva någon sammanställning."""
    from exceltools.listing import listing
    from exceltools.report import report_text, write_report

    result = _result([report] if report else [], **options)
    if report:
        write_report(result, report)
    _answer(report_text(result).encode() if form == "json" else f"{listing(result)}\n")
    sys.exit(_exit_code(result, fail_on))


@cli.group(invoke_without_command=True)
@_plugins_option
@_definition_option
@click.pass_context
def rules(context: click.Context, plugins_dir: Path | None, definition_file: Path | None) -> None:
    """Visa reglerna."""
    context.obj = plugins_dir, definition_file
    if context.invoked_subcommand is None:
        context.invoke(rules_list)


# Flags are taken before the subcommand's name and after it: nobody remembers where they belong.
@rules.command("list")
@_plugins_option
@_definition_option
@click.pass_obj
def rules_list(given: tuple[Path | None, Path | None], plugins_dir: Path | None, definition_file: Path | None) -> None:
    """Lista alla regler."""
    from exceltools.rule_pages import rules_list

    click.echo(rules_list(_registry(plugins_dir or given[0]), _definition(definition_file or given[1])))


@rules.command("show")
@click.argument("code", metavar="KOD", help="Regelns kod, till exempel TID003.")
@_plugins_option
@_definition_option
@click.pass_obj
def rules_show(
    given: tuple[Path | None, Path | None], code: str, plugins_dir: Path | None, definition_file: Path | None
) -> None:
    """Förklara en regel."""
    from exceltools.rule_pages import rule_page

    click.echo(rule_page(code, _registry(plugins_dir or given[0]), _definition(definition_file or given[1])))


@cli.group(invoke_without_command=True)
@_plugins_option
@click.pass_context
def plugins(context: click.Context, plugins_dir: Path | None) -> None:
    """Visa varifrån reglerna kommer."""
    context.obj = plugins_dir
    if context.invoked_subcommand is None:
        context.invoke(plugins_list)


@plugins.command("list")
@_plugins_option
@click.pass_obj
def plugins_list(given: Path | None, plugins_dir: Path | None) -> None:
    """Lista alla insticksprogram."""
    from exceltools.rule_pages import plugins_list

    click.echo(plugins_list(_registry(plugins_dir or given)))


@cli.group()
def definition() -> None:
    """Granska eller visa en definition."""


@definition.command("check")
@click.argument(
    "file", required=False, type=_PATH, metavar="[FIL]", help="Definitionsfil. Utan den används den medföljande."
)
@_plugins_option
def definition_check(file: Path | None, plugins_dir: Path | None) -> None:
    """Granska en definition: alla fel på en gång, med rad."""
    from exceltools.definition import BUNDLED
    from exceltools.rule_settings import check_settings

    found, registry = _definition(file), _registry(plugins_dir)
    check_settings(found, registry.declarations().values(), file or BUNDLED, complete=registry.complete)
    click.echo(f"Definitionen ”{found.title}” (version {found.version}) är felfri.")


@definition.command("show")
@click.argument(
    "file", required=False, type=_PATH, metavar="[FIL]", help="Definitionsfil. Utan den används den medföljande."
)
def definition_show(file: Path | None) -> None:
    """Visa vad en definition innehåller."""
    from exceltools.definition.description import describe

    click.echo(describe(_definition(file)))


@definition.command("schema")
def definition_schema() -> None:
    """Skriv definitionens JSON Schema, för redigerare."""
    import json

    from exceltools.definition import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2).encode())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and map every way it can end to an exit code.

    Args:
        arguments: what stands after the command's name; None for the process's own.
    """
    gc.set_threshold(1_000_000, 50, 50)  # importing and reading make many objects and few cycles: look for them seldom
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a few thousand rows: starting threads costs more than they save
    atexit.register(gc.freeze)  # nor does it pay to look through them all when the process ends
    _tolerate_any_text()
    try:
        cli.main(arguments, standalone_mode=False, prog_name="exceltools")
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("Avbrutet. Ingenting har ändrats.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "exceltools"
        click.echo(f"{sentence(error)}\nHjälp: {where} --help", err=True)
        sys.exit(2)
    except ExceltoolsError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last place that can turn a fault of ours into a sentence
        _say_fault(error)
        sys.exit(4)


def _say_templates(paths: Sequence[Path], folder: Path) -> None:
    from exceltools.wording import counted

    for path in paths:
        click.echo(path)
    if paths:
        click.echo(f"{counted(len(paths), 'mall', 'mallar')} finns i {folder}.", err=True)


def _definition(file: Path | None) -> Definition:
    from exceltools.definition import BUNDLED, load

    return load(file or BUNDLED)


def _registry(plugins_dir: Path | None) -> Registry:
    from exceltools.engine.registry import load

    return load(plugins_dir)


def _result(
    targets: Sequence[Path],
    *,
    sources: tuple[Path, ...],
    definition_file: Path | None,
    plugins_dir: Path | None,
    jobs: int,
) -> Result:
    from exceltools.merge import merge
    from exceltools.targets import must_be_free, must_spare

    must_be_free(targets, definition_file)
    definition = _definition(definition_file)
    result = merge(sources, definition, _registry(plugins_dir), jobs=jobs, progress=_progress)
    must_spare(targets, result.sources)
    return result


def _must_be_a_workbook(output: Path) -> None:
    if output.suffix.lower() != ".xlsx" and not output.exists():  # what is there already has its own sentence
        raise UsageError(
            f"Sammanställningen blir en Excel-arbetsbok. Låt namnet sluta på .xlsx: {output.with_suffix('.xlsx')}"
        )


def _exit_code(result: Result, fail_on: str) -> int:
    if any(plugin.status == "failed" for plugin in result.plugins):
        return 4
    if any(source.status == "refused" for source in result.sources):
        return 3
    grave = _LEVELS[: _LEVELS.index(fail_on) + 1]
    return int(any(found.severity in grave for found in result.issues))


def _answer(text: str | bytes) -> None:
    """Give the result that was asked for on standard output."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise  # whoever reads has had enough: click ends quietly
    except OSError as error:
        raise OutputError("Svaret kunde inte skrivas ut. Är disken full? Frigör utrymme och försök igen.") from error


def _progress(done: int, total: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():  # None: started without any
        click.echo(f"\rLäser {done} av {total} filer", err=True, nl=done == total)


def _tolerate_any_text() -> None:
    """Let a console that knows few characters show a question mark rather than stop the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _say_fault(error: Exception) -> None:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="exceltools-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as log:
        log.write("".join(traceback.format_exception(error)))
    click.echo(
        f"Något gick fel i exceltools självt ({type(error).__name__}). Det är inte ditt fel.\n"
        f"Skicka filen {log.name} till den som sköter verktyget.",
        err=True,
    )


if __name__ == "__main__":
    main()

"""The command line in, calls of the stages out. Nothing but translation happens here.

Exit codes: 0 nothing at or above --fail-on, 1 issues at or above it, 2 usage or definition, 3 a source could not be
read, 4 a fault of the tool or a plugin, 130 interrupted. Where several apply the gravest counts: 4, 3, 1.
Every import that costs time waits until a command needs it.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import os
import sys
from collections.abc import Sequence

import click

from exceltools import __version__, interrupts
from exceltools.cli.live_command import live
from exceltools.cli.plan_commands import check, merge, template, waivers
from exceltools.cli.rule_commands import definition, plugins, rules
from exceltools.errors import ExceltoolsError
from exceltools.swedish import SwedishGroup, sentence


@click.group(cls=SwedishGroup)
@click.version_option(__version__, message="exceltools %(version)s", help="Visa versionen.")
def cli() -> None:
    """Skapa mallar för lokala handlingsplaner, läs in planerna som kommer tillbaka och sammanställ dem."""


for _command in (template, merge, check, live, waivers, rules, plugins, definition):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and map every way it can end to an exit code.

    Args:
        arguments: what stands after the command's name; None for the process's own.
    """
    gc.set_threshold(1_000_000, 50, 50)  # importing and reading make many objects and few cycles: look for them seldom
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a few thousand rows: starting threads costs more than they save
    atexit.register(gc.freeze)  # nor does it pay to look through them all when the process ends
    _tolerate_any_text()
    interrupts.begin()
    with contextlib.suppress(Exception):  # there may be nowhere to write to
        faulthandler.enable()  # a plugin that crashes the interpreter is named at least
    try:
        cli.main(arguments, standalone_mode=False, prog_name="exceltools")
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        sys.exit(2)
    except click.Abort:
        done = "Det som redan var skrivet är kvar." if interrupts.written() else "Ingenting har ändrats."
        click.echo(f"Avbrutet. {done}", err=True)
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

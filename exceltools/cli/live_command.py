"""The workbook that is open in Excel in, its findings in it out."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exceltools.cli.options import (
    definition_option,
    exit_code,
    fail_on_option,
    given_definition,
    given_registry,
    given_waivers,
    plugins_option,
)
from exceltools.swedish import SwedishCommand

if TYPE_CHECKING:
    from exceltools.live.check import Desk
    from exceltools.model import Result


@click.command(cls=SwedishCommand)
@click.option("--book", metavar="NAMN", help="Arbetsboken som ska granskas, om flera är öppna.")
@click.option("--watch", is_flag=True, help="Granska igen varje gång något ändras. Avsluta med Ctrl+C.")
@click.option("--clear", is_flag=True, help="Ta bort bladet Granskning, färgerna och anteckningarna.")
@click.option("--goto", metavar="CELL", help="Gå till en cell, eller från en rad i sammanställningen till planen.")
@click.option(
    "--engine",
    type=click.Choice(["excel", "libreoffice"]),
    default="excel",
    metavar="PROGRAM",
    help="Där arbetsboken är öppen: excel (om inget anges) eller libreoffice.",
)
@fail_on_option
@definition_option
@plugins_option
def live(  # noqa: PLR0913
    *,
    book: str | None,
    watch: bool,
    clear: bool,
    goto: str | None,
    engine: Any,  # noqa: ANN401 - click knows the two names
    fail_on: str,
    definition_file: Path | None,
    plugins_dir: Path | None,
) -> None:
    """Granska arbetsboken som är öppen i Excel, och märk cellerna där."""
    from exceltools.catalogue import live as say
    from exceltools.errors import UsageError
    from exceltools.live import check, programs

    if sum((watch, clear, goto is not None)) > 1:
        raise UsageError(say.ONE_AT_A_TIME)
    with programs.running(engine) as books:
        chosen = programs.chosen(books, book, engine)
        if clear:
            removed = check.clear(chosen, engine)
            click.echo((say.CLEARED if removed else say.NOT_MARKED).format(book=chosen.name), err=True)
            return
        definition = given_definition(definition_file)
        waivers = given_waivers(None, definition, definition_file)
        desk = check.Desk(definition, given_registry(plugins_dir), engine, waivers)
        if goto is not None:
            from exceltools.live.goto import go

            go(chosen, goto, desk)
        elif watch:
            _watch(chosen, desk)
        else:
            result = check.run(chosen, desk)
            _tell(chosen.name, result)
            sys.exit(exit_code(result, fail_on))


def _watch(book: Any, desk: Desk) -> None:  # noqa: ANN401 - xlwings.Book
    from exceltools.catalogue import live as say
    from exceltools.live.watch import watch

    click.echo(say.WATCHING.format(book=book.name), err=True)
    try:
        watch(book, desk, partial(_tell, book.name))
    except KeyboardInterrupt:
        click.echo(say.WATCH_ENDED, err=True)
        sys.exit(130)


def _tell(book: str, result: Result) -> None:
    from exceltools.live.lines import summary

    click.echo(summary(book, result.issues))

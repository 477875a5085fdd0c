"""What several commands take in, the same option for each out; and what the given files hold."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exceltools import interrupts

if TYPE_CHECKING:
    from exceltools.definition import Definition
    from exceltools.engine.registry import Registry
    from exceltools.model import Result

LEVELS = ("error", "warning", "info")
# What says that something was not checked as it should be: the codes of a fault of the tool or a plugin.
NOT_CHECKED = ("KOR001", "KOR002", "KOR003", "KOR008", "KOR020")
PATH = click.Path(path_type=Path)


def definition_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Offer --definition."""
    return click.option(
        "--definition",
        "definition_file",
        type=PATH,
        metavar="FIL",
        help="Definitionsfilen. Utan den används den medföljande.",
    )(command)


def plugins_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Offer --plugins-dir."""
    return click.option("--plugins-dir", type=PATH, metavar="MAPP", help="Mapp med egna regler.")(command)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Offer --select and --ignore."""
    named = "Flera skiljs åt med kommatecken."
    for name, text in (
        ("--ignore", f"Låt bli de här reglerna. {named}"),
        ("--select", f"Bara de här reglerna. {named}"),
    ):
        command = click.option(name, multiple=True, metavar="KOD", help=text)(command)
    return command


def fail_on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Offer --fail-on."""
    return click.option(
        "--fail-on",
        type=click.Choice(LEVELS),
        default="error",
        metavar="NIVÅ",
        help="Avsluta med kod 1 om något är minst så allvarligt: error (om inget anges), warning eller info.",
    )(command)


def checking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Offer everything that a command needs to read and check plans."""
    options = (
        click.argument(
            "sources",
            nargs=-1,
            required=True,
            type=PATH,
            metavar="KÄLLA...",
            help="Arbetsbok, mapp, zip-fil eller brev (.eml).",
        ),
        definition_option,
        click.option(
            "--choose",
            multiple=True,
            metavar="ENHET=FIL",
            help="Räkna den här filen som enhetens plan, vad den än säger. Kan anges för flera enheter.",
        ),
        click.option(
            "--password-file",
            type=PATH,
            metavar="FIL",
            help="Textfil med lösenord till låsta filer, ett per rad.",
        ),
        click.option("--waivers", type=PATH, metavar="FIL.xlsx", help="Arbetsbok med det som är godtaget."),
        click.option("--report", type=PATH, metavar="FIL.json", help="Skriv allt som hittades som JSON."),
        plugins_option,
        selection_options,
        fail_on_option,
        click.option("--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Läs N filer samtidigt."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def given_definition(file: Path | None) -> Definition:
    """The definition that was asked for.

    Raises:
        DefinitionError: it cannot be read or does not hold.
    """
    from exceltools.definition import BUNDLED, load

    return load(file or BUNDLED)


def given_waivers(file: Path | None, definition: Definition, definition_file: Path | None) -> Path | None:
    """The workbook of waivers that was asked for, otherwise the one that the definition names, beside itself."""
    from exceltools.definition import BUNDLED

    if file or not definition.waivers:
        return file
    return (definition_file or BUNDLED).parent / definition.waivers


def given_registry(plugins_dir: Path | None) -> Registry:
    """The plugins that come with the tool, the installed ones and those in the folder."""
    from exceltools.engine.registry import load

    return load(plugins_dir)


def progress(done: int, total: int) -> None:
    """Say how far the reading has come, on a terminal only."""
    interrupts.check()
    if sys.stderr is not None and sys.stderr.isatty():  # None: started without any
        click.echo(f"\rLäser {done} av {total} filer", err=True, nl=done == total)


def exit_code(result: Result, fail_on: str) -> int:
    """How a check ends: 4 a plugin failed, 3 a source was not read, 1 something as grave as the level was found."""
    if any(plugin.status == "failed" for plugin in result.plugins) or any(
        found.code in NOT_CHECKED for found in result.issues
    ):
        return 4
    if any(source.status == "refused" for source in result.sources):
        return 3
    grave = LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(found.severity in grave for found in result.issues))

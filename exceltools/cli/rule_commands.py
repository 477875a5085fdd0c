"""Rules, plugins and definitions in, what they are and whether they hold out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from exceltools.cli.options import (
    PATH,
    definition_option,
    given_definition,
    given_registry,
    plugins_option,
    progress,
    selection_options,
)
from exceltools.swedish import SwedishGroup


@click.group(cls=SwedishGroup, invoke_without_command=True)
@plugins_option
@definition_option
@click.pass_context
def rules(context: click.Context, plugins_dir: Path | None, definition_file: Path | None) -> None:
    """Visa reglerna."""
    context.obj = plugins_dir, definition_file
    if context.invoked_subcommand is None:
        context.invoke(rules_list)


# Flags are taken before the subcommand's name and after it: nobody remembers where they belong.
@rules.command("list")
@plugins_option
@definition_option
@selection_options
@click.pass_obj
def rules_list(
    given: tuple[Path | None, Path | None],
    plugins_dir: Path | None,
    definition_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> None:
    """Lista reglerna."""
    from exceltools.rule_pages import rules_list
    from exceltools.selection import Selection

    registry = given_registry(plugins_dir or given[0])
    click.echo(rules_list(registry, given_definition(definition_file or given[1]), Selection(select, ignore)))


@rules.command("show")
@click.argument("code", metavar="KOD", help="Regelns kod, till exempel TID003.")
@plugins_option
@definition_option
@click.pass_obj
def rules_show(
    given: tuple[Path | None, Path | None], code: str, plugins_dir: Path | None, definition_file: Path | None
) -> None:
    """Förklara en regel."""
    from exceltools.rule_pages import rule_page

    click.echo(rule_page(code, given_registry(plugins_dir or given[0]), given_definition(definition_file or given[1])))


@rules.command("rehearse")
@click.argument("code", metavar="KOD", help="Regelns kod, till exempel TID003.")
@click.argument(
    "sources", nargs=-1, required=True, type=PATH, metavar="KÄLLA...", help="Arbetsbok, mapp eller zip-fil."
)
@plugins_option
@definition_option
@click.pass_obj
def rules_rehearse(
    given: tuple[Path | None, Path | None],
    code: str,
    sources: tuple[Path, ...],
    plugins_dir: Path | None,
    definition_file: Path | None,
) -> None:
    """Se vad en regel skulle säga om planerna."""
    from exceltools.rehearsal import rehearse, told

    definition, registry = given_definition(definition_file or given[1]), given_registry(plugins_dir or given[0])
    rehearsal = rehearse(code, sources, definition, registry, progress=progress)
    click.echo(told(rehearsal))
    unread = any(source.status == "refused" for source in rehearsal.result.sources)
    sys.exit(4 if rehearsal.trouble else 3 if unread else 0)


@click.group(cls=SwedishGroup, invoke_without_command=True)
@plugins_option
@click.pass_context
def plugins(context: click.Context, plugins_dir: Path | None) -> None:
    """Visa varifrån reglerna kommer."""
    context.obj = plugins_dir
    if context.invoked_subcommand is None:
        context.invoke(plugins_list)


@plugins.command("list")
@plugins_option
@click.pass_obj
def plugins_list(given: Path | None, plugins_dir: Path | None) -> None:
    """Lista alla insticksprogram."""
    from exceltools.rule_pages import plugins_list

    registry = given_registry(plugins_dir or given)
    click.echo(plugins_list(registry))
    sys.exit(0 if registry.complete else 4)


@plugins.command("new")
@click.argument("name", metavar="NAMN", help="Vad insticksprogrammet ska heta, till exempel metoder.")
@click.option("-o", "--output", "folder", type=PATH, default=".", metavar="MAPP", help="Mappen som det läggs i.")
@click.option("--prefix", metavar="ABC", help="Hur regelkoderna börjar. Utan den används namnets första bokstäver.")
def plugins_new(name: str, folder: Path, prefix: str | None) -> None:
    """Skriv ett insticksprogram att börja med: en regel, exempel och test."""
    from exceltools.kit.scaffold import new_plugin

    place, written = new_plugin(name, folder, given_registry(None), prefix)
    for path in written:
        click.echo(path)
    click.echo(f"Klart. Pröva det med: exceltools plugins check {place}", err=True)


@plugins.command("check")
@click.argument("path", type=PATH, metavar="PLATS", help="En .py-fil, ett Pythonpaket eller en mapp med sådana.")
def plugins_check(path: Path) -> None:
    """Pröva ett insticksprogram: exempel, namn, texter och tid."""
    from exceltools.kit.check import check, told

    checked = check(path)
    click.echo(told(checked))
    sys.exit(int(any(one.number for one in checked)))


@click.group(cls=SwedishGroup)
def definition() -> None:
    """Granska eller visa en definition."""


@definition.command("check")
@click.argument(
    "file", required=False, type=PATH, metavar="[FIL]", help="Definitionsfil. Utan den används den medföljande."
)
@plugins_option
def definition_check(file: Path | None, plugins_dir: Path | None) -> None:
    """Granska en definition: alla fel på en gång, med rad."""
    from exceltools.definition import BUNDLED
    from exceltools.rule_settings import check_settings

    found, registry = given_definition(file), given_registry(plugins_dir)
    check_settings(found, registry.declarations().values(), file or BUNDLED, complete=registry.complete)
    click.echo(f"Definitionen ”{found.title}” (version {found.version}) är felfri.")


@definition.command("show")
@click.argument(
    "file", required=False, type=PATH, metavar="[FIL]", help="Definitionsfil. Utan den används den medföljande."
)
def definition_show(file: Path | None) -> None:
    """Visa vad en definition innehåller."""
    from exceltools.definition.description import describe

    click.echo(describe(given_definition(file)))


@definition.command("schema")
def definition_schema() -> None:
    """Skriv definitionens JSON Schema, för redigerare."""
    import json

    from exceltools.definition import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2).encode())

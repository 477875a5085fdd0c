"""click's own words in Swedish: headings of the help, and the sentences of usage errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import click
from click import exceptions as trouble

_REMARK = re.compile(r"\s*\[([^\[\]]+)\]$")
_REMARKS = {"required": "måste anges"}  # click's remarks after an option's help; the others are left out


class _Swedish(click.Command):
    """What commands and groups have in common."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say what --help does in Swedish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands without a flag."""
        _write_records("Uppgifter", (p for p in self.get_params(ctx) if isinstance(p, click.Argument)), ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the flags."""
        _write_records("Flaggor", (p for p in self.get_params(ctx) if isinstance(p, click.Option)), ctx, formatter)


class SwedishCommand(_Swedish):
    """A command whose help speaks Swedish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Take what click.Command takes."""
        kwargs.setdefault("options_metavar", "[FLAGGOR]")
        super().__init__(*args, **kwargs)


class SwedishGroup(_Swedish, click.Group):
    """A group whose help speaks Swedish."""

    command_class = SwedishCommand
    group_class = type  # subgroups are of the same class

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Take what click.Group takes."""
        kwargs.setdefault("options_metavar", "[FLAGGOR]")
        kwargs.setdefault("subcommand_metavar", "KOMMANDO ...")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write flags and commands."""
        super().format_options(ctx, formatter)
        commands = [command for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))]
        room = formatter.width - 6 - max(len(command.name or "") for command in commands)
        with formatter.section("Kommandon"):
            formatter.write_dl([(command.name or "", command.get_short_help_str(room)) for command in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Keep the order in which the commands are declared: the order of use."""
        del ctx
        return list(self.commands)


def sentence(error: click.ClickException) -> str:  # noqa: PLR0911 - a return a sentence
    """Say what is wrong with a command line."""
    match error:
        case trouble.NoSuchOption(option_name=name, possibilities=near):
            return f"Flaggan {name} finns inte.{_meant(near)}"
        case trouble.NoSuchCommand(command_name=name, possibilities=near):
            return f"Kommandot {name} finns inte.{_meant(near)}"
        case trouble.UsageError() if "unexpected extra argument" in error.message:
            return f"Det står för mycket på kommandoraden: {error.message.split('(', 1)[-1].rstrip(')')}."
        case trouble.MissingParameter(param=parameter) if parameter is not None:
            return f"{_named(parameter)} saknas."
        case trouble.BadOptionUsage(option_name=name):
            return f"Flaggan {name} behöver ett värde."
        case trouble.BadParameter(param=parameter) if parameter is not None:
            return f"{_named(parameter)}: {_bad_value(parameter, error.message)}"
        case _:
            return error.message


def _bad_value(parameter: click.Parameter, message: str) -> str:
    match parameter.type:
        case click.Choice(choices=choices):
            return f"välj något av {', '.join(choices)}."
        case click.IntRange(min=least):
            return f"skriv ett heltal, minst {least}."
        case _:
            return message


def _named(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return f"Flaggan {' eller '.join(parameter.opts)}"
    return f"Uppgiften {parameter.human_readable_name.removesuffix('...')}"


def _meant(near: Iterable[str] | None) -> str:
    names = sorted(near or ())
    return f" Menade du {' eller '.join(names)}?" if names else ""


def _write_records(
    heading: str, parameters: Iterable[click.Parameter], ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    records = [record for parameter in parameters if (record := parameter.get_help_record(ctx))]
    if records:
        with formatter.section(heading):
            formatter.write_dl([(names, _REMARK.sub(_remark, text)) for names, text in records])


def _remark(match: re.Match[str]) -> str:
    words = [_REMARKS[word] for word in match[1].split("; ") if word in _REMARKS]
    return f"  ({', '.join(words)})" if words else ""

"""Counts and names in, the sentences of the feedback out: Swedish, warm and short, to a district's administrator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from exceltools.answers import ANSWER, TITLE
from exceltools.definition import Definition, Severity, Unit
from exceltools.model import Issue, Plan
from exceltools.reading.raw import Format
from exceltools.wording import SEVERITY_WORDS, counted, listed

# What makes our marks and notes known again in the next round, whichever program has saved the workbook since.
MARK = f'LEN("{TITLE}: '

WHOLE_PLAN = "Hela planen"
HIDDEN = "dold"

_IN_TEMPLATE = "Därför får ni en ny mall, ifylld med det som stod i er plan. Fortsätt i den."
LOCKED = f"Er arbetsbok har ett lösenord, så vi kan inte markera i den. {_IN_TEMPLATE}"
UNCHANGEABLE = f"Er arbetsbok är sparad på ett sätt som gör att vi inte kan markera i den. {_IN_TEMPLATE}"


def unknown(plans: int) -> str:
    """Tell the coordinator of plans that nobody knows whose they are."""
    return f"{counted(plans, 'plan', 'planer')} har ingen känd enhet, och får ingen återkoppling."


def in_shared_workbook(unit: Unit, file: str) -> str:
    """Tell the coordinator why a unit without a plan gets no reminder."""
    return f"{unit.name} får ingen påminnelse, för planen finns i {file} tillsammans med andra enheters."


def other_format(form: Format) -> str:
    """Say why a workbook of an older or another format did not go back itself."""
    return f"Er plan är sparad i formatet .{form}, och i det kan vi inte markera. {_IN_TEMPLATE}"


def mark_formula(severity: Severity) -> str:
    """Give the formula, always true, of the conditional format that marks a cell.

    >>> mark_formula("error")
    'LEN("Återkoppling: Fel")>0'
    """
    return f'{MARK}{SEVERITY_WORDS[severity]}")>0'


def to_do(issues: Sequence[Issue]) -> str:
    """Say how much there is to do; empty where there is nothing."""
    number = Counter(issue.severity for issue in issues)
    said = [f"{counted(number['error'], 'fel', 'fel')} att rätta"] if number["error"] else []
    said += [f"{counted(number['warning'], 'varning', 'varningar')} att se över"] if number["warning"] else []
    return listed(said)


def verdict(issues: Sequence[Issue]) -> str:
    """Say how the plan stands."""
    left = to_do(issues)
    return f"I planen finns {left}." if left else "Inget i planen behöver rättas. Tack!"


def since_last(before: int, left: int) -> str:
    """Say what has become of the lines of the last round.

    >>> since_last(3, 0), since_last(3, 2)
    ('Inget av det som stod här förra gången är kvar.', 'Av det som stod här förra gången är 2 rader av 3 kvar.')
    """
    if not left:
        return "Inget av det som stod här förra gången är kvar."
    return f"Av det som stod här förra gången är {counted(left, 'rad', 'rader')} av {before} kvar."


def where_to_look(sheet: str) -> str:
    """Say how to find the cells."""
    return f"På bladet {sheet} har cellerna färg, ram och en anteckning. Klicka under Var, så kommer ni till cellen."


def how_to(definition: Definition) -> str:
    """Say what the unit is to do with the workbook."""
    by = definition.delivery.corrections_by
    return (
        f"Rätta på planens blad, eller svara i kolumnen {ANSWER}. Spara och skicka arbetsboken till "
        f"{definition.delivery.to}{f' {by}' if by else ''}."
    )


def whose(plan: Plan) -> str:
    """Give the line that says whose plan it is."""
    return f"Handlingsplan för {plan.unit.name}" if plan.unit else "Handlingsplan"

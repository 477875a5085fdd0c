"""The declarations and plugins in, the sheet `Regler` out: what was checked, how strictly, and what was not."""

from __future__ import annotations

from collections import Counter

from exceltools.consolidated.book import Heading, Sheet
from exceltools.consolidated.contents import Contents
from exceltools.definition import Definition, Severity
from exceltools.issues import is_on_trial, severity_of
from exceltools.model import Declaration, PluginRun
from exceltools.wording import PLUGIN_WORDS, WISH_WORDS, origin_in_words

RULES = (
    Heading("Kod", 12, "line"),
    Heading("Regel", 44),
    Heading("Allvar", 24),
    Heading("Varför den finns", 80),
    Heading("Antal", 10, "number"),
)
PLUGINS = ("Version", "Insticksprogram", "Vad som hände", "Finns i")
_LOOKS = {"ran": "ok word", "failed": "error word", "not relevant": "info word"}


def write(sheet: Sheet, contents: Contents) -> None:
    """Write the plugins, a few lines, and then the rules: those that spoke first, then the others, by code."""
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(
        1, 0, "Vad som har kontrollerats i varje plan. Insticksprogrammen är de regelsamlingar som var med.", "quiet"
    )
    top = _plugins(sheet, contents.result.plugins) + 1
    sheet.header(top, RULES)
    row = top
    for row, (declaration, word, look, number) in enumerate(_spoken(contents), top + 1):
        looks = [RULES[0], RULES[1], RULES[2].looking(look), *RULES[3:]]
        sheet.record(row, looks, (declaration.code, declaration.title, word, declaration.why, number))
    sheet.raw.autofilter(top, 0, max(row, top + 1), len(RULES) - 1)


def _plugins(sheet: Sheet, plugins: tuple[PluginRun, ...]) -> int:
    row = 3
    for column, text in enumerate(PLUGINS):
        sheet.put(row, column, text, "header")
    for run in plugins:
        row += 1
        words = (run.version, run.name, PLUGIN_WORDS[run.status], origin_in_words(run.origin))
        for column, (text, look) in enumerate(zip(words, ("line", "cell", _LOOKS[run.status], "cell"), strict=True)):
            sheet.put(row, column, text, look)
    return row + 1


def _spoken(contents: Contents) -> list[tuple[Declaration, str, str, int]]:
    """Give each rule with the word and look of its severity here, and its number of issues; one nobody declared too."""
    issues = contents.result.issues
    found = Counter(issue.code for issue in (*issues, *contents.result.trial))
    severity = {issue.code: issue.severity for issue in issues}
    rules = dict(contents.result.declarations)
    for issue in issues:
        if issue.code not in rules:
            rules[issue.code] = Declaration(
                code=issue.code, name=issue.rule, title=issue.rule, severity=issue.severity, why=""
            )
    ordered = sorted(rules.items(), key=lambda pair: (found[pair[0]] == 0, pair[0]))
    return [(rule, *_grade(rule, severity.get(code), contents.definition), found[code]) for code, rule in ordered]


def _grade(rule: Declaration, found: Severity | None, definition: Definition) -> tuple[str, str]:
    if found is None and is_on_trial(rule, definition):
        return WISH_WORDS["trial"], "info word"
    severity = found or severity_of(rule, definition)
    return WISH_WORDS[severity], f"{severity} word"

"""The declarations and plugins in, the sheet `Regler` out: what was checked, how strictly, and what was not."""

from __future__ import annotations

import textwrap
from collections import Counter

from exceltools.consolidated.book import Heading, Sheet
from exceltools.consolidated.contents import Contents
from exceltools.consolidated.unchecked import unchecked
from exceltools.definition import Definition, Severity
from exceltools.issues import is_on_trial, severity_of
from exceltools.model import Declaration, PluginRun, Result
from exceltools.wording import PLUGIN_WORDS, WISH_WORDS, origin_in_words

RULES = (
    Heading("Kod", 11, "line"),
    Heading("Regel", 44),
    Heading("Allvar", 14),
    Heading("Antal", 11, "number"),
    Heading("Varför den finns", 88),
)
_PLUGINS = ("Version", "Insticksprogram", "Vad som hände", None, "Finns i")
_LOOKS = {"ran": "ok", "failed": "error", "not relevant": "info"}
_LINE = 150  # characters of a sentence on one row: what the width of the sheet holds


def write(sheet: Sheet, contents: Contents) -> None:
    """Write what was not checked, then the rules, those that spoke first, and last the plugins that they come from."""
    sheet.put(0, 0, sheet.name, "title")
    sheet.put(1, 0, "Vad som har prövats i varje plan, hur allvarligt det är, och vad som inte har prövats.", "quiet")
    row = _unchecked(sheet, 3, contents.result) + 1
    sheet.put(row, 0, "Reglerna", "heading")
    row = _rules(sheet, row + 1, contents) + 1
    sheet.put(row, 0, "Insticksprogrammen: de samlingar av regler som var med", "heading")
    _plugins(sheet, row + 1, contents.result.plugins)


def _unchecked(sheet: Sheet, row: int, result: Result) -> int:
    sheet.put(row, 0, "Det här är inte kontrollerat", "heading")
    for sentence in unchecked(result):
        for number, line in enumerate(textwrap.wrap(sentence, _LINE, break_on_hyphens=False)):
            row += 1
            sheet.put(row, 0, f"– {line}" if number == 0 else f"   {line}")
    return row + 1


def _rules(sheet: Sheet, top: int, contents: Contents) -> int:
    sheet.header(top, RULES)
    row = top
    for row, (declaration, word, look, number) in enumerate(_spoken(contents), top + 1):
        looks = [RULES[0], RULES[1], RULES[2].looking(look), *RULES[3:]]
        sheet.record(row, looks, (declaration.code, declaration.title, word, number, declaration.why))
    sheet.raw.autofilter(top, 0, max(row, top + 1), len(RULES) - 1)
    return max(row, top + 1) + 1


def _plugins(sheet: Sheet, row: int, plugins: tuple[PluginRun, ...]) -> None:
    for column, text in enumerate(_PLUGINS):
        sheet.put(row, column, text, "open header")
    for number, run in enumerate(plugins, row + 1):
        state = f"{_LOOKS[run.status]} word"
        looks = [*RULES[:2], RULES[2].looking(state), RULES[3].looking(state), RULES[4]]
        words = (run.version, run.name, PLUGIN_WORDS[run.status], None, origin_in_words(run.origin))
        sheet.record(number, looks, words)


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

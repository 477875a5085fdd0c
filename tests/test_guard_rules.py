"""Every rule that is installed, third-party plugins included: declared completely, with examples that hold."""

import importlib

import pytest

from exceltools.catalogue import core_rules
from exceltools.engine import declarations, registry
from exceltools.testing import example_faults, soundness

LOADED = registry.load()


def test_every_plugin_is_loaded_whole():
    assert {plugin.name: plugin.fault for plugin in LOADED.plugins if plugin.fault} == {}
    assert LOADED.complete


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in LOADED.rules])
def test_a_rule_is_complete_and_its_examples_hold(rule):
    assert declarations.faults(rule) == []
    assert rule.code.isascii()
    assert rule.check.__doc__, "the check says in a line what it finds"
    others = [other for other in LOADED.rules if other is not rule]
    assert example_faults(rule, also=others) == []


@pytest.mark.parametrize("plugin", [pytest.param(plugin, id=plugin.name) for plugin in LOADED.plugins])
def test_a_plugin_has_nothing_that_its_author_should_mend(plugin):
    """As `exceltools plugins check` says it, timing apart: hard plans, whole sentences, the same answer twice."""
    assert soundness.faults(plugin.rules) == []


@pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.code) for plugin in LOADED.plugins for rule in plugin.rules
             if plugin.origin == registry.BUNDLED]
)  # fmt: skip
def test_a_built_in_rule_has_a_case_table(rule):
    """In the test of its plugin: at least eight cases, of which some are found and some are left in peace."""
    plugin = rule.check.__module__.partition(".")[0]
    found, left = importlib.import_module(f"test_{plugin}").CASES[rule.code]
    assert len(found) >= 2
    assert len(left) >= 2
    assert len(found) + len(left) >= 8


@pytest.mark.parametrize("rule", [pytest.param(rule, id=code) for code, rule in core_rules().items()])
def test_a_rule_of_the_core_is_complete(rule):
    assert declarations.CODE.fullmatch(rule.code)
    assert declarations.NAME.fullmatch(rule.name)
    for text in (rule.title, rule.why, rule.message):
        assert text.strip()
        text.encode("cp1252")
    assert rule.why.endswith(".")


def test_codes_and_names_are_each_ones_own():
    every = [*core_rules().values(), *LOADED.rules]
    codes = [code for rule in every for code in (rule.code, *rule.former)]
    names = [rule.name for rule in every]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)

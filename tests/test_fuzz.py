"""A small sample of `fuzz.py`, the same each time: no traceback, no lost neighbour, a reason for each refusal."""

import random

from fuzz import BATCH, mutant, run, seeds


def test_damage_at_random_costs_nobody_else_anything(tmp_path):
    source, forms = random.Random(4), seeds()  # noqa: S311 - repeatable damage
    result, wrong = run([mutant(source, forms) for _ in range(BATCH * 2)], tmp_path / "in")
    assert wrong == []
    assert len({each.reason for each in result.sources}) > 5

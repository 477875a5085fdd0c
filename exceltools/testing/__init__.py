"""Example rows in, what a rule says of them out: what a plugin's tests need.

    from exceltools.testing import assert_finds, assert_silent

    def test_a_short_method_is_found():
        assert_finds(metod_too_short, {"metod": "Möten"}, at="D6")

    def test_a_method_that_says_how_is_not():
        assert_silent(metod_too_short, {"metod": "Utbilda fältassistenterna i motiverande samtal."})

Rows are dictionaries of column id and text. What a row leaves out is filled in with sound text, and the rule meets the
same plan as in a merge: recognised, parsed, placed, and not asked about cells that have failed what it requires. Row 6
is the first below the header, and the columns stand in A to G in the definition's order.

In pytest the assertions and `make_plan` are fixtures too (`exceltools.pytest_plugin`): a test asks for them by name.

asking       plans of rows, and what a rule finds in them
assertions   one line each
soundness    what every rule must stand: hard plans, whole sentences, examples that hold
"""

from exceltools.testing.asking import example_faults, findings, plan, plans
from exceltools.testing.assertions import assert_finds, assert_silent, assert_sound

__all__ = ["assert_finds", "assert_silent", "assert_sound", "example_faults", "findings", "plan", "plans"]

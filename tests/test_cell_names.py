"""A row and a column in, the name of the cell out, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceltools.cell_names import column_letters, column_number, parted, reference

COLUMNS = [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]


@pytest.mark.parametrize(("column", "letters"), COLUMNS)
def test_columns(column, letters):
    assert column_letters(column) == letters
    assert column_number(letters) == column_number(letters.encode()) == column
    assert reference(7, column) == f"{letters}7"


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_name_leads_back_to_its_place(row, column):
    letters, number = parted(reference(row, column))
    assert (number, column_number(letters)) == (row, column)

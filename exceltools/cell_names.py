"""A row and a column in, the name that Excel gives the cell out; and the other way round. All numbers are from 1."""

from __future__ import annotations


def reference(row: int, column: int) -> str:
    """Give a cell's name.

    >>> reference(14, 7), reference(1_048_576, 16_384)
    ('G14', 'XFD1048576')
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Give a column's letters by its number."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(letters: bytes | str) -> int:
    """Give a column's number by its letters.

    >>> column_number("A"), column_number(b"XFD")
    (1, 16384)
    """
    found = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        found = found * 26 + letter - 64
    return found


def parted(cell: str) -> tuple[str, int | None]:
    """Part a cell's name, or that of a whole column or row, into letters and row.

    >>> parted("G14"), parted("G"), parted("14")
    (('G', 14), ('G', None), ('', 14))
    """
    column = cell.rstrip("0123456789")
    row = cell[len(column) :]
    return column, int(row) if row else None


def area_of(address: str) -> list[int]:
    """Give the first row, first column, last row and last column of a cell or a rectangle of cells.

    >>> area_of("G14"), area_of("$A$5:$H$505")
    ([14, 7, 14, 7], [5, 1, 505, 8])
    """
    first, _, last = address.replace("$", "").partition(":")
    corners = [parted(cell) for cell in (first, last or first)]
    return [number for letters, row in corners for number in (row or 0, column_number(letters))]


def sheet_reference(sheet: str) -> str:
    """Quote a sheet's name for a reference.

    >>> sheet_reference("Bo's plan")
    "'Bo''s plan'"
    """
    return "'" + sheet.replace("'", "''") + "'"

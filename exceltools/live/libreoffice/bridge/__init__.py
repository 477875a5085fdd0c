"""Requests in, what LibreOffice answers out: the far end of `office`, under the Python that has LibreOffice's `uno`.

    talk      a line of JSON for each request and each answer
    books     workbooks, names, sheets
    cells     values and looks
    rules     notes, conditional formats and the styles they need
    finding   where everything is; areas of cells

That Python is rarely the one that runs exceltools, so nothing is imported here but `uno` and the standard library.
"""

"""Plan templates out, returned workbooks in, one consolidated workbook with every issue at its cell.

Importing the package costs nothing: the stages are imported by whoever needs them.
"""

__version__ = "0.1.0"

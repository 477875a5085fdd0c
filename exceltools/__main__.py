"""`python -m exceltools` is the command `exceltools`."""

from exceltools.cli import main

main()

"""The workbook that is open in, the same issues as for a saved one out: marked in it, listed in it, taken away again."""

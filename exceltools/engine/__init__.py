"""Plugins and plans in, findings as issues out.

registry, declarations   which plugins there are, and whether what they declare is sound
validate, hearing        every rule asked about every subject, each on its own
sheets                   the sheets that plugins add to the consolidated workbook
isolation, parameters    what a rule may do and what it may be told
examples                 plans made of example rows
"""

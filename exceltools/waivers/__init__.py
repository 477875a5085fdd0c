"""A workbook in which the coordinator has accepted some of what was found in; what is accepted out, and until when.

A row names one issue by its fingerprint, or all of a rule in a unit's plan by code and unit, and says why, who and
until when. Nothing is accepted without all three, and nothing for ever.

sheet      the columns of the workbook
book       a new one, with what there is to accept already in it
reading    the rows of one, each with what is wrong with it
matching   which issues a row accepts, and what there is to say of the rows
"""

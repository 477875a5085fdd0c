"""A LibreOffice that somebody works in, in; an xlwings engine that speaks to it, out.

    engine, ranges     xlwings' interface: applications, workbooks, sheets; cells, notes, rules
    values             what a cell holds, in their words and ours
    office             the LibreOffice that is open, found and joined
    bridge             the far end, under LibreOffice's own Python

Nothing is imported here: xlwings waits until a command needs it.
"""

"""A LibreOffice that somebody works in, in; an xlwings engine that speaks to it, out.

    engine, books      xlwings' interface: the application; workbooks, sheets, names
    ranges, rules      likewise: cells and notes; conditional formats
    values             what a cell holds, in their words and ours
    office             the LibreOffice that is open, found and joined
    bridge             the far end, under LibreOffice's own Python

Nothing is imported here: xlwings waits until a command needs it.
"""

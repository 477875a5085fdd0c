"""The workbook that is open in, the issues of its saved file marked in it out, and taken away again.

    goto, watch          the cell in front of the person; again each time something has changed
    check                read, judged as by a merge, marked, cleared
    snapshot, blocks     what is open, as the reading of a file would give it
    marks, own_sheet     colours and notes; the sheet `Granskning`
    lines                what notes and list say
    programs             Excel and LibreOffice, their workbooks, and what can be wrong with either
    libreoffice          an engine of xlwings for the program that xlwings does not know

Nothing is imported here: xlwings waits until a command needs it.
"""

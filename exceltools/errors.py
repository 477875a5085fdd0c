"""What can go wrong with a run. A fault in a plan is never an exception: it is an issue with a place.

ExceltoolsError             the run cannot go on as asked; exit code 2 unless the child says otherwise
├── DefinitionError         the definition has faults, all of them listed
├── UsageError              the command line asks for something that is not there
├── OutputError             a result cannot be written
├── NotOpenError            no program or no workbook is open that could be checked there
├── BookError               the workbook that is open cannot be read or marked now; exit code 3
├── PluginError             plugins that cannot be told apart or loaded at all; exit code 4
└── ReaderError             the process that reads the files cannot be started; exit code 4
"""

from __future__ import annotations

from typing import ClassVar


class ExceltoolsError(Exception):
    """A fault of the run; its text is one or more whole Swedish sentences for the person at the keyboard."""

    exit_code: ClassVar[int] = 2


class UsageError(ExceltoolsError):
    """The command line names something that does not exist or does not fit together."""


class DefinitionError(ExceltoolsError):
    """The definition cannot be used; the text lists every fault, a line each."""


class OutputError(ExceltoolsError):
    """A result file cannot be written; what stood there before is untouched."""


class NotOpenError(ExceltoolsError):
    """There is no Excel or LibreOffice here, none is running, or it is not clear which of its workbooks is meant."""


class BookError(ExceltoolsError):
    """The workbook that is open cannot be read or marked as things are."""

    exit_code: ClassVar[int] = 3


class PluginError(ExceltoolsError):
    """The set of plugins is contradictory, for example two owners of one rule code."""

    exit_code: ClassVar[int] = 4


class ReaderError(ExceltoolsError):
    """No file at all can be read, because the reading process does not start."""

    exit_code: ClassVar[int] = 4

"""Lines of JSON in on stdin, lines of JSON out on stdout: requests and their answers, until stdin is closed.

It joins the LibreOffice that is open; the call of its program that handed over the wish to listen was `office`'s.
"""

# ruff: noqa: ANN401 - requests are plain lists; a request whose name says it all needs no more words

from __future__ import annotations

import json
import os
import sys
import time
from itertools import groupby
from typing import Any

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

from exceltools.live.libreoffice.bridge.books import Books
from exceltools.live.libreoffice.bridge.cells import Cells
from exceltools.live.libreoffice.bridge.finding import GoneError
from exceltools.live.libreoffice.bridge.rules import Rules


class Bridge(Books, Cells, Rules):
    """What can be asked; every public method is a request."""

    def __init__(self, pipe: str, seconds: float) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + seconds
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        super().__init__(context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context))

    def batch(self, requests: list[Any]) -> None:
        """Do several things; those of one kind that follow each other at once, where that is possible."""
        for (what, key, name), group in groupby(requests, key=lambda one: (one[0], *one[1][:2])):
            rest = [arguments[2:] for _, arguments in group]
            if what in ("add_note", "remove_note", "add_condition", "remove_condition"):
                getattr(self, what + "s")(key, name, rest)
            else:
                for arguments in rest:
                    getattr(self, what)(key, name, *arguments)


def say(**answer: Any) -> None:
    """Answer a request."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until the other side closes stdin."""
    try:
        bridge = Bridge(sys.argv[1], float(sys.argv[2]))
    except NoConnectException:
        say(fault="no connection")
        return
    say(answer="ready")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            say(answer=getattr(bridge, request["do"])(*request["with"]))
        except GoneError as gone:
            say(gone=str(gone))
        except DisposedException:
            say(gone="office")
        except Exception as fault:  # noqa: BLE001 - whatever LibreOffice raises is told to the one who asked
            say(fault=f"{type(fault).__name__}: {fault}")
    sys.stdout.flush()
    os._exit(0)  # at once: the way out of LibreOffice's Python is not always a clean one

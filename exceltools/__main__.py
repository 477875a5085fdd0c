"""`exceltools`, and `python -m exceltools`: the command line as a process.

It can be interrupted from the start: importing the command line takes a while, and whoever presses Ctrl-C then gets
the same sentence as later. And it takes no code from the current folder.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line on the process's own arguments."""
    try:
        if __name__ == "__main__":
            _leave_this_folder()
        from exceltools import interrupts

        interrupts.listen()
        from exceltools.cli import main as run

        run()
    except KeyboardInterrupt:
        if sys.stderr is not None:  # None: started without any
            sys.stderr.write("Avbrutet. Ingenting har ändrats.\n")
        sys.exit(130)


def _leave_this_folder() -> None:
    """Take the current folder out of the places where Python looks for modules and installed packages.

    The option -m puts it first: a file `json.py` or a package beside the returned plans would be run. Where exceltools
    itself lies there, it stays.
    """
    from pathlib import Path

    ours = Path(__file__).resolve().parents[1]
    here = ("", str(Path.cwd()))
    sys.path[:] = [place for place in sys.path if place not in here or Path(place).resolve() == ours]


if __name__ == "__main__":
    main()

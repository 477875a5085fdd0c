"""`exceltools`, and `python -m exceltools`: the command line as a process, which can be interrupted from the start.

Importing the command line takes a while. Somebody who presses Ctrl-C then gets the same sentence as later.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line on the process's own arguments."""
    try:
        from exceltools import interrupts

        interrupts.listen()
        from exceltools.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Avbrutet. Ingenting har ändrats.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()

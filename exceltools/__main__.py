"""`python -m exceltools` is the command `exceltools`, and like it takes no code from the current folder.

The option -m puts that folder first among the places where Python looks for modules and installed packages: a file
`json.py` or a package beside the returned plans would be run. Where exceltools itself lies there, it stays.
"""

import sys
from pathlib import Path

_OURS = Path(__file__).resolve().parents[1]
_HERE = ("", str(Path.cwd()))
sys.path[:] = [place for place in sys.path if place not in _HERE or Path(place).resolve() == _OURS]

from exceltools.cli import main  # noqa: E402  only now is it known where from

main()

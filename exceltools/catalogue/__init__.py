"""What the tool itself says of plans and files: the declarations of every issue that the core raises.

One place for code, severity, sentence and reason, so that the lists, the handbook and the issues cannot disagree.
Plugins declare their own rules beside the condition that triggers them; these are the core's.

    INT001–INT029  `files`    what cannot be read, and why      (sources, preflight, reading)
    INT030–INT059  `plans`    finding and reading the plan      (intake)
    INT100–INT119  `files`    likewise: letters, passwords
    INT060–INT079  `returns`  which one counts, who is missing  (deliveries)
    INT080–INT099  `noticed`  comments, struck text, series ... (intake)
    INT120–INT129  `feedback` what a unit has answered          (intake)
    SCH001–        `cells`    what a cell must hold             (schemas)
    KOR001–        `run`      what could not be checked         (validate)
"""

# ruff: noqa: F403 - every declaration is public, and stands in one page only

from exceltools.catalogue import cells, feedback, files, noticed, plans, returns, run
from exceltools.catalogue.cells import *
from exceltools.catalogue.core_rule import CoreRule as CoreRule
from exceltools.catalogue.feedback import *
from exceltools.catalogue.files import *
from exceltools.catalogue.noticed import *
from exceltools.catalogue.plans import *
from exceltools.catalogue.returns import *
from exceltools.catalogue.run import *

ALWAYS_SAID = "KOR"  # codes that begin like this say what could not be checked: nobody can turn them off


def core_rules() -> dict[str, CoreRule]:
    """All declarations, by code, page after page."""
    pages = (files, plans, returns, noticed, feedback, cells, run)
    return {said.code: said for page in pages for said in vars(page).values() if isinstance(said, CoreRule)}

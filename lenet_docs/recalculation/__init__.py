"""What the reader's browser runs when LeNet-5 is changed on a page.

Settings describe a network like LeNet-5, possible or not; the parts of the page follow
from them. The build makes the same parts with the same functions, so a page shows the
usual network before anything is loaded.

>>> from lenet_docs.recalculation.settings import PRESETS
>>> settings = PRESETS["lenet5"].settings.changed({"C5.kernel": "9"})
>>> [problem.message for problem in settings.outcome().problems]
['C5: the kernel is 9 high, but S4 is only 5 high; choose a kernel height of at most 5']
"""

from lenet_docs.recalculation.fields import Field, fields_of
from lenet_docs.recalculation.page import Answer, Page, PagePart
from lenet_docs.recalculation.settings import (
    Outcome,
    Preset,
    Problem,
    Settings,
)
from lenet_docs.recalculation.share import from_text, to_text
from lenet_docs.recalculation.source import to_python

__all__ = [
    "Answer",
    "Field",
    "Outcome",
    "Page",
    "PagePart",
    "Preset",
    "Problem",
    "Settings",
    "fields_of",
    "from_text",
    "to_python",
    "to_text",
]

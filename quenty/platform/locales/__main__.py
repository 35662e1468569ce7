"""`python -m quenty.platform.locales FOLDER ...`: compile the translations below folders."""

import sys
from pathlib import Path

from quenty.platform.locales.compile import compile_stale

for path in compile_stale(*(Path(argument) for argument in sys.argv[1:])):
    print(path)

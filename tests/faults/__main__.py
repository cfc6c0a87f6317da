"""`python -m tests.faults FOLDER`: what the fault tests measured, as a table."""

import sys
from pathlib import Path

from tests.faults.figures import table

if __name__ == "__main__":
    print(table(Path(sys.argv[1])))  # noqa: T201 - what it is for

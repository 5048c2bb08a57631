"""The process that writes workbooks: sheets of rows come in as JSON, an .xlsx goes out."""

import json
import sys

from workbooks.grids import grid_workbook
from workbooks.limits import limit

MEMORY = 1024**3
SECONDS = 60

if __name__ == "__main__":
    limit(MEMORY, SECONDS)
    sys.stdout.buffer.write(grid_workbook(json.load(sys.stdin)))

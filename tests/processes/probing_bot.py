"""The bot with jobs that do on purpose what real ones do on a bad day: `… -m tests.processes.probing_bot run`."""

import sys

from bot import job_kinds
from tests.probes import PROBES

if __name__ == "__main__":
    job_kinds.KINDS = PROBES
    from bot.__main__ import main  # after the kinds were exchanged

    sys.exit(main())

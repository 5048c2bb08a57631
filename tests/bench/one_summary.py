"""A process that makes the same summary twice, as a job would, and says what it cost: it imports nothing else."""

import resource
import sys
import time
from pathlib import Path

from people.model import CentreId
from reports.ports import Source
from surveys.model import CampaignId


def measure(url: str, centre: int, campaign: int) -> None:
    """Prints seconds of the first and of the second, processor seconds of the second, megabytes of the process."""
    began = time.perf_counter()
    from reports.summary.request import Request
    from storage.summaries import Summariser

    by = ("organisation", "category", "experience")
    request = Request(Source(CentreId(centre), "pd-1", 2026, CampaignId(campaign)), by=by)
    summariser = Summariser(url)
    summariser.make(request)
    first = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    summary = summariser.make(request)
    again, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert summary.n.known()
    print(first, again, cpu, _megabytes())


def _megabytes() -> float:
    """The most this program ever held; what rusage says counts in whoever started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    [peak] = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")]
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

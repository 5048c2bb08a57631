"""A child of the demo that ends when its parent is gone, however that went: `python -m bot.demo_child MODULE …`.

The parent keeps the other end of our standard input and never writes: the system closes it with the parent, on every
system and after kill −9, too.
"""

import os
import runpy
import signal
import sys
import threading
import time

END_WITHIN = 8.0
"""Seconds for a polite end, as after Ctrl-C."""


def main() -> None:
    """Run the module as `python -m` would."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    module = sys.argv[1]
    del sys.argv[1]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_WITHIN)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()

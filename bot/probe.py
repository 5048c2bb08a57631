"""`python -m bot.probe`: is the bot in this container well? Standard library only, for it runs every half minute."""

import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    """0 if /health says 200."""
    port = os.environ.get("BOT_LISTEN", "127.0.0.1:8080").rpartition(":")[2]
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/health", timeout=4):
            return 0
    except (urllib.error.URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())

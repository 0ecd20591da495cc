"""`siaga` with another rate of bulk sending: python -m tests.broadcast.hurried RATE run

Telegram takes about 30 messages a second; what a test is to see does not depend on waiting for it.
"""

import sys

from bot import app
from bot.__main__ import call
from bot.limits import Rates

if __name__ == "__main__":
    rate = float(sys.argv.pop(1))
    setattr(app, "Rates", lambda bulk_per_second: Rates(bulk_per_second=rate))  # noqa: B010
    sys.exit(call(sys.argv[1:]))

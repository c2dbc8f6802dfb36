"""Settings that hold for every test.

`ADVISOR_FUZZ_EXAMPLES` is the number of examples of each property test (100 unless told); under CI the
examples are the same in every run, so that a red run means the change and not the dice.
"""

import os
import signal

os.environ["ADVISOR_NO_CACHE"] = "1"  # no test reads or leaves anything in the user's cache

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background: children would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

from hypothesis import HealthCheck, settings

from tests import read_once

read_once.begin()

settings.register_profile(
    "advisor",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("ADVISOR_FUZZ_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("advisor")

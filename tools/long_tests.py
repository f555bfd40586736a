"""A plugin for pytest, in use with ``dev.py test --long``: properties are tried on many more examples, and
clocks begin elsewhere each time."""

import os
import random

from hypothesis import settings

settings.register_profile("long", deadline=None, max_examples=3000)
# Set for the processes that share the tests as well. A test that fails prints it: tests/support/far_off.py.
os.environ.setdefault("CLOCKS_BEGIN", str(random.randrange(1_000_000)))  # noqa: S311  no secret

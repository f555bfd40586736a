"""A plugin for pytest, in use with ``dev.py mutate``: properties are tried on few examples, always the same.

A mutant that fails is not searched for its smallest failure: that it fails is all there is to know.
"""

from hypothesis import Phase, settings

settings.register_profile(
    "few", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)

"""A plugin for pytest, in use with ``dev.py mutate``: what tells most about a mutant in the least time.

Properties are tried on few examples, always the same, and after the stories. A mutant that fails is not
searched for its smallest failure: that it fails is all there is to know.
"""

import unittest

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

settings.register_profile(
    "few", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories first: most mutants fail one of them within milliseconds."""
    items.sort(key=_is_a_property)


def _is_a_property(item: pytest.Item) -> bool:
    test, case = getattr(item, "obj", None), getattr(item, "cls", None)
    return is_hypothesis_test(test) or (case is not None and issubclass(case, unittest.TestCase))

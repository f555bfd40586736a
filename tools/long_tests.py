"""A plugin for pytest, in use with ``dev.py test --long``: properties are tried on many more examples."""

from hypothesis import settings

settings.register_profile("long", deadline=None, max_examples=3000)

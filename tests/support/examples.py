"""How many examples a property is tried on: it depends on what the run is for."""

from hypothesis import settings


def examples(plain: int, long: int = 3_000) -> settings:
    """``plain`` in a plain run, ``long`` with ``dev.py test --long``, and a twentieth of ``plain`` with
    ``dev.py mutate``, which tries each property on every mutant."""
    by_profile = {"long": long, "few": plain // 20}
    return settings(max_examples=by_profile.get(settings.get_current_profile_name(), plain))

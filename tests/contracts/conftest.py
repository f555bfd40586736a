"""What the contracts share."""

from pathlib import Path

import pytest

from deskbreak.desktop.icons.palettes import Panel
from deskbreak.desktop.icons.store import SignStore


@pytest.fixture(scope="session")
def drawn_signs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signs drawn once for all: what they look like is tested elsewhere."""
    cache = tmp_path_factory.mktemp("signs")
    assert not SignStore(cache, Panel.ANY).draw_now()
    return cache

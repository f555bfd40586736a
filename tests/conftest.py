"""What holds for every test: nobody's own desktop, home or language is touched, and patience is even."""

import os

import hypothesis
import pytest

OF_THE_PERSON_WHO_TESTS = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_SESSION_ID",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
)

# How long an example takes says something about the machine, not about the code.
# The same examples in every plain run: whoever changes nothing sees nothing change; --long goes exploring.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """Before a single module is imported: no toolkit may find a display that a person is looking at."""
    for name in (*OF_THE_PERSON_WHO_TESTS, *(each for each in os.environ if each.startswith("DESKBREAK_"))):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    # Left out, it would be the machine's own.
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere/system_bus"


@pytest.fixture(autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for each test, so that no test can write into a real one."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, place in (
        ("CONFIG", ".config"),
        ("STATE", ".local/state"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / place))

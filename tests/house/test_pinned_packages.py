"""``constraints.txt``: what works today still installs in a year, from wherever packages come from."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from tools.environment import WITHOUT_COMPILER
from tools.places import PINS


def pins() -> dict[str, Requirement]:
    lines = [line.split("#")[0].strip() for line in PINS.read_text().splitlines()]
    requirements = [Requirement(line) for line in lines if line]
    return {_plain(requirement.name): requirement for requirement in requirements}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(extra: str = "") -> set[str]:
    """Every package that is installed here because Deskbreak, or a package that it needs, asks for it."""
    found: set[str] = set()
    waiting = [("deskbreak", extra)]
    while waiting:
        name, with_extra = waiting.pop()
        for text in metadata.requires(name) or []:
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is not None and not marker.evaluate({"extra": with_extra}):
                continue
            if _plain(requirement.name) not in found and not (
                name in WITHOUT_COMPILER and requirement.name == "evdev"
            ):
                found.add(_plain(requirement.name))
                waiting.append((requirement.name, next(iter(requirement.extras), "")))
    return found


@pytest.mark.parametrize("extra", ["", "dev", "pynput"])
def test_every_package_is_pinned_and_the_one_that_runs_here_is_the_pinned_one(extra: str) -> None:
    pinned = pins()
    names = needed(extra)
    assert len(names) > 15

    for name in names:
        assert name in pinned, f"{name} is not pinned in constraints.txt"
        assert str(pinned[name].specifier) == f"=={metadata.version(name)}"


def test_other_platforms_are_pinned_too() -> None:
    markers = {str(pin.marker) for pin in pins().values()}

    assert any("win32" in marker for marker in markers)
    assert any("darwin" in marker for marker in markers)


def test_no_place_to_download_from_is_named() -> None:
    text = PINS.read_text()

    assert "://" not in text
    assert "index" not in text
    assert " @ " not in text

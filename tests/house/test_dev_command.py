"""``dev.py``: what a newcomer types first, on whatever computer it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
from tools import debian, environment
from tools.debian import Need
from tools.environment import TO_DEVELOP, TO_RUN
from tools.places import ROOT
from tools.quietly import run_quietly
from tools.trouble import Trouble

Fake = Callable[[str, str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a program of that name, with this shell script in it, before all others."""
    place = tmp_path / "fakes"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place), prepend=os.pathsep)

    def put(name: str, script: str) -> None:
        program = place / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return put


def typed(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *words], check=False, capture_output=True, text=True
    )


def test_alone_it_says_what_can_be_typed() -> None:
    answer = typed()

    assert answer.returncode == 0
    for word in ("run", "test", "check", "mutate", "bench", "icons", "tour"):
        assert f"\n  {word} " in answer.stdout


def test_a_word_it_does_not_know_is_named() -> None:
    answer = typed("tets")

    assert answer.returncode == 2
    assert "'tets'" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_old_python_is_told_which_newer_one_is_there(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake("python3.19", "")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    assert dev.main() == 1
    assert (
        capsys.readouterr().err
        == "Deskbreak needs Python 3.11 or newer; this is 3.9.2. Type: python3.19 dev.py\n"
    )


def test_an_old_python_alone_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "version_info", (3, 10, 0, "final", 0))

    assert dev.main() == 1
    assert "Install Python 3.11 or newer" in capsys.readouterr().err


def test_a_failing_step_shows_what_was_said_and_a_good_one_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run_quietly("Counting", ["sh", "-c", "seq 1000"], os.environ)
    assert capsys.readouterr().out == "Counting … done.\n"

    with pytest.raises(Trouble, match=r"(?s)^961\n.*\n1000\n.*This failed: counting"):
        run_quietly("Counting", ["sh", "-c", "seq 1000; exit 3"], os.environ)


# --- what Debian has to bring ------------------------------------------------------

SHELF = """printf 'installed\\tpoppler\\t\\n'
printf 'installed\\tlibglib2.0-0t64\\tlibglib2.0-0 (= 2.84), libglib2.0\\n'
printf 'config-files\\tremoved\\t\\n'"""

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has Debian's packages")


@needs_linux
def test_what_is_missing_is_one_line_to_type_for_those_who_are_not_root(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("dpkg-query", SHELF)
    fake("apt-get", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(Trouble) as trouble:
        debian.provide(Need("the windows", ("poppler", "libglib2.0-0", "removed", "never-there")))

    line = "sudo apt-get install --no-install-recommends removed never-there"
    assert line in str(trouble.value).splitlines()[-1]


@needs_linux
def test_what_is_there_is_not_asked_for_again_even_under_a_new_name(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("dpkg-query", SHELF)
    fake("apt-get", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    debian.provide(Need("the windows", ("poppler", "libglib2.0-0")))


@needs_linux
def test_root_gets_exactly_what_is_missing(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake("dpkg-query", SHELF)
    fake("apt-get", f'echo "$@" >> {tmp_path}/asked')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    debian._update.cache_clear()

    debian.provide(Need("the windows", ("poppler", "removed")))

    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends removed")


@needs_linux
def test_another_linux_is_told_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")

    debian.provide(Need("the windows", ("never-there",)))

    assert "was not checked" in capsys.readouterr().out


# --- .venv -------------------------------------------------------------------------


class Installs:
    """An environment whose installs are counted, not made."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.titles: list[str] = []
        self.project = place / "pyproject.toml"
        self.pins = place / "constraints.txt"
        self.project.write_text("one")
        self.pins.write_text("one")
        monkeypatch.setattr(environment, "PROJECT", self.project)
        monkeypatch.setattr(environment, "PINS", self.pins)
        monkeypatch.setattr(environment, "STAMP", place / "stamp")
        monkeypatch.setattr(environment, "in_venv", lambda _command: Path(sys.executable))
        monkeypatch.setattr(environment, "run_quietly", self._run)

    def _run(self, title: str, *_rest: object) -> None:
        self.titles.append(title)

    def after(self, contents: environment.Contents) -> int:
        """How many installs it took to have ``contents``."""
        self.titles.clear()
        environment.prepare(contents)
        return len(self.titles)


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installs:
    return Installs(tmp_path, monkeypatch)


def test_nothing_is_installed_twice(installs: Installs) -> None:
    assert installs.after(TO_RUN) > 0
    assert installs.after(TO_RUN) == 0


def test_who_can_develop_can_run_but_not_the_other_way_round(installs: Installs) -> None:
    installs.after(TO_RUN)
    assert installs.after(TO_DEVELOP) > 0
    assert installs.after(TO_RUN) == 0


@pytest.mark.parametrize("changed", ["project", "pins"])
def test_changed_needs_are_installed(installs: Installs, changed: str) -> None:
    installs.after(TO_DEVELOP)
    getattr(installs, changed).write_text("two")

    assert installs.after(TO_RUN) > 0
    assert installs.after(TO_DEVELOP) > 0


# --- from a bare machine to a verdict ----------------------------------------------


@needs_linux
@pytest.mark.parametrize(("failing", "code"), [("nothing", 0), ("test", 1), ("check", 1)])
def test_the_verdict_is_bad_when_tests_or_checks_fail_and_both_always_run(
    fake: Fake, tmp_path: Path, failing: str, code: int
) -> None:
    fake("python3", f'echo "$2" >> {tmp_path}/ran; [ "$2" != {failing} ]')

    verdict = subprocess.run([ROOT / ".ci/run"], check=False, capture_output=True, text=True)

    assert verdict.returncode == code
    assert (tmp_path / "ran").read_text().split() == ["test", "check"]
    assert shutil.which("bash")

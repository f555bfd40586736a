"""The log, the tray's signs, the settings as somebody changes them, and what the environment says."""

import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbreak import paths
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.front import front
from deskbreak.daemon.log_file import SmallFile
from deskbreak.desktop.icons import binding, frames
from deskbreak.files.appending import opened_at_end
from deskbreak.ports.tray import Sign
from deskbreak.settings.model import KEYS
from deskbreak.settings.resolve import resolve
from support import damage
from support.commands import deskbreak
from support.damage import Damage, thing_at
from support.examples import examples

pytestmark = pytest.mark.timeout(60)  # a pipe that somebody waits for would hold the whole suite

NO_FILE = {
    "a directory": damage.DIRECTORY,
    "a pipe": damage.PIPE,
    "a socket": damage.SOCKET,
    "a link to /dev/zero": damage.LINK_TO_ZEROS,
    "a link to itself": damage.LINK_TO_ITSELF,
}


# --- the log --------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", NO_FILE.values(), ids=NO_FILE)
def test_what_is_no_log_is_refused_without_waiting(change: Damage, tmp_path: Path) -> None:
    path = tmp_path / "state" / "deskbreak.log"
    path.parent.mkdir()
    path.touch()
    change(path)
    before = thing_at(path)

    with pytest.raises(OSError, match=r".+"):
        SmallFile(path, 1_000)
    with pytest.raises(OSError, match=r".+"):
        opened_at_end(path)  # as the window's process has it

    assert thing_at(path) == before


def test_a_log_whose_place_for_the_old_one_is_taken_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "deskbreak.log"
    in_the_way = tmp_path / "deskbreak.log.1"
    in_the_way.mkdir()
    log = SmallFile(path, 500)
    try:
        for number in range(200):
            log.write(f"line {number}\n")
    finally:
        log.close()

    assert path.read_text().splitlines()[-1] == "line 199"
    assert in_the_way.is_dir()


IN_LITTLE_MEMORY = """
import resource
from deskbreak.cli import main
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
"""


def test_a_bundle_takes_the_end_of_a_log_of_gigabytes(tmp_path: Path) -> None:
    log = paths.of_this_person().log_file
    log.parent.mkdir(parents=True)
    log.touch()
    os.truncate(log, damage.GIGABYTES)
    with log.open("a") as file:
        file.write("\n2026-11-23 12:00:00,000 INFO deskbreak.daemon: the last line\n")

    bundle = tmp_path / "bundle.zip"
    done = subprocess.run(
        [sys.executable, "-c", f"{IN_LITTLE_MEMORY}main()", "doctor", "--bundle", str(bundle)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(bundle) as contents:
        assert contents.read("deskbreak.log").decode().endswith("the last line\n")


def test_a_bundle_says_where_the_log_is_none(tmp_path: Path) -> None:
    log = paths.of_this_person().log_file
    log.parent.mkdir(parents=True)
    damage.make_pipe(log)

    done = deskbreak("doctor", "--bundle", str(tmp_path / "bundle.zip"))

    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "bundle.zip") as contents:
        assert contents.read("deskbreak.log") == b"this is not a regular file\n"


# --- the tray's signs -----------------------------------------------------------------------------

NAME = frames.key(Sign.HELD, 0)


def signs(index: object, body: bytes = b"") -> Damage:
    header = index if isinstance(index, bytes) else json.dumps(index).encode()
    return damage.becomes(frames.MAGIC + header + b"\n" + body)


NO_SIGNS = {
    **NO_FILE,
    "empty": damage.EMPTY,
    "noise": damage.NOISE,
    "3 GB of nothing": damage.HUGE_NOTHING,
    "a frame of 3 GB": signs({NAME: [0, damage.GIGABYTES]}),
    "a frame of less than nothing": signs({NAME: [0, -1]}, bytes(9_000)),
    "a frame before the beginning": signs({NAME: [-9_000, 5]}),
    "a frame at the end of the world": signs({NAME: [1 << 80, 5]}),
    "a list": signs([1, 2]),
    "deep": signs(b"[" * 60_000),
    "no frame of that name": signs({}),
}


@pytest.mark.parametrize("change", NO_SIGNS.values(), ids=NO_SIGNS)
def test_signs_that_are_none_are_drawn_again(change: Damage, tmp_path: Path) -> None:
    path = tmp_path / "signs"
    path.touch()
    change(path)

    with pytest.raises(frames.NoFrames, match="signs"):
        frames.read(path, NAME)
    binding.write(path, {NAME: bytes(frames.FRAME_BYTES)})

    assert frames.read(path, NAME)


BOMB = zlib.compress(bytes(64 << 20))


@pytest.mark.parametrize(
    "change", [signs({NAME: [0, len(BOMB)]}, BOMB), signs({NAME: [0, 1 << 30]}), signs({NAME: [0, -1]})]
)
def test_a_frame_that_would_fill_the_memory_never_does(change: Damage, tmp_path: Path) -> None:
    path = tmp_path / "signs"
    path.touch()
    change(path)
    os.truncate(path, damage.GIGABYTES)

    tracemalloc.start()
    try:
        with pytest.raises(frames.NoFrames, match="damaged"):
            frames.read(path, NAME)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


# --- settings that somebody changes ---------------------------------------------------------------


def test_a_setting_is_written_through_a_link_that_stays_one(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "deskbreak.yaml"
    kept.parent.mkdir()
    kept.write_text("# mine\nlanguage: en\n")
    link = paths.of_this_person().config_file
    link.parent.mkdir(parents=True)
    link.symlink_to(kept)

    done = deskbreak("config", "set", "reminder.earliest", "20m")

    assert done.returncode == 0, done.stderr
    assert link.readlink() == kept
    assert kept.read_text() == "# mine\nlanguage: en\n\nreminder:\n  earliest: 20m\n"


@pytest.mark.parametrize("command", [("set", "reminder.earliest", "20m"), ("unset", "language"), ("check",)])
@pytest.mark.parametrize(
    "change",
    [*NO_FILE.values(), damage.NULS, damage.UTF_16, damage.HUGE_NOTHING],
    ids=[*NO_FILE, "only NULs", "UTF-16", "3 GB of nothing"],
)
def test_what_is_no_settings_file_is_never_written_over(
    change: Callable[[Path], None],
    command: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "here" / "mine.yaml"
    path.parent.mkdir()
    path.write_text("language: en\n")
    change(path)
    before = thing_at(path)

    code = front(["config", *command, "--config", str(path)])

    told = capsys.readouterr().err
    assert code == ExitCode.INVALID, told
    assert str(path) in told
    assert len(told.splitlines()) <= 2
    assert thing_at(path) == before
    assert [each.name for each in path.parent.iterdir() if each != path] == []


# --- what the environment says --------------------------------------------------------------------

VARIABLES = [f"DESKBREAK_{key.upper().replace('.', '__')}" for key in KEYS]
WILD = (
    "[" * 30_000,
    "{" * 30_000,
    "9" * 100_000,
    "9" * 100_000 + "h",
    "-1",
    ".nan",
    "1e999",
    "&a [*a]",
    "!!python/object:os.system x",
    "\ud800",
    "0000-00-00",
    "[1," * 20_000,
)


@pytest.mark.parametrize("text", WILD, ids=range(len(WILD)))
def test_wild_values_in_the_environment_are_named_and_left_out(text: str) -> None:
    resolved = resolve(environment=dict.fromkeys(("DESKBREAK_REMINDER__EARLIEST", "DESKBREAK_HOURS"), text))

    assert not resolved.refused
    assert {each.file for each in resolved.problems} == {"DESKBREAK_REMINDER__EARLIEST", "DESKBREAK_HOURS"}
    assert all(len(str(each)) < 500 for each in resolved.problems)
    assert resolved.values["reminder.earliest"] == 30 * 60_000


@examples(150, 3_000)
@given(st.dictionaries(st.sampled_from(VARIABLES), st.text(max_size=30), max_size=4))
def test_anything_in_the_environment_stops_nobody(environment: dict[str, str]) -> None:
    resolved = resolve(environment=environment)

    assert not resolved.refused
    assert {each.file for each in resolved.problems} <= set(environment)

"""``deskbreak doctor``: every part is accounted for, and a bundle tells nothing about a person."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from deskbreak import paths
from deskbreak.cli.bundle import Anonymous
from support.commands import deskbreak
from support.stand_in_daemon import PORTS, StandInDaemon


def test_a_running_daemon_is_asked(daemon: StandInDaemon) -> None:
    daemon.status["settings"] = {"sources": ["/a/config.yaml"], "problems": ["/a/config.yaml:3: x: unknown"]}
    found = json.loads(deskbreak("doctor", "--json").stdout)
    assert found["ports"] == PORTS
    assert found["settings"]["problems"] == ["/a/config.yaml:3: x: unknown"]
    told = deskbreak("doctor").stdout
    assert "passed over: x11-sync. The X server has no SYNC." in told
    assert "Use another." in told
    assert "not needed: pynput, terminal" in told
    assert "no panel shows the icon" in told
    assert "passed over: desktop-notifier, plyer. There is no bus." in told
    assert told.count("Start one.") == 1
    assert "! /a/config.yaml:3: x: unknown" in told


def test_without_a_daemon_every_port_is_tried_and_every_refusal_has_reason_and_remedy() -> None:
    done = deskbreak("doctor", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [port["port"] for port in found["ports"]] == [
        *("activity", "session", "tray", "notifier"),
        *("microphone", "camera", "fullscreen", "do_not_disturb", "presenting", "screen_kept"),
    ]
    assert found["running"] is False
    for port in found["ports"]:
        if port["port"] == "camera":
            continue  # which the kernel tells, wherever Deskbreak runs
        assert port["name"] is None, "there is neither a display, nor a bus, nor a sound server here"
        assert port["passed"]
        assert all(each["reason"] and each["remedy"] for each in port["passed"])


def test_a_hold_that_cannot_tell_just_now_and_one_that_is_switched_off_are_told(
    daemon: StandInDaemon,
) -> None:
    passed = {"name": "session-bus", "reason": "No service shows notices.", "remedy": "Start dunst."}
    off = {"name": "settings", "reason": "Switched off by the setting hold.camera.", "remedy": ""}
    daemon.ports = [
        {
            "port": "do_not_disturb",
            "name": "session-bus",
            "passed": [passed],
            "untried": [],
            "detail": passed["reason"],
        },
        {"port": "camera", "name": None, "passed": [off], "untried": [], "detail": off["reason"]},
    ]
    told = deskbreak("doctor").stdout
    assert (
        "Noticing that Do Not Disturb is on\n  session-bus\n"
        "  - cannot tell just now: session-bus. No service shows notices.\n    Start dunst.\n"
    ) in told
    assert (
        "Noticing that the camera is in use\n  ! nothing works here\n"
        "  - passed over: settings. Switched off by the setting hold.camera.\n"
    ) in told


def test_a_hold_that_is_switched_off_is_not_tried() -> None:
    file = paths.of_this_person().config_file
    file.parent.mkdir(parents=True)
    file.write_text("hold: {presenting: false}\n")
    ports = {port["port"]: port for port in json.loads(deskbreak("doctor", "--json").stdout)["ports"]}
    assert [each["name"] for each in ports["presenting"]["passed"]] == ["settings"]
    assert "settings" not in [each["name"] for each in ports["camera"]["passed"]]


def test_what_is_wrong_in_the_settings_is_told() -> None:
    file = paths.of_this_person().config_file
    file.parent.mkdir(parents=True)
    file.write_text("reminder:\n  earlist: 30m\n")
    found = json.loads(deskbreak("doctor", "--json").stdout)
    (problem,) = found["settings"]["problems"]
    assert "config.yaml:2" in problem


LOG = """\
2026-11-23 14:30:00,123 INFO deskbreak.daemon: settings taken from {home}/.config/deskbreak/config.yaml
qt.qpa.xcb: could not connect to the display of someone@{home}/secret
2026-11-23 14:30:01,456 WARNING urllib3: https://example.org/private
2026-11-23 14:30:02,456 WARNING deskbreak.desktop.tray: the panel is gone
    a line that continues it
"""


@pytest.mark.usefixtures("daemon")
def test_the_bundle_has_what_helps_and_no_more(tmp_path: Path) -> None:
    here = paths.of_this_person()
    here.log_file.parent.mkdir(parents=True, exist_ok=True)
    here.log_file.write_text(LOG.format(home=Path.home()))
    here.history_file.parent.mkdir(parents=True)
    here.history_file.write_text("a secret row")
    file = tmp_path / "ticket.zip"
    done = deskbreak("doctor", "--bundle", str(file))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(file) as bundle:
        contents = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(contents) == {"doctor.txt", "doctor.json", "deskbreak.log"}
    assert all(f"  {name}: " in done.stdout for name in contents)
    assert not any(str(Path.home()) in text or "secret" in text for text in contents.values())
    assert contents["deskbreak.log"].splitlines() == [
        "2026-11-23 14:30:00,123 INFO deskbreak.daemon: settings taken from ~/.config/deskbreak/config.yaml",
        "2026-11-23 14:30:02,456 WARNING deskbreak.desktop.tray: the panel is gone",
    ]
    assert json.loads(contents["doctor.json"])["paths"]["settings"] == "~/.config/deskbreak/config.yaml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("daemon")
def test_a_bundle_replaces_no_file(tmp_path: Path) -> None:
    file = tmp_path / "thesis.zip"
    file.write_text("precious")
    done = deskbreak("doctor", "--bundle", str(file))
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert file.read_text() == "precious"


def test_names_are_taken_out_as_whole_words() -> None:
    anonymous = Anonymous(Path("/home/ada"), "ada", "lovelace")
    assert anonymous.text("/home/ada/.config, /home/adam, /media/ada/stick") == (
        "~/.config, /home/adam, /media/ACCOUNT/stick"
    )
    assert anonymous.text("lovelace:10.0 and lovelaces") == "MACHINE:10.0 and lovelaces"
    assert anonymous.text("canada is a country") == "canada is a country"

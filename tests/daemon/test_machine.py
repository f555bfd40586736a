"""Machines are told apart, also those that have no id."""

import socket
from pathlib import Path

import pytest

from deskbreak.daemon import machine


def key_of(monkeypatch: pytest.MonkeyPatch, machine_id: Path, host: str) -> str:
    monkeypatch.setattr(machine, "MACHINE_ID", machine_id)
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    return machine.machine_key()


def test_a_machine_is_its_id_and_nobody_can_read_that_from_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk, laptop = tmp_path / "desk", tmp_path / "laptop"
    desk.write_text("6c8f0a2b\n")
    laptop.write_text("01d2e3f4\n")

    keys = [key_of(monkeypatch, each, "debian") for each in (desk, laptop)]

    assert keys[0] == key_of(monkeypatch, desk, "renamed")
    assert len(set(keys)) == 2
    assert "6c8f0a2b" not in keys[0]


def test_without_an_id_it_is_its_name_in_the_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"

    assert key_of(monkeypatch, nowhere, "desk") != key_of(monkeypatch, nowhere, "laptop")

"""Every document damaged at once: Deskbreak starts, reminds, and names what is wrong with each."""

import subprocess
from pathlib import Path

import pytest

from support import damage, rights
from support.damage import Damage, is_somewhere, thing_at
from support.desktop import Desktop
from support.documents import CHECKLIST, HISTORY, STATE, USUAL_SETTINGS, Document
from support.program import DESKBREAK, SOON, Program

pytestmark = pytest.mark.desktop

EACH = (STATE, HISTORY, CHECKLIST, USUAL_SETTINGS)


def place_of(document: Document, deskbreak: Program) -> Path:
    places = {
        STATE: deskbreak.state_dir,
        HISTORY: deskbreak.history_file.parent,
        CHECKLIST: deskbreak.history_file.parent,
        USUAL_SETTINGS: deskbreak.config_file.parent,
    }
    return places[document] / document.file


def damage_all(deskbreak: Program, change: Damage) -> dict[Document, damage.Thing]:
    """Put a damaged one of each in its place; what they are now."""
    damaged = {}
    for document in EACH:
        path = place_of(document, deskbreak)
        path.parent.mkdir(parents=True, exist_ok=True)
        document.write(path)
        change(path)
        damaged[document] = thing_at(path)
    return damaged


def block_what_else_it_opens(deskbreak: Program) -> None:
    """Pipes and directories in the place of the log, the lock and the letterbox."""
    damage.make_pipe(deskbreak.log_file)
    deskbreak.control_socket.parent.mkdir(mode=0o700)
    deskbreak.control_socket.mkdir()
    (deskbreak.control_socket.parent / "instance.lock").mkdir()


ALL_AT_ONCE = (
    pytest.param(damage.NULS, id="NULs as after a power cut"),
    pytest.param(damage.PIPE, id="pipes"),
    pytest.param(damage.HUGE_NOTHING, id="gigabytes", marks=pytest.mark.long),
    pytest.param(damage.LINK_TO_ZEROS, id="links to zeros", marks=pytest.mark.long),
)


@pytest.mark.parametrize("change", ALL_AT_ONCE)
def test_with_every_document_damaged_it_starts_reminds_and_names_each(
    change: Damage, desktop: Desktop, deskbreak: Program
) -> None:
    damaged = damage_all(deskbreak, change)
    block_what_else_it_opens(deskbreak)

    deskbreak.start(*SOON)
    desktop.icon()
    deskbreak.until_state("prompting", within_s=30)
    deskbreak.command("skip")
    deskbreak.until_outcome("skipped")

    told = {
        "status": deskbreak.command("status").stdout,
        "status --json": deskbreak.command("status", "--json").stdout,
        "doctor": deskbreak.command("doctor").stdout,
    }
    for document, before in damaged.items():
        path = place_of(document, deskbreak)
        for command, text in told.items():
            assert str(path) in text.split("Places")[0], f"{command} names {document}"
        assert is_somewhere(before, path.parent), f"{document} is still there"
    assert "Traceback" not in deskbreak.log
    assert "Traceback" not in "".join(told.values())


def test_without_a_daemon_doctor_names_each_and_touches_none(server: Desktop) -> None:
    deskbreak = Program(server)
    damaged = damage_all(deskbreak, damage.PIPE)

    told = deskbreak.command("doctor")

    assert told.returncode == 0, told.stderr
    for document, before in damaged.items():
        path = place_of(document, deskbreak)
        assert str(path) in told.stdout.split("Places")[0], str(document)
        assert thing_at(path) == before
    assert deskbreak.command("history").returncode == 1


def test_directories_that_may_not_be_looked_into_stop_nobody(desktop: Desktop, deskbreak: Program) -> None:
    if rights.why_not():
        pytest.skip(rights.why_not())
    kept = {place_of(document, deskbreak).parent for document in EACH}
    damage_all(deskbreak, lambda _path: None)
    for directory in kept:
        directory.chmod(0)
    try:
        deskbreak.process = desktop.start_program(
            "deskbreak", *rights.LIKE_ANYBODY, *DESKBREAK, "run", *chosen(SOON)
        )
        deskbreak.until_state("prompting", within_s=30)
        told = subprocess.run(
            [*rights.LIKE_ANYBODY, *DESKBREAK, "status"],
            env=desktop.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        deskbreak.end()
    finally:
        for directory in kept:
            directory.chmod(0o700)

    for document in EACH:
        assert str(place_of(document, deskbreak)) in told, told
    assert "Traceback" not in deskbreak.log


def chosen(settings: tuple[str, ...]) -> list[str]:
    return [part for setting in settings for part in ("--set", setting)]

"""Where Deskbreak keeps things: the platform's own places, made private when first used."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Paths:
    """The directories of one person, and the files in them."""

    config_dir: Path
    state_dir: Path
    data_dir: Path
    cache_dir: Path
    runtime_dir: Path

    @property
    def config_file(self) -> Path:
        return self.config_dir / "config.yaml"

    @property
    def state_file(self) -> Path:
        return self.state_dir / "state.json"

    @property
    def log_file(self) -> Path:
        return self.state_dir / "deskbreak.log"

    @property
    def history_file(self) -> Path:
        return self.data_dir / "history.sqlite3"

    @property
    def checklist_file(self) -> Path:
        return self.data_dir / "checklist.json"

    @property
    def control_socket(self) -> Path:
        return self.runtime_dir / "control.sock"

    @property
    def instance_lock(self) -> Path:
        return self.runtime_dir / "instance.lock"


def of_this_person() -> Paths:
    """The paths of whoever runs this process.

    The runtime directory is ``$XDG_RUNTIME_DIR/deskbreak``; without that variable, ``run`` in the
    state directory, because a guessed ``/run/user`` may belong to nobody.
    """
    dirs = PlatformDirs("deskbreak", appauthor=False)
    state_dir = Path(dirs.user_state_dir)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Paths(
        config_dir=Path(dirs.user_config_dir),
        state_dir=state_dir,
        data_dir=Path(dirs.user_data_dir),
        cache_dir=Path(dirs.user_cache_dir),
        runtime_dir=Path(runtime) / "deskbreak" if runtime else state_dir / "run",
    )


def private_dir(directory: Path) -> Path:
    """``directory``; it and its parents are readable by their owner only where they have to be made."""
    for missing in reversed([each for each in (directory, *directory.parents) if not each.exists()]):
        missing.mkdir(mode=PRIVATE, exist_ok=True)
    return directory

"""From the command line to a running daemon, or to a reason why there is none."""

import sys

from deskbreak import language
from deskbreak.clock import SystemClock
from deskbreak.control.protocol import ControlError
from deskbreak.daemon.entrance import RunsElsewhere, enter
from deskbreak.daemon.log_file import begin_logging
from deskbreak.daemon.options import RunOptions
from deskbreak.daemon.settings_source import SettingsSource, Unresolved
from deskbreak.language import _
from deskbreak.paths import Paths, of_this_person

DONE, FAILED, INVALID = 0, 1, 3


def start(options: RunOptions) -> int:
    """Run until asked to end. A second start opens ``home`` of the first."""
    paths, clock = of_this_person(), SystemClock()
    try:
        lock = enter(paths, clock)
    except ControlError as error:
        return _fail(_("Deskbreak is running, but does not answer: {reason}").format(reason=error))
    except RunsElsewhere:
        elsewhere = _(
            "Deskbreak runs on another computer that shares {path}. Set XDG_RUNTIME_DIR to a directory of"
            " this computer's own."
        )
        return _fail(elsewhere.format(path=paths.instance_lock))
    except OSError as error:
        unusable = _("{path} cannot be used: {reason}. Set XDG_RUNTIME_DIR to a directory of your own.")
        return _fail(unusable.format(path=paths.instance_lock, reason=error.strerror))
    if lock is None:
        _tell(_("Deskbreak is running already; its window opens."))
        return DONE
    try:
        return _run(paths, options)
    finally:
        lock.release()


def _run(paths: Paths, options: RunOptions) -> int:
    begin_logging(paths.log_file, verbose=options.verbose)
    source = SettingsSource(options)
    try:
        settings = source.resolve(meanwhile=_load_the_parts)
    except Unresolved as error:
        return _fail(str(error))
    if settings.refused:
        for problem in settings.problems:
            _tell(f"deskbreak: {problem}")
        return INVALID
    language.choose(settings.values["language"])
    from deskbreak.daemon.wiring import Daemon  # noqa: PLC0415  loaded while the settings were resolved

    return DONE if Daemon(paths, options, source, settings).run() else FAILED


def _load_the_parts() -> None:
    """The icon comes up a tenth of a second sooner when this is done while the settings are resolved."""
    from deskbreak.daemon import wiring  # noqa: F401, PLC0415


def _fail(reason: str) -> int:
    _tell(f"deskbreak: {reason}")
    return FAILED


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")

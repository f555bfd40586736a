"""What the exit code of a command says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Every code that ``deskbreak`` ends with."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INVALID = 3
    NO_DAEMON = 4
    INTERRUPTED = 130

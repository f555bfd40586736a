"""A limit on the size of files, for this process: to a program that writes, a disk that is full."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":

    @contextmanager
    def files_at_most(_size: int) -> Iterator[None]:
        """There is no such limit here."""
        raise NotImplementedError
        yield

else:
    import resource

    @contextmanager
    def files_at_most(size: int) -> Iterator[None]:
        """Nobody in this process can write a file beyond ``size`` bytes."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)

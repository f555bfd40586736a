"""What pynput leaves behind when its display goes: a thread for a moment, and sockets for the collector."""

import gc
import threading

from support.waiting import wait_until


def let_pynput_go() -> None:
    """Wait for its threads to notice that the display is gone, and let go of their sockets."""
    wait_until(lambda: not _listeners(), "pynput's threads to end", every_s=0.01)
    gc.collect()


def _listeners() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if type(thread).__module__.startswith("pynput.")]

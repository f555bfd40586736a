"""How often a thread of this process was woken."""

import threading
from pathlib import Path


def switches(name: str) -> list[int]:
    """How often each thread called ``name`` went to sleep since it began."""
    threads = [thread for thread in threading.enumerate() if thread.name == name]
    assert threads, f"there is no thread {name!r}"
    return [_switches(thread) for thread in threads]


def _switches(thread: threading.Thread) -> int:
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("voluntary_ctxt_switches"))
    return int(line.split()[1])

"""When to ask again a source that can only be asked: just when its answer can have changed."""

from deskbreak.desktop.portable.idle_ledger import IdleLedger

MS_PER_S = 1000


def ask_again_after_s(ledger: IdleLedger, idle_ms: int, return_within_ms: int) -> float | None:
    """How long the answer to "idle for ``idle_ms``" stands.

    The next length cannot be reached sooner than it lasts from the last known input; a return is
    looked for every ``return_within_ms``. ``None``: nothing is awaited.
    """
    waits_ms = []
    if ledger.next_length_ms is not None:
        waits_ms.append(max(0, ledger.next_length_ms - idle_ms))
    if ledger.awaits_return:
        waits_ms.append(return_within_ms)
    return min(waits_ms) / MS_PER_S if waits_ms else None

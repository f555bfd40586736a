"""An earlier afternoon: what Deskbreak remembers of a time before the pictures are taken.

The pictures show somebody who has sat for a while; nobody has to wait for that while they are made.
"""

import json
from pathlib import Path

MINUTE_MS = 60_000
EARLIEST_MIN = 30
LATEST_MIN = 45


def has_sat(state_file: Path, minutes: float) -> None:
    """Change what a daemon that has just ended wrote, so that the next one goes on from there."""
    state = json.loads(state_file.read_text())
    for machine in state["machines"].values():
        machine["memory"]["reminder"].update(
            sitting_ms=round(minutes * MINUTE_MS),
            base_ago_ms=round(minutes * MINUTE_MS),
            opens_in_ms=round((EARLIEST_MIN - minutes) * MINUTE_MS),
            closes_in_ms=round((LATEST_MIN - minutes) * MINUTE_MS),
            latest_in_ms=round((LATEST_MIN - minutes) * MINUTE_MS),
        )
    state_file.write_text(json.dumps(state))

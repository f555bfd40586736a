"""Anchors: routines tied to a time of the day, such as slow breathing at half past twelve."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Anchor:
    """Ask for ``routine`` at ``at`` by the local clock, on each working day."""

    at: time
    routine: str

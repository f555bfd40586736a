"""Keeps the session port filled: its adapter joins several ways, of which each may come and go."""

from deskbreak.daemon.keeper import Keeper
from deskbreak.ports.selection import Passed
from deskbreak.ports.session import Session


class SessionKeeper(Keeper[Session]):
    """Names those ways that can tell just now, and is in trouble where none can."""

    @property
    def name(self) -> str | None:
        return self.adapter.name or None if self.adapter is not None else None

    @property
    def passed(self) -> tuple[Passed, ...]:
        return (*super().passed, *(self.adapter.passed if self.adapter is not None else ()))

    @property
    def reason(self) -> str:
        if self.adapter is None or self.adapter.name:
            return super().reason
        return "; ".join(f"{each.name}: {each.reason}" for each in self.adapter.passed)

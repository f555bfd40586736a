"""Keeps one of the holds' ports filled: its adapter may be there and not be able to tell just now."""

from deskbreak.daemon.keeper import Keeper
from deskbreak.ports.holds import HoldSense
from deskbreak.ports.selection import Passed


class HoldKeeper(Keeper[HoldSense]):
    """In trouble where its adapter is."""

    @property
    def passed(self) -> tuple[Passed, ...]:
        trouble = self._trouble_of_adapter
        return super().passed if trouble is None else (*super().passed, trouble)

    @property
    def reason(self) -> str:
        trouble = self._trouble_of_adapter
        return super().reason if trouble is None else trouble.reason

    @property
    def _trouble_of_adapter(self) -> Passed | None:
        return None if self.adapter is None else self.adapter.trouble

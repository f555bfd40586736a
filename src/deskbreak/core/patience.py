"""How long an open prompt waits for an answer.

It lapses at the first input that comes ``patience`` or more after the first input since the prompt. Who
stops sooner is still waited for, until a rest: they may be on their feet already.
"""

from deskbreak.core.presence import LATE_MS

WATCH_MS = 2_500
"""The idle that tells whether there was input when the patience ran out."""


class Patience:
    """One open prompt, from ``prompted_ms``. ``busy`` says whether there was input just then: it is then
    taken that there goes on to be, until an idle says otherwise."""

    def __init__(self, prompted_ms: int, patience_ms: int, resolution_ms: int, *, busy: bool) -> None:
        self.prompted_ms = prompted_ms
        self._patience_ms = patience_ms
        self._watch_ms = max(WATCH_MS, resolution_ms)
        self._first_input_ms: int | None = prompted_ms if busy else None
        self._assumed = busy
        self._known_from_ms = prompted_ms

    def sensed(self, resolution_ms: int) -> None:
        """Another sense takes over, which sees no finer than this."""
        self._watch_ms = max(WATCH_MS, resolution_ms)

    def shift(self, by_ms: int, now_ms: int) -> None:
        """Unknown time is left out."""
        self._known_from_ms = now_ms
        if self._first_input_ms is not None:
            self._first_input_ms += by_ms

    def idle(self, since_ms: int) -> bool:
        """No input since ``since_ms``. Whether the prompt has lapsed."""
        if self._assumed and since_ms <= self.prompted_ms:
            self._first_input_ms = None
        self._assumed = False
        return self._is_over(since_ms)

    def input(self, at_ms: int) -> bool:
        """Input after a pause. Whether the prompt has lapsed."""
        if self._first_input_ms is None:
            self._first_input_ms = at_ms
        return self._is_over(at_ms)

    def settle(self, now_ms: int, *, busy: bool) -> bool:
        """Time went on. Whether the prompt has lapsed: nobody said there was a pause when it ran out."""
        if self._assumed and now_ms >= self._assumed_until_ms():
            self._assumed = False
        return busy and self._first_input_ms is not None and now_ms >= self._lapses_ms(self._first_input_ms)

    def dues_ms(self) -> list[int]:
        """When :meth:`settle` or :meth:`watched_ms` has something new to say."""
        dues = [self._assumed_until_ms()] if self._assumed else []
        if self._first_input_ms is not None:
            dues += [self._first_input_ms + self._patience_ms, self._lapses_ms(self._first_input_ms)]
        return dues

    def watched_ms(self, now_ms: int) -> int | None:
        """The idle length that matters now, if any does."""
        over = self._first_input_ms is not None and now_ms >= self._first_input_ms + self._patience_ms
        return self._watch_ms if self._assumed or over else None

    def _is_over(self, input_ms: int) -> bool:
        return self._first_input_ms is not None and input_ms >= self._first_input_ms + self._patience_ms

    def _assumed_until_ms(self) -> int:
        return self.prompted_ms + self._watch_ms + LATE_MS

    def _lapses_ms(self, first_input_ms: int) -> int:
        return max(first_input_ms + self._patience_ms, self._known_from_ms) + self._watch_ms + LATE_MS

"""Durations as people write them: ``30m``, ``1h 30m``, ``2.5s``. Standard library only."""

import re

from deskbreak.language import _

UNITS_MS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000}
SPELLED = {
    "week": "w",
    "wk": "w",
    "day": "d",
    "hour": "h",
    "hr": "h",
    "minute": "m",
    "min": "m",
    "second": "s",
    "sec": "s",
}
LONGEST_TEXT = 40
PART = re.compile(r"([0-9]+)(?:\.([0-9]+))?\s*([a-z]+)\s*")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{2})")


class NotADuration(ValueError):
    """A text that is no duration; its message says what is wrong and what may have been meant."""


def parse(text: str) -> int:
    """The duration in ms.

    Numbers with ``w``, ``d``, ``h``, ``m`` or ``s``, the longer unit first, each once; a fraction
    is allowed down to a thousandth of a second. Raises :class:`NotADuration`.
    """
    wanted = text.strip().lower()
    if len(wanted) > LONGEST_TEXT:
        raise NotADuration(_("this is too long for a duration; write one like 30m, 1h 30m or 45s"))
    length_ms = 0
    units = list(UNITS_MS)
    position = 0
    while position < len(wanted):
        part = PART.match(wanted, position)
        if part is None or part[3] not in units:
            raise NotADuration(_refusal(wanted))
        length_ms += int(part[1]) * UNITS_MS[part[3]] + _share_ms(part[2] or "", UNITS_MS[part[3]])
        units = units[units.index(part[3]) + 1 :]
        position = part.end()
    if not wanted:
        raise NotADuration(_refusal(wanted))
    return length_ms


def text_of(length_ms: int) -> str:
    """The shortest text that :func:`parse` reads as ``length_ms``: ``5_400_000`` is ``1h 30m``."""
    if not length_ms:
        return "0s"
    parts = []
    left_ms = length_ms
    for unit in ("d", "h", "m"):
        count, left_ms = divmod(left_ms, UNITS_MS[unit])
        if count:
            parts.append(f"{count}{unit}")
    if left_ms:
        seconds, thousandths = divmod(left_ms, UNITS_MS["s"])
        fraction = f".{thousandths:03}".rstrip("0") if thousandths else ""
        parts.append(f"{seconds}{fraction}s")
    return " ".join(parts)


def _share_ms(digits: str, unit_ms: int) -> int:
    """What the ``digits`` behind a decimal point are worth."""
    share_ms, finer = divmod(int(digits or "0") * unit_ms, int(f"1{'0' * len(digits)}"))
    if finer:
        raise NotADuration(_("a thousandth of a second is the finest that can be told"))
    return share_ms


def _refusal(wanted: str) -> str:
    if NUMBER.fullmatch(wanted):
        return _("a duration needs a unit; did you mean {minutes} or {seconds}?").format(
            minutes=f"{wanted}m", seconds=f"{wanted}s"
        )
    clock = CLOCK.fullmatch(wanted)
    if clock is not None:
        larger, smaller = int(clock[1]), int(clock[2])
        return _(
            "with a colon nobody can tell hours from minutes; did you mean {hours} or {minutes}?"
        ).format(hours=f"{larger}h {smaller}m", minutes=f"{larger}m {smaller}s")
    respelled = _respelled(wanted)
    if respelled is not None:
        return _("this is not a duration; did you mean {duration}?").format(duration=respelled)
    return _("this is not a duration; write one like 30m, 1h 30m, 45s or 2.5s")


def _respelled(wanted: str) -> str | None:
    """``wanted`` with its units in our spelling and order, where that can be told."""
    amounts: dict[str, str] = {}
    position = 0
    tidy = re.sub(r"\band\b|,(?=\s)", " ", wanted).replace(",", ".").strip()
    while position < len(tidy):
        part = PART.match(tidy, position)
        if part is None:
            return None
        unit = SPELLED.get(part[3].removesuffix("s"), part[3])
        if unit not in UNITS_MS or unit in amounts:
            return None
        amounts[unit] = f"{part[1]}.{part[2]}{unit}" if part[2] else f"{part[1]}{unit}"
        position = part.end()
    return " ".join(amounts[unit] for unit in UNITS_MS if unit in amounts) or None

"""Lengths of time and counts in words, as somebody would say them."""

from deskbreak.language import _, ngettext

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS


def sitting(sitting_ms: int) -> str:
    """ "You have been at the desk for 38 minutes." """
    minutes = sitting_ms // MINUTE_MS
    if minutes < 1:
        return _("You have been at the desk for a moment.")
    if minutes < 60:
        text = ngettext(
            "You have been at the desk for {minutes} minute.",
            "You have been at the desk for {minutes} minutes.",
            minutes,
        )
        return text.format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        text = ngettext(
            "You have been at the desk for {hours} hour.",
            "You have been at the desk for {hours} hours.",
            hours,
        )
        return text.format(hours=hours)
    return _("You have been at the desk for {hours} h {minutes} min.").format(hours=hours, minutes=rest)


def invitation(routine: str) -> str:
    """ "Time for the reach", the words above a routine that has its own time of the day."""
    words = {"reach": _("Time for the reach"), "breathe": _("Time to breathe")}
    return words.get(routine, _("Time for the routine"))


def start(routine: str) -> str:
    """ "Start the reach", the words that begin it."""
    words = {"reach": _("Start the reach"), "breathe": _("Start breathing")}
    return words.get(routine, _("Start the routine"))


def good_moment(routine: str) -> str:
    """ "A good moment to stand", said while it is asked for."""
    return _("A good moment to breathe") if routine == "breathe" else _("A good moment to stand")


def reason(sitting_ms: int, planned_for: str) -> str:
    """Why it is asked: "Planned for 12:30.", or how long somebody has been at the desk."""
    return _("Planned for {time}.").format(time=planned_for) if planned_for else sitting(sitting_ms)


def breaths(count: int) -> str:
    """ "Ten slow breaths", in words as far as people count them so."""
    in_words = {
        3: _("Three slow breaths"),
        4: _("Four slow breaths"),
        5: _("Five slow breaths"),
        6: _("Six slow breaths"),
        7: _("Seven slow breaths"),
        8: _("Eight slow breaths"),
        9: _("Nine slow breaths"),
        10: _("Ten slow breaths"),
        12: _("Twelve slow breaths"),
    }
    if count in in_words:
        return in_words[count]
    return ngettext("{count} slow breath", "{count} slow breaths", count).format(count=count)


def about(length_ms: int) -> str:
    """ "a minute and a half": to the nearest half minute, because nobody plans closer than that."""
    halves = max(1, round(length_ms / (MINUTE_MS / 2)))
    if length_ms < MINUTE_MS / 2:
        return _("less than half a minute")
    common = {
        1: _("half a minute"),
        2: _("a minute"),
        3: _("a minute and a half"),
        4: _("two minutes"),
        5: _("two and a half minutes"),
    }
    if halves in common:
        return common[halves]
    minutes = round(length_ms / MINUTE_MS)
    if minutes == 3:
        return _("three minutes")
    return ngettext("{minutes} minute", "{minutes} minutes", minutes).format(minutes=minutes)


def offer(count: int, length_ms: int) -> str:
    """ "Ten slow breaths: a minute and a half." """
    return _("{breaths}: {about}.").format(breaths=breaths(count), about=about(length_ms))


def later(snooze_ms: int) -> str:
    """ "In 5 minutes", the words on the button."""
    if snooze_ms < MINUTE_MS:
        seconds = max(1, round(snooze_ms / SECOND_MS))
        return ngettext("In {seconds} second", "In {seconds} seconds", seconds).format(seconds=seconds)
    minutes = round(snooze_ms / MINUTE_MS)
    return ngettext("In {minutes} minute", "In {minutes} minutes", minutes).format(minutes=minutes)


def left(left_ms: int) -> str:
    """ "1 min 17 s left", whole seconds that have begun counted as left."""
    seconds = -(-left_ms // SECOND_MS)
    minutes, seconds = divmod(seconds, 60)
    if not minutes:
        return _("{seconds} s left").format(seconds=seconds)
    if not seconds:
        return _("{minutes} min left").format(minutes=minutes)
    return _("{minutes} min {seconds} s left").format(minutes=minutes, seconds=seconds)


def next_reminder(opens_at: str, closes_at: str) -> str:
    """ "The next reminder comes at a pause, between 15:10 and 15:25."; empty where there is none."""
    if not opens_at or not closes_at:
        return ""
    if opens_at == closes_at:
        return _("The next reminder comes at about {time}.").format(time=opens_at)
    return _("The next reminder comes at a pause, between {opens} and {closes}.").format(
        opens=opens_at, closes=closes_at
    )

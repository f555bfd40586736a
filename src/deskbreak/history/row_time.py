"""Where in time a row belongs."""

from datetime import datetime

from deskbreak.core.commands import Row


def time_of(row: Row) -> datetime:
    """By this a row is counted to a day, found and pruned: when it was shown, or, where a hold kept it from
    ever being shown, when it was due.

    Raises :class:`ValueError` for a row that has neither.
    """
    moment = row.prompted or row.due
    if moment is None:
        raise ValueError(f"row {row.reminder_id}.{row.attempt} was neither shown nor due")
    return moment

"""The answers to the desk checklist. Standard library only: the resident process may read them too."""

from enum import StrEnum


class Answer(StrEnum):
    """What somebody can say to an item."""

    DONE = "done"
    NOT_YET = "not_yet"
    DOES_NOT_APPLY = "does_not_apply"
    NEED_EQUIPMENT = "need_equipment"

"""The one declaration of every setting: its name, default, range, meaning and examples.

Reading, checking, ``config.example.yaml`` and ``docs/settings.md`` all come from here. Meanings are
English here and translated where they are shown; Babel finds them by the name ``setting``.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from deskbreak.language import _
from deskbreak.settings import durations
from deskbreak.settings.resolved import MIDNIGHT

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LOOSE_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?")
LANGUAGE = r"^(auto|[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?)$"


def _duration(value: object) -> int:
    if isinstance(value, str):
        return durations.parse(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return durations.parse(format(value, "f").rstrip("0").rstrip(".") if value % 1 else str(int(value)))
    raise durations.NotADuration(_("this is not a duration; write one like 30m, 1h 30m, 45s or 2.5s"))


def _time_of_day(value: object) -> str:
    if isinstance(value, str) and (TIME_OF_DAY.fullmatch(value) or value == MIDNIGHT):
        return value
    loose = LOOSE_TIME.fullmatch(str(value).strip())
    if loose is not None and int(loose[1]) < 24 and int(loose[2] or 0) < 60:
        meant = f"{int(loose[1]):02}:{loose[2] or '00'}"
        raise ValueError(_('this is not a time of day; did you mean "{time}"?').format(time=meant))
    raise ValueError(_('this is not a time of day; write one like "09:00"'))


def _begins_no_next_day(value: str) -> str:
    if value == MIDNIGHT:
        raise ValueError(_('"24:00" can only be the end of working hours; for midnight write "00:00"'))
    return value


Duration = Annotated[int, BeforeValidator(_duration)]
TimeOfDay = Annotated[str, BeforeValidator(_time_of_day)]
MomentOfDay = Annotated[TimeOfDay, AfterValidator(_begins_no_next_day)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
RoutineName = Literal["breathe", "reach"]


def setting(default: Any, meaning: str, *, example: Any, **limits: Any) -> Any:
    """One setting. ``default`` and ``example`` are written as in a file."""
    return Field(default, description=meaning, examples=[example], validate_default=True, **limits)


def lasting(default: str, meaning: str, *, example: str, least: str, most: str) -> Any:
    """A setting that is a duration from ``least`` to ``most``."""
    limits = {"ge": durations.parse(least), "le": durations.parse(most)}
    return setting(default, meaning, example=example, **limits)


class Section(BaseModel):
    """A group of settings. Its docstring is the group's heading in the documents made from it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reminder(Section):
    """When the reminder comes, and how often it asks."""

    earliest: Duration = lasting(
        "30m",
        "From this much sitting on, the reminder waits for a natural pause to come at.",
        example="25m",
        least="1s",
        most="12h",
    )
    latest: Duration = lasting(
        "45m",
        "At this much sitting the reminder comes without a pause. Not before reminder.earliest.",
        example="40m",
        least="1s",
        most="12h",
    )
    patience: Duration = lasting(
        "2m",
        "A reminder that gets no answer stays this long while you go on working, then leaves.",
        example="1m",
        least="1s",
        most="1h",
    )
    snooze: Duration = lasting(
        "5m",
        'How much later it asks again after "later", or when it got no answer.',
        example="10m",
        least="1s",
        most="4h",
    )
    snoozes: int = setting(
        3,
        "How often it asks again after the first time. Then only the icon shows it, until you rest.",
        example=2,
        ge=0,
        le=20,
    )


class Rest(Section):
    """What counts as a rest and begins the sitting time anew."""

    after_idle: Duration = lasting(
        "5m",
        "No input for this long is a rest. What is shorter is reading, and counts as sitting.",
        example="4m",
        least="1s",
        most="4h",
    )
    after_lock: Duration = lasting(
        "2m",
        "A locked screen, or a sleeping computer, for this long is a rest.",
        example="3m",
        least="1s",
        most="4h",
    )


class Routine(Section):
    """The routine that a reminder leads to."""

    name: RoutineName = setting(
        "reach",
        "Which routine. reach: slow breaths, the arms overhead and to the sides. breathe: slow breaths "
        "alone, the out-breath long.",
        example="breathe",
    )
    variant: Literal[
        "standing", "seated", "wheelchair", "left_arm", "right_arm", "low_range", "breath_only"
    ] = setting("standing", "How it is done: what fits your body and your place.", example="seated")
    breaths: int = setting(10, "How many breaths it takes.", example=6, ge=3, le=20)
    inhale: Duration = lasting("4s", "How long you breathe in.", example="3s", least="1s", most="12s")
    exhale: Duration = lasting("6s", "How long you breathe out.", example="5s", least="1s", most="12s")
    motion: Literal["auto", "full", "reduced"] = setting(
        "auto",
        "How much moves on the screen. auto does as the desktop is set; reduced is calm.",
        example="reduced",
    )


class Hours(Section):
    """One stretch of working hours. A ``to`` that is not after ``from`` lies on the next day."""

    days: list[Day] = Field(min_length=1, max_length=7)
    begins: TimeOfDay = Field(alias="from")
    ends: TimeOfDay = Field(alias="to")

    @model_validator(mode="after")
    def _lasts(self) -> "Hours":
        if self.begins == MIDNIGHT:
            raise ValueError(_('hours begin at "00:00" at the earliest; "24:00" can only be their end'))
        if self.begins == self.ends:
            raise ValueError(_('from and to are the same; for the whole day write "00:00" to "24:00"'))
        return self


class Anchor(Section):
    """A routine that has a time of the day of its own."""

    at: MomentOfDay
    routine: RoutineName


class Holds(Section):
    """What makes a reminder wait until it is over: calls, films, and the wish not to be disturbed."""

    microphone: bool = setting(True, "Wait while a program uses the microphone.", example=False)
    camera: bool = setting(True, "Wait while a program uses the camera.", example=False)
    fullscreen: bool = setting(True, "Wait while a program fills the screen.", example=False)
    do_not_disturb: bool = setting(True, "Wait while the desktop's Do Not Disturb is on.", example=False)
    presenting: bool = setting(True, "Wait while you present or share your screen.", example=False)
    at_most: Duration = lasting(
        "30m",
        "How long after its latest moment a reminder waits. Then the icon alone shows it, until that is "
        "over. A full screen alone is not waited for any longer.",
        example="15m",
        least="1s",
        most="12h",
    )


class Checklist(Section):
    """The desk checklist."""

    at_first_start: bool = setting(
        True, "Show the checklist once, when Deskbreak runs for the first time.", example=False
    )


class Activity(Section):
    """How Deskbreak notices that somebody is at the desk. It never sees what is typed."""

    source: Literal["auto", "x11-sync", "x11-screensaver", "pynput", "terminal"] = setting(
        "auto", "Which way to use. auto takes the first that works here.", example="x11-sync"
    )


class Tray(Section):
    """The icon in the panel."""

    enabled: bool = setting(True, "Show the icon.", example=False)


class History(Section):
    """The memory of past reminders. It stays on this computer."""

    keep: Duration = lasting(
        "730d",
        "Older rows are removed. 730d are two years.",
        example="90d",
        least="1d",
        most="36500d",
    )


class Settings(Section):
    """Every setting of Deskbreak."""

    reminder: Reminder = Reminder()
    rest: Rest = Rest()
    routine: Routine = Routine()
    hours: list[Hours] = setting(
        [],
        "When reminders may come at all; always, where this is empty. A to that is not after from "
        "lies on the next day.",
        example=[{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:30"}],
        max_length=50,
    )
    anchors: list[Anchor] = setting(
        [],
        "Routines that have a time of the day of their own, beside the reminders. Each asks once on every "
        "day of your working hours, at a pause soon after its time.",
        example=[{"at": "12:30", "routine": "breathe"}],
        max_length=10,
    )
    hold: Holds = Holds()
    checklist: Checklist = Checklist()
    activity: Activity = Activity()
    tray: Tray = Tray()
    history: History = History()
    language: str = setting(
        "auto",
        "The language of all words, as a code. auto does as the desktop is set.",
        example="en",
        pattern=LANGUAGE,
    )


def _collected() -> dict[str, FieldInfo]:
    found: dict[str, FieldInfo] = {}
    for name, field in Settings.model_fields.items():
        section = section_of(name)
        if section is None:
            found[name] = field
        else:
            found.update({f"{name}.{inner}": each for inner, each in section.model_fields.items()})
    return found


def section_of(name: str) -> type[Section] | None:
    """The group called ``name``; none where ``name`` is a setting by itself, or nothing."""
    field = Settings.model_fields.get(name)
    kind = field.annotation if field is not None else None
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


KEYS: dict[str, FieldInfo] = _collected()
"""Every setting by its dotted key, in the order in which documents show them."""

NOT_YET = (
    "reminder.sound",
    "reminder.style",
    "routine.voice",
    "routine.screens",
    "organisation",
    "fleet",
)
"""Settings, and groups of them, that have a meaning but that nothing in this version acts upon."""

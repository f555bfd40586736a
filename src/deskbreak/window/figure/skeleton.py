"""The measures of the body."""

from dataclasses import dataclass
from enum import StrEnum

from deskbreak.window.figure.bones import Point

Profile = tuple[tuple[float, float], ...]
"""Half thickness (second) at a distance along a limb (first)."""


class Base(StrEnum):
    """What the body rests on."""

    STANDING = "standing"
    SEATED = "seated"
    WHEELCHAIR = "wheelchair"


@dataclass(frozen=True, slots=True)
class Support:
    """Where a base holds pelvis, knee and ankle (of the right side); a standing knee is reckoned."""

    pelvis: float
    ankle: Point
    knee: Point | None
    shadow: float


SUPPORTS = {
    Base.STANDING: Support(pelvis=52.0, ankle=(6.6, 3.4), knee=None, shadow=17),
    Base.SEATED: Support(pelvis=34.5, ankle=(8.2, 4.0), knee=(8.3, 26.2), shadow=19),
    Base.WHEELCHAIR: Support(pelvis=37.0, ankle=(6.0, 8.6), knee=(6.6, 29.0), shadow=24),
}

HEAD_HEIGHT, HEAD_WIDTH = 13.8, 10.8
NECK, NECK_RADII = 3.6, (3.5, 3.1, 2.75, 2.75)
SPINE = (9.5, 10.5, 10.0)
"""Lumbar, lower chest, upper chest."""

TRUNK: Profile = (
    (-4, 8.6),
    (-1, 8.9),
    (3, 8.75),
    (9, 8.0),
    (14, 8.25),
    (20, 8.9),
    (24.5, 8.7),
    (28, 6.0),
    (30, 3.4),
)

SHOULDER_ALONG, SHOULDER_HALF = 24.9, 8.4
SHOULDER_LIFT, SHOULDER_DRAW_IN = 4.2, 1.3
"""How far the joint rises and draws in as the arm goes from 50° to 175°."""

UPPER_ARM, FOREARM, HAND = 16.8, 14.2, 9.0
ARM = UPPER_ARM + FOREARM + HAND
ARM_OUTLINE: Profile = (
    (0, 3.6),
    (8.4, 3.15),
    (16.8, 2.6),
    (21.5, 2.65),
    (30.6, 1.85),
    (34.6, 2.35),
    (37.6, 2.1),
    (40, 1.3),
)
SLEEVE = 10.8
THUMB = (2.9, 2.2)
THUMB_RADII = (1.4, 1.15, 0.85)
THUMB_ANGLE = 46

HIP_HALF, HIP_DROP = 4.55, 2.8
THIGH, SHIN = 23.6, 22.6
LEG_OUTLINE: Profile = (
    (0, 5.0),
    (5.5, 4.85),
    (13, 4.35),
    (23.6, 3.45),
    (29.1, 3.45),
    (43, 2.55),
    (46.2, 2.45),
)
FOOT_HEIGHT = 3.4

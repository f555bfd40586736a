"""What the stage shows at one moment of the guide, as plain values."""

from dataclasses import dataclass

from deskbreak.core.routine import Frame, Phase, Routine, frame
from deskbreak.window.figure.poses import POSES, Pose, mix
from deskbreak.window.figure.skeleton import Base
from deskbreak.window.motion import body_shares, breathe, in_out

CROSS_FADE_MS = 400
"""With reduced motion the two end poses cross-fade in this time at each turn."""

LAST_ARC_MS = 400
RESTING_DISC = 0.295
"""At the end the disc stays a little larger than empty: at ease."""

TARGET_FADES = 0.06
"""The dotted circle comes and goes in this share of a phase."""


@dataclass(frozen=True, slots=True)
class Body:
    """A figure: its pose and what it rests on."""

    pose: Pose
    base: Base


@dataclass(frozen=True, slots=True)
class Scene:
    """``disc`` is 0 (empty) to 1 (full). ``target`` is where this breath is going, ``None`` where nothing
    travels; ``target_seen`` its opacity. ``present`` is how much of the present arc is filled, ``bead`` the
    size of the bead on it (0 to 1). ``coming`` is what fades in over body and disc, and ``come`` how far."""

    breaths: int
    done: int
    present: float
    bead: float
    disc: float
    target: float | None
    target_seen: float
    body: Body
    coming: tuple[Body, float] | None = None
    come: float = 0.0


def scene(routine: Routine, elapsed_ms: int, *, reduced_motion: bool = False) -> Scene:
    """The stage ``elapsed_ms`` after the start. After the end, time goes on until the last arc closed."""
    now = frame(routine, elapsed_ms)
    if now.phase is Phase.DONE:
        return _closing(routine, now, elapsed_ms - routine.length_ms, reduced_motion)
    if reduced_motion:
        return _still(routine, now, elapsed_ms)
    return _moving(routine, now)


def _moving(routine: Routine, now: Frame) -> Scene:
    eased = breathe(now.fraction)
    target: float | None = None
    disc = 0.0
    if now.phase is Phase.IN:
        target, disc = 1.0, eased
    elif now.phase is Phase.OUT:
        target, disc = 0.0, 1 - eased
    seen = min(1.0, now.fraction / TARGET_FADES, (1 - now.fraction) / TARGET_FADES)
    pose = mix(_pose(now.pose_from), _pose(now.pose_to), body_shares(now.fraction))
    return Scene(
        breaths=len(routine.breaths),
        done=now.done,
        present=now.breath_fraction,
        bead=1.0 if now.breath else 0.0,
        disc=disc,
        target=target,
        target_seen=max(0.0, seen),
        body=Body(pose, Base(routine.base)),
    )


def _still(routine: Routine, now: Frame, elapsed_ms: int) -> Scene:
    """Nothing travels or grows: each phase shows where it leads, after a cross-fade."""
    base = Base(routine.base)
    before = Body(_pose(now.pose_from), base)
    there = Body(_pose(now.pose_to), base)
    disc_before, disc = (0.0, 1.0) if now.phase is Phase.IN else (1.0, 0.0)
    since_ms = elapsed_ms - phase_began_ms(routine, now, elapsed_ms)
    fading = now.phase in {Phase.IN, Phase.OUT} and since_ms < CROSS_FADE_MS
    shown = Scene(
        breaths=len(routine.breaths),
        done=now.done,
        present=0.0,
        bead=0.0,
        disc=0.0 if now.phase is Phase.READY else disc,
        target=None,
        target_seen=0.0,
        body=there,
    )
    if not fading:
        return shown
    return _fading(shown, Body(before.pose, base), disc_before, (there, disc), since_ms / CROSS_FADE_MS)


def _fading(shown: Scene, body: Body, disc: float, coming: tuple[Body, float], share: float) -> Scene:
    return Scene(
        breaths=shown.breaths,
        done=shown.done,
        present=shown.present,
        bead=shown.bead,
        disc=disc,
        target=None,
        target_seen=0.0,
        body=body,
        coming=coming,
        come=share,
    )


def _closing(routine: Routine, now: Frame, since_ms: int, reduced_motion: bool) -> Scene:
    share = 1.0 if reduced_motion else in_out(since_ms / LAST_ARC_MS)
    return Scene(
        breaths=now.done,
        done=now.done,
        present=0.0,
        bead=1 - share,
        disc=RESTING_DISC * share,
        target=None,
        target_seen=0.0,
        body=Body(_pose(now.pose_to), Base(routine.base)),
    )


def phase_began_ms(routine: Routine, now: Frame, elapsed_ms: int) -> int:
    """When the present phase began."""
    if now.phase is Phase.READY:
        return 0
    breath = routine.breaths[now.breath - 1]
    length_ms = breath.inhale_ms if now.phase is Phase.IN else breath.exhale_ms
    return elapsed_ms + now.phase_left_ms - length_ms


def still_for_ms(routine: Routine, elapsed_ms: int, *, reduced_motion: bool) -> int:
    """For how long the stage and the words will not change; 0 while they move.

    Whole seconds are counted down beside them, so this is a second at most.
    """
    now = frame(routine, elapsed_ms)
    if now.phase is Phase.DONE:
        return 0
    moves = now.phase is not Phase.READY and not reduced_motion
    fades = elapsed_ms - phase_began_ms(routine, now, elapsed_ms) < CROSS_FADE_MS
    if moves or (fades and now.phase is not Phase.READY):
        return 0
    to_second_ms = now.phase_left_ms % 1000 or 1000
    left_to_second_ms = now.left_ms % 1000 or 1000
    return min(to_second_ms, left_to_second_ms)


def _pose(name: str) -> Pose:
    return POSES[name]

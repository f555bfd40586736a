"""What the desktop says about colours, contrast, motion and text, from the settings portal.

The portal may be absent, or slow to start: it gets a short while, and no answer is an answer.
"""

from dataclasses import dataclass

PATIENCE_S = 0.3
DARK_WANTED = 1
MORE_CONTRAST = 1
LESS_MOTION = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody set on their desktop; ``None`` where nobody said."""

    dark: bool | None = None
    high_contrast: bool | None = None
    reduced_motion: bool | None = None
    text_scale: float = 1.0


def wishes_of_this_desktop() -> Wishes:
    """Ask the portal once. Never raises: a desktop without a portal simply has no wishes."""
    try:
        values = _portal_values()
    except (ImportError, OSError, ValueError, KeyError, TimeoutError):
        return Wishes()
    return wishes_from(values)


def wishes_from(values: dict[str, dict[str, object]]) -> Wishes:
    """The wishes in the portal's ``ReadAll`` answer, by namespace and key."""
    common = values.get("org.freedesktop.appearance", {})
    gnome = values.get("org.gnome.desktop.interface", {})
    access = values.get("org.gnome.desktop.a11y.interface", {})
    scheme = common.get("color-scheme", 0)
    contrast = common.get("contrast", 0) == MORE_CONTRAST or access.get("high-contrast") is True
    still = common.get("reduced-motion", 0) == LESS_MOTION or gnome.get("enable-animations") is False
    scale = gnome.get("text-scaling-factor", 1.0)
    return Wishes(
        dark=(scheme == DARK_WANTED) if scheme else None,
        high_contrast=contrast or None,
        reduced_motion=still or None,
        text_scale=scale if isinstance(scale, float) and 0.5 <= scale <= 4 else 1.0,
    )


def _portal_values() -> dict[str, dict[str, object]]:
    from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]  # noqa: PLC0415
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # noqa: PLC0415

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", "org.freedesktop.portal.Settings"
    )
    namespaces = [
        "org.freedesktop.appearance",
        "org.gnome.desktop.interface",
        "org.gnome.desktop.a11y.interface",
    ]
    with open_dbus_connection("SESSION", auth_timeout=PATIENCE_S) as connection:
        call = new_method_call(portal, "ReadAll", "as", (namespaces,))
        reply = connection.send_and_get_reply(call, timeout=PATIENCE_S)
    if reply.header.message_type is not MessageType.method_return:
        return {}
    answer: dict[str, dict[str, tuple[str, object]]] = reply.body[0]
    return {
        namespace: {key: value for key, (_signature, value) in settings.items()}
        for namespace, settings in answer.items()
    }

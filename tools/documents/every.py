"""What makes each document. A maker is imported when it is asked for: each needs heavy things of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

Files = Mapping[Path, bytes]
"""What each file should hold; paths from the project's root."""


def _house_map() -> Files:
    from tools.documents import house_map  # noqa: PLC0415  see above

    return {Path("docs/map.md"): house_map.make().encode()}


def _states() -> Files:
    from tools.documents import state_diagram  # noqa: PLC0415  see above

    return {Path("docs/states.md"): state_diagram.make().encode()}


def _settings() -> Files:
    from deskbreak.settings import documents  # noqa: PLC0415  see above

    return {
        Path("config.example.yaml"): documents.example().encode(),
        Path("docs/settings.md"): documents.reference().encode(),
    }


def _icons() -> Files:
    from deskbreak.desktop.icons.export import export  # noqa: PLC0415  see above

    with TemporaryDirectory() as place:
        written = export(Path(place))
        return {Path("icons") / path.relative_to(place): path.read_bytes() for path in written}


def _counted_day() -> Files:
    from tools.documents import counted_day  # noqa: PLC0415  see above

    return {
        Path(f"docs/pictures/counted-day-{name}.svg"): picture for name, picture in counted_day.make().items()
    }


def _replayed_day() -> Files:
    from tools.documents import replayed_day  # noqa: PLC0415  see above

    return {Path("docs/pictures/replayed-day.svg"): replayed_day.make()}


def _catalogue() -> Files:
    from tools.documents import catalogue  # noqa: PLC0415  see above

    return catalogue.make()


MAKERS: Mapping[str, Callable[[], Files]] = {
    "map": _house_map,
    "states": _states,
    "settings": _settings,
    "icons": _icons,
    "counted_day": _counted_day,
    "replayed_day": _replayed_day,
    "catalogue": _catalogue,
}

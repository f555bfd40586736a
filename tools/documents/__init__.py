"""Documents made from the code. Runs inside ``.venv``: ``python -m tools.documents`` compares and writes."""

from collections.abc import Mapping

DOCUMENTS: Mapping[str, str] = {
    "map": "the map of the house",
    "states": "the diagram of the reminder's states",
    "settings": "the example settings and their reference",
    "icons": "the program's icon and the tray's signs",
    "counted_day": "the picture of a day as it is counted",
    "replayed_day": "the picture of a day as it is replayed",
    "catalogue": "the texts to translate, and the translations",
}
"""Each document's name, and what it is."""

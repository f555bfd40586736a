"""The history as documents for other programs."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from deskbreak.history.rows import StoredRow


def as_json(rows: Sequence[StoredRow]) -> str:
    """One array, an object a row."""
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n"


def as_csv(rows: Sequence[StoredRow]) -> str:
    """A header and a line a row; several ``held_reasons`` share their cell with spaces between."""
    text = io.StringIO()
    names = [each.name for each in fields(StoredRow)]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**asdict(row), "held_reasons": " ".join(row.held_reasons)})
    return text.getvalue()

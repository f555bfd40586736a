"""Reads JSON that another program, another version or an editor may have written."""

import json
from pathlib import Path
from typing import Any, NoReturn

from deskbreak.files.reading import NotADocument, text_of
from deskbreak.language import _

AT_MOST_BYTES = 1 << 20
BYTE_ORDER_MARK = "\ufeff"


class FromNewer(Exception):
    """A newer Deskbreak wrote the file, so it is left as it is: whoever goes back to that finds it again."""

    def __init__(self, version: int) -> None:
        text = _(
            "it was written by a newer Deskbreak (version {version} of the file) and is left alone; "
            "update Deskbreak, or move the file away"
        )
        super().__init__(text.format(version=str(version)[:20]))


def document_of(path: Path, version: int) -> dict[str, Any]:
    """The JSON object in the file at ``path``, whose ``version`` this is.

    A key that stands there twice is an error: whoever writes the file again would lose one of the two.
    Raises :class:`FromNewer`, and what :func:`deskbreak.files.reading.text_of` does.
    """
    document = _json_of(path)
    if not isinstance(document, dict) or type(document.get("version")) is not int:
        raise NotADocument(_("it has no version"))
    if document["version"] > version:
        raise FromNewer(document["version"])
    if document["version"] < version:
        raise NotADocument(_("it is of version {version}").format(version=str(document["version"])[:20]))
    return document


def _json_of(path: Path) -> Any:
    text = text_of(path, AT_MOST_BYTES).removeprefix(BYTE_ORDER_MARK)
    if not text.strip():
        raise NotADocument(_("it is empty"))
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NotADocument(_("this is not whole JSON"), error.lineno) from error
    except RecursionError as error:
        raise NotADocument(_("it is nested too deeply")) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise NotADocument(_("a number in it is too large")) from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotADocument(_("{key} stands there twice").format(key=repr(key[:60])))
        found[key] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise NotADocument(_("{name} is no number").format(name=name))

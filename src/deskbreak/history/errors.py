"""What can be wrong with the history. The texts are for people."""

from pathlib import Path

from deskbreak.language import _


class HistoryError(Exception):
    """The history cannot be used now."""


class Damaged(HistoryError):
    """The file is no history any more."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(_("The history {path} is damaged ({detail}).").format(path=path, detail=detail))


class FromNewer(HistoryError):
    """A newer Deskbreak wrote the file; it is left as it is."""

    def __init__(self, path: Path, version: int) -> None:
        text = _(
            "The history {path} was written by a newer Deskbreak (version {version} of the file). "
            "It is left alone; update Deskbreak, or move the file away."
        )
        super().__init__(text.format(path=path, version=version))


class Unreachable(HistoryError):
    """The file cannot be read or written at the moment: no space, no permission, in use."""

    def __init__(self, path: Path, detail: str, remedy: str = "") -> None:
        text = _("The history {path} cannot be used: {detail}.").format(path=path, detail=detail)
        super().__init__(f"{text} {remedy}".rstrip())

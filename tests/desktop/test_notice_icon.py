"""The icon of a notice, as a file for others."""

from pathlib import Path

import pytest

from deskbreak.desktop.icons.app_icon import cached_png


def test_where_no_file_can_be_written_the_notice_goes_without_and_nothing_was_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A sender that warns counts as one that failed, and its notice would be shown again in another way."""
    caplog.set_level("WARNING")
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where a directory should be")

    assert cached_png(in_the_way) is None
    assert caplog.text == ""


def test_it_is_drawn_once(tmp_path: Path) -> None:
    first = cached_png(tmp_path)
    assert first is not None
    written = first.stat().st_mtime_ns

    assert cached_png(tmp_path) == first
    assert first.stat().st_mtime_ns == written
    assert [each.name for each in tmp_path.iterdir()] == [first.name]

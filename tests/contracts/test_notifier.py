"""What every notifier keeps: a notice is shown once, whatever runs or does not, and nobody is held up."""

from collections.abc import Iterator

import pytest

from deskbreak.desktop import notifier as notifiers
from deskbreak.desktop.notice_process import TEXT_LIMIT, TITLE_LIMIT, NoticeProcess
from deskbreak.ports.notifier import Notice
from deskbreak.ports.selection import Unavailable, select
from support import processes
from support.fakes.notifier import FakeNotifier
from support.notifier_stands import FakeStand, NotifierStand, dunst_stand
from support.waiting import seconds_now, wait_until

NOTICE = Notice("Settings have a problem", "config.yaml, line 3: earliest is later than latest.")
REAL = ["desktop-notifier", "plyer"]


@pytest.fixture(params=["fake", *REAL])
def stand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotifierStand]:
    if request.param == "fake":
        yield FakeStand()
    else:
        with dunst_stand(request.param, monkeypatch) as dunst:
            yield dunst


def test_a_notice_shows_once_with_its_title_and_text(stand: NotifierStand) -> None:
    notifier = stand.open()
    notifier.notify(NOTICE)
    wait_until(stand.shown, "the notice shows")
    second = Notice("Activity cannot be read", "Reminders come by the clock alone.")
    notifier.notify(second)
    wait_until(lambda: len(stand.shown()) == 2, "the second notice shows")
    assert stand.shown() == [(each.title, each.text) for each in (NOTICE, second)]


def test_what_is_too_long_is_cut_and_shown(stand: NotifierStand) -> None:
    stand.open().notify(Notice("Title " * 30, "Text " * 100))
    ((title, text),) = wait_until(stand.shown, "the notice shows")
    assert title.startswith("Title Title")
    assert len(title) <= TITLE_LIMIT
    assert text.startswith("Text Text")
    assert 200 < len(text) <= TEXT_LIMIT


def test_signs_that_mean_something_elsewhere_are_only_text(stand: NotifierStand) -> None:
    stand.open().notify(Notice("'quotes' & \"more\"", "at least <5s>, & `at most` $HOME\nsecond line"))
    ((title, text),) = wait_until(stand.shown, "the notice shows")
    assert title == "'quotes' & \"more\""
    assert readable(text) == "at least <5s>, & `at most` $HOME\nsecond line"


def test_after_the_end_nothing_is_shown_and_nothing_fails(stand: NotifierStand) -> None:
    notifier = stand.open()
    notifier.close()
    notifier.close()
    notifier.notify(NOTICE)
    other = stand.open()
    if other is notifier:
        assert stand.shown() == []
        return
    other.notify(Notice("The next one", ""))
    wait_until(stand.shown, "the next notifier's notice shows")
    assert [title for title, _text in stand.shown()] == ["The next one"]


@pytest.mark.parametrize("name", REAL)
class TestTheService:
    def test_it_may_restart_between_two_notices(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        with dunst_stand(name, monkeypatch) as stand:
            notifier = stand.open()
            notifier.notify(NOTICE)
            wait_until(stand.shown, "the first notice shows")
            stand.desktop.stop_notifications()
            stand.desktop.start_notifications()
            notifier.notify(NOTICE)
            wait_until(stand.shown, "the second notice shows, in the new service")

    def test_without_it_the_reason_is_said_and_once_it_came_it_is_used(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with dunst_stand(name, monkeypatch, running=False) as stand:
            with pytest.raises(Unavailable, match="No notification service") as refusal:
                stand.open()
            assert "Start" in refusal.value.remedy
            stand.desktop.start_notifications()
            stand.open().notify(NOTICE)
            wait_until(stand.shown, "the notice shows")

    def test_a_notice_that_nobody_takes_is_a_line_in_the_log_and_no_more(
        self, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        with dunst_stand(name, monkeypatch) as stand:
            notifier = stand.open()
            stand.desktop.stop_notifications()
            notifier.notify(NOTICE)
            wait_until(lambda: "could not show the notice" in caplog.text, "the failure is logged")
            assert name in caplog.text
            assert NOTICE.title in caplog.text

    def test_one_that_answers_nobody_holds_nobody_up_and_nothing_stays_behind(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with dunst_stand(name, monkeypatch) as stand:
            monkeypatch.setenv(processes.MARK, "a stuck notice")
            notifier = stand.open()
            stand.service_freezes()
            begun_s = seconds_now()
            notifier.notify(NOTICE)
            assert seconds_now() - begun_s < 1
            wait_until(lambda: processes.marked("a stuck notice"), "the sender runs", every_s=0.02)
            notifier.close()
            wait_until(lambda: not processes.marked("a stuck notice"), "no process stays behind")


def test_the_person_reads_who_sent_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in REAL:
        with dunst_stand(name, monkeypatch) as stand:
            stand.open().notify(NOTICE)
            wait_until(stand.shown, "the notice shows")
            assert stand.applications() == ["Deskbreak"]


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus"])
def test_without_a_bus_every_candidate_says_so(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    chosen = select("notifier", notifiers.candidates())
    assert chosen.adapter is None
    assert [passed.name for passed in chosen.passed] == REAL
    assert all("session bus" in passed.reason and passed.remedy for passed in chosen.passed)


def test_a_notice_that_one_way_cannot_show_goes_the_next_way(caplog: pytest.LogCaptureFixture) -> None:
    second = FakeNotifier()
    NoticeProcess("first", "deskbreak.no_such_module", second).notify(NOTICE)
    wait_until(lambda: second.notices == [NOTICE], "the second way shows it")
    assert "first could not show the notice" in caplog.text
    assert "No module named" in caplog.text


def test_a_helper_that_fails_without_a_code_but_with_a_word_has_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with dunst_stand("plyer", monkeypatch) as stand:
        notifier = stand.open()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
        notifier.notify(NOTICE)
        wait_until(lambda: "plyer could not show the notice" in caplog.text, "the failure is logged")


def readable(text: str) -> str:
    """What a person reads of a text with markup."""
    for sign, written in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"), ("&", "&amp;")):
        text = text.replace(written, sign)
    return text

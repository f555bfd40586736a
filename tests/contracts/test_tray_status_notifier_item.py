"""The tray on the session bus, as panels of every make talk to it: rightly, wrongly, late, or not at all."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbus_fast import Variant
from dbus_fast.introspection import Node

from deskbreak.desktop import tray as trays
from deskbreak.desktop.icons import frames
from deskbreak.desktop.icons.palettes import Panel as PanelColour
from deskbreak.desktop.icons.store import SignStore
from deskbreak.ports.selection import Unavailable, select
from deskbreak.ports.tray import LEFT_CLICK, Face, MenuItem, Sign
from support.panel import CallFailed, Panel
from support.tray_stands import BusStand, bus_stand
from support.waiting import let_pass, wait_until

PAUSE = MenuItem("Pause", children=(MenuItem("For 1 hour", action="pause:1h"),))
MENU = (
    MenuItem("Skip", action="skip", enabled=False),
    MenuItem(),
    PAUSE,
    MenuItem("Open a_file", action="home"),
)
FACE = Face(Sign.SITTING, 6, "At the desk", "Between <14:40> & 14:55", MENU)


@pytest.fixture
def stand(drawn_signs: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusStand]:
    with bus_stand(drawn_signs, monkeypatch) as on_bus:
        yield on_bus


@pytest.fixture
def first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusStand]:
    """A stand on which no sign was drawn yet."""
    with bus_stand(tmp_path / "cache", monkeypatch) as on_bus:
        yield on_bus


@pytest.fixture
def panel(stand: BusStand) -> Panel:
    """A panel that has the icon already."""
    stand.panel_comes()
    stand.open().show(FACE)
    return stand.with_icon()


class TestTheIcon:
    def test_it_comes_in_every_size_with_the_pixels_of_its_sign(self, stand: BusStand, panel: Panel) -> None:
        pixmaps = panel.pixmaps()
        assert tuple(pixmaps) == frames.SIZES
        assert [(width, width, pixels) for width, pixels in pixmaps.items()] == stand.signs.read(
            Sign.SITTING, 6
        )

    def test_all_that_a_panel_asks_for_is_there(self, panel: Panel) -> None:
        values = panel.all_of_item()
        assert values["Id"] == "deskbreak"
        assert values["Category"] == "ApplicationStatus"
        assert values["Status"] == "Active"
        assert values["ItemIsMenu"] is False
        assert values["Menu"] == "/MenuBar"
        assert values["IconName"] == ""
        assert values["Title"] == "At the desk"
        assert values["ToolTip"] == ("", [], "At the desk", "Between &lt;14:40&gt; &amp; 14:55")

    def test_it_describes_itself_so_that_tools_can_read_it(self, panel: Panel) -> None:
        item = {each.name: each for each in Node.parse(panel.introspect("/StatusNotifierItem")).interfaces}
        menu = {each.name: each for each in Node.parse(panel.introspect("/MenuBar")).interfaces}
        pixmap = next(p for p in item["org.kde.StatusNotifierItem"].properties if p.name == "IconPixmap")
        assert pixmap.signature == "a(iiay)"
        layout = next(m for m in menu["com.canonical.dbusmenu"].methods if m.name == "GetLayout")
        assert (layout.in_signature, layout.out_signature) == ("iias", "u(ia{sv}av)")

    def test_only_what_changed_is_told(self, stand: BusStand) -> None:
        stand.panel_comes()
        tray = stand.open()
        tray.show(FACE)
        panel = stand.with_icon()
        tray.show(FACE)
        tray.show(Face(Sign.SITTING, 7, FACE.title, FACE.text, MENU))
        tray.show(Face(Sign.SITTING, 7, FACE.title, "Between 14:41 and 14:56", MENU))
        tray.show(Face(Sign.SITTING, 7, FACE.title, "Between 14:41 and 14:56", (*MENU, PAUSE)))
        wait_until(lambda: panel.heard["LayoutUpdated"], "the last change was told")
        assert dict(panel.heard) == {"NewIcon": 1, "NewToolTip": 1, "LayoutUpdated": 1}

    def test_every_kind_of_click_is_taken(self, stand: BusStand, panel: Panel) -> None:
        panel.item_call("Activate", "ii", 10, 20)
        panel.item_call("SecondaryActivate", "ii", 10, 20)
        panel.item_call("Scroll", "is", -1, "vertical")
        panel.item_call("ProvideXdgActivationToken", "s", "token")
        panel.item_call("ContextMenu", "ii", 10, 20)
        assert stand.told.acted == [LEFT_CLICK, "home"]


class TestTheMenu:
    def test_a_panel_may_read_it_level_by_level(self, panel: Panel) -> None:
        number, values, below = panel.layout(depth=1)
        assert (number, values["children-display"]) == (0, "submenu")
        assert [len(child[2]) for child in below] == [0, 0, 0, 0]
        pause = panel.number_of("Pause")
        _number, values, below = panel.layout(parent=pause)
        assert (values["label"], values["children-display"]) == ("Pause", "submenu")
        assert [child[1]["label"] for child in below] == ["For 1 hour"]
        assert panel.layout(parent=pause, depth=0)[2] == []

    def test_a_panel_may_ask_for_some_properties_only(self, panel: Panel) -> None:
        skip = panel.number_of("Skip")
        assert panel.layout(parent=skip, names=("label",))[1] == {"label": "Skip"}
        (group,) = panel.menu_call("GetGroupProperties", "aias", [skip, 999], ["enabled"])
        assert group == [(skip, {"enabled": Variant("b", False)})]
        (label,) = panel.menu_call("GetProperty", "is", skip, "label")
        assert label.value == "Skip"

    def test_a_line_between_groups_is_a_separator(self, panel: Panel) -> None:
        assert [values.get("type") for _number, values in panel.lines()][1] == "separator"

    def test_two_lines_may_do_the_same(self, stand: BusStand) -> None:
        stand.panel_comes()
        twice = (MenuItem("Pause", action="pause:1h"), PAUSE, MenuItem("Pause again", action="pause:1h"))
        stand.open().show(Face(*_but_menu(FACE), twice))
        panel = stand.with_icon()
        numbers = [number for number, _values in panel.lines()]
        assert len(set(numbers)) == len(numbers) == 4
        for label in ("Pause again", "For 1 hour"):
            panel.click(panel.number_of(label))
        assert stand.told.acted == ["pause:1h"] * 2

    def test_an_underscore_is_not_an_access_key(self, panel: Panel) -> None:
        assert panel.lines()[-1][1]["label"] == "Open a__file"

    def test_clicks_that_come_in_groups_count_and_strangers_are_named(
        self, stand: BusStand, panel: Panel
    ) -> None:
        home, nothing = panel.number_of("Open"), Variant("s", "")
        events = [[999, "clicked", nothing, 0], [home, "hovered", nothing, 0], [home, "clicked", nothing, 0]]
        (strangers,) = panel.menu_call("EventGroup", "a(isvu)", events)
        assert strangers == [999]
        assert stand.told.acted == ["home"]
        with pytest.raises(CallFailed, match="InvalidArgs"):
            panel.menu_call("EventGroup", "a(isvu)", [[999, "clicked", nothing, 0]])

    def test_opening_and_closing_it_is_no_choice(self, stand: BusStand, panel: Panel) -> None:
        assert panel.menu_call("AboutToShow", "i", 0) == [False]
        assert panel.menu_call("AboutToShowGroup", "ai", [0, 999]) == [[], [999]]
        for kind in ("opened", "closed"):
            panel.menu_call("Event", "isvu", 0, kind, Variant("s", ""), 0)
        assert stand.told.acted == []

    def test_a_new_text_alone_does_not_rebuild_a_menu_that_may_be_open(self, stand: BusStand) -> None:
        stand.panel_comes()
        tray = stand.open()
        tray.show(FACE)
        panel = stand.with_icon()
        skip = panel.number_of("Skip")
        tray.show(Face(*_but_menu(FACE), (MenuItem("Skip this one", action="skip"), *MENU[1:])))
        wait_until(lambda: panel.heard["ItemsPropertiesUpdated"], "the new text was told")
        assert panel.number_of("Skip this one") == skip
        assert panel.heard["LayoutUpdated"] == 0

    def test_a_click_means_what_the_person_read_even_when_the_menu_changed_meanwhile(
        self, stand: BusStand
    ) -> None:
        stand.panel_comes()
        tray = stand.open()
        tray.show(FACE)
        panel = stand.with_icon()
        home = panel.number_of("Open")
        changed = (MenuItem("Start", action="start"), MenuItem("Quit", action="quit"), *MENU)
        tray.show(Face(*_but_menu(FACE), changed))
        wait_until(lambda: panel.heard["LayoutUpdated"], "the new menu was told")
        panel.click(home)
        assert stand.told.acted == ["home"]
        tray.show(Face(*_but_menu(FACE), changed[:2]))
        wait_until(lambda: panel.heard["LayoutUpdated"] == 2, "the newest menu was told")
        with pytest.raises(CallFailed, match="has no item"):
            panel.click(home)
        assert stand.told.acted == ["home"]

    def test_it_runs_from_left_to_right_in_english(self, panel: Panel) -> None:
        assert panel.menu_property("TextDirection") == "ltr"

    def test_it_runs_from_right_to_left_where_the_language_does(
        self, stand: BusStand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "deskbreak.desktop.freedesktop.status_notifier_item._", lambda text: text.replace("LTR", "RTL")
        )
        stand.panel_comes()
        stand.open().show(FACE)
        assert stand.with_icon().menu_property("TextDirection") == "rtl"


class TestPanelsThatAreWrongOrSilent:
    @pytest.mark.parametrize(
        ("member", "signature", "values"),
        [
            ("GetLayout", "iias", (999, -1, [])),
            ("GetProperty", "is", (999, "label")),
            ("GetProperty", "is", (0, "no such property")),
            ("Event", "isvu", (-5, "clicked", Variant("s", ""), 0)),
            ("Event", "s", ("not the right values",)),
            ("AboutToShow", "i", (999,)),
            ("NoSuchMethod", "", ()),
        ],
    )
    def test_nonsense_is_answered_with_an_error_and_the_icon_lives_on(
        self, panel: Panel, member: str, signature: str, values: tuple[object, ...]
    ) -> None:
        with pytest.raises(CallFailed, match=r"InvalidArgs|UnknownMethod"):
            panel.menu_call(member, signature, *values)
        assert panel.number_of("Skip")

    def test_properties_that_do_not_exist_are_errors_too(self, panel: Panel) -> None:
        with pytest.raises(CallFailed, match="UnknownProperty"):
            panel.item("NoSuchProperty")
        with pytest.raises(CallFailed, match="UnknownObject"):
            panel.introspect("/nowhere")
        assert panel.item("Id") == "deskbreak"

    def test_a_fault_of_ours_is_the_callers_error_and_not_the_end(
        self, stand: BusStand, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fails(_action: str) -> None:
            raise RuntimeError("the daemon's queue is broken")

        stand.panel_comes()
        stand.open(fails).show(FACE)
        panel = stand.with_icon()
        with pytest.raises(CallFailed, match=r"Failed: .*log says more"):
            panel.item_call("Activate", "ii", 0, 0)
        assert "the daemon's queue is broken" in caplog.text
        assert panel.item("Id") == "deskbreak"

    def test_a_panel_that_never_answers_holds_nobody_up(
        self, stand: BusStand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("deskbreak.desktop.freedesktop.status_notifier_item.PATIENCE_S", 0.2)
        stand.panel = Panel(stand.address, mute=True)
        tray = stand.open()
        for step in range(20):
            tray.show(Face(Sign.SITTING, step, FACE.title, FACE.text, MENU))
        wait_until(lambda: stand.told.shown == ["The panel does not answer."], "the silence is told")
        stand.panel_goes()
        stand.panel_comes()
        wait_until(lambda: stand.told.shown[-1] is None, "the next panel shows the icon")
        assert stand.with_icon().item("Title") == FACE.title

    def test_a_panel_that_falls_silent_later_is_told_at_the_next_change(
        self, stand: BusStand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("deskbreak.desktop.freedesktop.status_notifier_item.PATIENCE_S", 0.2)
        stand.panel_comes()
        tray = stand.open()
        tray.show(FACE)
        panel = stand.with_icon()
        wait_until(lambda: stand.told.shown == [None], "the panel shows it")
        panel.falls_silent()
        tray.show(Face(FACE.sign, FACE.filled, FACE.title, "Another text", MENU))
        wait_until(lambda: stand.told.shown[1:] == ["The panel does not answer."], "the silence is told")

    def test_a_panel_that_comes_for_the_tooltip_is_not_asked_whether_it_is_there(
        self, stand: BusStand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("deskbreak.desktop.freedesktop.status_notifier_item.PATIENCE_S", 0.3)
        stand.panel_comes()
        tray = stand.open()
        tray.show(FACE)
        panel = stand.with_icon()
        wait_until(lambda: stand.told.shown == [None], "the panel shows it")
        panel.falls_silent()
        for text in ("Another text", "One more"):
            tray.show(Face(FACE.sign, FACE.filled, FACE.title, text, MENU))
            wait_until(lambda: panel.item("ToolTip")[3] == text, "it came for the tooltip", every_s=0.01)  # noqa: B023  it is called at once
        let_pass(0.8)
        assert stand.told.shown == [None]

    def test_a_watcher_without_a_place_for_icons_is_told_until_the_place_comes(self, stand: BusStand) -> None:
        stand.panel = Panel(stand.address, with_host=False)
        stand.open().show(FACE)
        wait_until(lambda: stand.told.shown, "something was told")
        assert stand.told.shown == ["The panel has no place for tray icons at the moment."]
        stand.panel.has_place(True)
        wait_until(lambda: stand.told.shown[-1] is None, "the icon shows")
        stand.panel.has_place(False)
        wait_until(lambda: stand.told.shown[-1] is not None, "the place is gone")


class TestDrawingOnTheWay:
    def test_the_first_start_draws_the_signs(self, first_start: BusStand) -> None:
        assert not first_start.signs.path.exists()
        first_start.panel_comes()
        first_start.open().show(FACE)
        assert tuple(first_start.with_icon().pixmaps()) == frames.SIZES

    @pytest.mark.parametrize("damage", [b"", b"deskbreak signs 1\n{", b"something else altogether"])
    def test_a_damaged_cache_is_drawn_again(
        self, drawn_signs: Path, first_start: BusStand, damage: bytes
    ) -> None:
        whole = SignStore(drawn_signs, PanelColour.ANY)
        first_start.signs.path.parent.mkdir()
        first_start.signs.path.write_bytes(damage)
        first_start.panel_comes()
        first_start.open().show(FACE)
        first_start.with_icon()
        assert first_start.signs.read(Sign.SITTING, 6) == whole.read(Sign.SITTING, 6)

    def test_a_cache_that_vanishes_while_running_is_drawn_again(self, first_start: BusStand) -> None:
        first_start.panel_comes()
        tray = first_start.open()
        tray.show(FACE)
        panel = first_start.with_icon()
        first_start.signs.path.unlink()
        tray.show(Face(Sign.DUE, *_but_menu(FACE)[1:], MENU))
        wait_until(first_start.signs.path.exists, "the signs are drawn again")
        due = [pixels for _width, _height, pixels in first_start.signs.read(Sign.DUE, 0)]
        wait_until(lambda: list(panel.pixmaps().values()) == due, "the icon is the new one")

    def test_where_nothing_can_be_drawn_a_stand_in_shows(
        self, first_start: BusStand, caplog: pytest.LogCaptureFixture
    ) -> None:
        first_start.signs.path.parent.parent.mkdir(parents=True, exist_ok=True)
        first_start.signs.path.parent.write_text("a file where the directory should be")
        first_start.panel_comes()
        first_start.open().show(FACE)
        panel = first_start.with_icon()
        assert panel.item("IconPixmap") == []
        assert panel.item("IconName") == "appointment-soon"
        assert "stand-in" in caplog.text


class TestBeingSmall:
    def test_nothing_wakes_it_while_nothing_happens(self, stand: BusStand, panel: Panel) -> None:
        thread = next(each for each in threading.enumerate() if each.name == "session bus")
        wait_until(lambda: stand.told.shown == [None], "the icon shows")
        let_pass(0.1)
        before = _switches(thread)
        let_pass(0.7)
        assert _switches(thread) == before
        panel.item("Title")
        # A switch is counted when the thread goes to sleep again, a moment after it answered.
        wait_until(lambda: _switches(thread) > before, "the question woke it")


class TestChoosing:
    def test_without_a_bus_the_reason_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        monkeypatch.delenv("DISPLAY", raising=False)
        chosen = select("tray", trays.candidates(tmp_path, _nobody, _nobody, _nobody))
        assert chosen.adapter is None
        assert [passed.name for passed in chosen.passed] == ["status-notifier-item", "pystray"]
        assert "no session bus" in chosen.passed[0].reason
        assert "No panel" in chosen.passed[1].reason
        assert all(passed.remedy for passed in chosen.passed)

    @pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "tcp:host=localhost", "nonsense"])
    def test_a_bus_that_is_not_there_is_a_reason_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        first = trays.candidates(tmp_path, _nobody, _nobody, _nobody)[0]
        with pytest.raises(Unavailable, match="session bus"):
            first.open()

    @pytest.mark.usefixtures("stand")
    def test_with_a_bus_it_is_the_status_notifier_item_even_before_the_panel(self, tmp_path: Path) -> None:
        chosen = select("tray", trays.candidates(tmp_path, _nobody, _nobody, _nobody))
        assert chosen.name == "status-notifier-item"
        assert chosen.untried == ("pystray",)
        assert chosen.adapter is not None
        chosen.adapter.close()

    def test_who_wants_none_gets_none_and_the_reason(self, tmp_path: Path) -> None:
        chosen = select(
            "tray",
            trays.candidates(tmp_path, _nobody, _nobody, _nobody, switched_off="tray.enabled is false"),
        )
        assert chosen.adapter is None
        assert {passed.reason for passed in chosen.passed} == {"tray.enabled is false"}


def _nobody(_told: str | None) -> None:
    """Nobody listens."""


def _but_menu(face: Face) -> tuple[Sign, int, str, str]:
    return face.sign, face.filled, face.title, face.text


def _switches(thread: threading.Thread) -> int:
    """How often the thread went to sleep since it began."""
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("voluntary_ctxt_switches"))
    return int(line.split()[1])

"""The desk checklist: looks at one thing after the other, saves each answer at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskbreak import paths
from deskbreak.content import checklist as content
from deskbreak.content.answers import Answer
from deskbreak.content.checklist import Item, answer_titles, equipment_text
from deskbreak.history.checklist_store import ChecklistStore, NotSaved, Remembered
from deskbreak.language import _, ngettext
from deskbreak.window.checklist_areas import PADDING, AreaList
from deskbreak.window.checklist_desks import DeskPage
from deskbreak.window.checklist_equipment import EquipmentPage
from deskbreak.window.checklist_item import ItemPage
from deskbreak.window.checklist_keys import ENTER
from deskbreak.window.controls.buttons import FilledButton, LinkButton, OutlinedButton
from deskbreak.window.controls.flow import FlowLayout
from deskbreak.window.controls.words import Words
from deskbreak.window.frame import Send, Window, palette_of
from deskbreak.window.messages import Closed
from deskbreak.window.theme import Theme, Type

SURFACE = "checklist"
WIDTH, HEIGHT = 960.0, 576.0
SCREEN_SHARE = 0.94
COPIED_STAYS_MS = 120_000
"""How long a copied list can be pasted after the window was closed; something else copied ends it."""

LIST_WIDTH, LIST_MARGIN = 168.0, 14.0
PAGE_LEFT, PAGE_RIGHT = 30.0, 28.0
BESIDE_EACH_OTHER = 620.0
"""Below this width the areas stand above the page, not beside it."""


class ChecklistWindow(Window):
    """Asks for the kind of desk first, then goes through its items, and ends with the equipment list."""

    def __init__(self, theme: Theme, send: Send, store: ChecklistStore | None = None) -> None:
        self._content = content.load()
        super().__init__(theme, send, SURFACE, self._content.title)
        self._store = store or ChecklistStore(paths.of_this_person().checklist_file)
        self._remembered = self._store.read()
        self._place = 0
        self._areas = AreaList(theme, self._content.title)
        self._desk_page = DeskPage(theme, self._content.desks)
        self._item_page = ItemPage(theme)
        self._end_page = EquipmentPage(theme)
        self._end_page.no_longer_copied.connect(self._let_copied_go)
        self._pages: tuple[QWidget, ...] = (self._desk_page, self._item_page, self._end_page)
        self._page: QWidget = self._item_page
        self._problem = Words(theme, "", Type.CAPTION)
        self._desk_name = Words(theme, "", Type.CAPTION, colour="ink2")
        self._change_desk = LinkButton(theme, _("Change desk"), height=28, padding=0)
        self._equipment = LinkButton(theme, "", height=40, padding=2)
        self._not_now = LinkButton(theme, _("Not now"), height=40, padding=12)
        self._back = OutlinedButton(theme, _("Back"))
        self._next = FilledButton(theme, _("Next"))
        self._copied_stays = QTimer(self)
        self._copied_stays.setSingleShot(True)
        self._copied_stays.timeout.connect(self.withdraw)
        self._arrange()
        self._connect()
        self._tell_problem(self._remembered.problem)
        if self._remembered.desk in self._content.desks:
            self._show_areas()
            self._go_to(self._first_open())
        else:
            self._ask_for_desk()

    # --- what is known ----------------------------------------------------------

    @property
    def _desk(self) -> str:
        return self._remembered.desk or next(iter(self._content.desks))

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._content.items[self._desk]

    def _answer_to(self, item: Item) -> Answer | None:
        return self._remembered.at(self._desk).get(item.key)

    def _first_open(self) -> int:
        """Where somebody left off: the first item without an answer, or the first of all."""
        unanswered = (place for place, item in enumerate(self._items) if self._answer_to(item) is None)
        return next(unanswered, 0)

    # --- pages ------------------------------------------------------------------

    def _ask_for_desk(self) -> None:
        self._turn_to(self._desk_page)
        self._desk_page.take(self._remembered.desk)

    def _show_areas(self) -> None:
        self._areas.show_areas([item.area for item in self._items])
        self._desk_name.setText(self._content.desks[self._desk])

    def _go_to(self, place: int) -> None:
        self._place = place
        item = self._items[place]
        self._item_page.show_item(item, self._desk, self._answer_to(item))
        self._turn_to(self._item_page)
        self._focus_page()

    def _focus_page(self) -> None:
        """The keyboard begins at the answers, or at the area where they are out of sight: nobody should
        have to scroll back to the title."""
        answer = self._item_page.answer_to_focus()
        if self.isVisible():
            self._paper.activate()
            foot = answer.mapTo(self._scroll.viewport(), answer.rect().bottomLeft())
            if foot.y() > self._scroll.viewport().height():
                answer = self._areas.items()[self._place]
        answer.setFocus()

    def _show_end(self) -> None:
        answers = self._remembered.at(self._desk)
        needed = self._content.needed(self._desk, answers)
        open_items = sum(1 for item in self._items if item.key not in answers)
        title = _("Equipment list") if needed else _("That is your desk")
        if open_items:
            summary = ngettext(
                "{count} thing is still to look at. Come back whenever you like.",
                "{count} things are still to look at. Come back whenever you like.",
                open_items,
            ).format(count=open_items)
        elif needed:
            summary = _("Copy it, or send it to whoever buys things.")
        else:
            summary = _("Nothing to get. The best set-up is the one that keeps you moving.")
        text = equipment_text(self._content.desks[self._desk], needed) if needed else ""
        self._end_page.take(title, summary, text)
        self._turn_to(self._end_page)
        self._next.setFocus()

    def _turn_to(self, page: QWidget) -> None:
        self._page = page
        for each in self._pages:
            each.setVisible(each is page)
        asking, ending = page is self._desk_page, page is self._end_page
        for widget in (self._side, self._desk_box):
            widget.setVisible(not asking)
        self._back.setVisible(not asking)
        self._back.setEnabled(ending or self._place > 0)
        self._not_now.setVisible(not ending)
        last = page is self._item_page and self._place == len(self._items) - 1
        self._next.setText(_("Close") if ending else _("Finish") if last else _("Next"))
        self._fit()
        self._show_state()

    def _show_state(self) -> None:
        """Areas and equipment list, as the answers are now."""
        if self._page is self._desk_page:
            self._equipment.hide()
            return
        place = self._place if self._page is self._item_page else None
        self._areas.take(place, [self._answer_to(item) for item in self._items], answer_titles())
        count = len(self._content.needed(self._desk, self._remembered.at(self._desk)))
        said = ngettext("Equipment list: {count} thing", "Equipment list: {count} things", count)
        self._equipment.setText(said.format(count=count))
        self._equipment.updateGeometry()
        self._equipment.setVisible(bool(count) and self._page is not self._end_page)

    # --- what the person does ---------------------------------------------------

    def _answered(self, answer: Answer) -> None:
        item = self._items[self._place]
        self._change(lambda: self._store.answer(self._desk, item.key, answer))
        self._item_page.show_answer(self._answer_to(item))
        self._show_state()

    def _change(self, change: Callable[[], Remembered]) -> bool:
        """Save a change; where that fails, say so and show what is saved."""
        try:
            self._remembered = change()
        except NotSaved as error:
            self._tell_problem(str(error))
            return False
        self._tell_problem(self._remembered.problem)
        return True

    def _forward(self) -> None:
        if self._page is self._end_page:
            self.close()
        elif self._page is self._desk_page:
            self._choose_desk(self._desk_page.desk)
        elif self._place + 1 < len(self._items):
            self._go_to(self._place + 1)
        else:
            self._show_end()

    def _backward(self) -> None:
        if self._page is self._end_page:
            self._go_to(self._place)
        elif self._page is self._item_page and self._place > 0:
            self._go_to(self._place - 1)

    def _choose_desk(self, desk: str) -> None:
        if self._change(lambda: self._store.choose_desk(desk)):
            self._show_areas()
            self._go_to(self._first_open())

    def _let_copied_go(self) -> None:
        if self._copied_stays.isActive():
            self.withdraw()

    def _key_of_answer(self, number: int) -> None:
        if self._page is self._item_page:
            self._item_page.answer_with(number)

    def _tell_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    # --- how it is put together -------------------------------------------------

    def _connect(self) -> None:
        self._areas.chosen.connect(self._go_to)
        self._item_page.answered.connect(self._answered)
        self._item_page.wants_next.connect(self._forward)
        self._desk_page.wants_next.connect(self._forward)
        self._change_desk.clicked.connect(self._ask_for_desk)
        self._equipment.clicked.connect(self._show_end)
        self._not_now.clicked.connect(self.close)
        self._back.clicked.connect(self._backward)
        self._next.clicked.connect(self._forward)
        for number in range(len(answer_titles())):
            key = QShortcut(QKeySequence(str(number + 1)), self)
            key.activated.connect(lambda number=number: self._key_of_answer(number))
        self._application().focusChanged.connect(self._keep_in_sight)
        # Left open, it would be torn down after the application, and that ends the process with a fault.
        self._application().aboutToQuit.connect(self.withdraw)
        for keys, act in (("PgDown", self._forward), ("PgUp", self._backward)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @staticmethod
    def _application() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  a widget cannot exist without one
        return app

    def _arrange(self) -> None:
        theme = self.theme
        pages = QVBoxLayout()
        pages.setContentsMargins(0, 0, 0, 0)
        for page in self._pages:
            pages.addWidget(page)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._areas)
        side.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._side)
        self._body.addLayout(pages, 1)
        paper = QWidget()
        paper.setPalette(palette_of(theme))
        paper.setAutoFillBackground(True)
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._problem)
        column.addLayout(self._body, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(paper)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self._scroll, 1)
        around.addLayout(self._foot())
        self._paper = column

    def _foot(self) -> QBoxLayout:
        theme = self.theme
        self._desk_box = QWidget()
        desk = QVBoxLayout(self._desk_box)
        desk.setContentsMargins(0, 0, 0, 0)
        desk.setSpacing(0)
        desk.addStretch(1)
        desk.addWidget(self._desk_name)
        desk.addWidget(self._change_desk, 0, Qt.AlignmentFlag.AlignLeading)
        desk.addStretch(1)
        turns = QWidget()
        right = FlowLayout(turns, gap=theme.px(12))
        for widget in (self._not_now, self._back, self._next):
            right.addWidget(widget)
        self._turns = QWidget()
        # It keeps its place when it has nothing to say, so that the others stay at the end.
        start = QWidget()
        FlowLayout(start).addWidget(self._equipment)
        ends = FlowLayout(self._turns, gap=theme.px(12), between=True)
        ends.addWidget(start)
        ends.addWidget(turns)
        self._foot_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot_row.addWidget(self._desk_box)
        self._foot_row.addWidget(self._turns, 1)
        return self._foot_row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in ENTER and not event.isAutoRepeat():
            self._forward()
            return
        super().keyPressEvent(event)

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._scroll.isAncestorOf(new):
            self._scroll.ensureWidgetVisible(new, 0, self.theme.px(16))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """As large as in the pictures, and never larger than the screen."""
        screen, theme = QGuiApplication.primaryScreen().availableGeometry(), self.theme
        self.resize(
            min(theme.px(WIDTH), round(screen.width() * SCREEN_SHARE)),
            min(theme.px(HEIGHT), round(screen.height() * SCREEN_SHARE)),
        )
        super().showEvent(event)
        self._copied_stays.stop()
        if self._page is self._item_page:
            QTimer.singleShot(0, self, self._focus_page)
        if not self._remembered.shown_at_first_start:
            problem = self._remembered.problem
            if self._change(self._store.mark_shown):
                self._tell_problem(problem)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        if self._end_page.is_copied and not self._withdrawn:
            # What was copied lives in this process: it has to stay until somebody could paste it.
            event.ignore()
            self.hide()
            self.send(Closed(SURFACE))
            self._copied_stays.start(COPIED_STAYS_MS)
            return
        self._application().focusChanged.disconnect(self._keep_in_sight)
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Areas beside the page where there is room, else above it; and so the rest."""
        theme, asking = self.theme, self._page is self._desk_page
        wide = self.width() >= theme.line(BESIDE_EACH_OTHER)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for layout in (self._body, self._foot_row):
            layout.setDirection(direction)
            layout.setSpacing(theme.px(PAGE_LEFT if wide else 12))
        margin, end = theme.px(LIST_MARGIN), theme.px(PAGE_RIGHT)
        indent = theme.px(LIST_MARGIN + PADDING)
        self._paper.setContentsMargins(end if asking else margin, theme.px(14), end, theme.px(8))
        self._foot_row.setContentsMargins(indent, theme.px(8), end, theme.px(22))
        list_width = theme.px(LIST_WIDTH)
        self._side.setMinimumWidth(list_width if wide else 0)
        self._side.setMaximumWidth(list_width if wide else self.width())
        desk_width = list_width + margin - indent
        self._desk_box.setMinimumWidth(desk_width if wide else 0)
        self._desk_box.setMaximumWidth(desk_width if wide else self.width())
        taken = margin + end + (list_width + theme.px(PAGE_LEFT) if wide else 0)
        self._item_page.fit(self.width() - taken)

"""A menu in our colours."""

from PySide6.QtWidgets import QMenu, QWidget

from deskbreak.window.theme import Theme, Type


def menu_for(theme: Theme, parent: QWidget) -> QMenu:
    """An empty menu; add actions as usual."""
    menu = QMenu(parent)
    menu.setFont(theme.font(Type.BODY))
    colours = theme.palette
    menu.setStyleSheet(
        f"QMenu {{ background: {colours.surface}; color: {colours.ink}; padding: {theme.px(6)}px;"
        f" border: {max(1, theme.px(1.5))}px solid {colours.edge}; }}"
        f"QMenu::item {{ padding: {theme.px(8)}px {theme.px(16)}px; border-radius: {theme.px(6)}px;"
        f" border: {max(2, theme.px(2))}px solid transparent; }}"
        f"QMenu::item:selected {{ background: {colours.tint}; border-color: {colours.accent}; }}"
        f"QMenu::item:checked {{ font-weight: 600; }}"
        f"QMenu::separator {{ height: 1px; background: {colours.line}; margin: {theme.px(6)}px; }}"
    )
    return menu

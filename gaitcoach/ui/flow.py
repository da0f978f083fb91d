"""Room for large letters: a row that goes on below, a page that scrolls when it must."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

ACROSS = Qt.Orientation.Horizontal


class FlowRow(QLayout):
    """A row that begins another line where its width ends; what expands fills its line."""

    def __init__(self, gap_px: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights_px: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap_px)

    def addLayout(self, layout: QLayout) -> None:  # noqa: N802 - as Qt's rows have it
        """Add what must stay together in one line."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def addStretch(self) -> None:  # noqa: N802 - as Qt's rows have it
        """Push what follows to the right end."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))

    # -- what Qt asks a layout -----------------------------------------------------------------

    def addItem(self, item: QLayoutItem | None) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return ACROSS

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if width not in self._heights_px:
            self._heights_px[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights_px[width]

    def invalidate(self) -> None:
        self._heights_px.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        hints = [item.sizeHint() for item in self._shown()]
        gaps_px = self.spacing() * max(len(hints) - 1, 0)
        wide = sum(hint.width() for hint in hints) + gaps_px
        return self._with_margins(QSize(wide, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        self._place(rect, move=True)

    # -- lines -----------------------------------------------------------------------------------

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if item.spacerItem() is not None or not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size.grownBy(margins)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the items in a rectangle, or only find out how high it must be, pixels."""
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.top()
        for line in self._lines(room.width()):
            widths_px = self._widths(line, room.width())
            pairs = list(zip(line, widths_px, strict=True))
            high = max(_height(item, width_px) for item, width_px in pairs)
            left = room.left()
            for item, width_px in pairs:
                if move:
                    item.setGeometry(QRect(QPoint(left, top), QSize(width_px, high)))
                left += width_px + self.spacing()
            top += high + self.spacing()
        used_px = max(top - self.spacing() - room.top(), 0)
        return used_px + rect.height() - room.height()

    def _lines(self, width_px: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        free_px = -1
        for item in self._shown():
            wants_px = _least_px(item) + self.spacing()
            if not lines or free_px < wants_px:
                lines.append([])
                free_px = width_px + self.spacing()
            lines[-1].append(item)
            free_px -= wants_px
        return lines

    def _widths(self, line: list[QLayoutItem], width_px: int) -> list[int]:
        """Give each what it must have, then what it likes; the rest to what grows."""
        widths_px = [min(_least_px(item), width_px) for item in line]
        free_px = width_px - sum(widths_px) - self.spacing() * (len(line) - 1)
        growing = [place for place, item in enumerate(line) if item.expandingDirections() & ACROSS]
        for place in set(range(len(line))) - set(growing):
            more_px = min(line[place].sizeHint().width() - widths_px[place], free_px)
            widths_px[place] += more_px
            free_px -= more_px
        for place in growing:
            widths_px[place] += free_px // len(growing)
        return widths_px


def _least_px(item: QLayoutItem) -> int:
    """Words that wrap would be content as a column of single words: they get what they like."""
    return (item.sizeHint() if item.hasHeightForWidth() else item.minimumSize()).width()


def _height(item: QLayoutItem, width_px: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width_px), item.minimumSize().height())
    return item.sizeHint().height()


def resize_on_screen(window: QWidget, width_px: float, height_px: float) -> None:
    """Make a window this large, or as large as its screen has room."""
    room = window.screen().availableGeometry().size()
    window.resize(QSize(round(width_px), round(height_px)).boundedTo(room))


class Scroller(QScrollArea):
    """Gives what is inside all the room there is; scrolls only where that is less than the least.

    Qt's own resizing area asks for the height that is preferred: it would scroll a page that fits.
    """

    def __init__(self, inside: QWidget, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.widget().sizeHint()

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        size = self._least(room.width()).expandedTo(room)
        if size.height() > room.height():  # the bar at the side takes some of the width
            bar_px = self.verticalScrollBar().sizeHint().width()
            narrow = QSize(room.width() - bar_px, room.height())
            size = self._least(narrow.width()).expandedTo(narrow)
        self.widget().resize(size)

    def _least(self, width_px: int) -> QSize:
        layout = self.widget().layout()
        least = layout.totalMinimumSize()
        if layout.hasHeightForWidth():
            least.setHeight(layout.minimumHeightForWidth(max(width_px, least.width())))
        return least

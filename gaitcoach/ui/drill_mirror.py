"""The mirror of a drill: the picture with pelvis, level line and a ghost of the right position."""

from __future__ import annotations

from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QWidget

from gaitcoach.drills import Drill, Place
from gaitcoach.drills.values import FaultKind
from gaitcoach.live.drill_face import Step
from gaitcoach.live.drill_view import DrillView
from gaitcoach.live.view import LiveView
from gaitcoach.pose.turns import turned_pose
from gaitcoach.types import GaitUpdate, Limits, Quality, SideStats, Stance, View, Viewpoint
from gaitcoach.ui.fit import Fit
from gaitcoach.ui.ghost import GhostPlace, draw_ghost
from gaitcoach.ui.overlay import Look, Part
from gaitcoach.ui.picture import PictureWidget

PARTS = frozenset((Part.PELVIS, Part.TRUNK))
"""The bones would hide the body behind the ghost."""
NO_LIMIT_DEG = 90.0
"""For a drill whose movement is the drop itself."""
_NO_GHOST = (Step.PAUSED, Step.NEXT, Step.DONE)
SMOOTHING = "strong"
"""Of the drawn line: a stand is slow."""


class DrillMirror(PictureWidget):
    """Shows views of drills as the live picture shows those of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Look(Viewpoint(View.FRONT), Limits.both(5.0), 14, PARTS), parent)
        self.setObjectName("drill_mirror")
        self._message.setObjectName("drill_message")
        self.draw_under(self._draw_ghost)
        self.set_smoothing(SMOOTHING)
        self.ghost_is_on = True
        self._mirrors = True
        self._drill: Drill | None = None
        self._ghost: GhostPlace | None = None
        self._limit_deg, self._unit_px = 5.0, 14
        self._viewpoint: Viewpoint | None = None

    def begin(self, limit_deg: float) -> None:
        """Forget what was shown. limit_deg : drop that is too much"""
        self._limit_deg, self._drill, self._ghost = limit_deg, None, None
        self.clear()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self._unit_px = unit_px
        self._dress()

    def show_ghost(self, on: bool) -> None:
        """Draw the right position, or not."""
        self.ghost_is_on = on
        self.update()

    def mirror(self, on: bool) -> None:
        """Show a body seen from the front like a mirror, or as the camera sees it."""
        self._mirrors = on
        self._dress()

    @property
    def left_is_left(self) -> bool:
        """The runner's left is at the left of the screen."""
        return self.look.viewpoint.left_is_image_left != self.is_mirrored

    def show_drill(self, view: DrillView) -> None:
        """Take the newest view."""
        if view.drill is not self._drill or view.viewpoint != self._viewpoint:
            self._drill, self._viewpoint = view.drill, view.viewpoint
            known = view.viewpoint
            self._ghost = None if known is None else GhostPlace(view.drill.name, known)
            self._dress()
        watched = view.watched
        if watched is not None and watched.pose is not None and self._ghost is not None:
            self._ghost.push(turned_pose(watched.pose, watched.turn), view.face.side)
        self.show_view(_as_live(view))

    def _dress(self) -> None:
        """Mirror what is seen from the front; a camera that mirrors already needs no second one."""
        viewpoint = self._viewpoint or Viewpoint(View.FRONT)
        judges = self._drill is None or judges_drop(self._drill)
        limits = Limits.both(self._limit_deg if judges else NO_LIMIT_DEG)
        self.set_look(Look(viewpoint, limits, self._unit_px, PARTS))
        self.set_mirrored(self._mirrors and viewpoint.view is View.FRONT and not viewpoint.mirrored)

    def _draw_ghost(self, painter: QPainter, fit: Fit) -> None:
        place = None if self._ghost is None else self._ghost.now
        if self.ghost_is_on and place is not None and self._drill is not None and self._ghost_fits:
            draw_ghost(painter, self._drill.name, place, fit, self._unit_px)

    @property
    def _ghost_fits(self) -> bool:
        return self.view.update is not None


def judges_drop(drill: Drill) -> bool:
    """Tell whether a drop is a fault of this drill."""
    return any(rule.kind is FaultKind.DROP for rule in drill.faults)


def _as_live(view: DrillView) -> LiveView:
    """Return the view as the picture of a run knows it."""
    watched = view.watched
    if watched is None:
        return LiveView(state=view.state, message=view.message)
    known = watched.update is not None and view.face.step not in _NO_GHOST
    flat = view.drill.place is Place.SIDE or view.lies_on_side
    update = None
    if known:
        side = view.face.side
        stance = Stance.UNKNOWN if side is None else Stance(side.value)
        update = GaitUpdate(
            watched.frame.t_s, watched.tilt_deg, stance, None, None, SideStats(), SideStats(), (),
            Quality.OK,
            baseline_deg=watched.level_deg,
        )  # fmt: skip
    return LiveView(
        state=view.state,
        sequence=view.sequence,
        frame=watched.frame,
        pose=watched.pose if known else None,
        angle=None if flat else watched.angle,
        update=update,
    )

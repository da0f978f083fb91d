"""The run's video with what was measured drawn into it, faces blurred."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceKind, SourceSpec, parse_source
from gaitcoach.errors import StorageError
from gaitcoach.landmarks import SKELETON, Landmark
from gaitcoach.language import tr
from gaitcoach.live.faces import blur_face
from gaitcoach.opencv import cv2
from gaitcoach.storage.store.signals import Signals
from gaitcoach.storage.store.values import RunData
from gaitcoach.types import StanceRecord, View, Viewpoint
from gaitcoach.words import PHRASES

NEAR_S = 0.05
"""A picture further from every measured frame than this is left undrawn."""
CUE_S = 1.5
STEP_S = 0.35
"""A step's number stays so long after mid-stance."""
BLUE, ORANGE, INK, GROUND = (238, 182, 98), (66, 167, 245), (246, 242, 238), (27, 21, 17)
"""BGR; level and too far, as in the window."""


@dataclass(frozen=True, slots=True)
class FilmOptions:
    """mirrored : the video's pixels are mirrored, as the source delivered them

    real_fps : at which it was filmed, where it plays slower
    """

    blur_faces: bool = True
    mirrored: bool = False
    real_fps: float | None = None


def to_mp4(
    data: RunData,
    signals: Signals,
    video: Path,
    path: Path,
    options: FilmOptions | None = None,
    progress: Callable[[int], None] = lambda frames: None,
) -> int:
    """Draw the measurement into the run's own video and return how many pictures were drawn on.

    Parameters
    ----------
    video : the recording of the run (`--record`), or the file that was analysed
    path : a new .mp4 file

    Raises
    ------
    StorageError
        The file is there already, cannot be written, or the video is not this run's.
    SourceError
        The video cannot be read.
    """
    options = options or FilmOptions()
    spec = _checked(video, path)
    source = OpenCVSource(replace(spec, real_fps=options.real_fps))
    part = path.with_name(f".{path.stem}.part.mp4")
    drawn = _draw(source, _Pen(data, signals, options), part, signals, progress)
    if not drawn:
        part.unlink(missing_ok=True)
        raise StorageError(
            tr("{path} is not the video of this run.", path=video),
            tr("Give the file that was recorded or analysed."),
        )
    part.replace(path)
    return drawn


def _checked(video: Path, path: Path) -> SourceSpec:
    """Return the video to draw into, before anything is opened."""
    if path.exists() or path.suffix.lower() != ".mp4":
        raise StorageError(
            tr("{path} cannot be written.", path=path), tr("Name a new file that ends in .mp4.")
        )
    spec = parse_source(str(video))
    if spec.kind is not SourceKind.FILE:
        raise StorageError(
            tr("{path} is no video file.", path=video), tr("Give the recording of the run.")
        )
    return spec


def _draw(
    source: OpenCVSource,
    pen: _Pen,
    part: Path,
    signals: Signals,
    progress: Callable[[int], None],
) -> int:
    """Copy every picture, drawn on where the run knows it; return how many were."""
    writer, drawn, first_s = None, 0, None
    source.open()
    try:
        while (frame := source.read()) is not None:
            first_s = frame.t_s if first_s is None else first_s
            if writer is None:
                writer = _open(part, frame.size_px, signals)
            image = frame.image_bgr.copy()
            drawn += pen.draw(image, frame.t_s - first_s)
            writer.write(image)
            progress(frame.index)
    finally:
        source.close()
        if writer is not None:
            writer.release()
    return drawn


def _open(path: Path, size_px: tuple[int, int], signals: Signals) -> cv2.VideoWriter:
    steps_s = np.diff(signals.t_s)
    fps = float(np.round(1.0 / np.median(steps_s))) if len(steps_s) else 30.0
    code = cv2.VideoWriter_fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, code, fps, size_px)
    if not writer.isOpened():
        raise StorageError(
            tr("{path} cannot be written.", path=path),
            tr("Check the disk or choose another folder."),
        )
    return writer


class _Pen:
    """Draws what is known of one moment of the run into a picture."""

    def __init__(self, data: RunData, signals: Signals, options: FilmOptions) -> None:
        self._data, self._signals, self._options = data, signals, options
        view = Viewpoint(View(data.row.view), options.mirrored)
        self._sign = 1.0 if view.left_is_image_left else -1.0
        self._steps = [step for step in data.steps if step.usable]
        self._mid_s = np.array([step.mid_stance_s for step in self._steps])

    def draw(self, image: NDArray[np.uint8], since_s: float) -> bool:
        """Draw; False when nothing was measured near this moment."""
        t_s = self._signals.t_s
        if not len(t_s) or self._signals.size_px != (image.shape[1], image.shape[0]):
            return False
        now_s = float(t_s[0]) + since_s
        place = int(np.argmin(np.abs(t_s - now_s)))
        if abs(float(t_s[place]) - now_s) > NEAR_S:
            return False
        points = self._signals.xy_px[place]
        if self._options.blur_faces:
            blur_face(image, points)
        unit = max(1, round(image.shape[0] / 240))
        _skeleton(image, points, unit)
        step = self._step_at(now_s)
        self._pelvis(image, points, float(self._signals.obliquity_deg[place]), step, unit)
        self._words(image, now_s, step, unit)
        return True

    def _step_at(self, now_s: float) -> StanceRecord | None:
        place = int(np.searchsorted(self._mid_s, now_s, side="right")) - 1
        if place < 0 or now_s - self._mid_s[place] > STEP_S:
            return None
        return self._steps[place]

    def _pelvis(
        self,
        image: NDArray,
        points: NDArray,
        angle_deg: float,
        step: StanceRecord | None,
        unit: int,
    ) -> None:
        hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
        if not (np.isfinite(hips).all() and math.isfinite(angle_deg)):
            return
        middle, half = hips.mean(axis=0), 0.9 * float(np.hypot(*(hips[0] - hips[1])))
        slope = math.radians(self._sign * angle_deg)
        along = np.array([math.cos(slope), math.sin(slope)]) * half
        too_far = step is not None and step.drop_deg > self._data.row.limit_deg(step.side)
        ends = [tuple(np.round(middle + way * along).astype(int).tolist()) for way in (-1, 1)]
        cv2.line(image, *ends, ORANGE if too_far else BLUE, 2 * unit, cv2.LINE_AA)

    def _words(self, image: NDArray, now_s: float, step: StanceRecord | None, unit: int) -> None:
        lines = []
        if step is not None:
            lines.append(f"{step.side} leg: drop {step.drop_deg:+.1f} deg")
        for cue in self._data.cues:
            if cue.spoken and 0.0 <= now_s - cue.t_s <= CUE_S:
                lines.append(PHRASES[cue.phrase].upper())
        for i, words in enumerate(lines):
            _label(image, words, (6 * unit, (14 + 14 * i) * unit), unit)


def _skeleton(image: NDArray, points: NDArray, unit: int) -> None:
    for one, other in SKELETON:
        ends = points[[one, other]]
        if np.isfinite(ends).all():
            a, b = (tuple(np.round(end).astype(int).tolist()) for end in ends)
            cv2.line(image, a, b, (190, 176, 163), unit, cv2.LINE_AA)


def _label(image: NDArray, words: str, at: tuple[int, int], unit: int) -> None:
    font, scale = cv2.FONT_HERSHEY_SIMPLEX, 0.36 * unit
    (width, height), _ = cv2.getTextSize(words, font, scale, unit)
    x, y = at
    cv2.rectangle(image, (x - 3, y - height - 4), (x + width + 3, y + 5), GROUND, -1)
    cv2.putText(image, words, at, font, scale, INK, unit, cv2.LINE_AA)

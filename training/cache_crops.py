"""Keep the pelvis crops of clips with truth, cut by gaitcoach's own stages.

    python training/cache_crops.py --data DIR --cache DIR [--model full|lite]

Writes one X_MODEL_crops.npz a clip: pictures (n, 144, 144, 3) RGB and labels as
`training.synth.samples.LABELS` has them. They are only looked at while training, to choose
among candidates (the clips of --data) and to log what real clips say.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import parse_source
from gaitcoach.pelvis.crop import SIDE_TORSOS, Crop, CropFinder, cut
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import View, Viewpoint

SIDE_PX = 144
STORED_REL = 1.8


def cache_clip(clip: Path, model: str, out: Path) -> None:
    """Cut every frame that has a pose and a truth."""
    truth = json.loads(clip.with_suffix(".json").read_text())
    behind = truth["view"] == "behind"
    viewpoint = Viewpoint(View.BEHIND if behind else View.FRONT)
    sign = 1 if viewpoint.left_is_image_left else -1
    true_deg = np.array(truth["image_obliquity_deg"], float)
    gravity_deg = np.array(truth["obliquity_deg"], float)
    first = truth.get("first_truth_frame", 0)
    tracker, finder = PoseTracker(model, viewpoint), CropFinder(viewpoint)
    source = OpenCVSource(parse_source(str(clip)))
    source.open()
    pictures, labels = [], []
    while (frame := source.read()) is not None:
        pose = tracker.track(frame)
        row = frame.index - first
        crop = None if pose is None else finder.find(pose)
        if crop is None or not 0 <= row < len(true_deg):
            continue
        wide = replace(crop, side_px=crop.side_px * STORED_REL / SIDE_TORSOS)
        pictures.append(cut(frame.image_bgr, wide, SIDE_PX)[..., ::-1])
        hips = _hips(truth, row, wide, behind)
        known = [sign * true_deg[row], sign * gravity_deg[row], crop.turn_deg, behind, row, *hips]
        labels.append(known)
    source.close()
    tracker.close()
    np.savez(out, pictures=np.array(pictures), labels=np.array(labels, np.float32))


def _hips(truth: dict, row: int, crop: Crop, behind: bool) -> list[float]:
    """Return the picture's left and right hip joint in crop sides from its centre."""
    if "hip_l_px" not in truth:
        return [np.nan] * 4
    order = ("hip_l_px", "hip_r_px") if behind else ("hip_r_px", "hip_l_px")
    turn = np.radians(crop.turn_deg)
    c, s = np.cos(turn), np.sin(turn)
    back = np.array([[c, s], [-s, c]]) / crop.side_px
    return [v for key in order for v in back @ (np.array(truth[key][row]) - crop.centre_px)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model", default="full", choices=("full", "lite"))
    wanted = parser.parse_args()
    wanted.cache.mkdir(parents=True, exist_ok=True)
    for clip in sorted(wanted.data.glob("*.mp4")):
        out = wanted.cache / f"{clip.stem}_{wanted.model}_crops.npz"
        if clip.with_suffix(".json").exists() and not out.exists():
            cache_clip(clip, wanted.model, out)
            print(clip.stem, flush=True)


if __name__ == "__main__":
    main()

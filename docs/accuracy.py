"""Make the accuracy page's table and pictures: one run of `validate`, every method.

    python docs/accuracy.py DIR... --plot CLIP --failures CLIP,CLIP,...

Writes the table between the marks in how-true-is-it.md, truth-and-estimate.png, and failures.jpg
(the worst frame of each named clip: name drawn ones only). Prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from gaitcoach.capture.source import parse_source
from gaitcoach.live.replay import frames_of
from gaitcoach.opencv import cv2
from gaitcoach.settings import Settings
from gaitcoach.validation.clip import ClipResult
from gaitcoach.validation.plot import plot_png
from gaitcoach.validation.run import ALL, Validation, as_table, find_clips, validate

HERE = Path(__file__).parent
KINDS = (
    ("run_behind", "running from behind"),
    ("run_front", "running from the front"),
    ("run_markers", "running with stickers"),
    ("walk_behind", "walking from behind"),
    ("baseline_run", "run after standing, camera rolled"),
    ("long_fatigue", "a minute, tiring"),
    ("drill_", "drills on one leg"),
    ("hard_level", "level pelvis"),
    ("hard_roll", "camera rolled"),
    ("hard_dark", "in the dark"),
    ("hard_small", "runner small (declined)"),
    ("hard_offaxis", "camera 35° off (declined)"),
    ("pose2sim", "REAL balancing from behind"),
    ("opencap_walk", "REAL walking, obliquely in front"),
    ("opencap_squat", "REAL squats, obliquely in front"),
)
COLUMNS = (
    ("MAE deg", "mae_deg", 2),
    ("slope", "slope", 2),
    ("bias", "bias_deg", 2),
    ("r", "r", 2),
    ("true r", "true_r", 2),
    ("95 % holds", "coverage", 2),
    ("half-width", "half_width_deg", 1),
    ("step MAE", "step_mae_deg", 2),
    ("side mean MAE", "side_mean_mae_deg", 2),
    ("sign right", "sign_rate", 2),
)
BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"
HEIGHT_PX, LINE_PX = 360, 90


def table_of(rows: list[dict], methods: list[str]) -> str:
    """Return the table; figures are means over a kind's clips, weighted by their frames."""
    head = ["clips", "method", *(title for title, _, _ in COLUMNS)]
    lines = [f"| {' | '.join(head)} |", "|---|---|" + "---:|" * len(COLUMNS)]
    for prefix, words in KINDS:
        for method in methods:
            own = [r for r in rows if r["name"].startswith(prefix) and r["method"] == method]
            if own:
                cells = [_mean(own, key, digits) for _, key, digits in COLUMNS]
                lines.append(f"| {words} ({len(own)}) | {method} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _mean(rows: list[dict], key: str, digits: int) -> str:
    known = [(row[key], row["n_frames"]) for row in rows if row[key] is not None]
    if not known:
        return "–"
    values, weights = zip(*known, strict=True)
    return f"{np.average(values, weights=weights):.{digits}f}"


def worst_frame(result: ClipResult, clip: Path) -> np.ndarray:
    """Return the picture of the clip's largest error, the truth in black, the estimate in blue."""
    frames = result.frames
    row = int(np.nanargmax(np.abs(frames.estimate_deg - frames.truth_deg)))
    truth = json.loads(clip.with_suffix(".json").read_text())
    wanted = round(float(result.t_s[row]) * truth["fps"]) + truth.get("first_truth_frame", 0)
    image = next(f.image_bgr for f in frames_of(parse_source(str(clip))) if f.index == wanted)
    scale = HEIGHT_PX / image.shape[0]
    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    hips = np.array([truth["hip_l_px"][row], truth["hip_r_px"][row]]).mean(axis=0) * scale
    sign = 1 if truth["view"] == "behind" else -1
    for deg, colour in (
        (frames.truth_deg[row], (0, 0, 0)),
        (frames.estimate_deg[row], (230, 140, 30)),
    ):
        lean = np.radians(sign * deg)
        reach = LINE_PX * np.array([np.cos(lean), np.sin(lean)])
        ends = [tuple(np.rint(hips + way * reach).astype(int).tolist()) for way in (-1, 1)]
        cv2.line(image, *ends, (255, 255, 255), 5, cv2.LINE_AA)
        cv2.line(image, *ends, colour, 3, cv2.LINE_AA)
    text = f"{result.name}: {frames.truth_deg[row]:+.0f} / {frames.estimate_deg[row]:+.0f} deg"
    cv2.putText(
        image, text, (8, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 3, cv2.LINE_AA
    )
    cv2.putText(image, text, (8, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1, cv2.LINE_AA)
    return image


def write_table(table: str, page: Path) -> None:
    """Put the table between its marks."""
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    page.write_text(f"{head}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def of_clip(done: Validation, name: str, methods: tuple[str, ...]) -> list[ClipResult]:
    return [one for one in done.results if one.name == name and one.method in methods]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", type=Path, nargs="+")
    parser.add_argument("--plot", required=True)
    parser.add_argument("--failures", required=True)
    wanted = parser.parse_args()
    done = validate(wanted.places, ALL, Settings())
    table = as_table(done)
    write_table(table_of(table["clips"], list(done.methods)), HERE / "how-true-is-it.md")
    plotted = of_clip(done, wanted.plot, ("learned", "hip_line"))
    (HERE / "truth-and-estimate.png").write_bytes(plot_png(plotted))
    clips = {clip.stem: clip for clip in find_clips(wanted.places)[0]}
    pictures = [
        worst_frame(of_clip(done, name, ("learned",))[0], clips[name])
        for name in wanted.failures.split(",")
    ]
    cv2.imwrite(str(HERE / "failures.jpg"), np.hstack(pictures), [cv2.IMWRITE_JPEG_QUALITY, 85])
    print(json.dumps(table))


if __name__ == "__main__":
    main()

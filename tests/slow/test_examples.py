"""Each example of the documentation runs as it stands, and its picture is not empty."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from demo import demo_frames
from surroundings import AT_START

from gaitcoach.opencv import cv2

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
N_FRAMES = 150

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first five seconds of the demo."""
    path = tmp_path_factory.mktemp("clips") / "run.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 30.0, (640, 480))
    for frame in demo_frames(N_FRAMES):
        writer.write(frame.image_bgr)
    writer.release()
    return path


def run(name: str, *arguments: Path | str, picture: Path) -> str:
    """Run an example in a folder of its own; return what it prints."""
    command = [sys.executable, str(EXAMPLES / name), *map(str, arguments), str(picture)]
    env = AT_START | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=picture.parent, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert_something_is_drawn(picture)
    return done.stdout


def assert_something_is_drawn(picture: Path) -> None:
    image = cv2.imread(str(picture))
    assert image is not None
    assert image.std() > 5


def test_every_example_is_tried_here_and_shown_on_the_page():
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    tried = {"obliquity_curve.py", "batch_table.py", "own_estimator.py"}

    assert {path.name for path in EXAMPLES.glob("*.py")} == tried
    for name in tried:
        assert f"(examples/{name})" in page
        assert f"(pictures/{Path(name).stem}.png)" in page
        assert (ROOT / "docs" / "pictures" / f"{Path(name).stem}.png").is_file()


def test_curve_over_the_gait_cycle(clip: Path, tmp_path: Path):
    told = run("obliquity_curve.py", clip, picture=tmp_path / "curve.png")

    # Both legs of a runner at 162 steps a minute: six or so whole cycles each in five seconds.
    assert "left leg, 5 cycles" in told or "left leg, 6 cycles" in told
    assert "right leg, 5 cycles" in told or "right leg, 6 cycles" in told


def test_batch_to_a_table(clip: Path, tmp_path: Path):
    (tmp_path / "broken.mp4").write_text("no video")
    told = run("batch_table.py", tmp_path / "broken.mp4", clip, picture=tmp_path / "table.png")

    lines = told.splitlines()
    assert lines[0].startswith("left out: ")
    assert "broken.mp4" in lines[0]
    assert sum("run.mp4" in line for line in lines[1:]) == 2


def test_own_estimator_by_hand_and_by_entry_point(clip: Path, tmp_path: Path):
    told = run("own_estimator.py", clip, picture=tmp_path / "own.png")

    assert "waistband, validated: False" in told
    assert "methods: auto, learned, markers, hip_line, waistband" in told

"""Make the pelvis network from nothing: draw, cut, train, calibrate, write.

    python -m training.make_pelvis_net --data DIR --generator DIR --cache DIR
        [--photos DIR] [--real DIR] [--out assets/models/pelvis_net.onnx]

Every stage keeps its result in --cache and is skipped when that is complete.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FIRST_SAMPLE, SAMPLES = 100_000, 240
FIRST_RUNNER, RUNNERS = 200_000, 9_300
FIRST_KNEE, KNEES = 210_000, 3_680
FIRST_FRONT_KNEE, FRONT_KNEES = 215_000, 1_990


def stages(wanted: argparse.Namespace) -> list[list[str]]:
    """Return the commands, in order."""
    cache = wanted.cache
    samples, runners, knees = cache / "samples", cache / "runners", cache / "knees"
    crops, real = cache / "crops", cache / "real"
    draw = ["synth.samples", samples]
    draw += ["--first", FIRST_SAMPLE, "--last", FIRST_SAMPLE + SAMPLES]
    if wanted.photos:
        draw += ["--photos", wanted.photos]
    run = ["synth.runners", runners, "--generator", wanted.generator]
    run += ["--first", FIRST_RUNNER, "--last", FIRST_RUNNER + RUNNERS]
    stand = ["synth.runners", knees, "--generator", wanted.generator, "--knees"]
    front = [*stand, "--front", "--first", FIRST_FRONT_KNEE]
    front += ["--last", FIRST_FRONT_KNEE + FRONT_KNEES]
    stand += ["--first", FIRST_KNEE, "--last", FIRST_KNEE + KNEES]
    train = ["train_pelvis", "--samples", samples, "--runners", runners, "--clips", crops]
    train += ["--log", cache / "pelvis_log.jsonl"]
    commands = [draw, run, stand, front, ["cache_crops", "--data", wanted.data, "--cache", crops]]
    if wanted.real:
        commands.append(["cache_crops", "--data", wanted.real, "--cache", real])
        train += ["--watch", real]
    rounds = [
        ["--steps", 20_000],
        ["--steps", 13_000, "--rate", 1.3e-3, "--seed", 1],
        ["--steps", 9_000, "--rate", 1e-3, "--seed", 2, "--knees", knees],
        ["--steps", 6_000, "--rate", 8e-4, "--seed", 3, "--knees", knees],
        ["--steps", 12_000, "--rate", 1e-3, "--seed", 4, "--knees", knees],
        ["--steps", 8_000, "--rate", 9e-4, "--seed", 5, "--knees", knees],
    ]
    weights: Path | None = None
    for number, own in enumerate(rounds, 1):
        start = ["--start", weights] if weights else []
        weights = cache / f"pelvis_net_{number}.pt"
        commands.append([*train, *own, *start, "--out", weights])
    write = ["export_pelvis", weights, "--clips", crops, "--runners", runners, knees]
    commands.append([*write, "--out", wanted.out])
    return [[str(word) for word in command] for command in commands]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/models/pelvis_net.onnx"))
    for module, *words in stages(parser.parse_args()):
        subprocess.run([sys.executable, "-m", f"training.{module}", *words], check=True)


if __name__ == "__main__":
    main()

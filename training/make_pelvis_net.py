"""Make the pelvis network from nothing: draw, cut, train, calibrate, write.

    python -m training.make_pelvis_net --data DIR --cache DIR [--photos DIR] [--real DIR]
        [--out assets/models/pelvis_net.onnx]

Every stage keeps its result in --cache and is skipped when that is complete.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FIRST_SEED, BODIES = 100_000, 1000


def stages(wanted: argparse.Namespace) -> list[list[str]]:
    """Return the commands, in order."""
    cache = wanted.cache
    samples, crops, real = cache / "samples", cache / "crops", cache / "real"
    weights = cache / "pelvis_net.pt"
    last = FIRST_SEED + BODIES
    draw = ["synth.samples", samples, "--first", FIRST_SEED, "--last", last]
    if wanted.photos:
        draw += ["--photos", wanted.photos]
    train = ["train_pelvis", "--samples", samples, "--clips", crops, "--out", weights]
    train += ["--log", cache / "pelvis_log.jsonl"]
    commands = [draw, ["cache_crops", "--data", wanted.data, "--cache", crops]]
    if wanted.real:
        commands.append(["cache_crops", "--data", wanted.real, "--cache", real])
        train += ["--watch", real]
    commands += [train, ["export_pelvis", weights, "--clips", crops, "--out", wanted.out]]
    return [[str(word) for word in command] for command in commands]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/models/pelvis_net.onnx"))
    for module, *words in stages(parser.parse_args()):
        subprocess.run([sys.executable, "-m", f"training.{module}", *words], check=True)


if __name__ == "__main__":
    main()

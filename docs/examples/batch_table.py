"""Many clips into one table: a row a step. A broken file does not stop the rest.

python docs/examples/batch_table.py [CLIP...] [PICTURE.png]
"""

# %% The clips: any video files.
from __future__ import annotations

import sys

import matplotlib.pyplot as plt
import pyarrow as pa

from gaitcoach import GaitCoachError, analyze

given = sys.argv[1:] or ["demo"]
PICTURE = next((name for name in given if name.endswith(".png")), "batch_table.png")
CLIPS = [name for name in given if not name.endswith(".png")]

# %% One table a clip, joined. `step_columns` fits pandas.DataFrame as well.
tables = []
for clip in CLIPS:
    try:
        run = analyze(clip)
    except GaitCoachError as error:
        print(f"left out: {error}")
        continue
    columns = {"clip": [run.source] * len(run.steps), **run.step_columns()}
    tables.append(pa.table(columns))
if not tables:
    sys.exit("No clip could be read.")
steps = pa.concat_tables(tables, promote_options="permissive")

# %% A row for each clip and leg: only steps that count.
usable = steps.filter(steps["usable"])
by_leg = usable.group_by(["clip", "side"]).aggregate(
    [("drop_deg", "count"), ("drop_deg", "mean"), ("drop_deg", "stddev")]
)
try:
    import pandas  # noqa: F401 - only to print it nicely, where it is installed

    print(by_leg.to_pandas().round(2).to_string(index=False))
except ImportError:
    for row in by_leg.to_pylist():
        print(
            f"{row['clip']:<24}{row['side']:<7}{row['drop_deg_count']:>4} steps"
            f"{row['drop_deg_mean']:>7.2f} deg"
        )

# %% The picture: every step over time, a panel a clip.
names = usable["clip"].unique().to_pylist()
figure, panels = plt.subplots(
    1, max(1, len(names)), figsize=(2.2 + 2.2 * len(names), 3.2), sharey=True, squeeze=False,
    layout="constrained",
)  # fmt: skip
for panel, name in zip(panels[0], names, strict=False):
    for side, colour in (("left", "tab:blue"), ("right", "tab:orange")):
        own = [row for row in usable.to_pylist() if (row["clip"], row["side"]) == (name, side)]
        panel.plot(
            [row["t_s"] for row in own], [row["drop_deg"] for row in own],
            ".", color=colour, label=f"on the {side} leg",
        )  # fmt: skip
    panel.axhline(0, color="0.6", linewidth=0.8)
    panel.set_title(name, fontsize="small")
    panel.set_xlabel("time, s")
panels[0][0].set_ylabel("drop of the other hip, degrees")
panels[0][0].legend(frameon=False, fontsize="small")
figure.savefig(PICTURE, dpi=100)

"""A measuring process without models: what it does with a clip is written in the clip.

`die` ends it, `die once` the first time only, `hang` makes it say nothing, `half` makes it slow in
its middle.
"""

import json
import os
import sys
import time

for line in sys.stdin:
    path = json.loads(line)["path"]
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib would double its start
        words = file.read().split()
    if words == ["die"] or (words == ["die", "once"] and not os.path.exists(path + ".died")):  # noqa: PTH110
        open(path + ".died", "w").close()  # noqa: PTH123
        os.kill(os.getpid(), 9)
    if words == ["hang"]:
        time.sleep(60)
    if words == ["slow"]:
        time.sleep(0.05)
    print(json.dumps({"frames": 3, "share": 0.5}), flush=True)
    if words[:1] == ["half"]:
        time.sleep(0.2)
    row = json.loads(sys.argv[1]) | {"frames": 10, "pid": os.getpid()}
    print(json.dumps({"row": row}), flush=True)

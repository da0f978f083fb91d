"""The environment as it was before any test: for programs that need the network.

The pose library's shield, once a test has loaded it, stays in this process and lets nothing out.
"""

from __future__ import annotations

import os

AT_START = dict(os.environ)

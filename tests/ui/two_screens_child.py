"""Opens the live window on a computer with two screens and prints where its windows stand."""

from __future__ import annotations

import json
import sys

from PyQt6.QtWidgets import QApplication
from ui_fakes import FakeControls

from gaitcoach.settings import Settings
from gaitcoach.ui.shell import Shell


def main() -> None:
    app = QApplication([])
    shell = Shell(FakeControls(), Settings(source="demo"))
    shell.show()
    shell.run(Settings(source="demo"))
    live, told = shell.live, []

    def tell() -> None:
        app.processEvents()
        display = live.window_beside("runner_display")
        windows = {"desk": shell, "runner": display}
        told.append(
            {
                name: [window.screen().name(), window.isFullScreen(), window.isVisible()]
                for name, window in windows.items()
                if window is not None
            }
        )

    for name in sys.argv[1:]:
        live.act(name)
        tell()
    shell.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()

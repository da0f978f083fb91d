"""The set-up scripts, with every outside command replaced by a stand-in that keeps a log."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# A Python that "makes" a venv by copying itself, and fails at pip when told to.
FAKE_PYTHON = """#!/bin/sh
echo "python $*" >>"$LOG"
case "$*" in
"-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
"-m pip install --help") echo "--group" ;;
"-m pip install"*) if [ -e "$BREAK" ]; then exit 1; fi ;;
esac
"""

FAKE_DPKG_QUERY = """#!/bin/sh
for name in "$@"; do
    if grep -qx -e "$name" "$INSTALLED"; then echo "ii  $name"; fi
    if grep -qx -e "half $name" "$INSTALLED"; then echo "iF  $name"; fi
done
"""

LOGGED = """#!/bin/sh
echo "${0##*/} $*" >>"$LOG"
"""


class Machine:
    """A checkout with the set-up files alone, on a machine made of stand-ins."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.installed = folder / "installed"
        self.broken_pip = folder / "broken"
        shutil.copytree(root / ".setup", self.checkout / ".setup")
        shutil.copy(root / "pyproject.toml", self.checkout)
        self.bin.mkdir()
        self.log.touch()
        self.installed.touch()
        self.command("python3", FAKE_PYTHON)
        self.command("dpkg-query", FAKE_DPKG_QUERY)
        for name in ("apt-get", "dpkg"):
            self.command(name, LOGGED)
        self.become(0)

    def command(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def become(self, uid: int) -> None:
        self.command("id", f"#!/bin/sh\necho {uid}\n")

    def install(self, *lines: str) -> None:
        self.installed.write_text("".join(f"{line}\n" for line in lines))

    def run(self, script: str, mode: str = "run") -> subprocess.CompletedProcess[str]:
        self.log.write_text("")
        env = {
            "PATH": f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "LOG": str(self.log),
            "INSTALLED": str(self.installed),
            "BREAK": str(self.broken_pip),
        }
        return subprocess.run(
            ["sh", f".setup/{script}.sh", mode],
            cwd=self.checkout,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
        )

    def calls(self, word: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if word in line]

    def wanted(self, mode: str = "run") -> list[str]:
        """Every package the script asks for, learned from what it installs on a bare machine."""
        self.install()
        self.run("system", mode)
        return self.calls("install")[0].split(" install ")[1].split()


@pytest.fixture
def machine(root, tmp_path) -> Machine:
    if shutil.which("sh") is None:
        pytest.skip("no POSIX shell here")
    return Machine(root, tmp_path)


def test_nothing_missing_asks_apt_for_nothing(machine):
    machine.install(*machine.wanted())

    result = machine.run("system")

    assert (result.returncode, result.stdout, machine.calls("apt-get")) == (0, "", [])


def test_missing_package_is_installed_and_named(machine):
    machine.install(*(name for name in machine.wanted() if name != "espeak-ng"))

    result = machine.run("system")

    assert result.returncode == 0
    assert "espeak-ng" in result.stdout
    update, install = machine.calls("apt-get")
    assert "update" in update
    assert install.endswith("-y --no-install-recommends install espeak-ng")


def test_half_installed_package_is_missing(machine):
    names = machine.wanted()
    machine.install(*(name for name in names if name != "libegl1"), "half libegl1")

    machine.run("system")

    assert machine.calls("install")[0].endswith(" install libegl1")


def test_renamed_library_counts_as_installed(machine):
    names = machine.wanted()
    machine.install(*(f"{name}t64" if name == "libglib2.0-0" else name for name in names))

    machine.run("system")

    assert machine.calls("apt-get") == []


def test_tests_want_more_than_a_run(machine):
    for_run, for_test = machine.wanted("run"), machine.wanted("test")

    assert set(for_run) < set(for_test)
    assert "xvfb" in set(for_test) - set(for_run)


def test_without_root_and_terminal_the_line_to_type_is_printed(machine):
    machine.become(1000)
    machine.command("sudo", "#!/bin/sh\nexit 1\n")

    result = machine.run("system")

    assert result.returncode == 2
    assert machine.calls("apt-get") == []
    lines = [line for line in result.stderr.splitlines() if "apt-get install" in line]
    assert len(lines) == 1
    assert lines[0].strip().startswith("sudo ")
    assert "libxcb-cursor0" in lines[0]


def test_sudo_without_password_is_used(machine):
    machine.become(1000)
    machine.command("sudo", '#!/bin/sh\necho "sudo $*" >>"$LOG"\n')

    result = machine.run("system")

    assert result.returncode == 0
    assert any("apt-get" in call for call in machine.calls("sudo"))


def test_failing_apt_says_what_to_do(machine):
    machine.command("apt-get", "#!/bin/sh\nexit 100\n")

    result = machine.run("system")

    assert result.returncode == 2
    assert "Check the network" in result.stderr


def test_second_start_sets_nothing_up(machine):
    first = machine.run("venv")
    made = machine.calls("-m venv")

    second = machine.run("venv")

    assert (first.returncode, len(made)) == (0, 1)
    assert (second.returncode, second.stdout, machine.calls("python")) == (0, "", [])


def test_changed_dependencies_are_installed_into_the_same_venv(machine):
    machine.run("venv")
    with (machine.checkout / "pyproject.toml").open("a") as file:
        file.write("# another dependency\n")

    machine.run("venv")

    assert machine.calls("-m venv") == []
    assert len(machine.calls("pip install")) == 1


def test_tests_need_their_own_tools(machine):
    machine.run("venv", "run")

    machine.run("venv", "test")

    assert any("--group dev" in call for call in machine.calls("pip install"))


def test_interrupted_set_up_is_started_afresh(machine):
    machine.run("venv")
    (machine.checkout / ".venv/.set-up-for-run").unlink()
    (machine.checkout / ".venv/.unfinished").touch()
    (machine.checkout / ".venv/half-a-package").touch()

    result = machine.run("venv")

    assert result.returncode == 0
    assert len(machine.calls("-m venv")) == 1
    assert not (machine.checkout / ".venv/half-a-package").exists()
    assert not (machine.checkout / ".venv/.unfinished").exists()


def test_failed_pip_is_told_and_tried_again(machine):
    machine.broken_pip.touch()
    failed = machine.run("venv")
    machine.broken_pip.unlink()

    mended = machine.run("venv")

    assert failed.returncode == 1
    assert "Check the network" in failed.stderr
    assert mended.returncode == 0
    assert len(machine.calls("pip install -q")) == 1


def test_no_suitable_python_is_told(machine):
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        machine.command(name, "#!/bin/sh\nexit 1\n")

    result = machine.run("venv")

    assert result.returncode == 2
    assert "3.11" in result.stderr
    assert not (machine.checkout / ".venv").exists()

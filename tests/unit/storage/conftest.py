"""Disks in trouble: full and read-only ones, made with mounts because tests may run as root."""

import os
import subprocess

import pytest


def _mount(*arguments):
    done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False)
    if done.returncode:
        reason = f"cannot mount here: {done.stderr.decode(errors='replace').strip()}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    folder = tmp_path / "small_disk"
    folder.mkdir()
    _need_linux()
    _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def make_read_only():
    """Lets nothing be written into a folder any more, not even by root."""
    made = []

    def make(folder):
        _need_linux()
        _mount("--bind", folder, folder)
        made.append(folder)
        _mount("-o", "remount,bind,ro", folder)
        return folder

    yield make
    for folder in made:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def read_only_folder(tmp_path, make_read_only):
    """A folder nothing can be written into, not even by root."""
    folder = tmp_path / "read_only"
    folder.mkdir()
    return make_read_only(folder)


def _need_linux():
    if os.name != "posix" or not os.path.exists("/proc/mounts"):  # noqa: PTH110
        pytest.skip("mounts are made on Linux only")

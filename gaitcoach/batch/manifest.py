"""What an archive holds: every clip once, and what was left out with its reason."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gaitcoach.batch.remote import is_url, list_remote
from gaitcoach.capture.source import VIDEO_SUFFIXES
from gaitcoach.errors import SourceError
from gaitcoach.language import tr

PIECE_BYTES = 64 * 1024
"""Files of the same size are compared by their ends first, and whole only if those are equal."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip. place : absolute path or URL; stamp : changes with the file, "" when unknown"""

    place: str
    size_bytes: int
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """A clip that is there again. place : left out; of : the one that is measured"""

    place: str
    of: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Clips by place; same : copies and links; notes : what could not be looked into"""

    clips: tuple[Clip, ...] = ()
    same: tuple[Same, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    clips: list[Clip] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by_inode: dict[tuple[int, int], str] = field(default_factory=dict)
    folders: set[tuple[int, int]] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


def find_clips(places: Sequence[str]) -> Manifest:
    """Look through folders, files and addresses for clips.

    Symbolic links are followed, no folder twice. Links to one file, and copies of it, count once.

    Raises
    ------
    SourceError
        A place does not exist, or its address cannot be listed.
    """
    found = _Found()
    for place in places:
        if is_url(place):
            found.clips += [Clip(*one) for one in list_remote(place, VIDEO_SUFFIXES)]
        else:
            _look_at(Path(place).expanduser(), found)
    for link in found.links:  # last, so that the clip goes by its own name
        _take(link, found)
    clips, copies = _without_copies(found.clips)
    return Manifest(
        tuple(sorted(clips, key=lambda clip: clip.place)),
        tuple(found.same + copies),
        tuple(found.notes),
    )


def _look_at(place: Path, found: _Found) -> None:
    if not place.exists():
        raise SourceError(
            tr("There is no file {shown}.", shown=place), tr("Check the spelling and the folder.")
        )
    if place.is_dir():
        _walk(place.absolute(), found)
    else:
        _take(str(place.absolute()), found)


def _walk(top: Path, found: _Found) -> None:
    waiting = [str(top)]
    while waiting:
        folder = waiting.pop()
        try:
            state = os.stat(folder)  # noqa: PTH116 - 50 000 times, without a Path each
            if (state.st_dev, state.st_ino) in found.folders:
                continue
            found.folders.add((state.st_dev, state.st_ino))
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            found.notes.append(f"{folder} cannot be looked into ({error.strerror}).")
            continue
        waiting += [entry.path for entry in reversed(entries) if _is_dir(entry)]
        for entry in entries:
            if not _has_clip_name(entry.name) or _is_dir(entry):
                continue
            if entry.is_symlink():
                found.links.append(entry.path)
            else:
                _take(entry.path, found)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link to itself: `_take` says so


def _has_clip_name(name: str) -> bool:
    # macOS leaves ._x.mp4 beside x.mp4 on other disks: no clip.
    return not name.startswith("._") and os.path.splitext(name)[1].lower() in VIDEO_SUFFIXES  # noqa: PTH122


def _take(place: str, found: _Found) -> None:
    try:
        state = os.stat(place)  # noqa: PTH116
    except OSError as error:
        found.notes.append(f"{place} cannot be read ({error.strerror}).")
        return
    inode = (state.st_dev, state.st_ino)
    if state.st_ino and inode in found.by_inode:
        if found.by_inode[inode] != place:
            found.same.append(Same(place, found.by_inode[inode]))
        return
    found.by_inode[inode] = place
    found.clips.append(Clip(place, state.st_size, f"{state.st_size}-{state.st_mtime_ns}"))


def _without_copies(clips: Iterable[Clip]) -> tuple[list[Clip], list[Same]]:
    by_size: dict[int, list[Clip]] = defaultdict(list)
    for clip in clips:
        by_size[clip.size_bytes].append(clip)
    kept: list[Clip] = []
    same: list[Same] = []
    for size_bytes, alike in by_size.items():
        if len(alike) == 1 or size_bytes == 0:
            kept += alike
            continue
        first: dict[str, str] = {}
        for clip, content in _contents(alike):
            if content in first and first[content] != clip.place:
                same.append(Same(clip.place, first[content]))
            elif content not in first:
                first[content] = clip.place
                kept.append(clip)
    return kept, same


def _contents(alike: list[Clip]) -> Iterator[tuple[Clip, str]]:
    """Yield each clip with what tells its content from that of the others."""
    ends: dict[str, list[Clip]] = defaultdict(list)
    for clip in alike:
        ends[_digest(clip, whole=False)].append(clip)
    for end, equal in ends.items():
        for clip in equal:
            yield clip, end if len(equal) == 1 else _digest(clip, whole=True)


def _digest(clip: Clip, whole: bool) -> str:
    """Return a digest; of what cannot be read here its place: it is like nothing else."""
    if is_url(clip.place):
        return clip.place
    try:
        with Path(clip.place).open("rb") as file:
            if whole:
                return hashlib.file_digest(file, "blake2b").hexdigest()
            start = file.read(PIECE_BYTES)
            file.seek(max(0, clip.size_bytes - PIECE_BYTES))
            return hashlib.blake2b(start + file.read(PIECE_BYTES)).hexdigest()
    except OSError:
        return clip.place

"""Work that the window shows while it lasts: tables that are written, videos that are measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gaitcoach.app.behind import Behind
from gaitcoach.app.videos import VideoOptions, analyze_video
from gaitcoach.capture.source import SourceKind, parse_source
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.jobs import Job
from gaitcoach.language import tr
from gaitcoach.live.replay import Wishes
from gaitcoach.settings import Settings
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.types import StanceRecord

CLOSE_JOB_S = 5.0
"""An export that is still being written when the window closes gets so long."""


class WindowJobs:
    """Begins jobs and remembers those that last.

    Parameters
    ----------
    behind : is told of trouble with one video of several
    out_dir : where the runs of videos go, None = the usual place
    """

    def __init__(self, behind: Behind, out_dir: Path | None) -> None:
        self._behind, self._out_dir = behind, out_dir
        self._tables: list[Job] = []
        self._analyses: list[Job] = []

    def export_steps(self, steps: Sequence[StanceRecord], path: str, method: str) -> Job:
        """Begin to write steps as a table."""
        target = Path(path)
        job = Job(
            lambda job: steps_to_csv(steps, target, method=method, reached=job.reached),
            f"writing {target.name}",
        )
        self._tables = [one for one in self._tables if not one.is_done] + [job]
        return job

    def analyze_videos(self, paths: Sequence[str], settings: Settings) -> Job:
        """Begin to measure video files and keep each as a run."""
        job = Job(
            lambda job: self._analyze_all(paths, settings, job),
            f"analyzing {Path(paths[0]).name}",
        )
        self._analyses = [one for one in self._analyses if not one.is_done] + [job]
        return job

    def call_off(self) -> None:
        """Call off what takes minutes; a table is written to its end."""
        for analysis in self._analyses:
            analysis.cancel()

    def wait(self) -> list[str]:
        """Wait for the end of all, each for a while; return the names of those that last."""
        jobs = self._tables + self._analyses
        return [job.name for job in jobs if not job.wait(CLOSE_JOB_S)]

    def _analyze_all(self, paths: Sequence[str], settings: Settings, job: Job) -> int:
        """Return how many could be measured; a single one tells its trouble itself."""
        done = 0
        for index, path in enumerate(paths):
            try:
                self._analyze(path, settings, _share_of(job, index, len(paths)))
                done += 1
            except GaitCoachError as error:
                if len(paths) == 1:
                    raise
                self._behind.tell(str(error))
        return done

    def _analyze(
        self, path: str, settings: Settings, reached: Callable[[float | None, float], None]
    ) -> None:
        spec = parse_source(path)
        if spec.kind is not SourceKind.FILE:
            raise SourceError(
                tr("{name} is not a file.", name=spec.name), tr("Choose a video file.")
            )
        options = VideoOptions(Wishes(find_view=True), keep=True, out_dir=self._out_dir)
        analyze_video(spec, settings.with_changes(source=path), options, reached=reached)


def _share_of(job: Job, index: int, n_files: int) -> Callable[[float | None, float], None]:
    """Return what tells a job how far it is with several files.

    A file where nothing tells how far it is goes from nothing to all.
    """
    return lambda share, t_s: job.reached((index + (share or 0.0)) / n_files)

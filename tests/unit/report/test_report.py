"""The report: two pages that say what the run says, whoever the runner is."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from kept_runs import head, keep_run, step_events, summary
from made_history import make_history

from gaitcoach import language
from gaitcoach.accuracy import ACCURACY
from gaitcoach.errors import GaitCoachError, StorageError
from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.live.events import cue_event
from gaitcoach.report.clinic import Clinic, load_clinic, logo_uri, save_clinic
from gaitcoach.report.facts import gather
from gaitcoach.report.render import html, write_report
from gaitcoach.storage.store.putright import annotate, correct
from gaitcoach.storage.store.runs import find_run, list_runs
from gaitcoach.storage.store.store import Store
from gaitcoach.types import Cue, CueKind, CueReason, Side
from gaitcoach.ui.translator import use_language_without_window

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "60f8cf000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def store(tmp_path: Path):
    opened = Store(tmp_path / "store.sqlite")
    yield opened
    opened.close()


def page_of(store: Store, name: str = "last", clinic: Clinic | None = None) -> str:
    return html(gather(store, find_run(store, name), clinic or Clinic()))


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]+>", " ", page,
                                      flags=re.S))  # fmt: skip


class Sane(HTMLParser):
    """Counts tags that do not fit together, and everything that leads outside of the page."""

    VOID = ("meta", "img", "br", "line", "circle", "rect", "polyline", "path")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.outside += [v for k, v in attrs if k in ("src", "href") and not v.startswith("data:")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_outside(store):
    make_history(store, n_runs=3, minutes=4)
    sane = Sane()
    page = page_of(store)
    sane.feed(page)
    assert (sane.open, sane.outside) == ([], [])
    assert "url(" not in page
    assert "<script" not in page


def test_the_page_says_what_the_run_says(store):
    """Mutants: legs exchanged, limit not compared, noise called a change, method left out."""
    make_history(store, n_runs=6, minutes=5, left_deg=(8.0, 7.6), right_deg=(3.0, 1.5))
    words = text_of(page_of(store))
    for wanted in (
        "Ida",
        "Standing on the left leg: the drop is surely over the limit of 5.0°",
        "Standing on the right leg: the drop is surely under the limit of 5.0°",
        "within the noise of such measurements (2.8°)",
        "Left less right: +",
        "no drift over the run",
        "The pelvis was measured by gaitcoach's own network",
        "it is not a diagnosis and not a medical device",
        "The pelvis could be measured in 97 % of the pictures",
        "Level: quiet standing",
        "Not right when the run began: the light.",
        "Cues: 5",
    ):
        assert wanted in words.replace("&#39;", "'"), wanted


def test_a_tiring_leg_is_told_with_its_slope(store):
    make_history(store, n_runs=1, minutes=30, drift_deg=1.5, left_deg=(4.0, 4.0))
    assert re.search(
        r"left leg: the drop changed by \+1\.\d° in 10 minutes", text_of(page_of(store))
    )


def test_a_run_without_a_level_does_not_compare_the_sides(store):
    made = make_history(store, n_runs=1, minutes=4)
    correct(store, made[0], Correction(Kind.BASELINE))
    words = text_of(page_of(store))
    assert "The sides are not compared" in words
    assert "Left less right" not in words
    assert "level set to none" in words


def test_another_speed_is_named_beside_a_change(store):
    made = make_history(store, n_runs=2, minutes=4)
    annotate(store, made[1], speed_kmh=14.0)
    assert "Something else changed too: speed." in text_of(page_of(store))


def test_names_and_notes_are_text_and_nothing_else(store, tmp_path):
    keep_run((tmp_path / "store.sqlite", None), [*step_events(40), summary()],
             of=head('<script>alert("x")</script>'))  # fmt: skip
    annotate(store, list_runs(store)[0].id, notes="<b>a & b</b>" + "ö" * 5000)
    page = page_of(store, clinic=Clinic('Praxis <i>"Müller"</i>'))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "Praxis &lt;i&gt;" in page


def _pdf(
    store: Store, path: Path, name: str = "last", clinic: Clinic | None = None
) -> tuple[int, str]:
    pytest.importorskip("weasyprint")
    write_report(gather(store, find_run(store, name), clinic or Clinic()), path)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert "A4" in told
    return int(re.search(r"Pages:\s+(\d+)", told)[1]), words.stdout


def test_the_pdf_has_two_pages_and_the_words_of_the_page(store, tmp_path):
    make_history(store, n_runs=12, minutes=10)
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    pages, words = _pdf(store, tmp_path / "r.pdf", clinic=Clinic("Laufwerk", str(logo)))
    assert pages == 2
    for wanted in ("Laufwerk", "Standing on the left leg", "not a diagnosis", "From run to run"):
        assert wanted in words


@pytest.fixture
def german():
    use_language_without_window("de")
    yield
    language.install(language.ENGLISH)


def test_the_fullest_report_still_has_two_pages_in_german(store, tmp_path, german):
    """Everything at once, in the longer language: notes, corrections, drift, three pictures.

    Mutants: a heading, a date, a decimal point that stay English.
    """
    from gaitcoach.opencv import cv2

    made = make_history(store, n_runs=9, minutes=20, drift_deg=2.0, left_deg=(9.0, 6.0))
    row = find_run(store, str(made[-1]))
    annotate(store, row.id, notes="wort " * 300, shoes="old", speed_kmh=13.0, incline_percent=2)
    for start_s in (100.0, 200.0, 300.0):
        correct(store, row.id, Correction(Kind.EXCLUDE_STRETCH, start_s, start_s + 5))
    store.pictures.mkdir()
    _, jpeg = cv2.imencode(".jpg", __import__("numpy").zeros((240, 320, 3), "uint8"))
    for kind, side in (("most", "left"), ("most", "right"), ("least", "left")):
        (store.pictures / f"{row.uid}.{kind}.{side}.71.jpg").write_bytes(jpeg.tobytes())
    pages, words = _pdf(store, tmp_path / "r.pdf")
    words = re.sub(r"\s+", " ", words)
    assert pages == 2
    for wanted in ("stärkstes Absinken", "7,1°", "13 km/h", "25. Juni 2026, 18:30 Uhr",
                   "Was dieser Lauf zeigt", _picture_in_german()):  # fmt: skip
        assert wanted in words, wanted
    assert not re.search(r"\d\.\d°| the | of ", words)


def _picture_in_german() -> str:
    return f"{ACCURACY['learned'].picture_deg:.2f}° je Bild".replace(".", ",")


def test_a_run_of_no_step_of_a_guest_has_a_report(store, tmp_path):
    """Mutant: a mean, a history or a picture is taken for granted."""
    keep_run((tmp_path / "store.sqlite", None), [summary(0.0, method="hip_line")],
             of=head("guest"))  # fmt: skip
    pages, words = _pdf(store, tmp_path / "r.pdf")
    assert pages == 2
    assert "Guest" in words
    assert "too few steps" in words
    assert "NOT validated" in words.replace("\n", " ")


def test_cues_that_were_not_heard_are_not_called_none(store, tmp_path):
    """Mutant: "No cue was needed" beside a run whose voice was off."""
    reason = CueReason("drops_too_far", "drop_deg", 8.0, 6.5, 5.0, 7)
    cue = Cue(9.0, CueKind.CORRECT, "hips_level", Side.LEFT, reason, spoken=False)
    events = [*step_events(20), cue_event(cue, said=False), summary()]
    keep_run((tmp_path / "store.sqlite", None), events)
    words = text_of(page_of(store))
    assert "The voice was off: the cues were shown, not heard." in words
    assert "No cue was needed" not in words


def test_another_end_of_the_name_is_refused(store, tmp_path):
    make_history(store, n_runs=1, minutes=2)
    report = gather(store, find_run(store, "last"), Clinic())
    with pytest.raises(GaitCoachError, match="neither"):
        write_report(report, tmp_path / "r.docx")
    with pytest.raises(StorageError, match="cannot be written"):
        write_report(report, tmp_path / "none" / "r.html")


def test_without_pango_the_page_is_offered_instead(store, tmp_path, monkeypatch):
    make_history(store, n_runs=1, minutes=2)
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(GaitCoachError, match="PDF cannot be made") as caught:
        write_report(gather(store, find_run(store, "last"), Clinic()), tmp_path / "r.pdf")
    assert "html" in caught.value.todo
    assert not (tmp_path / "r.pdf").exists()


def test_the_clinic_is_kept_and_a_bad_logo_says_what_to_do(tmp_path):
    path = tmp_path / "new" / "clinic.toml"
    assert load_clinic(path) == Clinic()
    kept = Clinic('Praxis "Müller" 🏃', "/x/logo.png", True)
    save_clinic(kept, path)
    assert load_clinic(path) == kept
    path.write_text("name = [broken")
    assert load_clinic(path) == Clinic()
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    for logo in (tmp_path / "logo.png", tmp_path / "none.png", tmp_path):
        with pytest.raises(StorageError) as caught:
            logo_uri(Clinic(logo=str(logo)))
        assert caught.value.todo
    (tmp_path / "logo.png").write_bytes(PNG)
    assert logo_uri(Clinic(logo=str(tmp_path / "logo.png"))).startswith("data:image/png;base64,")


def test_cut_outs_show_the_pelvis_and_no_head(tmp_path):
    """Mutants: the head inside; another step's picture; kept although nothing was seen."""
    import numpy as np
    from made_up import step

    from gaitcoach.live.memory import NO_PIXELS, Moment
    from gaitcoach.live.view import LiveView
    from gaitcoach.opencv import cv2
    from gaitcoach.report.facts import pictures_of
    from gaitcoach.report.pictures import keep_step_pictures
    from gaitcoach.types import Frame, PelvisAngle, Pose, Side, Viewpoint

    xy_px = np.full((33, 2), np.nan)
    xy_px[[11, 12]], xy_px[[23, 24]] = ((265, 130), (375, 130)), ((280, 250), (360, 250))
    body = Pose(0.0, 0, xy_px, np.zeros((33, 3)), np.ones(33), (640, 480))

    class Picture:
        def unpack(self):
            image = np.full((480, 640, 3), 60, np.uint8)
            image[:120] = (0, 0, 255)  # everything above the shoulders
            return image

    def moment(t_s: float, angle: PelvisAngle | None) -> Moment:
        known = LiveView(frame=Frame(NO_PIXELS, 0, t_s), pose=body, angle=angle)
        return Moment(t_s, Picture(), known)

    steps = [step(Side.LEFT, 1.0, 3.0), step(Side.LEFT, 2.0, 7.14), step(Side.RIGHT, 3.0, 1.0)]
    seen = PelvisAngle(0.0, 12.0, 1.0, "learned")
    pictures = {s.key: moment(s.t_end_s, seen) for s in steps[:2]}
    pictures[steps[2].key] = moment(3.0, None)
    assert keep_step_pictures(tmp_path, "a" * 32, steps, pictures, Viewpoint(), 5.0) == 1
    (kept,) = pictures_of(tmp_path, "a" * 32)
    assert (kept.kind, kept.side, kept.drop_deg) == ("most", Side.LEFT, 7.1)
    image = cv2.imread(str(next(tmp_path.glob("*.jpg")))).astype(int)
    assert not ((image[..., 2] > 200) & (image[..., 1] < 60)).any()
    orange = (image[..., 2] > 200) & (image[..., 1] > 120)
    columns = [np.flatnonzero(orange[:, x]).mean() for x in (150, 330)]
    slope_deg = np.degrees(np.arctan2(columns[1] - columns[0], 180))
    assert slope_deg == pytest.approx(12.0, abs=2.0)

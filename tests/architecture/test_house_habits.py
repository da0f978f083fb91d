"""Habits that a reader relies on without looking."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

PURE = ("gaitcoach/gait/", "gaitcoach/coaching/", "gaitcoach/drills/")
"""The core: time comes in as data."""

NOT_PURE = {
    "time", "datetime", "threading", "queue", "asyncio", "concurrent", "multiprocessing",
    "subprocess", "socket", "random",
}  # fmt: skip
DATES_AS_DATA = ("gaitcoach/drills/done.py", "gaitcoach/drills/programme.py")
"""Here days are what is counted: they come in, and no clock is asked."""
ASKS_A_CLOCK = {"now", "today", "utcnow", "fromtimestamp", "astimezone", "localtime"}

BETWEEN_STAGES = "gaitcoach/types/"

UNITS = ("_s", "_ms", "_hz", "_px", "_m", "_deg", "_spm", "_rel", "_percent")
UNITLESS = {"fps"}
"""A rate that names its own unit."""


def attributes(tree: ast.AST, owner: str, name: str) -> Iterator[ast.Attribute]:
    """Every ``owner.name`` in a tree."""
    for node in ast.walk(tree):
        wanted = isinstance(node, ast.Attribute) and node.attr == name
        if wanted and isinstance(node.value, ast.Name) and node.value.id == owner:
            yield node


def walk_types(sources) -> Iterator[ast.AST]:
    """Every node of what crosses a stage."""
    for source in sources:
        if source.path.startswith(BETWEEN_STAGES):
            yield from ast.walk(source.tree)


def says_nothing(handler: ast.ExceptHandler) -> bool:
    """True for a handler whose body is only ``pass`` or ``...``."""
    return all(
        isinstance(line, ast.Pass)
        or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        for line in handler.body
    )


def dataclass_flags(node: ast.ClassDef) -> set[str] | None:
    """Flags given as True to ``@dataclass(...)``; None when it is not a dataclass."""
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        name = call.func if call else decorator
        if isinstance(name, ast.Name) and name.id == "dataclass":
            keywords = call.keywords if call else []
            return {
                word.arg
                for word in keywords
                if word.arg and getattr(word.value, "value", None) is True
            }
    return None


def test_no_error_is_swallowed(sources):
    found = [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or says_nothing(node))
    ]

    assert found == []


def test_core_knows_no_clock_thread_or_chance(sources):
    core = [source for source in sources if source.path.startswith(PURE)]
    assert core

    found = {source.path: sorted(source.imported() & NOT_PURE) for source in core}
    for path in DATES_AS_DATA:
        assert found.pop(path) == ["datetime"]

    assert {path: names for path, names in found.items() if names} == {}


def test_what_counts_days_is_told_the_day(sources):
    """Mutant: `date.today()` in the programme of the drills."""
    counting = [source for source in sources if source.path in DATES_AS_DATA]
    assert len(counting) == len(DATES_AS_DATA)

    asked = [
        f"{source.path}:{node.lineno}"
        for source in counting
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKS_A_CLOCK
    ]

    assert asked == []


def test_values_between_stages_are_frozen(sources):
    flags = {
        node.name: dataclass_flags(node)
        for node in walk_types(sources)
        if isinstance(node, ast.ClassDef)
    }
    assert flags["Frame"] is not None
    assert flags["SessionSummary"] is not None

    loose = {
        name
        for name, given in flags.items()
        if given is not None and not {"frozen", "slots"} <= given
    }

    assert loose == set()


def test_types_are_imported_from_their_one_door(sources):
    """Mutant: `from gaitcoach.types.gait import GaitUpdate` in a stage, which nails a type down."""
    found = [
        f"{source.path}:{node.lineno}"
        for source in sources
        if not source.path.startswith(BETWEEN_STAGES)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gaitcoach.types.")
    ]

    assert found == []


def test_physical_numbers_carry_their_unit(sources):
    fields = [
        node.target.id
        for node in walk_types(sources)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and ast.unparse(node.annotation) in {"float", "float | None"}
    ]
    assert "t_s" in fields

    assert [name for name in fields if not name.endswith(UNITS) and name not in UNITLESS] == []


@pytest.mark.parametrize(
    ("owner", "name", "allowed"),
    [
        ("cv2", "VideoCapture", "gaitcoach/capture/"),
        # cv2's own windows would bring a second Qt into the process.
        ("cv2", "imshow", ()),
        # One place ends a process whose camera driver never answers.
        ("os", "_exit", "gaitcoach/app/ending.py"),
    ],
)
def test_sharp_tools_stay_in_one_place(sources, owner, name, allowed):
    users = {
        source.path for source in sources if any(True for _ in attributes(source.tree, owner, name))
    }

    assert {path for path in users if not path.startswith(allowed)} == set()


def test_the_eyes_of_this_file_are_open():
    """GIVEN code with every fault WHEN looked at THEN each is seen."""
    tree = ast.parse(
        "try:\n    cv2.VideoCapture(0)\nexcept ValueError:\n    pass\n"
        "@dataclass(frozen=True)\nclass A:\n    speed: float\n"
    )
    handler = next(node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
    a_class = next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))

    assert says_nothing(handler)
    assert len(list(attributes(tree, "cv2", "VideoCapture"))) == 1
    assert dataclass_flags(a_class) == {"frozen"}

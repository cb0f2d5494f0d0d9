"""What holds for every file of the repository: sizes, names, marks, locks, decisions."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
SHIPPED = ("kihub_desktop/", "kihub_hub/", "resources/")
TEXTS = {".py", ".yaml", ".po", ".toml", ".qss", ".typ", ".html", ".css", ".csv", ".md", ".svg"}
VAGUE = ("manager", "helper", "helpers", "util", "utils", "data", "info")
NAMED_FOR_ITS_SUBJECT = {"pillars_data"}  # „Daten“ is one of the five pillars of a verdict
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|NotImplemented|lorem ipsum)\b")
WAITING = re.compile(r"\btime\.sleep\(|\bfrom time import .*\bsleep\b|\.sleep\(")
WAITING_ALLOWED: frozenset[str] = frozenset()
MOCK = re.compile(r"\b(Magic|Async)?Mock\(|monkeypatch\.setattr|\bpatch\(|mocker\.")
MOCKS_PER_TEST = 0.2
NOT_BITING = re.compile(r"pytest\.skip\(|mark\.(skip|skipif|xfail)\b|assert True$", re.MULTILINE)


@cache
def tracked() -> tuple[Path, ...]:
    """The files under version control that are there, relative to the root."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(Path(name) for name in done.stdout.split("\0") if (ROOT / name).is_file())


@cache
def read(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")


def python_files(*folders: str) -> Iterator[Path]:
    for path in tracked():
        if path.suffix == ".py" and (not folders or path.as_posix().startswith(folders)):
            yield path


def is_own(path: Path) -> bool:
    """This module names what it forbids."""
    return path == Path(__file__).relative_to(ROOT)


def test_that_no_python_file_is_long() -> None:
    lengths = {path.as_posix(): len(read(path).splitlines()) for path in python_files()}
    migrations = re.compile(r"^database/\w+/versions/")
    long = {name: n for name, n in lengths.items() if n > 400 and not migrations.match(name)}
    assert long == {}


def test_that_every_module_says_in_its_docstring_what_it_is() -> None:
    silent = [
        path.as_posix()
        for path in python_files("kihub_desktop/", "kihub_hub/", "tests/")
        if read(path).strip() and not ast.get_docstring(ast.parse(read(path)))
    ]
    assert silent == []


def test_that_every_package_says_what_it_holds() -> None:
    packages = {path.parent for path in python_files("kihub_desktop/", "kihub_hub/")}
    silent = [
        package.as_posix()
        for package in packages
        if not ast.get_docstring(ast.parse(read(package / "__init__.py")))
    ]
    assert silent == []


def test_that_no_module_or_class_has_a_vague_name() -> None:
    vague = [
        f"{path}: {name}"
        for path in python_files()
        for name in (path.stem, *classes_of(path))
        if words_of(name)[-1] in VAGUE and name not in NAMED_FOR_ITS_SUBJECT
    ]
    assert vague == []


def classes_of(path: Path) -> list[str]:
    return [n.name for n in ast.walk(ast.parse(read(path))) if isinstance(n, ast.ClassDef)]


def words_of(name: str) -> list[str]:
    """The words of `snake_case` and `CamelCase`, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)] or [name]


@pytest.mark.parametrize(
    ("name", "words"),
    [("data_table", ["data", "table"]), ("SyncManager", ["sync", "manager"]), ("__init__", None)],
)
def test_that_names_are_taken_apart(name: str, words: list[str] | None) -> None:
    assert words_of(name) == (words or ["init"])


def test_that_nothing_shipped_is_marked_as_unfinished() -> None:
    marked = [
        f"{path}: {found[0]}"
        for path in tracked()
        if path.as_posix().startswith(SHIPPED) and path.suffix in TEXTS
        for found in UNFINISHED.finditer(read(path))
    ]
    assert marked == []


def test_that_no_comment_calls_code_a_placeholder() -> None:
    # As a name it is the grey text of an empty field, in Qt and in HTML.
    stand_ins = [
        f"{path}: {token.string}"
        for path in python_files("kihub_desktop/", "kihub_hub/")
        for token in tokenize.generate_tokens(io.StringIO(read(path)).readline)
        if token.type == tokenize.COMMENT and "placeholder" in token.string.lower()
    ]
    assert stand_ins == []


def test_that_nobody_waits_by_sleeping() -> None:
    sleeping = {
        path.as_posix()
        for path in python_files()
        if not is_own(path) and WAITING.search(read(path))
    }
    assert sleeping == WAITING_ALLOWED


def test_that_tests_use_few_mocks() -> None:
    modules = [read(path) for path in python_files("tests/") if not is_own(path)]
    mocks = sum(len(MOCK.findall(text)) for text in modules)
    tests = sum(
        len(re.findall(r"^\s*(?:async )?def test_", text, re.MULTILINE)) for text in modules
    )
    assert tests > 500
    assert mocks / tests < MOCKS_PER_TEST


def test_that_no_test_is_skipped() -> None:
    skipped = [
        f"{path}: {found[0]}"
        for path in python_files("tests/")
        if not is_own(path)
        for found in NOT_BITING.finditer(read(path))
    ]
    assert skipped == []


@pytest.mark.parametrize("name", LOCKS)
def test_that_a_lock_names_hashes_and_no_address(name: str) -> None:
    lock = read(Path(name))
    assert "://" not in lock
    pinned = re.findall(r"^[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?==", lock, re.MULTILINE)
    assert len(pinned) > 20
    assert lock.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize("name", [*LOCKS, "pyproject.toml"])
def test_that_the_qt_that_aborts_is_not_pinned(name: str) -> None:
    # PySide6 6.12.0 drops references to True and None on Python 3.11.
    found = re.findall(r"(?i)pyside6(?:[-_]essentials)?\s*==\s*([\d.]+)", read(Path(name)))
    assert found
    assert "6.12.0" not in found


def decisions() -> list[Path]:
    return sorted(path for path in tracked() if path.parent == Path("docs/decisions"))


def test_that_decisions_are_numbered_without_gap() -> None:
    assert [path.name[:4] for path in decisions()] == [
        f"{number:03d}-" for number in range(1, len(decisions()) + 1)
    ]


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_that_a_decision_is_short_and_tells_its_parts(path: Path) -> None:
    lines = read(path).splitlines()
    assert lines[0].startswith(f"# {path.name[:3]} ")
    assert len(lines) <= 30
    headings = [line for line in lines if line.startswith("## ")]
    parts = ["## Context", "## Decision", "## Consequences", "## Alternatives"]
    assert headings in ([], parts)  # a list of readings has no parts

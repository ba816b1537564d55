"""Small enough to be read: files, functions, templates, tests. An exception says its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION = 300, 30  # lines, statements
LONGEST_TEMPLATE, LONGEST_TEST = 120, 40  # lines, statements
FOLDERS = ("feedback", "surveys", "youwesaid", "tests", "translations", "bench", "migrations")
WRITTEN_ONCE = "migrations/versions"  # generated, and never edited after release

#: Path, or path::function, and why it may be longer.
EXCEPTIONS: dict[str, str] = {}


def python_files() -> list[Path]:
    """Every Python file of ours."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if WRITTEN_ONCE not in path.as_posix()]


def statements(function: ast.AST) -> int:
    """Statements in a function, those inside others counted; the docstring is not one."""
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    documented = isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and bool(
        ast.get_docstring(function)
    )
    return inside - documented


def functions(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Name, statements, and whether it is a test, of every function in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{path.relative_to(ROOT).as_posix()}::{node.name}"
            yield name, statements(node), node.name.startswith("test_")


def test_no_python_file_is_long():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert not {name: lines for name, lines in long.items() if name not in EXCEPTIONS}


def test_no_function_is_long():
    long = {
        name: count
        for path in python_files()
        for name, count, is_test in functions(path)
        if count > (LONGEST_TEST if is_test else LONGEST_FUNCTION)
    }

    assert not {name: count for name, count in long.items() if name not in EXCEPTIONS}


def test_no_template_is_long():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_TEMPLATE
    }

    assert not {name: lines for name, lines in long.items() if name not in EXCEPTIONS}


def test_every_exception_still_exists_and_says_why():
    known = {path.relative_to(ROOT).as_posix() for path in python_files()}
    known |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.*")}
    known |= {name for path in python_files() for name, _count, _is_test in functions(path)}

    assert not set(EXCEPTIONS) - known
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


def test_nothing_is_left_for_later():
    later = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    texts = [
        *python_files(),
        *(ROOT / "templates").rglob("*.html"),
        *(path for path in (ROOT / "static").rglob("*.*") if path.suffix != ".png"),
    ]

    left = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in texts
        for word in later
        if word in path.read_text(encoding="utf-8")
    ]

    assert not left

"""What is built is all there: a wheel holds every template, picture, table and word."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKED = {
    "templates": "feedback/_templates",
    "static": "feedback/_static",
    "migrations": "feedback/_migrations",
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names inside a wheel that was just built, without asking any other machine."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel and is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", *words, "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    (wheel,) = folder.glob("youwesaid-*.whl")
    with zipfile.ZipFile(wheel) as built:
        return set(built.namelist())


def _files(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*"))
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


@pytest.mark.parametrize("folder", sorted(PACKED))
def test_every_file_beside_the_packages_is_packed(packed, folder):
    wanted = {f"{PACKED[folder]}/{p.relative_to(ROOT / folder).as_posix()}" for p in _files(folder)}

    assert not wanted - packed


@pytest.mark.parametrize("package", ["feedback", "surveys", "youwesaid"])
def test_every_module_and_every_file_of_facts_is_packed(packed, package):
    wanted = {path.relative_to(ROOT).as_posix() for path in _files(package)}

    assert any(name.endswith(".yaml") for name in packed)
    assert not wanted - packed


def test_every_catalogue_is_packed_compiled(packed):
    written = {path.parts[-3] for path in (ROOT / "translations").glob("*/LC_MESSAGES/*.po")}

    wanted = {f"feedback/_translations/{code}/LC_MESSAGES/messages.mo" for code in written}
    assert not wanted - packed
    assert not {name for name in packed if name.endswith(".po")}


def test_nothing_else_is_packed(packed):
    tops = {name.partition("/")[0] for name in packed}

    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "feedback",
        "surveys",
        "youwesaid",
    }
    assert not {name for name in packed if "/tests/" in name or "__pycache__" in name}

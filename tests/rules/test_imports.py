"""The order of imports, as pyproject.toml writes it down: one way, and every module has a place."""

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _written_down() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_imports_go_one_way():
    # In a process of its own: it switches off the loggers of the process that it runs in.
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_the_contracts_cover_both_directions_and_every_part():
    contracts = _written_down()["tool"]["importlinter"]["contracts"]
    layers = [contract for contract in contracts if contract["type"] == "layers"]

    assert layers[0]["layers"] == ["youwesaid", "surveys", "feedback"]
    exhaustive = {each["containers"][0] for each in layers[1:] if each.get("exhaustive")}
    assert exhaustive >= {"feedback", "youwesaid"}


def test_every_library_that_is_declared_is_there():
    declared = _written_down()["project"]["dependencies"]
    names = [line.partition(">")[0].partition("[")[0].partition("=")[0] for line in declared]

    assert all(metadata.version(name) for name in names)
    assert names == list(dict.fromkeys(names))

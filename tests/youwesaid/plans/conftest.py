"""The example plans that ship with the product, and a small one made for a test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feedback.core.db import writing
from youwesaid.plans import examples
from youwesaid.plans.importing import PlanReport, import_plan
from youwesaid.plans.reading import read_plan_file

#: Public pages of a plan, by the end of their addresses.
PARTS = (
    "", "/about", "/foundations", "/outcomes", "/actions", "/measures", "/groups", "/reporting",
    "/hearing", "/unheard", "/versions", "/versions/1",
)  # fmt: skip
EXAMPLES = sorted(examples.FOLDER.glob("*.yaml"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> Path:
    """Each of the five example files."""
    path: Path = request.param
    return path


@pytest.fixture
def bring_in(app: Any) -> Callable[[dict[str, Any] | Path], PlanReport]:
    """Import a document or a file in a transaction of its own."""

    def bring(source: dict[str, Any] | Path) -> PlanReport:
        document = read_plan_file(source) if isinstance(source, Path) else source
        with writing():
            return import_plan(document)

    return bring


@pytest.fixture
def small() -> dict[str, Any]:
    """A plan of one priority with one outcome and one action."""
    return {
        "schema_version": 1,
        "plan": {
            "id": "pln-1",
            "title": "Plan of Nowhere",
            "partnership": {"name": "Nowhere"},
            "period": {"start": "2024", "end": "2027"},
        },
        "vision": {"id": None, "text": None},
        "aims": [{"id": "aim-1", "ref": "Aim 1", "text": None, "known": False}],
        "priorities": [
            {
                "id": "p1", "ref": "Priority 1", "title": "Being heard", "kind": "priority",
                "statement": "Hear people.", "commitment": "Ask and answer.",
                "rationale": ["People said so."], "aim_refs": ["aim-1"], "owner_group": "g1",
            }
        ],
        "outcomes": [
            {"id": "o1", "priority": "p1", "text": "Letters are clear.",
             "kind": "what_good_looks_like"}
        ],
        "actions": [
            {"id": "a1", "ref": "1.1", "priority": "p1", "text": "Rewrite the letters.",
             "kind": "objective", "owner": None, "due": None, "status": None}
        ],
        "groups": [{"id": "g1", "name": "The Committee", "kind": "committee"}],
    }  # fmt: skip


class FakeEntry:
    """A published entry."""

    slug = "bcdf2345"
    state = "doing"

    def title_in(self, language: str) -> str:
        """Its words."""
        return f"Said in {language}"


@pytest.fixture
def all_plans(bring_in: Callable[[Path], PlanReport]) -> None:
    """All five examples."""
    for path in EXAMPLES:
        bring_in(path)

"""A program that asks for anything at all gets what the description says, and never an error."""

from collections import Counter

import schemathesis
from schemathesis.config import (
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

EXAMPLES = 3  # of each operation, on top of the cases at the edges of every parameter
LEAST = 300  # requests: fewer would mean that a phase was left out


def _config() -> SchemathesisConfig:
    project = ProjectConfig(
        generation=GenerationConfig(max_examples=EXAMPLES, deterministic=True),
        phases=PhasesConfig(stateful=StatefulPhaseConfig(enabled=False)),  # nothing has a state
        continue_on_failure=True,
    )
    return SchemathesisConfig(seed=5, projects=ProjectsConfig(default=project))


def test_whatever_is_asked_of_the_api_is_answered_as_described(public_app, stocked):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", public_app, config=_config())

    statuses, failures = Counter(), []
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            failures.append(str(getattr(event, "value", event)))
        elif isinstance(event, ScenarioFinished):
            statuses.update(
                interaction.response.status_code
                for interaction in event.recorder.interactions.values()
                if interaction.response
            )
            failures += [
                f"{event.label}: {node.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for node in checks
                if node.failure_info
            ]

    assert not failures, "\n".join(sorted(set(failures))[:10])
    assert sum(statuses.values()) > LEAST
    assert {200, 404, 405, 422} <= set(statuses), "each kind of answer was tried"

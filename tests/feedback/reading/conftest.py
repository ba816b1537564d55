"""Whoever reads."""

from collections.abc import Callable

import pytest

from feedback.accounts.roles import Role
from tests.support.client import CheckedClient


@pytest.fixture
def reader(sign_in: Callable[..., CheckedClient]) -> CheckedClient:
    """A coder who may open originals, signed in."""
    return sign_in(Role.CODER, name="Robin Reader")

"""One-time codes and passwords, without a database."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.accounts import codes, passwords
from feedback.core import clock

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238's, in base 32


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(monkeypatch, seconds, code):
    # RFC 6238, appendix B, SHA-1, the last six of its eight digits.
    monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(seconds, UTC))

    assert codes.current_code(SECRET) == code
    assert codes.matching_step(SECRET, code) == seconds // 30


@given(st.integers(300, 2**33), st.integers(-5, 5))
def test_a_code_is_taken_one_step_around_its_own(seconds, steps):
    was, clock.now = clock.now, lambda: datetime.fromtimestamp(seconds, UTC)
    try:
        code = codes.current_code(SECRET)
        clock.now = lambda: datetime.fromtimestamp(seconds + 30 * steps, UTC)
        found = codes.matching_step(SECRET, code)
    finally:
        clock.now = was
    if abs(steps) <= 1:
        assert found is not None


@given(st.text(max_size=80))
def test_anything_typed_is_judged_without_trouble(typed):
    assert codes.matching_step(SECRET, typed) is None or len(typed) >= 6


def test_written_codes_are_long_and_easy_to_copy():
    made = {codes.new_code() for _ in range(500)}

    assert len(made) == 500
    assert all(len(code.replace("-", "")) == 16 for code in made)
    assert not set("".join(made)) & set("01ilo")


def test_a_password_matches_itself_in_any_composition():
    kept = passwords.hashed("cafe\u0301 lantern teapot")

    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "caf\u00e9 lantern teapot")
    assert not passwords.matches(kept, "cafe lantern teapot")
    assert not passwords.matches(None, "anything")
    assert not passwords.matches("not a hash", "anything")
    assert not passwords.matches(kept, "x" * 5000)


@pytest.mark.parametrize(
    "good", ["lantern gravel teapot", "Xk9#mQ2!vLp7", "ламба чай гора", "تفاح نهر جبل شمس"]
)
def test_a_good_password_is_taken(good):
    passwords.check(good, about=("Sam Field", "sam@example.org"))

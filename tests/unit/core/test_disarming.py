"""No cell that somebody wrote is run by whoever opens the table."""

import pytest

from feedback.core.tables import csv_text, disarmed


@pytest.mark.parametrize("first", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_what_a_spreadsheet_would_run_is_text(first):
    assert disarmed(f"{first}cmd") == f"'{first}cmd"
    assert f"'{first}" in csv_text(["a"], [[f"{first}cmd"]])


def test_other_words_stay_as_they_are():
    assert disarmed("They listened = they helped.") == "They listened = they helped."

"""The arithmetic behind decision 7: a receipt is too long to be guessed."""

from feedback.core.references import LENGTH

SECONDS_A_YEAR = 31_557_600


def test_a_year_of_guessing_at_full_speed_finds_less_than_one_receipt_in_twenty_years():
    tries_a_second, receipts_in_use = 1_000, 100_000

    expected = tries_a_second * SECONDS_A_YEAR * receipts_in_use / 10 ** (LENGTH - 1)

    assert expected < 1 / 20

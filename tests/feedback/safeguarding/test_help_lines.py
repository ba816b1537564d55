"""Help lines: only those that were seen, each with its source and its day."""

import re
from datetime import date, timedelta

import phonenumbers
import pytest

from feedback.safeguarding import help_lines
from feedback.safeguarding.help_lines import BadHelpLine, HelpLine

CHECKED = date(2026, 11, 22)

# Every number that was seen on a page; a number that is not here must not be shipped.
SEEN = {
    ("999", None),
    ("18000", None),
    (None, "999"),
    (None, "85258"),
    ("101", None),
    ("111", None),
    ("116 123", None),
    ("0800 1111", None),
    ("08000 121 700", None),
    ("0808 2000 247", None),
    ("0808 801 0327", None),
    ("0800 027 1234", None),
    ("0800 83 85 87", None),
    ("030 33 33 3001", None),
    ("0300 555 0055", None),
    ("0300 555 8574", None),
    ("0300 555 0050", None),
    ("01382 434019", None),
    ("01382 307964", None),
    ("0345 678 9021", None),
    ("0345 678 9040", None),
    (None, None),  # 999 BSL is an app and a website
}
PROPER_NAMES = {
    "999 BSL", "Samaritans", "Childline", "Shout", "NHS", "Refuge", "Breathing Space",
}  # fmt: skip

every_line = pytest.mark.parametrize("line", help_lines.all_lines(), ids=lambda line: line.key)


def test_the_lines_are_those_that_were_seen_and_no_others():
    shipped = {(line.number, line.text_number) for line in help_lines.all_lines()}

    assert shipped == SEEN
    assert len({line.key for line in help_lines.all_lines()}) == len(help_lines.all_lines())


@every_line
def test_a_line_says_who_it_is_for_where_it_was_read_and_when(line):
    assert line.checked_on == CHECKED
    assert line.source
    assert str(line.title) == line.name
    assert all(str(sentence) for sentence in line.descriptions)
    assert line.name in help_lines.NAMES or line.name in PROPER_NAMES
    assert line.nation in {"all", "england", "scotland", "wales", "northern_ireland"}


@every_line
def test_a_number_can_be_called_or_texted_just_as_it_is_shown(line):
    shown = line.display_number
    if shown is None:
        assert line.how == "bsl"
        return
    digits = re.sub(" ", "", shown)
    assert digits.isdigit()
    assert f"{digits}" in {(line.tel_uri or "")[4:], (line.sms_uri or "")[4:]}
    if len(digits) > 6 and digits != "08001111":  # too short for the numbering plan's usual rule
        assert phonenumbers.is_possible_number(phonenumbers.parse(digits, "GB"))


@pytest.mark.parametrize(
    ("key", "link"),
    [("emergency", "tel:999"), ("samaritans", "tel:116123"), ("shout", "sms:85258")],
)
def test_a_link_holds_digits_only(key, link):
    line = next(line for line in help_lines.all_lines() if line.key == key)

    assert link in {line.tel_uri, line.sms_uri}


@pytest.mark.parametrize(
    ("nation", "area", "theirs", "not_theirs"),
    [
        ("scotland", "dumfries_galloway", "dumfries_galloway_concern", "england_abuse"),
        ("england", "dudley", "dudley_children", "scotland_abuse"),
        ("scotland", "dundee", "dundee_adults", "dumfries_galloway_concern"),
        ("england", "shropshire", "shropshire_first", "dudley_adults"),
        ("scotland", None, "breathing_space", "dundee_adults"),
        ("wales", None, "samaritans", "england_abuse"),
        ("atlantis", "nowhere", "emergency", "scotland_abuse"),
    ],
)
def test_a_place_gets_its_own_lines_and_those_for_everybody(nation, area, theirs, not_theirs):
    groups = help_lines.lines_for(nation, area)
    keys = [line.key for group in groups for line in group.lines]

    assert keys[0] == "emergency"
    assert groups[0].key == "now"
    assert theirs in keys
    assert not_theirs not in keys
    assert "samaritans" in keys
    assert len(keys) == len(set(keys))
    assert all(str(group.heading) for group in groups)


def test_what_helps_in_danger_comes_first_also_for_deaf_people():
    first = help_lines.lines_for("england", None)[0]

    assert [line.key for line in first.lines] == [
        "emergency", "emergency_silent", "emergency_bsl", "emergency_relay", "emergency_text",
        "police",
    ]  # fmt: skip
    assert first.lines[1].then_press == "55"


def test_staff_are_told_which_lines_to_check_and_the_public_page_never_fails_for_it():
    soon = {line.key for line in help_lines.to_check(CHECKED)}
    late = help_lines.to_check(CHECKED + timedelta(days=181))

    assert soon == {
        "dudley_adults", "dudley_children", "dudley_out_of_hours",
        "dundee_adults", "dundee_out_of_hours",
    }  # fmt: skip
    assert set(late) == set(help_lines.all_lines())
    assert help_lines.lines_for("england", "dudley")


@pytest.mark.parametrize(("days", "old"), [(0, False), (180, False), (181, True)])
def test_a_line_is_old_the_day_after_its_limit(days, old):
    line = next(line for line in help_lines.all_lines() if line.key == "samaritans")

    assert help_lines.is_old(line, CHECKED + timedelta(days=days)) is old


@pytest.mark.parametrize(
    "change",
    [{"for": "no_such_words"}, {"hours": "sometimes"}, {"colour": "red"}, {"how": "shout"}],
)
def test_a_line_that_says_what_nobody_translated_is_refused_by_name(change):
    entry = {
        "key": "new", "nation": "all", "name": "New", "for": "talk", "number": "1", "how": "call",
        "source": "x.org", "checked_on": CHECKED,
    }  # fmt: skip

    assert isinstance(help_lines._line(entry), HelpLine)
    with pytest.raises(BadHelpLine, match="new"):
        help_lines._line({**entry, **change})

"""Letters to those who asked: no address that anybody typed can keep an entry from the public."""

import pytest
from sqlalchemy import select

from feedback.contributions import contacts
from feedback.contributions.contacts import ContactDetails, Way, When
from feedback.core.db import session, writing
from feedback.outbox.models import Letter
from youwesaid.tracker import notices


@pytest.mark.parametrize("odd", ["a,b@example.org", '"x"@example.org', "me@-x.example"])
def test_an_address_that_no_letter_can_go_to_is_passed_over(told, published, keyring, odd):
    contribution, _code = told()
    other, _other_code = told()
    entry = published([contribution, other])
    with writing():
        for each, typed in ((contribution, odd), (other, "me@example.org")):
            details = ContactDetails(way=Way.EMAIL, address=typed, when=(When.MORNING,))
            contacts.keep_contact(
                submission=each.submission, details=details, language="en", keyring=keyring
            )

        assert notices.tell_those_who_asked(entry, keyring=keyring) == 1

    assert len(session().scalars(select(Letter)).all()) == 1

"""Agencies, posts with a sealed mailbox, localities: kept, changed, never torn from answers."""

import pytest
from sqlalchemy import select

from feedback.accounts.roles import Role
from feedback.audit.models import AuditEntry
from feedback.core.db import session, writing
from feedback.outbox.addresses import NotAnAddress
from youwesaid.partnership import events, queries, services
from youwesaid.partnership.services import Named


@pytest.fixture
def council(app):
    with writing():
        return services.add_agency(Named(key="council", names={"en": "The council", "cy": " "}))


def test_a_mailbox_is_sealed_and_never_in_the_log(council, keyring):
    with writing():
        post = services.add_post(
            council, names={"en": "Service manager"}, mailbox="adults@example.org", keyring=keyring
        )

    assert b"adults" not in (post.address_sealed or b"")
    assert services.mailbox_of(post, keyring) == "adults@example.org"
    assert council.names == {"en": "The council"}
    facts = session().scalars(select(AuditEntry.facts)).all()
    assert "adults" not in str(facts)


def test_what_cannot_be_kept_is_refused_by_name(council, keyring):
    with writing():
        with pytest.raises(services.KeyTaken):
            services.add_agency(Named(key="council", names={"en": "Another"}))
        with pytest.raises(services.NotAKey):
            services.add_agency(Named(key="The Council", names={"en": "Another"}))
        with pytest.raises(services.NameMissing):
            services.add_locality(Named(key="west", names={"cy": "Gorllewin"}))
        with pytest.raises(NotAnAddress):
            services.add_post(council, names={"en": "Post"}, mailbox="nowhere", keyring=keyring)


def test_nothing_that_is_named_is_deleted(council, keyring):
    with writing():
        post = services.add_post(council, names={"en": "Manager"}, keyring=keyring)
        west = services.add_locality(Named(key="west", names={"en": "West"}))

    def named(_sender, **asked):
        return 1 if asked["thing"] in {"post", "locality"} else 0

    with events.uses_wanted.connected_to(named), writing():
        with pytest.raises(services.InUse):
            services.remove_agency(council)  # it has a post
        with pytest.raises(services.InUse):
            services.remove_post(post)
        with pytest.raises(services.InUse):
            services.remove_locality(west)

    with writing():
        services.remove_post(post)
        services.remove_locality(west)
        session().refresh(council)
        services.remove_agency(council)
    assert not queries.agencies(with_former=True)
    assert not queries.localities()


@pytest.mark.one_database
def test_an_editor_keeps_the_partnership_on_screen(sign_in, keyring):
    editor = sign_in(Role.EDITOR)
    editor.submit("/partnership/agencies/new", status=302, key="nhs", name_en="The NHS")
    editor.submit(
        "/partnership/agencies/nhs/posts/new",
        status=302, name_en="Ward manager", mailbox="ward@example.org",
    )  # fmt: skip
    editor.submit("/partnership/localities/new", status=302, key="east", name_en="East")
    again = editor.submit("/partnership/localities/new", status=400, key="east", name_en="East")
    assert "short name already" in again.get_text()
    listing = editor.page("/partnership/")
    assert "ward@example.org" in listing.get_text()

    session().rollback()
    (post,) = queries.posts()
    editor.submit(f"/partnership/posts/{post.id}", status=302, name_en="Ward manager", mailbox="")
    editor.submit("/partnership/agencies/nhs", status=302, name_en="The NHS", position="2")
    session().rollback()
    assert not queries.agencies()
    assert queries.agency_by_key("nhs").posts[0].address_sealed is None
    assert sign_in(Role.CODER).get("/partnership/").status_code == 403

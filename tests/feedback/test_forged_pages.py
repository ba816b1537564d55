"""Pages that somebody else had our visitor's browser ask for."""

import pytest

FORGED = {"email": "evil@example.org", "name": "E", "roles": "administrator"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_forged_post_is_not_offered_for_sending_again(staff_app, site):
    answer = staff_app.test_client().post(
        "/people/add", data=FORGED, headers={"Sec-Fetch-Site": site}
    )

    assert answer.status_code == 403
    assert "evil@example.org" not in answer.text
    assert "csrf_token" not in answer.text
    # Nor does it put a new session over the one that the visitor may have.
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "values=x", "self=x", "_external=1", "language=ur", "a=1&a=2"]
)
@pytest.mark.parametrize("page", ["/en/", "/en/changes/", "/en/tell"])
def test_no_argument_in_an_address_breaks_a_page(client, page, asked):
    assert client.get(f"{page}?{asked}").status_code == 200

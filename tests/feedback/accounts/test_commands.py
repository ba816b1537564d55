"""Looking after accounts from the command line."""

import json

from click.testing import CliRunner

from feedback.accounts import codes, queries
from feedback.accounts.commands import staff as staff_commands
from tests.support.people import PASSWORD, fresh


def test_the_commands_add_list_reset_and_disable(app):
    run = CliRunner().invoke
    added = run(
        staff_commands, ["add", "a@example.org", "--name", "Ann", "--role", "administrator"]
    )
    assert added.exit_code == 0
    code = added.output.split("One-time code: ")[1].splitlines()[0]
    fresh()
    member = queries.with_address("a@example.org")
    assert member is not None
    assert member.invitation == codes.hashed(codes.Kind.INVITATION, member.id, code)

    again = run(staff_commands, ["add", "a@example.org", "--name", "Ann", "--role", "viewer"])
    assert (again.exit_code, "has an account already" in again.output) == (1, True)
    last = run(staff_commands, ["disable", "a@example.org"])
    assert (last.exit_code, "last administrator" in last.output) == (1, True)
    listed = run(staff_commands, ["list", "--json"])
    assert json.loads(listed.output) == [
        {"email": "a@example.org", "name": "Ann", "agency": "", "state": "invited",
         "roles": ["administrator"]},
    ]  # fmt: skip
    assert "One-time code" in run(staff_commands, ["reset", "a@example.org"]).output
    assert run(staff_commands, ["reset", "b@example.org"]).exit_code == 1
    assert run(staff_commands, ["add", "c", "--name", "C", "--role", "viewer"]).exit_code == 1
    assert run(staff_commands, ["add", "c@example.org", "--role", "viewer"]).exit_code == 2


def test_a_password_can_be_chosen_by_command(app):
    asked = ["add", "a@example.org", "--name", "Ann", "--role", "viewer", "--ask-password"]

    done = CliRunner().invoke(staff_commands, asked, input=f"{PASSWORD}\n{PASSWORD}\n")
    weak = CliRunner().invoke(
        staff_commands, ["add", "b@x.org", *asked[2:]], input="short\nshort\n"
    )

    assert (done.exit_code, PASSWORD in done.output) == (0, False)
    assert (weak.exit_code, "easy to guess" in weak.output) == (1, True)

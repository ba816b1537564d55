"""The command ``youwesaid coding import``: texts come in by the door that reading keeps."""

from pathlib import Path

import click

from feedback.accounts.queries import working_member
from feedback.coding.exchange.commands import AS_JSON, BY, IN, bar, tell
from feedback.core import i18n
from feedback.core.keys import keyring
from feedback.reading.coded_files import ProjectChoices, import_project

_WRITTEN = i18n.written_languages([language.code for language in i18n.ALL_LANGUAGES])


@click.command("import")
@IN
@BY
@click.option("--only-our-themes", is_flag=True, help="Leave out codes that are no themes of ours.")
@click.option(
    "--already-redacted",
    is_flag=True,
    help="Published, anonymised texts: nobody has to read them first, unless a phrase is met.",
)
@click.option(
    "--language",
    type=click.Choice(_WRITTEN),
    default="en",
    show_default=True,
    help="Language of texts that do not say theirs and do not show it.",
)
@AS_JSON
def import_coding(
    file: Path,
    *,
    email: str,
    only_our_themes: bool,
    already_redacted: bool,
    language: str,
    as_json: bool,
) -> None:
    """Bring in the texts and codings of FILE (.qdpx). Doing it again adds nothing twice."""
    choices = ProjectChoices(
        name=file.name,
        with_new_themes=not only_our_themes,
        already_redacted=already_redacted,
        language=language,
    )
    with bar("Taking in texts") as progress:
        report = import_project(
            file.read_bytes(),
            choices,
            by=working_member(email),
            keyring=keyring(),
            progress=progress,
        )
    tell(report, as_json=as_json)

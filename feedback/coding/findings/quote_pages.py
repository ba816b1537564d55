"""The bank of quotes, for those who may read working texts."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from feedback.accounts.roles import READERS
from feedback.coding import queries
from feedback.coding.findings import quotes as bank
from feedback.coding.findings.pages import bp
from feedback.coding.findings.quotes import BankedQuote, Standing
from feedback.coding.findings.voices import family
from feedback.coding.models import Theme
from feedback.core.audience import staff
from feedback.core.keys import keyring
from feedback.core.paging import page_of

_MOST_ON_THEME = 5


@bp.get("/findings/quotes")
@staff(*READERS)
def quotes() -> ResponseReturnValue:
    """Everything that was marked or quoted: where it is used, and whether it may be."""
    key = request.args.get("theme", "")
    theme = queries.theme_by_key(key) if key else None
    page = page_of(bank.in_bank(family(theme) if theme else None))
    return render_template(
        "coding/findings/quotes.html",
        page=page,
        quotes=bank.quotes_of(page.rows, keyring()),
        theme=theme,
        nodes=queries.tree(),
    )


def usable_quotes(theme: Theme) -> list[BankedQuote]:
    """The newest quotes of a theme whose givers say yes."""
    page = page_of(bank.in_bank(family(theme)), number=1)
    found = bank.quotes_of(page.rows, keyring())
    return [each for each in found if each.standing is Standing.USABLE][:_MOST_ON_THEME]

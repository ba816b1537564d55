"""Themes that a table gives to its rows: given once, as one act that can be taken back."""

from collections.abc import Iterable, Sequence

from feedback.accounts.models import Staff
from feedback.coding import changes
from feedback.coding.exchange.giving import Fate, Given, Giving
from feedback.coding.exchange.labels import Labels
from feedback.coding.models import ChangeKind, ChangeSet
from feedback.contributions.models import Contribution
from feedback.core.db import session
from feedback.core.errors import Refused
from feedback.core.sealing import Keyring
from feedback.reading.rows import Change

_CHANGES = {Fate.WAITS: Change.LABELS_WAIT, Fate.KEPT_OUT: Change.LABELS_KEPT_OUT}


class NobodyCodes(Refused):
    """Labels of a file are codings, and somebody has to stand for them."""

    def __init__(self) -> None:
        super().__init__(
            "The file has labels: name the member of staff who brings them, with --by."
        )


class Labelling:
    """The labels of one file. *drafts*: how many themes were made for them."""

    def __init__(self, *, by: Staff | None, keyring: Keyring, name: str) -> None:
        if by is None:
            raise NobodyCodes
        self._by, self._keyring, self._name = by, keyring, name
        self._labels = Labels()
        self._number: int | None = None
        self.given = self.drafts = 0

    def make_drafts(self, labels: Iterable[str]) -> None:
        """Make a draft theme of each label that is no theme."""
        unknown = self._labels.unknown(labels)
        self.drafts = self._labels.make_drafts(unknown, by=self._by, name=self._name)

    def give(
        self, contribution: Contribution, labels: Sequence[str], text: str
    ) -> tuple[Sequence[Change], tuple[str, ...]]:
        """Give the themes of one row; what there is to say of it, and the labels that are none."""
        unknown = tuple(self._labels.unknown(labels))
        themes = [theme for label in labels if (theme := self._labels.theme(label)) is not None]
        given = [Given(theme=theme, coder_id=self._by.id) for theme in dict.fromkeys(themes)]
        giving = Giving(self._change(), by=self._by, keyring=self._keyring)
        fates = giving.give(contribution, given, text) if given else []
        self.given += sum(fate is Fate.GIVEN for fate in fates)
        said = [_CHANGES[fate] for fate in dict.fromkeys(fates) if fate in _CHANGES]
        return [*said, *([Change.LABELS_UNKNOWN] if unknown else [])], unknown

    def change_set(self) -> ChangeSet | None:
        """The act in which all of it was done; None where nothing was."""
        return None if self._number is None else session().get(ChangeSet, self._number)

    def _change(self) -> changes.Changing:
        """One act for the whole file, over as many transactions as it takes."""
        kept = self.change_set()
        if kept is not None:
            return changes.Changing(kept)
        facts = {"labels": True}
        change = changes.begin(ChangeKind.IMPORTED, by=self._by, reason=self._name, facts=facts)
        self._number = change.change_set.number
        return change

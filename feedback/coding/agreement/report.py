"""The figures of a sample as a table for other programs, and as a paragraph for a report."""

from collections import Counter
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.coding.agreement.comparing import SetAgreement, ThemeAgreement, Verdict
from feedback.coding.agreement.figures import Interval
from feedback.coding.agreement.queries import Standing
from feedback.coding.agreement.reliability import Reliability
from feedback.coding.agreement.results import Results
from feedback.coding.agreement.wording import coefficient, interval_word, percent

HEADS = (
    "compared", "theme", "name", "contributions", "both", "only_first", "only_second", "neither",
    "agreement", "kappa", "kappa_low", "kappa_high", "alpha", "alpha_low", "alpha_high",
    "prevalence_index", "bias_index", "verdict",
)  # fmt: skip
_DIGITS = 4


def rows(shown: Results) -> Iterator[Sequence[object]]:
    """The cells under HEADS: themes, all themes together, languages, and the tagger.

    Below ten contributions there are counts and no figures. Of whole sets, "both" is how often
    the same themes were given; their α is once by MASI and once by Jaccard distance.
    """
    for line in shown.themes:
        yield ("coders", line.theme.key, line.theme.names["en"], *_of_theme(line.figures))
    yield from _of_sets("coders", "", shown.sets)
    for language in shown.languages:
        yield from _of_sets("coders", language.language, language.figures)
    if shown.tagger is not None:
        for line in shown.tagger.themes:
            cells = _of_theme(line.figures)
            yield ("second coder and tagger", line.theme.key, line.theme.names["en"], *cells)
        yield from _of_sets("second coder and tagger", "", shown.tagger.sets)


def paragraph(shown: Results) -> str:
    """What the sample says, in a few plain sentences in the language of the page."""
    if not shown.is_told:
        return str(_("Fewer than ten contributions were coded twice. That is too few to tell."))
    sentences = [
        ngettext(
            "Two people coded %(num)s contribution without seeing each other's themes.",
            "Two people coded %(num)s contributions without seeing each other's themes.",
            shown.sets.units,
        ),
        _(
            "They gave exactly the same themes to %(same)s of them (%(share)s).",
            same=shown.sets.same,
            share=percent(shown.sets.same / shown.sets.units),
        ),
        *_on_sets(shown.sets),
        *_on_verdicts(shown),
        *_on_decisions(shown),
    ]
    return " ".join(str(sentence) for sentence in sentences)


def _on_sets(sets: SetAgreement) -> Iterator[str]:
    if sets.masi is None or sets.masi.alpha is None:
        return
    figure = coefficient(sets.masi.alpha)
    yield _("Over all themes together, Krippendorff's alpha (MASI distance) is %(alpha)s.",
            alpha=figure)  # fmt: skip
    if sets.masi.interval is not None:
        yield _("With 95 %% certainty it lies from %(interval)s.",
                interval=interval_word(sets.masi.interval))  # fmt: skip
    meaning = {
        Verdict.RELIABLE: _("That is reliable."),
        Verdict.TENTATIVE: _("That is good enough for a first impression."),
        Verdict.UNRELIABLE: _("That is not reliable yet."),
    }
    if sets.verdict in meaning:
        yield meaning[sets.verdict]


def _on_verdicts(shown: Results) -> Iterator[str]:
    found = Counter(line.figures.verdict for line in shown.themes)
    if number := found[Verdict.RELIABLE]:
        yield ngettext("%(num)s theme is reliable.", "%(num)s themes are reliable.", number)
    if number := found[Verdict.TENTATIVE]:
        yield ngettext(
            "%(num)s theme is good enough for a first impression.",
            "%(num)s themes are good enough for a first impression.",
            number,
        )
    if number := found[Verdict.UNRELIABLE]:
        yield ngettext(
            "%(num)s theme is not reliable yet.", "%(num)s themes are not reliable yet.", number
        )
    if number := found[Verdict.RARE]:
        yield ngettext(
            "%(num)s theme is too rare or too frequent to tell.",
            "%(num)s themes are too rare or too frequent to tell.",
            number,
        )


def _on_decisions(shown: Results) -> Iterator[str]:
    if shown.disagreements:
        yield _(
            "They differed on %(differing)s contributions, and %(decided)s of these have been "
            "decided since, each with a reason.",
            differing=shown.disagreements,
            decided=shown.count(Standing.RECONCILED),
        )
    out = shown.set_aside + shown.sample.withdrawn
    if out:
        yield ngettext(
            "%(num)s contribution is no longer counted.",
            "%(num)s contributions are no longer counted.",
            out,
        )


def _of_theme(figures: ThemeAgreement) -> Sequence[object]:
    counts = figures.counts
    return (
        counts.total, counts.both, counts.first, counts.second, counts.neither,
        _number(figures.agreement),
        _number(figures.kappa), *_ends(figures.kappa_interval),
        _number(figures.alpha), *_ends(figures.alpha_interval),
        _number(figures.prevalence), _number(figures.bias), figures.verdict.value,
    )  # fmt: skip


def _of_sets(compared: str, language: str, sets: SetAgreement) -> Iterator[Sequence[object]]:
    for name, reliability in (("MASI", sets.masi), ("Jaccard", sets.jaccard)):
        yield (
            compared, f"all {language}".strip(), name, sets.units, sets.same, "", "", "",
            _number(sets.same / sets.units if reliability else None), "", "", "",
            *_alpha(reliability), "", "", sets.verdict.value,
        )  # fmt: skip


def _alpha(reliability: Reliability | None) -> Sequence[object]:
    if reliability is None:
        return ("", "", "")
    return (_number(reliability.alpha), *_ends(reliability.interval))


def _ends(interval: Interval | None) -> Sequence[object]:
    return (_number(interval.low), _number(interval.high)) if interval else ("", "")


def _number(value: float | None) -> object:
    return "" if value is None else round(value, _DIGITS)

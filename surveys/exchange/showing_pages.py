"""When a page is shown, said without skips: for forms that know only rules that show.

A page is shown when its own rule holds and no earlier page that was shown skips past it. Of the
skips of a page the first one that holds is taken.
"""

from collections.abc import Iterator, Sequence

from surveys.definitions.definition import END, Definition, Page, Skip
from surveys.definitions.rules import Op, Rule
from surveys.exchange.form_names import Names
from surveys.exchange.xpath import Expressions, every, opposite, some


class Showing:
    """The expressions that show the pages and exits of one survey."""

    def __init__(self, definition: Definition, names: Names, expressions: Expressions) -> None:
        self._definition = definition
        self._names = names
        self._of = expressions.of
        self._places = {page.key: place for place, page in enumerate(definition.pages)}
        beyond_all = len(definition.pages)
        self._places |= {END: beyond_all} | {each.key: beyond_all for each in definition.exits}

    def page(self, page: Page) -> str:
        """When *page* is shown; blank for always."""
        here = self._places[page.key]
        skips = (self._past(each, here) for each in self._definition.pages[:here])
        return every([self._of(page.show_if), *(opposite(past) for past in skips if past)])

    def exit(self, key: str) -> str:
        """When somebody is shown the way out called *key*; blank when no skip leads there."""
        ways = [
            self._taken(page, [place])
            for page in self._definition.pages
            for place, skip in enumerate(page.skips)
            if skip.to == key
        ]
        return some(ways)

    def reached(self, page: Page) -> str:
        """The hidden value of *page* where a later rule needs it: what to calculate, else blank."""
        if not any(may_hold(skip.rule, page) for skip in page.skips):
            return ""
        if any(question.show_if is None for question in page.questions):
            return "'1'"
        shown = some([self._of(question.show_if) for question in page.questions])
        return f"if({shown}, '1', '')"

    def _past(self, page: Page, here: int) -> str:
        """When a skip of *page* leads past the page at place *here*; blank when none does."""
        past = [
            place for place, skip in enumerate(page.skips) if self._places.get(skip.to, 0) > here
        ]
        return self._taken(page, past) if past else ""

    def _taken(self, page: Page, wanted: Sequence[int]) -> str:
        """When one of the skips at the places *wanted* is the first of *page* that holds."""
        ways = []
        for place in wanted:
            others = [
                opposite(self._always(each))
                for number, each in enumerate(page.skips[:place])
                if number not in wanted
            ]
            ways.append(every([self._of(page.skips[place].rule), *others]))
        taken = "" if any(not way for way in ways) else some(ways)
        if not any(may_hold(page.skips[place].rule, page) for place in wanted):
            return taken
        return every([f"${{{self._names.reached[page.key]}}} != ''", taken])

    def _always(self, skip: Skip) -> str:
        return self._of(skip.rule) or "true()"


def may_hold(rule: Rule | None, page: Page) -> bool:
    """Whether *rule* could be true of somebody who was not shown *page*."""
    if rule is None:
        return True
    own = frozenset(column for question in page.questions for column in question.columns())
    return _could(rule, own)[0]


def _could(rule: Rule, unanswered: frozenset[str]) -> tuple[bool, bool]:
    """Whether *rule* could be true, and whether it could be false, without those answers."""
    if rule.op is Op.NOT:
        is_true, is_false = _could(rule.rules[0], unanswered)
        return is_false, is_true
    if rule.op is Op.AND:
        parts = [_could(each, unanswered) for each in rule.rules]
        return all(part[0] for part in parts), any(part[1] for part in parts)
    if rule.op is Op.OR:
        parts = [_could(each, unanswered) for each in rule.rules]
        return any(part[0] for part in parts), all(part[1] for part in parts)
    return not rule.columns() & unanswered, True


def runs_of(definition: Definition) -> Iterator[tuple[str, tuple[Page, ...]]]:
    """Pages that follow each other in one section, with its key; blank for pages in none."""
    run: list[Page] = []
    for page in definition.pages:
        if run and run[-1].section != page.section:
            yield run[0].section, tuple(run)
            run = []
        run.append(page)
    if run:
        yield run[0].section, tuple(run)

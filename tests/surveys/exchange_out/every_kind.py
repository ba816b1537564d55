"""A survey with every kind of question and every kind of routing, in three languages."""

from surveys.definitions.definition import Definition, Exit, Page, Section, Skip
from surveys.definitions.question import (
    FIXED_VALUES,
    Check,
    Choice,
    Kind,
    Question,
    Row,
    Words,
)
from surveys.definitions.rules import Op, Rule

LANGUAGES = ("en", "en-easy", "ur")


def words(text: str) -> Words:
    """*text* in each language."""
    return {"en": text, "en-easy": f"Easy: {text}", "ur": f"{text} اردو"}


def _choices(*values: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=words(f"Choice {value}")) for value in values)


def _asked(key: str, kind: Kind, **more: object) -> Question:
    return Question(key=key, kind=kind, wording=words(f"Question {key}"), **more)


_PAGES = (
    Page(key="start", questions=(_asked("agreed", Kind.CONSENT, is_required=True),)),
    Page(
        key="who",
        section="first",
        questions=(
            _asked(
                "role",
                Kind.SINGLE,
                choices=(
                    *_choices("person", "staff"),
                    Choice(value="else", label=words("Other"), is_other=True),
                ),
                is_required=True,
            ),
        ),
        skips=(
            Skip(to="elsewhere", rule=Rule(Op.EQUALS, "role", "staff")),
            Skip(to="look", rule=Rule(Op.NOT, rules=(Rule(Op.EQUALS, "role", "person"),))),
        ),
    ),
    Page(
        key="help",
        section="first",
        heading=words("About help"),
        questions=(
            _asked(
                "support",
                Kind.SEVERAL,
                hint=words("As a {{role|person}}: all that fit"),
                choices=(
                    *_choices("home", "money"),
                    Choice(value="none", label=words("None"), is_exclusive=True),
                ),
            ),
            _asked("read", Kind.INFORMATION),
            _asked(
                "2nd",
                Kind.LIST,
                choices=_choices("1", "2", "3"),
                is_random=True,
                show_if=Rule(Op.CONTAINS, "support", "home"),
            ),
        ),
    ),
    Page(
        key="look",
        questions=(
            _asked(
                "picture",
                Kind.PICTURES,
                choices=(
                    Choice(
                        value="door",
                        label=words("Out"),
                        picture="0" * 64,
                        alt=words("An open door"),
                        show_if=Rule(Op.EQUALS, "role", "person"),
                    ),
                    Choice(
                        value="sofa",
                        label=words("In"),
                        picture="1" * 64,
                        alt=words("A sofa"),
                    ),
                ),
            ),
            _asked("meta", Kind.YES_NO, choices=_choices(*FIXED_VALUES[Kind.YES_NO])),
        ),
    ),
    Page(
        key="scales",
        questions=(
            _asked("agree", Kind.AGREE, choices=_choices(*FIXED_VALUES[Kind.AGREE])),
            _asked("stars", Kind.RATING, choices=_choices(*FIXED_VALUES[Kind.RATING])),
            _asked(
                "staff",
                Kind.MATRIX,
                hint=words("One for each"),
                choices=_choices("x", "y"),
                rows=(
                    Row(key="kind", label=words("Kind")),
                    Row(key="quick", label=words("Quick")),
                ),
            ),
            _asked(
                "first",
                Kind.RANKING,
                choices=_choices("x", "y", "z"),
                checks=(Check(rule=Rule(Op.FEWEST_CHOSEN, "first", 2), message=words("Two")),),
            ),
        ),
    ),
    Page(
        key="written",
        show_if=Rule(Op.ONE_OF, "staff.kind", ("x", "y")),
        questions=(
            _asked(
                "code",
                Kind.SHORT_TEXT,
                checks=(
                    Check(
                        rule=Rule(Op.MATCHES, "code", "[a-z]{2}'\"${role}"), message=words("=Form")
                    ),
                    Check(rule=Rule(Op.LONGEST, "code", 20), message=words("Long"), is_soft=True),
                ),
            ),
            _asked("why", Kind.LONG_TEXT),
        ),
    ),
    Page(
        key="numbers",
        questions=(
            _asked("nights", Kind.NUMBER, least=0, most=9),
            _asked(
                "pounds",
                Kind.NUMBER,
                least=0.5,
                places=2,
                checks=(
                    Check(rule=Rule(Op.AT_LEAST, "pounds", other="nights"), message=words("More")),
                ),
            ),
            _asked(
                "day",
                Kind.DATE,
                checks=(Check(rule=Rule(Op.AT_MOST, "day", "today"), message=words("Past")),),
            ),
            _asked("then", Kind.DATE, show_if=Rule(Op.LESS, "day", "2024-01-01")),
        ),
        skips=(Skip(to="end", rule=Rule(Op.EQUALS, "meta", "no")),),
    ),
    Page(key="files", questions=(_asked("photo", Kind.PHOTO), _asked("voice", Kind.VOICE))),
)

EVERY_KIND = Definition(
    languages=LANGUAGES,
    drafts=("ur",),
    title=words("=1+1"),
    introduction=words("Write ${nothing} <here> & there"),
    thanks=words("Thank you"),
    sections=(Section(key="first", title=words("First part")),),
    exits=(Exit(key="elsewhere", heading=words("Not for you"), body=words("Ask us")),),
    pages=_PAGES,
)

"""Expressions in the forms of other systems, read into a tree; nothing is ever evaluated.

XLSForm writes ``${age} > 17 and selected(., 'a')`` (https://docs.getodk.org/form-logic/),
LimeSurvey ``age.NAOK > 17 && part_a == "Y"``. The grammar is the same, the words differ a little.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from feedback.core.errors import Refused

LONGEST = 4_000  # characters
DEEPEST = 24  # brackets within brackets


class NotAnExpression(Refused):
    """It cannot be read; the text says where."""


class Dialect(StrEnum):
    """Whose expressions they are."""

    XLSFORM = "xlsform"
    LIMESURVEY = "limesurvey"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number that stands there."""

    value: str | int | float


@dataclass(frozen=True, slots=True)
class Name:
    """Another question, or a calculation."""

    name: str


@dataclass(frozen=True, slots=True)
class Itself:
    """The answer that is being checked."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A word without marks: a column of the choice that is being filtered."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of some arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values, equal or in order."""

    op: str  # = != < <= > >=
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Join:
    """All of several, or any of them."""

    op: str  # and, or
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum or a product: known to be there, and not said by any rule of ours."""


Node = Literal | Name | Itself | Bare | Call | Compare | Join | Arithmetic

_COMPARING = {"=": "=", "==": "=", "eq": "=", "!=": "!=", "ne": "!="} | {
    each: each for each in ("<", "<=", ">", ">=")
}
_COMPARING |= {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_JOINING = {"and": "and", "&&": "and", "or": "or", "||": "or"}
_TOKEN: Mapping[Dialect, re.Pattern[str]] = {
    Dialect.XLSFORM: re.compile(
        r"""\s*(?:
        \$\{\s*(?:last-saved\#)?(?P<name>[^{}\s]{1,200})\s*\}
        | (?P<number>\d+(?:\.\d+)?|\.\d+)
        | (?P<text>'[^']*'|"[^"]*"|['‘’][^'‘’]*['‘’]|["“”][^"“”]*["“”])
        | (?:current\(\)/)?(?P<path>(?:\.{1,2}/)+[\w-]+(?:/[\w.-]+)*|(?:/[A-Za-z_][\w.-]*)+)
        | (?P<word>[A-Za-z_][\w.:-]*)
        | (?P<sign>!=|<=|>=|==|[=<>(),+*|-])
        | (?P<itself>\.)
        )""",
        re.VERBOSE,
    ),
    Dialect.LIMESURVEY: re.compile(
        r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?|\.\d+)
        | (?P<text>'[^']*'|"[^"]*")
        | (?P<word>[A-Za-z_]\w*(?:\.\w+)*)
        | (?P<sign>&&|\|\||!=|<=|>=|==|[=<>(),+*/!-])
        )""",
        re.VERBOSE,
    ),
}


@dataclass(frozen=True, slots=True)
class _Token:
    sort: str
    text: str


def parse(text: str, dialect: Dialect = Dialect.XLSFORM) -> Node:
    """The tree of *text*. Raises NotAnExpression, and nothing else, whatever the text is."""
    if len(text) > LONGEST:
        raise NotAnExpression(_("It is too long to be read."))
    return _Parser(_tokens(text, dialect), dialect).whole()


def all_of(text: str, dialect: Dialect = Dialect.XLSFORM) -> tuple[Node, ...]:
    """The conditions of *text* that must all be true. Raises NotAnExpression."""
    node = parse(text, dialect)
    return node.parts if isinstance(node, Join) and node.op == "and" else (node,)


def _tokens(text: str, dialect: Dialect) -> list[_Token]:
    tokens: list[_Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN[dialect].match(text, place)
        if found is None:
            raise NotAnExpression(_("It cannot be read from “%(rest)s”.", rest=text[place:][:30]))
        sort = str(found.lastgroup)
        tokens.append(_Token(sort, found[sort]))
        place = found.end()
    return tokens


class _Parser:
    """Recursive descent: or, and, comparisons, sums, products, what stands by itself."""

    def __init__(self, tokens: list[_Token], dialect: Dialect) -> None:
        self._tokens = tokens
        self._dialect = dialect
        self._place = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._joined("or")
        if self._place < len(self._tokens):
            raise self._lost()
        return node

    def _joined(self, op: str) -> Node:
        self._depth += 1
        if self._depth > DEEPEST * 2:
            raise NotAnExpression(_("It has too many brackets within brackets."))
        parts = [self._joined("and") if op == "or" else self._compared()]
        while _JOINING.get(self._ahead().lower()) == op and self._sort() in ("word", "sign"):
            self._place += 1
            parts.append(self._joined("and") if op == "or" else self._compared())
        self._depth -= 1
        if len(parts) == 1:
            return parts[0]
        flat = [
            inner
            for part in parts
            for inner in (part.parts if isinstance(part, Join) and part.op == op else (part,))
        ]
        return Join(op, tuple(flat))

    def _compared(self) -> Node:
        left = self._counted()
        op = _COMPARING.get(self._ahead().lower()) if self._sort() in ("word", "sign") else None
        if op is None:
            return left
        self._place += 1
        return Compare(op, left, self._counted())

    def _counted(self) -> Node:
        """A value, or a sum or product of several, which is read over."""
        node = self._single()
        while (self._sort() == "sign" and self._ahead() in "+-*/|") or (
            self._sort() == "word" and self._ahead() in ("div", "mod")
        ):
            self._place += 1
            self._single()
            node = Arithmetic()
        return node

    def _single(self) -> Node:
        signs = ""
        while self._sort() == "sign" and self._ahead() in ("-", "!"):
            signs += self._ahead()
            self._place += 1
        node = self._plain()
        for sign in reversed(signs):
            node = _signed(sign, node)
            if len(signs) > DEEPEST:
                raise self._lost()
        return node

    def _plain(self) -> Node:
        if self._place >= len(self._tokens):
            raise NotAnExpression(_("It ends too early."))
        token = self._tokens[self._place]
        self._place += 1
        if (make := _PLAIN.get(token.sort)) is not None:
            return make(token.text)
        if token.sort == "word":
            return self._word(token.text)
        if token.text != "(":
            self._place -= 1
            raise self._lost()
        node = self._joined("or")
        self._expect(")")
        return node

    def _word(self, word: str) -> Node:
        if self._ahead() == "(" and self._sort() == "sign":
            self._place += 1
            return Call(word.lower(), self._arguments())
        if self._dialect is Dialect.XLSFORM:
            return Bare(word)
        name = word.partition(".")[0]
        return Itself() if name.lower() in ("self", "this") else Name(name)

    def _arguments(self) -> tuple[Node, ...]:
        arguments: list[Node] = []
        if self._ahead() == ")":
            self._place += 1
            return ()
        while True:
            arguments.append(self._joined("or"))
            if self._ahead() != ",":
                break
            self._place += 1
        self._expect(")")
        return tuple(arguments)

    def _expect(self, sign: str) -> None:
        if self._ahead() != sign:
            raise self._lost()
        self._place += 1

    def _ahead(self) -> str:
        return self._tokens[self._place].text if self._place < len(self._tokens) else ""

    def _sort(self) -> str:
        return self._tokens[self._place].sort if self._place < len(self._tokens) else ""

    def _lost(self) -> NotAnExpression:
        rest = " ".join(token.text for token in self._tokens[self._place : self._place + 4])
        return NotAnExpression(_("It cannot be read from “%(rest)s”.", rest=rest or ")"))


_PLAIN: Mapping[str, Callable[[str], Node]] = {
    "number": lambda text: Literal(float(text) if "." in text else int(text)),
    "text": lambda text: Literal(text[1:-1]),
    "name": Name,
    "path": lambda text: Name(text.rpartition("/")[2]),
    "itself": lambda _text: Itself(),
}


def _signed(sign: str, node: Node) -> Node:
    if sign == "!":
        return Call("not", (node,))
    if isinstance(node, Literal) and not isinstance(node.value, str):
        return Literal(-node.value)
    return Arithmetic()

"""What we know of a theme, in the one text that other programs keep for a code.

People can read it; marks in brackets let us read it again. A text without our last mark is
somebody else's, and is a definition as it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_SIGNATURE = "[YouWeSaid 1]"
_INCLUDE, _EXCLUDE, _EXAMPLE = "[Include]", "[Exclude]", "[Example]"
_NAME, _WORDS = "[Name in ", "[Words in "
#: A line of a person's that begins like a mark, or like this sign, gets the sign in front.
_GUARD = "\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What stands in the description of a code. *is_ours*: this software wrote it."""

    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # without English, the code's own name
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    key: str = ""
    state: str = ""
    aliases: Sequence[str] = ()  # "guid key" of themes that were merged into it
    is_ours: bool = False


def written(described: Described) -> str:
    """The description of a code."""
    parts = [_guarded(described.definition)]
    sections = [
        *((_INCLUDE, text) for text in (described.include,) if text),
        *((_EXCLUDE, text) for text in (described.exclude,) if text),
        *((_EXAMPLE, text) for text in described.examples),
        *((f"{_NAME}{language}]", name) for language, name in described.names.items()),
        *((f"{_WORDS}{lang}]", "\n".join(words)) for lang, words in described.terms.items()),
    ]
    parts += [f"{mark}\n{_guarded(text)}" for mark, text in sections]
    facts = [f"key: {described.key}", f"state: {described.state}"]
    facts += [f"was: {alias}" for alias in described.aliases]
    return "\n\n".join([*parts, "\n".join([_SIGNATURE, *facts])])


def read(text: str) -> Described:
    """What *text* says, by our marks where they are there."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    if _SIGNATURE not in (line.rstrip() for line in lines):
        return Described(definition=plain.strip())
    found = list(_sections(lines))
    facts = [
        line.partition(":")
        for mark, body in found
        if mark == _SIGNATURE
        for line in body.split("\n")
    ]

    def fact(name: str) -> list[str]:
        return [value.strip() for key, _colon, value in facts if key.strip() == name]

    def of(wanted: str) -> list[str]:
        return [body for mark, body in found if mark == wanted]

    return Described(
        definition="".join(of("")[:1]),
        include="\n".join(of(_INCLUDE)),
        exclude="\n".join(of(_EXCLUDE)),
        examples=of(_EXAMPLE),
        names=_by_language(found, _NAME),
        terms={
            language: words.split("\n") if words else []
            for language, words in _by_language(found, _WORDS).items()
        },
        key="".join(fact("key")[:1]),
        state="".join(fact("state")[:1]),
        aliases=fact("was"),
        is_ours=True,
    )


def _by_language(found: Sequence[tuple[str, str]], mark: str) -> dict[str, str]:
    return {
        each.removeprefix(mark).removesuffix("]"): body
        for each, body in found
        if each.startswith(mark)
    }


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each mark with the text under it; what stands before the first one has the mark ""."""
    mark, body = "", list[str]()
    for line in lines:
        if not _is_mark(line.rstrip()):
            body.append(line)
            continue
        if body and not body[-1]:
            body.pop()  # the blank line that stands before each mark
        yield mark, _unguarded(body)
        mark, body = line.rstrip(), []
    yield mark, _unguarded(body)


def _is_mark(line: str) -> bool:
    return line in {_INCLUDE, _EXCLUDE, _EXAMPLE, _SIGNATURE} or (
        line.startswith((_NAME, _WORDS)) and line.endswith("]")
    )


def _guarded(text: str) -> str:
    return "\n".join(
        _GUARD + line if line.startswith(("[", _GUARD)) else line for line in text.split("\n")
    )


def _unguarded(lines: Sequence[str]) -> str:
    return "\n".join(line.removeprefix(_GUARD) for line in lines)

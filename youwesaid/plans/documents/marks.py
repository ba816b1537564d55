"""The marks before entries of lists: bullets, numbers, letters, Roman numerals."""

import re

_BULLET = r"[-–—*•●▪‣◦○■□➢➤►▶✓✔❖◆·∙\uf0a7\uf0b7\uf0d8\uf0fc\uf076\x7f\uf02d]"
_DOTTED = r"\d{1,2}(?:\.\d{1,2})+[.)]?"
_ROMAN = r"(?=[ivxlcIVXLC])(?:x{0,3}(?:ix|iv|v?i{0,3})|X{0,3}(?:IX|IV|V?I{0,3}))"
_MARK = re.compile(
    rf"\s*(?:(?P<bullet>{_BULLET}(?=\s|[A-Z“\"‘])|o(?=\s{{2,}}|\t|\s[A-Z]))|"
    rf"(?P<dotted>{_DOTTED})(?=\s)|"
    r"(?P<decimal>\(?\d{1,2}[.)])(?=\s|[A-Z“\"‘])|"
    rf"(?P<roman>\(?{_ROMAN}[.)])(?=\s)|"
    r"(?P<letter>\(?[A-Za-z][.)])(?=\s)|"
    r"(?P<ref>[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})*[.):]?)(?=\s))\s*"
)


def split_mark(text: str) -> tuple[str, str]:
    """The mark before *text* and the rest; the mark is empty where there is none."""
    found = _MARK.match(text)
    if not found or (found[0].strip() in {"-", "*"} and not text[found.end() :].strip()):
        return "", text.strip() if text.strip() not in {"-", "*"} else ""
    return found[0].strip(), text[found.end() :].strip()


def style_of(mark: str) -> str:
    """The kind of *mark*: bullet, dotted, decimal, roman, letter, ref; empty without one."""
    found = _MARK.match(f"{mark} ") if mark else None
    return (found.lastgroup or "") if found else ("bullet" if mark else "")


def is_numbering(mark: str) -> bool:
    """Whether *mark* counts: anything but a bullet."""
    return style_of(mark) not in {"", "bullet"}


def printed(mark: str) -> str | None:
    """A mark as a reference: without its bracket or full stop; None for a bullet."""
    return mark.strip("().: ") or None if is_numbering(mark) else None


def is_next(first: str, second: str) -> bool:
    """Whether *second* comes after *first* in one count, printed in the same way."""
    if (
        style_of(first) != style_of(second)
        or first.strip()[-1:].isdigit() != second.strip()[-1:].isdigit()
    ):
        return False
    if not is_numbering(first):
        return True
    if re.sub(r"\w+", "", first) != re.sub(r"\w+", "", second):
        return False
    counts = [re.findall(r"\d+", mark) for mark in (first, second)]
    if not all(counts):
        return True  # letters and Roman numerals
    return counts[0][:-1] == counts[1][:-1] and int(counts[1][-1]) == int(counts[0][-1]) + 1

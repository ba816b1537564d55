"""True of every template: it compiles, has a place, is used, and lets nothing unsafe through."""

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from feedback.core.audience import Side
from feedback.core.paths import TEMPLATES
from tests.rules.conftest import Example

ROOT = TEMPLATES.parent
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
PAGES = [name for name in NAMES if name.endswith(".html")]
#: Whose templates a part may use besides its own.
SHARED = ("layouts/", "components/")
#: Templates of parts further down that a part may use, and why.
BORROWED = {
    ("insights", "plans/parts.html"): "a plan's own words look the same wherever they stand",
    ("tracker", "plans/parts.html"): "a plan's own words look the same wherever they stand",
    ("insights", "plans/picker.html"): "a plan item is chosen alike wherever one is tied to",
    ("involvement", "plans/picker.html"): "a plan item is chosen alike wherever one is tied to",
    ("insights", "plans/spoken.html"): "what is asked in every language is asked alike",
    ("involvement", "plans/spoken.html"): "what is asked in every language is asked alike",
    ("reading", "safeguarding/words.html"): "levels and reasons are called the same everywhere",
    ("reading", "safeguarding/card.html"): "the card of a level says the same wherever it stands",
}
#: Pages that may do what no other may, and why.
EXCUSED = {
    "layouts/embedded.html": "inside a frame, help and the way out are for the whole window",
    "sharing/list.html": "inside a frame, a page opens in the whole window",
    "accounts/arriving.html": "a strict cookie is sent only with the second request of a visit",
}
UNSAFE = {
    r"\|\s*safe\b": "words of people are only ever escaped",
    r"\bMarkup\b": "words of people are only ever escaped",
    r"autoescape": "words of people are only ever escaped",
    r"<script(?![^>]*\bsrc=)": "scripts are files",
    r"<style\b": "styles are files",
    r"\sstyle=": "styles are files",
    r"\son[a-z]+=": "scripts are files",
    r"javascript:": "scripts are files",
    r"<(?:script|link|img|iframe|source|use|form)[^>]*\b(?:src|href|action)=\"https?:":
        "nothing is asked of another place",
    r"<(?:iframe|object|embed|base)\b": "our policy forbids it",
    r"\btarget=": "a page opens where the reader is",
    r"<meta[^>]*http-equiv": "headers say it",
}  # fmt: skip


def source(name: str) -> str:
    """The text of a template, its comments left out."""
    return re.sub(r"\{#.*?#\}", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def referred(environment: Environment, name: str) -> Iterator[tuple[str, str]]:
    """How a template names others (extends, imports, includes), as far as that is written out."""
    tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    kinds = (nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)
    for node in tree.find_all(kinds):
        if isinstance(node.template, nodes.Const):
            yield type(node).__name__, node.template.value


@pytest.mark.parametrize("side", list(Side))
def test_every_template_compiles(example: Example, side):
    environment = getattr(example, side).jinja_env

    assert len(NAMES) > 50
    for name in NAMES:
        environment.get_template(name)


def test_every_template_extends_a_layout_or_is_part_of_another(example: Example):
    environment = example.public.jinja_env
    used = {other for name in NAMES for _how, other in referred(environment, name)}

    for name in PAGES:
        if name.startswith(SHARED):
            continue
        extends = re.search(r"\{%\s*extends\s+(\S+)", source(name))
        assert extends or name in used, f"{name} extends nothing and is part of nothing"


def test_every_template_that_is_named_exists_and_every_one_is_used(example: Example):
    environment = example.public.jinja_env
    written = "".join(
        path.read_text(encoding="utf-8")
        for package in ("feedback", "surveys", "youwesaid")
        for path in (ROOT / package).rglob("*.py")
    )
    named = {other for name in NAMES for _how, other in referred(environment, name)}

    assert not named - set(NAMES)
    # Letters are named by their stem; layouts by their side.
    unused = [
        name
        for name in NAMES
        if name not in named
        and f'"{name}"' not in written
        and not (name.startswith("mail/") and f'"{name[5:].partition(".")[0]}"' in written)
        and not name.startswith("layouts/")
    ]
    assert not unused


def test_a_part_uses_its_own_templates_layouts_and_components(example: Example):
    environment = example.public.jinja_env
    borrowed = {
        (name.partition("/")[0], other)
        for name in NAMES
        for _how, other in referred(environment, name)
        if not name.startswith(SHARED)
        and not other.startswith(SHARED)
        and name.partition("/")[0] != other.partition("/")[0]
    }

    assert not borrowed - set(BORROWED)


@pytest.mark.parametrize("unsafe", UNSAFE, ids=lambda unsafe: unsafe[:24])
def test_no_template_lets_anything_unsafe_through(unsafe):
    found = [name for name in PAGES if name not in EXCUSED and re.search(unsafe, source(name))]

    assert not found, UNSAFE[unsafe]


def test_every_form_of_the_staff_side_carries_its_token():
    for name in PAGES:
        text = source(name)
        if "/staff" not in name and "layouts/staff.html" not in text:
            continue
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            if 'method="post"' in form:
                assert "csrf_token" in form or "hidden_fields(" in form, f"{name}: {form[:120]}"


def test_no_page_offers_what_the_browser_would_remember():
    for name in PAGES:
        for box in re.findall(r"<(?:input|textarea)\b[^>]*>", source(name)):
            kind = re.search(r'type="(\w+)"', box)
            if kind and kind[1] in {"hidden", "submit", "radio", "checkbox"}:
                continue
            assert "autocomplete=" in box or "{{" in box, f"{name}: {box}"


def test_pages_are_escaped_by_their_name(example: Example):
    environment = example.public.jinja_env
    assert callable(environment.autoescape)

    for name in NAMES:
        assert environment.autoescape(name) is name.endswith(".html"), name

"""True of every stylesheet, script and picture: readable, mirrored for free, light, and alone."""

import gzip
import re
from pathlib import Path

import pytest

from feedback.core.paths import STATIC, TEMPLATES

SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SPRITE = STATIC / "img" / "icons.svg"
LIGHT, DARK = "light", "dark"
PALETTES = ("pine", "harbour", "plum", "slate")
HEAVIEST = {
    "proof.js": 1_000,
    "voice.js": 2_000,
    "public.css": 7_000,
    "staff.css": 4_000,
    "print.css": 3_000,
    "builder.css": 2_500,
    "insights.css": 700,
    "desk.css": 1_300,
    "findings.css": 700,
    "pack.css": 1_300,
    "public.js": 3_000,
    "surveys.js": 2_500,
    "answer.js": 1_000,
    "builder.js": 2_000,
    "desk.js": 4_500,
    "staff.js": 8_000,
    "typing.js": 1_500,
}

# Words on their ground: WCAG 2.2, 1.4.3 (4.5:1).
WORDS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("soft", "paper"),
    ("soft", "surface"),
    ("soft", "sunk"),
    ("link", "paper"),
    ("link", "surface"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-tint", "tint"),
    ("on-danger-tint", "danger-tint"),
    ("on-danger-tint", "paper"),
    ("on-danger-tint", "surface"),
    ("on-amber-tint", "amber-tint"),
    ("on-blue-tint", "blue-tint"),
    ("on-plum-tint", "plum-tint"),
]
# Edges that carry meaning: WCAG 2.2, 1.4.11 (3:1).
EDGES = [
    ("edge", "paper"),
    ("edge", "surface"),
    ("danger-edge", "paper"),
    ("danger-edge", "surface"),
    ("brand-edge", "paper"),
    ("brand-edge", "surface"),
    ("brand-edge", "sunk"),
    ("brand-edge", "tint"),
]
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|float|clear|width|height"
    r"|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|text-align\s*:\s*(?:left|right)"
)
ELSEWHERE = re.compile(r"@import|@font-face|url\(|https?:|fetch\(|XMLHttpRequest|sendBeacon")

#: Staff only, and never of another place: the page asks for itself again, as its own button does.
ASKS_ITSELF = {"answer.js": "fetch(location.href"}


def _without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def _declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def _colours(mode: str, palette: str) -> dict[str, str]:
    css = _without_comments(STATIC / "css" / "public.css")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 2)[:2]
    found: dict[str, str] = {}
    for text in (light, dark) if mode == DARK else (light,):
        for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            if selector.strip().endswith((":root", f'[data-palette="{palette}"]')):
                found |= _declared(block)
    while any(value.startswith("var(") for value in found.values()):
        found = {
            name: found.get(value[6:-1], "") if value.startswith("var(") else value
            for name, value in found.items()
        }
    return found


def _luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("mode", [LIGHT, DARK])
def test_every_pair_of_colours_can_be_told_apart(mode, palette):
    colours = _colours(mode, palette)

    faint = [
        f"{front} on {ground}: {contrast:.2f}"
        for pairs, least in ((WORDS, 4.5), (EDGES, 3.0))
        for front, ground in pairs
        if (contrast := _contrast(colours[front], colours[ground])) < least
    ]

    assert not faint, f"{mode}, {palette}: {faint}"


@pytest.mark.parametrize("mode", [LIGHT, DARK])
def test_the_way_out_and_the_focus_ring_stand_out(mode):
    colours = _colours(mode, "pine")

    assert _contrast("#ffffff", colours["danger"]) >= 4.5
    assert _contrast("#1b1f23", colours["focus"]) >= 4.5
    assert mode == LIGHT or _contrast(colours["focus"], colours["paper"]) >= 3
    assert mode == DARK or _contrast("#1b1f23", colours["paper"]) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_right_to_left_needs_no_second_sheet(sheet):
    bare = re.sub(r"@media[^{]+", "", _without_comments(sheet))

    assert not PHYSICAL.findall(bare)


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS, SPRITE], ids=lambda path: path.name)
def test_no_static_file_asks_anything_of_another_place(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    text = text.replace(ASKS_ITSELF.get(path.name, "\0"), "")

    assert not ELSEWHERE.findall(text)


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_styles_and_scripts_stay_light(path):
    size = len(gzip.compress(path.read_bytes(), 9, mtime=0))

    assert size <= HEAVIEST[path.name], f"{path.name} is {size} bytes gzipped"


def test_the_public_script_keeps_nothing_in_the_browser():
    text = (STATIC / "js" / "public.js").read_text(encoding="utf-8")

    assert not re.search(r"localStorage|sessionStorage|indexedDB|cookie|caches", text)


def test_every_picture_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))
    named = {
        (path.name, name)
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"\bicon\(\s*[\"']([\w-]+)[\"']", path.read_text(encoding="utf-8"))
    }

    assert not {where for where in named if where[1] not in drawn}

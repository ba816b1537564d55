"""Words whose beginning changes with their place in a sentence: Welsh, Gaelic, Arabic.

A seed term or a searched word is written in one shape; the text may hold another. Welsh *cymorth*
stands as gymorth, chymorth or nghymorth; Gaelic *cuideachadh* as chuideachadh; Arabic *مدرسة* with
"and", "the", "in" or "to" written on to it. Endings are another matter (prefix terms, stemmers).
"""

SHORTEST_CHANGED = 4
SHORTEST_LEFT = 3

WELSH = {
    "ll": ("l",), "rh": ("r",), "p": ("b", "mh", "ph"), "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"), "b": ("f", "m"), "d": ("dd", "n"), "g": ("", "ng"), "m": ("f",),
}  # fmt: skip
"""Soft, nasal and aspirate mutation of each first letter."""

# These are letters of their own in Welsh, and do not change.
WELSH_FIXED = ("ch", "ph", "th", "dd", "ng", "mh", "nh")

GAELIC_LENITED = "bcdfgmpst"
GAELIC_FIXED = ("sc", "sg", "sm", "sp", "st")

ARABIC_ARTICLES = ("بال", "كال", "ال", "لل")
ARABIC_AND = "وف"
ARABIC_PARTICLES = "بكل"


def shapes(form: str, language: str) -> tuple[str, ...]:
    """The form itself, then every shape that its beginning takes in a sentence of this language."""
    if len(form) < SHORTEST_CHANGED:
        return (form,)
    if language == "cy":
        return (form, *_welsh(form))
    if language == "gd":
        return (form, *_gaelic(form))
    return (form,)


def _welsh(form: str) -> tuple[str, ...]:
    if form.startswith(WELSH_FIXED):
        return ()
    first = next((first for first in WELSH if form.startswith(first)), "")
    return tuple(changed + form[len(first) :] for changed in WELSH.get(first, ()))


def _gaelic(form: str) -> tuple[str, ...]:
    if form[0] not in GAELIC_LENITED or form.startswith(GAELIC_FIXED):
        return ()
    if form[1] == "h":
        return (form[0] + form[2:],)
    return (form[0] + "h" + form[1:],)


def bare(form: str, language: str) -> tuple[str, ...]:
    """The form itself, then what is left when Arabic particles and the article are taken off it."""
    if language != "ar":
        return (form,)
    found = [form]
    for start in (form, form[1:] if form[:1] in ARABIC_AND else ""):
        article = next((each for each in ARABIC_ARTICLES if start.startswith(each)), "")
        particle = start[:1] if start[:1] in ARABIC_PARTICLES else ""
        found.extend([start, *(start[len(each) :] for each in (article, particle) if each)])
    return tuple(
        dict.fromkeys(each for each in found if len(each) >= SHORTEST_LEFT or each == form)
    )

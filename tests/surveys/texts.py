"""Names, texts and days of every shape, and what is none of these."""

import string

from hypothesis import strategies as st

from feedback.core.text import clean
from surveys.definitions.definition import END
from surveys.definitions.question import Words

names = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=8).filter(
    lambda name: not name.startswith("_") and name != END
)
texts = (
    st.text(st.sampled_from("aB 7\n'\"<&%{}۷ہمਮیł\u200f😀"), min_size=1, max_size=12)
    .map(clean)
    .filter(lambda text: bool(text) and "{{" not in text and "}}" not in text)
)
days = st.dates().map(lambda day: day.isoformat())
digests = st.sampled_from(["a" * 64, "0f" * 32])
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def words(languages: tuple[str, ...]) -> st.SearchStrategy[Words]:
    """One text in each of *languages*."""
    return st.fixed_dictionaries(dict.fromkeys(languages, texts))

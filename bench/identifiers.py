"""Counts what is proposed to be hidden in real comments, and measures how long that takes.

    python bench/identifiers.py [--data DIR] [--show N]

DIR holds CSV files with a column ``text``; without --data it is ``themes`` in the folder that
YOUWESAID_SHARED names, or in ``shared`` beside the repository. The names and numbers in those
comments were taken out before they were published, so that nearly every proposal is a false alarm.
Times are CPU time. --show prints examples, for somebody who may read the comments.
"""

import csv
import os
import time
from collections import defaultdict
from pathlib import Path

import click

from feedback.nlp.identifiers import Proposal, proposals

SHARED = Path(os.environ.get("YOUWESAID_SHARED", Path(__file__).parents[2] / "shared"))
AROUND = 20  # letters of an example on either side


def texts_in(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8") as rows:
            found += [row["text"] for row in csv.DictReader(rows) if row.get("text")]
    return found


def example(text: str, found: Proposal) -> str:
    return " ".join(text[max(0, found.start - AROUND) : found.end + AROUND].split())


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--show", default=0, help="Examples of each detector")
def main(data: Path | None, show: int) -> None:
    """Print proposals for every 1,000 comments, by kind, reason and band."""
    texts = texts_in(data or SHARED / "themes")
    began = time.process_time()
    proposals("Priya", language="en")
    loaded = time.process_time() - began
    by_detector: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    began = time.process_time()
    seen = [(text, each) for text in texts for each in proposals(text, language="en")]
    spent = time.process_time() - began
    for text, found in seen:
        by_detector[found.kind, found.reason, found.band].append(example(text, found))
    each_ms = 1000 * spent / len(texts)
    print(f"{len(texts)} comments, {each_ms:.3f} ms each; lists read in {loaded:.2f} s")
    for detector, examples in sorted(by_detector.items(), key=lambda each: -len(each[1])):
        kind, reason, band = detector
        print(f"{kind:16}{reason:16}{band:8}{1000 * len(examples) / len(texts):7.1f} in 1,000")
        for words in examples[:show]:
            print(f"    {words}")
    print(f"{'all':40}{1000 * len(seen) / len(texts):7.1f} in 1,000")


if __name__ == "__main__":
    main()

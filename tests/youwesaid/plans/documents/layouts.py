"""The invented plans laid out as files: Markdown, text, Word."""

import io
import textwrap

from docx import Document
from docx.shared import Pt

from tests.youwesaid.plans.documents.invented import FIRE, HEALTH, POLICE
from tests.youwesaid.plans.documents.invented_more import CARDS, PLAIN, PROSE, REGIONAL, TABLE


def health() -> bytes:
    """Markdown with pillars, commitments, a table of partners."""
    lines = [f"# {HEALTH.title}", "", "## Contents", "", *(f"- "
        f"{part.title}" for part in HEALTH.parts), "",
             "## Our vision", "", f"> {HEALTH.vision}", "", "## The values we share", "",
             *(f"* {text}" for text in HEALTH.principles), "", "## Who we are", "",
             "| Organisation | Seat |", "|---|---|", *(f"| {name} | "
                 f"Member |" for name in HEALTH.aside), ""]  # fmt: skip
    for part in HEALTH.parts:
        lines += [f"## {part.ref} – {part.title}", "", part.statement, ""]
        if part.why:
            lines += ["### Where we are now", "", *(f"- {text}" for text in part.why), ""]
        lines += ["### Our commitments", "", *(f"{n}. "
            f"{text}" for n, text in enumerate(part.actions, 1)), "",
                  "### What will be different", "", *(f"- {text}" for text in part.outcomes), "",
                  "### How we'll measure it", "", "| Indicator | How often |", "|---|---|",
                  *(f"| {text} | yearly |" for text in part.measures), ""]  # fmt: skip
    lines += ["## Governance", "", "The board meets:", "", "- every two months", "- in public", ""]
    return "\n".join(lines).encode()


def police() -> bytes:
    """Word with heading styles and an action table under each priority."""
    book = Document()
    book.add_heading(POLICE.title, 0)
    book.add_heading("Foreword by the Commissioner", 1)
    book.add_paragraph("I am proud of what our officers do. We will keep listening to you.")
    book.add_heading("Our priorities", 1)
    for part in POLICE.parts:
        book.add_heading(part.title, 2)
        if part.statement:
            book.add_paragraph(part.statement)
        table = book.add_table(rows=1, cols=4)
        for cell, text in zip(
            table.rows[0].cells,
            ("What we will do", "Lead", "By when", "How we will know"),
            strict=True,
        ):
            cell.text = text
        for row in zip(part.actions, part.owners, part.dues, part.measures, strict=True):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    book.add_heading("How we hold the force to account", 1)
    book.add_paragraph(POLICE.aside[0])
    for text in ("Monthly meetings", "An ethics panel"):
        book.add_paragraph(text, style="List Bullet")
    return _saved(book)


def fire() -> bytes:
    """Text wrapped at 72 letters, pages with header and number, Roman numerals, letters."""
    body = [FIRE.title.upper(), "", "CONTENTS", ""]
    body += [
        f"{part.ref}. {part.title.title()} {'.' * 30} {n + 2}" for n, part in enumerate(FIRE.parts)
    ]
    body += ["", *textwrap.wrap("This strategy says how we will lower risk. It follows talks "
        "with people in every "
                                "valley, and replaces the plan of 2021.", 72), ""]  # fmt: skip
    for part in FIRE.parts:
        body += [f"{part.ref}. {part.title}", "", "Over the next four years we will:", ""]
        body += _listed(part.actions, "abcdefg")
        body += ["", "We will measure:", ""]
        body += _listed(part.measures, "•" * 9)
        body += [""]
    pages, out = [body[at : at + 26] for at in range(0, len(body), 26)], []
    for number, page in enumerate(pages, 1):
        out += ["Brackenshire Fire and Rescue", *page, "", f"Page {number} of {len(pages)}", "\f"]
    return "\n".join(out[:-1]).replace("\n\f\n", "\f").encode()


def _listed(texts: tuple[str, ...], letters: str) -> list[str]:
    lines: list[str] = []
    for text, letter in zip(texts, letters, strict=False):
        mark = letter if letter == "•" else f"{letter})"
        lines += textwrap.wrap(
            f"{text};", 72, initial_indent=f"  {mark} ", subsequent_indent="     "
        )
    return lines


def prose() -> bytes:
    """Nothing but sentences, each paragraph one line."""
    which = ("first", "second", "third")
    out = [PROSE.title, "", ("Ashcombe is a market town with a proud history. Last year four "
        "hundred people told us "
           "what worries them."), ""]  # fmt: skip
    for ordinal, part in zip(which, PROSE.parts, strict=True):
        out += [f"Our {ordinal} priority is {part.title}. People raised it in every meeting. "
                + " ".join((*part.actions, *part.measures)), ""]  # fmt: skip
    return "\n".join(out).encode()


def table() -> bytes:
    """One long table; the theme stands only beside its first row."""
    book = Document()
    book.add_paragraph(TABLE.title).runs[0].font.size = Pt(20)
    heads = ("Ref", "Theme", "Action", "Lead agency", "Timescale", "Success measure", "RAG")
    grid = book.add_table(rows=1, cols=len(heads))
    for cell, text in zip(grid.rows[0].cells, heads, strict=True):
        cell.text = text
    for number, part in enumerate(TABLE.parts, 1):
        rows = zip(part.actions, part.owners, part.dues, part.measures, strict=True)
        for at, (action, owner, due, measure) in enumerate(rows, 1):
            cells = (
                f"{number}.{at}",
                part.title if at == 1 else "",
                action,
                owner,
                due,
                measure,
                "",
            )
            for cell, text in zip(grid.add_row().cells, cells, strict=True):
                cell.text = text
    return _saved(book)


def plain() -> bytes:
    """Word without heading styles: bold lines, lists by style, nothing numbered."""
    book = Document()
    _bold(book, PLAIN.title)
    _bold(book, "Our principles")
    for text in PLAIN.principles:
        book.add_paragraph(text, style="List Bullet")
    for part in PLAIN.parts:
        _bold(book, part.title)
        _bold(book, "Why this matters")
        for text in part.why:
            book.add_paragraph(f"{text}.")
        _bold(book, "Our actions")
        for text in part.actions:
            book.add_paragraph(text, style="List Number")
        _bold(book, "What success looks like")
        for text in part.outcomes:
            book.add_paragraph(text, style="List Bullet")
    _bold(book, "Getting help")
    book.add_paragraph("Ring the national helpline at any hour.")
    return _saved(book)


def cards() -> bytes:
    """Word: a table for each priority, its headings in the first column."""
    book = Document()
    book.add_heading(CARDS.title, 0)
    for part in CARDS.parts:
        grid = book.add_table(rows=0, cols=2)
        rows = ((part.ref, part.title), ("Why", part.statement), (("What we "
            "will do"), "\n".join(f"• {t}" for t in part.actions)),
                ("How we will measure success", "\n".join(f"• "
                    f"{t}" for t in part.measures)))  # fmt: skip
        for row in rows:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
        book.add_paragraph()
    return _saved(book)


def regional() -> bytes:
    """Markdown whose headings are bold lines and whose actions are nested under goals."""
    out = [
        f"**{REGIONAL.title}**",
        "",
        f"**Vision:** {REGIONAL.vision}",
        "",
        "**Our goals are:**",
        "",
    ]
    out += [f"{part.ref}. {part.title}" for part in REGIONAL.parts]
    for part in REGIONAL.parts:
        out += ["", f"**Goal {part.ref}: {part.title}**", "", "*Activities*", ""]
        out += [f"- {text}" for text in part.actions]
        out += ["", "*Intended outcomes*", "", *(f"- {text}" for text in part.outcomes)]
    return "\n".join(out).encode()


def _bold(book: Document, text: str) -> None:
    book.add_paragraph().add_run(text).bold = True


def _saved(book: Document) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

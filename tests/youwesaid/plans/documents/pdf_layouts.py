"""The invented plans laid out as PDFs: two columns with a footer, one column with numbers."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)  # fmt: skip

from tests.youwesaid.plans.documents.invented import COUNCIL
from tests.youwesaid.plans.documents.invented_more import OUTCOME

_STYLES = getSampleStyleSheet()
_BODY = ParagraphStyle("body", parent=_STYLES["BodyText"], fontSize=10, leading=12.5, spaceAfter=5)
_SMALL = ParagraphStyle("small", parent=_BODY, fontName="Helvetica-Bold")


def council() -> bytes:
    """Two columns; a footer with the page number on every page."""
    story = [
        Paragraph(COUNCIL.title, _STYLES["Title"]),
        Paragraph("Introduction by the Leader", _STYLES["Heading1"]),
    ]
    story += [Paragraph("Netherby is a borough of market towns and moorland. This plan says "
        "what the council will "
                        "do in the next three years. " * 3, _BODY)]  # fmt: skip
    for part in COUNCIL.parts:
        story.append(Paragraph(f"{part.ref}: {part.title}", _STYLES["Heading1"]))
        if part.statement:
            story.append(Paragraph(part.statement, _BODY))
        story += [Paragraph("We will:", _SMALL), _bullets(part.actions, "bullet"),
                  Paragraph("How will we know we have made a difference?", _STYLES["Heading2"]),
                  _bullets(part.measures, "bullet")]  # fmt: skip
    return _built(story, columns=2, footer="Netherby Council Plan 2026-2029")


def outcomes() -> bytes:
    """One column; numbers that restart, a ruled table of measures, a header."""
    story = [Paragraph(OUTCOME.title, _STYLES["Title"]), Paragraph("Our "
        "vision", _STYLES["Heading1"]),
             Paragraph(OUTCOME.vision, _BODY)]  # fmt: skip
    for part in OUTCOME.parts:
        story.append(Paragraph(f"{part.ref}: {part.title}", _STYLES["Heading1"]))
        if part.why:
            story.append(Paragraph("Why is this important?", _STYLES["Heading2"]))
            story.append(_bullets(part.why, "bullet"))
        story += [Paragraph("Key actions", _STYLES["Heading2"]), _bullets(part.actions, "1"),
                  Paragraph("Indicators", _STYLES["Heading2"])]  # fmt: skip
        rows = [[Paragraph(text, _SMALL) for text in ("Indicator", "Source")]]
        rows += [
            [Paragraph(text, _BODY), Paragraph("yearly return", _BODY)] for text in part.measures
        ]
        ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        story += [Table(rows, colWidths=[10 * cm, 5 * cm], style=ruled), Spacer(1, 10)]
    return _built(story, columns=1, footer="Strathbrae Community Planning Partnership")


def pictures_only() -> bytes:
    """A scan: a page without a letter of text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    return out.getvalue()


def locked() -> bytes:
    """A PDF that opens with a password only."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt="secret")
    canvas.drawString(50, 700, "Nobody reads this. " * 20)
    canvas.save()
    return out.getvalue()


def _bullets(texts: tuple[str, ...], kind: str) -> ListFlowable:
    dotted = (
        {"bulletType": "1", "bulletFormat": "%s."}
        if kind == "1"
        else {"bulletType": "bullet", "start": "•"}
    )
    return ListFlowable(
        [ListItem(Paragraph(text, _BODY)) for text in texts], leftIndent=14, **dotted
    )


def _built(story: list, *, columns: int, footer: str) -> bytes:
    out = io.BytesIO()
    wide, high = A4
    room = (wide - 4 * cm - (columns - 1) * cm) / columns
    tall = high - 5 * cm
    frames = [
        Frame(2 * cm + at * (room + cm), 2.5 * cm, room, tall, leftPadding=0, rightPadding=0)
        for at in range(columns)
    ]

    def furnish(canvas: Canvas, book: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(2 * cm, 1.4 * cm, footer)
        canvas.drawRightString(wide - 2 * cm, 1.4 * cm, f"{book.page}")

    book = BaseDocTemplate(
        out, pagesize=A4, pageTemplates=[PageTemplate("all", frames, onPage=furnish)]
    )
    book.build(story)
    return out.getvalue()

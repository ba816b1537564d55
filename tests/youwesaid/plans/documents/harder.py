"""Six harder invented plans: letters as bullets, tables without lines, lists typed as 1. 1. 1."""

import io

from docx import Document
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.youwesaid.plans.documents.invented import Invented, Part

_STYLES = getSampleStyleSheet()

CITY = Invented(
    "city.md",
    "City Plan 2030",
    parts=(
        Part(
            "",
            "A great place to grow up",
            actions=(
                "Open two youth clubs in the north of the city",
                "Keep every children's centre open",
            ),
            outcomes=("Teenagers have somewhere to go",),
            measures=("Attendance at youth clubs", "School exclusions fall by a third"),
        ),
        Part(
            "",
            "A fair place to work",
            actions=(
                "Pay the real living wage to all our staff",
                "Help residents to start co-operatives",
                "Ban zero hours contracts in our supply chain",
            ),
            outcomes=("Work pays",),
            measures=("Share of residents on low pay",),
        ),
        Part(
            "",
            "A good place to grow old",
            actions=("Build dementia-friendly high streets",),
            outcomes=(
                "Older residents get out and about",
                "Nobody waits in hospital for a care package",
            ),
            measures=("Delayed discharges",),
        ),
    ),
)
BUSINESS = Invented(
    "business.docx",
    "Safeguarding Children Partnership: Business Plan 2025-27",
    parts=(
        Part(
            "Strategic Priority 1",
            "Tackling child exploitation",
            actions=(
                "Train taxi drivers and hotel staff to spot the signs",
                "Map hot spots every quarter with the police",
                "Set up a parents' support circle",
            ),
            measures=(
                "Number of children flagged at risk",
                "Disruptions of suspects, month by month",
            ),
        ),
        Part(
            "Strategic Priority 2",
            "Neglect",
            actions=(
                "Use the graded care profile in all early help work",
                "Run a campaign in nurseries about tooth decay",
            ),
            measures=("Percentage of plans with a graded care profile",),
        ),
    ),
)
JUSTICE = Invented(
    "justice.txt",
    "LOCAL CRIMINAL JUSTICE BOARD DELIVERY PLAN 2025-26",
    parts=(
        Part(
            "OBJECTIVE ONE",
            "REDUCING OFFENDING",
            actions=(
                "Roll out the out-of-court framework across all custody suites",
                "Commission peer mentors for people leaving prison",
            ),
            measures=("Proven reoffending rate down to 24 per cent",),
        ),
        Part(
            "OBJECTIVE TWO",
            "PROTECTING VICTIMS",
            actions=(
                "Launch a single victims' hub",
                "Extend the domestic abuse court to three days a week",
                "Recruit six independent advisers",
            ),
            measures=("Victim satisfaction", "Days from report to charge"),
        ),
        Part(
            "OBJECTIVE THREE",
            "BUILDING TRUST",
            actions=("Publish stop and search data by ward",),
            measures=("Public confidence, in the yearly survey",),
        ),
    ),
)
TOWN = Invented(
    "town.md",
    "Town plan 2025/26",
    parts=(
        Part(
            "", "Housing", actions=("We will build 200 council homes.",), outcomes=(), measures=()
        ),
        Part(
            "",
            "Health",
            actions=("We will open a mental health crisis cafe.",),
        ),
        Part(
            "",
            "Safety",
            actions=("We will light every park path by December 2026.",),
        ),
    ),
)
VIOLENCE = Invented(
    "violence.pdf",
    "Violence Against Women and Girls Delivery Plan",
    parts=(
        Part(
            "1",
            "Prevention",
            actions=(
                "Deliver bystander training in every sixth form",
                "Place family workers in the two busiest police stations",
            ),
            measures=("1,200 pupils trained", "Repeat call-outs reduce by 10%"),
        ),
        Part(
            "2",
            "Provision",
            actions=("Fund four more refuge spaces for disabled women",),
            measures=("Refuge spaces open by June 2026",),
        ),
        Part(
            "3",
            "Pursuing perpetrators",
            actions=(
                "Use protection orders in every high risk case",
                "Hold weekly offender panels with probation",
            ),
            measures=("Orders applied for", "Panels held"),
        ),
    ),
)
COMMUNITY = Invented(
    "community.md",
    "Community Plan",
    parts=(
        Part(
            "Pillar One",
            "Safe",
            actions=(
                "Install CCTV at every station",
                "Bring neighbourhood officers back to villages",
            ),
            measures=("Recorded crime per thousand residents",),
        ),
        Part(
            "Pillar Two",
            "Healthy",
            actions=("Offer blood pressure checks in barber shops", "Put fruit on school menus"),
            measures=("Healthy life expectancy",),
        ),
    ),
)


def city() -> bytes:
    """Ambitions as headings, "we will" and "by 2030" as headings, stars as bullets."""
    out = [f"# {CITY.title}", "", "**Draft for consultation**", "", "## Message from the Mayor", ""]
    out += ["We have come a long way. We will not stop now.", "", "## Our three ambitions", ""]
    for part in CITY.parts:
        out += [f"### {part.title}", "", "This matters to us because people told us so.", ""]
        out += ["#### We will", "", *(f"* {text};" for text in part.actions), ""]
        out += ["#### By 2030", "", *(f"* {text}" for text in part.outcomes), ""]
        out += ["#### How we'll know we're succeeding", ""]
        out += [*(f"* {text}" for text in part.measures), ""]
    out += ["## How we will deliver the plan", ""]
    out += ["Cabinet members will report to scrutiny twice a year.", ""]
    out += ["## Have your say", "", "Write to us:", "", "- by post", "- online"]
    return "\n".join(out).encode()


def business() -> bytes:
    """Word: numbers typed before actions, and the same actions again in a table at the end."""
    book = Document()
    book.add_heading(BUSINESS.title, 0)
    book.add_heading("1. Introduction", 1)
    book.add_paragraph("It has two strategic priorities, which were chosen at a workshop.")
    book.add_heading("2. Strategic priorities", 1)
    for number, part in enumerate(BUSINESS.parts, 1):
        book.add_heading(f"{part.ref} – {part.title}", 2)
        book.add_paragraph("What do we want to achieve? Children are seen, heard and helped.")
        book.add_heading("What we will do", 3)
        for at, text in enumerate(part.actions, 1):
            book.add_paragraph(f"{number}.{at} {text}")
        book.add_heading("Measures of success", 3)
        for text in part.measures:
            book.add_paragraph(text, style="List Bullet")
    book.add_heading("3. Governance and reporting", 1)
    book.add_paragraph("The executive meets quarterly and will:")
    for text in ("receive reports", "challenge partners"):
        book.add_paragraph(text, style="List Bullet")
    book.add_heading("Appendix A: Action plan", 1)
    for number, part in enumerate(BUSINESS.parts, 1):
        _action_table(book, number, part)
        book.add_paragraph()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _action_table(book: Document, number: int, part: Part) -> None:
    grid = book.add_table(rows=2, cols=4)
    first = grid.rows[0].cells
    first[0].merge(first[3])
    first[0].text = f"{part.ref}: {part.title}"
    rows = [("Ref", "Action", "Owner", "Deadline")]
    rows += [(f"{number}.{at}", text, "Business unit", "Dec 2025")
             for at, text in enumerate(part.actions, 1)]  # fmt: skip
    for at, row in enumerate(rows):
        cells = grid.rows[1].cells if at == 0 else grid.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text


def justice() -> bytes:
    """Text: capitals, number words, letters and a small o before entries."""
    out = [JUSTICE.title, "", "OFFICIAL", "", "Contents", "Objective one ........ 2", ""]
    out += ["The Board brings together courts and police. Its members are:", ""]
    out += ["- The Chief Constable", "- The Crown Prosecution Service", ""]
    for part in JUSTICE.parts:
        out += [f"{part.ref}: {part.title}", "", "Rationale", ""]
        out += [
            "Demand has grown since 2021 and the courts are behind.",
            "",
            "Key deliverables",
            "",
        ]
        out += [f"{letter}. {text}." for letter, text in zip("abcdef", part.actions, strict=False)]
        out += ["", "Success criteria", "", *(f"o  {text}" for text in part.measures), ""]
        out += ["Lead: Chair of the Board", ""]
    return "\n".join(out).encode()


def town() -> bytes:
    """Priorities as entries of one list, each with its promise."""
    entries = [f"- **{part.title}:** {part.actions[0]}" for part in TOWN.parts]
    out = [f"# {TOWN.title}", "", "## Our priorities for 2025/26", "", *entries, ""]
    return "\n".join([*out, "## What next", "", "We publish progress in spring."]).encode()


def violence() -> bytes:
    """PDF: a table without lines; the priority stands only beside its first row."""
    body = _STYLES["BodyText"]
    heads = ("Priority", "Action", "Lead", "By when", "Measure")
    rows = [[Paragraph(f"<b>{text}</b>", body) for text in heads]]
    for part in VIOLENCE.parts:
        for at, (action, measure) in enumerate(zip(part.actions, part.measures, strict=False)):
            name = f"{part.ref}. {part.title}" if at == 0 else ""
            cells = (name, action, "Council" if at % 2 else "Police", "June 2026", measure)
            rows.append([Paragraph(text, body) for text in cells])
    out = io.BytesIO()
    table = Table(rows, colWidths=[90, 180, 60, 60, 110])
    SimpleDocTemplate(out).build([Paragraph(VIOLENCE.title, _STYLES["Title"]), table])
    return out.getvalue()


def community() -> bytes:
    """Markdown: every number typed as 1, objectives under pillars, bold lines as headings."""
    out = [f"# {COMMUNITY.title}", "", "## Executive summary", "", "We have two pillars.", ""]
    for part in COMMUNITY.parts:
        out += [f"## {part.ref}: {part.title}", "", "Objectives:", ""]
        out += [*(f"1. {text}" for text in part.actions), "", "**Performance indicators**", ""]
        out += [*(f"1. {text}" for text in part.measures), ""]
    out += ["## Monitoring and review", ""]
    out += [
        "The board looks at the indicators every six months and publishes a report each spring."
    ]
    return "\n".join(out).encode()

"""Project files as other programs write them."""

import io
import uuid
import zipfile

from feedback.coding.exchange.refi_in import read_project
from feedback.core.lines import Lines

NS = "urn:QDA-XML:project:1.0"
G = [str(uuid.UUID(int=0xA0000000000040008000000000000000 + n)) for n in range(20)]
EMOJI = "Nobody 🙂 asked me. لم يسألني أحد. Then they did 👩🏽‍🦰!"


def packed(xml, *, name="project.qde", **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
        for path, text in parts.items():
            raw = text if isinstance(text, bytes) else text.encode()
            archive.writestr(path.replace("__", "/"), raw)
    return out.getvalue()


def project(body, *, ns=NS, origin=""):
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<Project xmlns="{ns}" name="P" origin="{origin}">{body}</Project>'


def text_source(inside="", *, guid=G[1], **attributes):
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<TextSource guid="{guid}" name="T" {said}>{inside}</TextSource>'


def selection(start, end, inside="", name=""):
    return (
        f'<PlainTextSelection guid="{uuid.uuid4()}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{inside}</PlainTextSelection>'
    )


def coding(code=G[2], user=""):
    by = f'creatingUser="{user}"' if user else ""
    return f'<Coding guid="{uuid.uuid4()}" {by}><CodeRef targetGUID="{code}"/></Coding>'


CODES = f'<CodeBook><Codes><Code guid="{G[2]}" name="Asked" isCodable="true"/></Codes></CodeBook>'


def read(content):
    report = Lines()
    return read_project(content, report), report


def reasons(report):
    return " ".join(sentence for line in report.lines for sentence in line.why)


def stretches(found):
    return [found.texts[0].text[part.start : part.end] for part in found.texts[0].selections]

"""Proof of answers: links and files. Other proof needs a second signature, like other words."""

import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from sqlalchemy import Select, select

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core import text as texts
from feedback.core.db import session
from feedback.core.errors import Refused
from youwesaid.insights import files
from youwesaid.insights.models import (
    Answer,
    AnswerState,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    Insight,
)


class ProofMissing(Refused):
    """Evidence says what it is, in English at least."""


class LinkMissing(Refused):
    """Evidence that is a page has the address of it, or is a file."""


class UnsafeLink(Refused):
    """Only addresses that begin with https:// are shown to people."""


def add_evidence(
    answer: Answer,
    *,
    kind: EvidenceKind,
    text: Mapping[str, str],
    by: Staff,
    url: str | None = None,
    content: bytes | None = None,
) -> Evidence:
    """Add proof to an answer; a signed one needs its second person again. *content*: of a file.

    Raises ProofMissing, LinkMissing, UnsafeLink, or NotProof of the files.
    """
    written = texts.clean_spoken(text)
    address = texts.one_line(url or "")
    if not written.get("en"):
        raise ProofMissing
    if kind is EvidenceKind.LINK and not (address or content):
        raise LinkMissing
    if address and not is_safe_link(address):
        raise UnsafeLink
    file = _kept(answer, content) if content is not None else None
    touch(answer, by)
    proof = Evidence(kind=kind, text=written, url=address or None, file=file)
    answer.evidence.append(proof)
    session().flush()
    facts = {"file": file.media_type, "bytes": file.size} if file else {}
    audit.record(verb="evidence.added", thing="answer", thing_id=answer.id, facts=facts, actor=by)
    return proof


def remove_evidence(proof: Evidence, *, by: Staff) -> None:
    """Take proof away from an answer; a signed one needs its second person again.

    A file that was never public goes with it; one that is public stays until the next version.
    """
    answer, file = proof.answer, proof.file
    touch(answer, by)
    answer.evidence.remove(proof)
    session().delete(proof)
    session().flush()
    if file is not None and not file.is_public and not _is_used(file):
        session().delete(file)
        session().flush()
    audit.record(verb="evidence.removed", thing="answer", thing_id=answer.id, actor=by)


def show_files(insight: Insight) -> None:
    """Let the public have the files of signed answers, and those alone."""
    signed = {
        proof.file_id
        for answer in insight.answers
        if answer.state is AnswerState.SIGNED
        for proof in answer.evidence
    }
    for file in session().scalars(_of(insight)):
        file.is_public = file.id in signed


def lock(answer: Answer) -> None:
    """Let one change *answer* at a time: nobody signs what somebody else is just writing."""
    session().flush()
    session().execute(select(Answer.id).where(Answer.id == answer.id).with_for_update())
    session().refresh(answer)  # apart: what is joined to a row cannot be locked with it


def unsign(answer: Answer) -> None:
    """Make *answer* a draft that nobody has signed."""
    answer.state = AnswerState.DRAFT
    answer.signed_by_id = answer.signed_at = None


def touch(answer: Answer, by: Staff) -> None:
    """Note that *by* had a hand in *answer*: whoever signed it must read it again."""
    lock(answer)
    unsign(answer)
    answer.touched_by_ids = sorted({*answer.touched_by_ids, by.id.hex})


def is_safe_link(address: str) -> bool:
    """Whether *address* is a whole https address of some host, without a user name in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def _kept(answer: Answer, content: bytes) -> EvidenceFile:
    clean = files.cleaned(content)
    digest = hashlib.sha256(clean.content).hexdigest()
    held = session().scalars(
        _of(answer.insight).where(EvidenceFile.digest == digest)
    ).one_or_none()  # fmt: skip
    if held is not None:
        return held
    made = EvidenceFile(
        insight_id=answer.insight_id,
        digest=digest,
        media_type=clean.media_type,
        content=clean.content,
        size=len(clean.content),
    )
    session().add(made)
    session().flush()
    return made


def _of(insight: Insight) -> Select[EvidenceFile]:
    return select(EvidenceFile).where(EvidenceFile.insight_id == insight.id)


def _is_used(file: EvidenceFile) -> bool:
    use = select(Evidence.id).where(Evidence.file_id == file.id).limit(1)
    return session().scalar(use) is not None

"""Making a pack for somebody; that it was made is written down, and nothing of what it says."""

from typing import Any

from feedback.accounts.models import Staff
from feedback.audit import services as audit
from feedback.core.named_files import NamedFile
from youwesaid.packs.formats.files import Format, file_of
from youwesaid.packs.outline import pack
from youwesaid.packs.record import Asked


def make_pack(asked: Asked, *, how: Format, by: Staff | None = None) -> NamedFile:
    """The pack as a file."""
    made = file_of(pack(asked), how)
    facts: dict[str, Any] = {
        "plan": asked.plan.key,
        "from": asked.period.start.isoformat(),
        "to": asked.period.end.isoformat(),
        "format": how.value,
        "language": asked.language,
    }
    if asked.group:
        facts["group"] = asked.group
    if asked.survey is not None:
        facts["survey"] = asked.survey.slug
    audit.record(verb="pack.made", thing="pack", thing_id=asked.kind, facts=facts, actor=by)
    return made

"""Nothing leaves but what is declared: a word planted everywhere else in the database stays there.

Every text of every table is overwritten with a word of its own, but the few columns that are
public by their nature. Then everything that other programs may read is read and searched.
"""

import io
import zipfile

import pytest
from sqlalchemy import JSON, Enum, LargeBinary, String, select, update

from feedback.core.db import session, writing
from youwesaid.tables import METADATA
from youwesaid.tracker.sharing import packaging, snapshots
from youwesaid.tracker.sharing.examples import ENTRY, ITEM, PLAN
from youwesaid.tracker.sharing.operations import OPERATIONS

MARK = "canaryqz"
#: Columns whose words are meant to be read by everybody. Anything else must not be found.
PUBLIC = {
    "agency": {"key", "names"},
    "data_snapshot": {"archive", "licence", "people", "sha256"},
    "entry": {"slug", "topic"},
    "entry_facet": {"word"},
    "entry_version": {"contents", "note"},
    "locality": {"key", "names"},
    "plan": {"key", "partnership", "period_end", "period_start", "short_title", "title"},
    "plan_item": {
        "due", "key", "label", "notes", "owner", "public_names", "rag", "ref", "status",
        "text", "title",
    },
}  # fmt: skip


def _plant() -> set[str]:
    """Overwrite every other text; the tables that held any."""
    touched = set()
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if column.foreign_keys or column.primary_key:
                continue
            if column.name in PUBLIC.get(table.name, set()):
                continue
            if isinstance(column.type, Enum) or not isinstance(
                column.type, String | JSON | LargeBinary
            ):
                continue
            for place, row in enumerate(session().execute(select(*table.primary_key)).all()):
                where = [key == value for key, value in zip(table.primary_key, row, strict=True)]
                value = _word(column, f"{MARK}-{table.name}-{column.name}-{place}")
                session().execute(update(table).where(*where).values({column: value}))
                touched.add(table.name)
    return touched


def _word(column, word: str) -> object:
    if isinstance(column.type, JSON):
        is_list = getattr(getattr(column.default, "arg", None), "__name__", "") == "list"
        return [word] if is_list else {"en": word}
    return word.encode() if isinstance(column.type, LargeBinary) else word


def _everything(client) -> dict[str, bytes]:
    named = {"entry": ENTRY, "plan": PLAN, "item": ITEM, "quarter": "2026-q3", "number": "1"}
    paths = [f"/api/v1{each.path.format(**named)}" for each in OPERATIONS]
    paths += ["/api/v1/openapi.json"]
    for language in ("en", "ur"):
        paths += [
            f"/{language}/{path}"
            for path in (
                "changes/feed.atom", "changes/feed.json", "changes/dates.ics", "share",
                f"changes/{ENTRY}/feed.atom", f"changes/{ENTRY}/dates.ics", "share/list",
                "share/fragment", "share/api",
            )
        ]  # fmt: skip
    paths += [f"/data/{name}" for name in packaging.file_names()]
    found = {}
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = answer.data
    return found


@pytest.mark.one_database
def test_no_word_of_any_other_column_gets_out(client, stocked, make_staff):
    make_staff(name="Somebody Else")
    with writing():
        touched = _plant()

    found = _everything(client)
    with writing():
        session().expire_all()
        made = snapshots.live_files()
    archive = packaging.archived(made)

    assert {"insight", "answer", "contribution", "staff", "audit_entry"} <= touched
    assert not [path for path, content in found.items() if MARK.encode() in content]
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert not [name for name in opened.namelist() if MARK.encode() in opened.read(name)]

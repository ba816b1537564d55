"""The open data for download: as it is now, and as it stood at the end of each quarter."""

from http import HTTPStatus
from pathlib import PurePath

from flask import Blueprint, Response, abort

from feedback.core import headers
from feedback.core.audience import public
from youwesaid.tracker.sharing import answering, packaging, queries, snapshots
from youwesaid.tracker.sharing.addresses import ARCHIVE

bp = Blueprint("open_data", __name__, url_prefix="/data")


@bp.before_request
def _for_programs() -> None:
    headers.let_programs_read(keep=headers.NO_STORE)  # what an answer may be kept for, it says


@bp.get("/<name>")
@public
def live(name: str) -> Response:
    """One file of what is public now."""
    if name != ARCHIVE and name not in packaging.file_names():
        abort(HTTPStatus.NOT_FOUND)
    made = snapshots.live_files()
    content = packaging.archived(made) if name == ARCHIVE else made[name]
    return answering.of_bytes(content, _type_of(name))


@bp.get("/<quarter>/<name>")
@public
def kept(quarter: str, name: str) -> Response:
    """One file of a snapshot; it will never be another."""
    try:
        snapshot = queries.snapshot_of(snapshots.quarter_named(quarter))
        archive = snapshot.archive
        content = archive if name == ARCHIVE else packaging.file_of(archive, name)
    except (snapshots.NoSuchQuarter, KeyError):
        abort(HTTPStatus.NOT_FOUND)
    return answering.of_bytes(content, _type_of(name), keep=headers.KEEP_YEAR)


def _type_of(name: str) -> str:
    return packaging.MEDIA_TYPES[PurePath(name).suffix]

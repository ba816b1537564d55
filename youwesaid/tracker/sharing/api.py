"""The read-only API: what is published, for other programs. Each view is one address."""

from http import HTTPStatus

from flask import Blueprint, Response, abort
from flask.blueprints import BlueprintSetupState
from sqlalchemy import Select
from werkzeug.exceptions import NotAcceptable

from feedback.core import errors, headers
from feedback.core.audience import public
from feedback.core.templating import settings
from youwesaid.plans import queries as plans
from youwesaid.tracker import queries as tracker
from youwesaid.tracker.models import Entry
from youwesaid.tracker.sharing import (
    addresses,
    answering,
    asking,
    making,
    making_more,
    making_plans,
    openapi,
    queries,
    snapshots,
)
from youwesaid.tracker.sharing.asking import Asked, Unprocessable
from youwesaid.tracker.sharing.operations import BY_NAME

bp = Blueprint("api", __name__, url_prefix=addresses.API)


@bp.record_once
def _refuse_in_json(state: BlueprintSetupState) -> None:
    errors.answer_under(state.app, addresses.API, answering.of_refusals)


@bp.before_request
def _take_json_only() -> None:
    headers.let_programs_read(keep=headers.NO_STORE)  # what an answer may be kept for, it says
    if not answering.takes_json():
        raise NotAcceptable


@bp.errorhandler(Unprocessable)
def _unprocessable(refused: Unprocessable) -> Response:
    return answering.refusal(HTTPStatus.UNPROCESSABLE_ENTITY, wrong=refused.wrong)


def _asked(name: str) -> Asked:
    return asking.asked(BY_NAME[name].parameters)


def _entries(asked: Asked) -> Select[Entry]:
    found = queries.in_stable_order(tracker.published(**asked.filters()))
    since = asked.values.get("changed_since")
    return queries.changed_since(found, since) if since else found


@bp.get("/openapi.json")
@public
def described() -> Response:
    """The description of all this."""
    config, asked = settings(), asking.asked(())
    found = openapi.description(
        title=config.partnership, licence_name=config.licence_name, licence_url=config.licence_url
    )
    return answering.of_json(found, asked)


@bp.get("/")
@public
def about() -> Response:
    """Whose data this is."""
    asked = _asked("about")
    return answering.one(making_more.about_record(), asked)


@bp.get("/entries")
@public
def entries() -> Response:
    """Published entries."""
    asked = _asked("entries")
    return answering.selected(
        _entries(asked), lambda rows: [making.entry_record(each) for each in rows], asked
    )


@bp.get("/entries/<entry>")
@public
def entry(entry: str) -> Response:
    """One entry."""
    asked = _asked("entry")
    return answering.one(making.entry_record(tracker.entry_by_slug(entry)), asked)


@bp.get("/entries/<entry>/versions")
@public
def versions(entry: str) -> Response:
    """Its versions."""
    asked = _asked("versions")
    found = tracker.entry_by_slug(entry)
    return answering.several([making.version_record(found, each) for each in found.versions], asked)


@bp.get("/entries/<entry>/versions/<int:number>")
@public
def version(entry: str, number: int) -> Response:
    """One of its versions."""
    asked = _asked("version")
    found = tracker.entry_by_slug(entry)
    wanted = [each for each in found.versions if each.number == number]
    if not wanted:
        abort(HTTPStatus.NOT_FOUND)
    return answering.one(making.version_record(found, wanted[0]), asked)


@bp.get("/answers")
@public
def answers() -> Response:
    """The answers of entries."""
    asked = _asked("answers")
    kind = asked.values.get("kind")
    found = [
        answer
        for each in queries.all_of(_entries(asked))
        for answer in making.entry_record(each).contents.answers
        if kind is None or answer.kind == kind
    ]
    return answering.several(found, asked)


@bp.get("/plans", endpoint="plans")
@public
def plan_list() -> Response:
    """The plans."""
    asked = _asked("plans")
    return answering.several(making_plans.plan_records(), asked)


@bp.get("/plans/<plan>")
@public
def plan(plan: str) -> Response:
    """One plan."""
    asked = _asked("plan")
    (record,) = making_plans.plan_records([plans.plan_by_key(plan)])
    return answering.one(record, asked)


@bp.get("/plans/<plan>/tree")
@public
def tree(plan: str) -> Response:
    """One plan as a tree."""
    asked = _asked("tree")
    return answering.one(making_plans.tree_record(plans.plan_by_key(plan)), asked)


@bp.get("/plans/<plan>/items")
@public
def items(plan: str) -> Response:
    """The items of one plan."""
    asked = _asked("items")
    key = plans.plan_by_key(plan).key
    newest = queries.newest_snapshot()
    return answering.selected(
        queries.items(plan=key, kind=asked.values.get("type")),
        lambda rows: making_plans.item_records(rows, snapshot=newest),
        asked,
    )


@bp.get("/plans/<plan>/items/<item>")
@public
def item(plan: str, item: str) -> Response:
    """One item of a plan."""
    asked = _asked("item")
    found = [plans.item(plan, item)]
    (record,) = making_plans.item_records(found, snapshot=queries.newest_snapshot())
    return answering.one(record, asked)


@bp.get("/plans/<plan>/measures")
@public
def measures(plan: str) -> Response:
    """The measures of one plan."""
    asked = _asked("measures")
    return answering.several(making_more.measure_records(plans.plan_by_key(plan)), asked)


@bp.get("/agencies")
@public
def agencies() -> Response:
    """The partners."""
    asked = _asked("agencies")
    return answering.several(making_plans.agency_records(), asked)


@bp.get("/localities")
@public
def localities() -> Response:
    """The parts of the area."""
    asked = _asked("localities")
    return answering.several(making_plans.locality_records(), asked)


@bp.get("/topics")
@public
def topics() -> Response:
    """What entries can be about."""
    asked = _asked("topics")
    return answering.several(making_plans.topic_records(), asked)


@bp.get("/snapshots", endpoint="snapshots")
@public
def snapshot_list() -> Response:
    """The quarters that were kept."""
    asked = _asked("snapshots")
    return answering.selected(
        queries.snapshots(), lambda rows: [snapshots.record_of(each) for each in rows], asked
    )


@bp.get("/snapshots/<quarter>")
@public
def snapshot(quarter: str) -> Response:
    """One quarter."""
    asked = _asked("snapshot")
    try:
        until = snapshots.quarter_named(quarter)
    except snapshots.NoSuchQuarter:
        abort(HTTPStatus.NOT_FOUND)
    return answering.one(snapshots.record_of(queries.snapshot_of(until)), asked)

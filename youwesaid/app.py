"""The application factory: the only module that knows every part."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask

import feedback.accounts.staff
import feedback.audit.staff
import feedback.coding.agreement.blind_staff
import feedback.coding.agreement.blueprint
import feedback.coding.agreement.deciding_staff
import feedback.coding.agreement.services
import feedback.coding.agreement.staff
import feedback.coding.bulk.staff
import feedback.coding.codebook.act_staff
import feedback.coding.codebook.history_staff
import feedback.coding.codebook.split_staff
import feedback.coding.codebook.staff
import feedback.coding.desk.anchoring
import feedback.coding.desk.blueprint
import feedback.coding.desk.queue_staff
import feedback.coding.desk.staff
import feedback.coding.exchange.staff
import feedback.coding.findings.staff
import feedback.coding.tagging.staff
import feedback.outbox.staff
import feedback.reading.care_staff
import feedback.reading.coded_staff
import feedback.reading.danger_staff
import feedback.reading.file_staff
import feedback.reading.forgetting
import feedback.reading.held_staff
import feedback.reading.hiding_staff
import feedback.reading.import_staff
import feedback.reading.staff
import feedback.redaction.measure_staff
import feedback.redaction.staff
import feedback.safeguarding.duty_staff
import feedback.safeguarding.help_staff
import feedback.safeguarding.phrase_staff
import feedback.safeguarding.staff
import feedback.stories.views
import surveys.asking.doubling_staff
import surveys.asking.kiosk
import surveys.asking.staff
import surveys.asking.typing_staff
import surveys.asking.views
import surveys.building.build_staff
import surveys.building.parts_staff
import surveys.building.publish_staff
import surveys.building.rule_staff
import surveys.building.staff
import surveys.building.tryout_staff
import surveys.exchange.import_staff
import surveys.exchange.out_staff
import surveys.journey.media
import surveys.journey.views
import surveys.linking
import surveys.results.reach_staff
import surveys.results.staff
import surveys.results.views
import surveys.translating.files_staff
import surveys.translating.staff
import surveys.translating.variants_staff
import youwesaid.desk.staff
import youwesaid.front.views
import youwesaid.insights.barriers.staff
import youwesaid.insights.barriers.views
import youwesaid.insights.evidence_views
import youwesaid.insights.linking
import youwesaid.insights.owning.linking
import youwesaid.insights.reviewing.gate
import youwesaid.insights.reviewing.staff
import youwesaid.insights.reviewing.views
import youwesaid.insights.staff
import youwesaid.involvement.dates
import youwesaid.involvement.joining_staff
import youwesaid.involvement.paying_staff
import youwesaid.involvement.skills_staff
import youwesaid.involvement.staff
import youwesaid.involvement.views
import youwesaid.packs.linking
import youwesaid.packs.staff
import youwesaid.partnership.staff
import youwesaid.plans.documents.staff
import youwesaid.plans.life.blueprint
import youwesaid.plans.life.files_staff
import youwesaid.plans.life.linking
import youwesaid.plans.life.staff
import youwesaid.plans.life.views
import youwesaid.plans.staff
import youwesaid.plans.views
import youwesaid.tables
import youwesaid.tracker.following.linking
import youwesaid.tracker.following.staff
import youwesaid.tracker.following.views
import youwesaid.tracker.formats.sounds
import youwesaid.tracker.formats.staff
import youwesaid.tracker.helped.linking
import youwesaid.tracker.helped.staff
import youwesaid.tracker.helped.views
import youwesaid.tracker.linking
import youwesaid.tracker.owning.linking
import youwesaid.tracker.owning.staff
import youwesaid.tracker.sharing.api
import youwesaid.tracker.sharing.data
import youwesaid.tracker.sharing.feed_views
import youwesaid.tracker.sharing.views
import youwesaid.tracker.staff
import youwesaid.tracker.views
from feedback.accounts import gate, signing_in
from feedback.core import audience, db, errors, headers, i18n, keys, paths, templating, uploads
from feedback.core.audience import Side
from feedback.core.sealing import Keyring, load_keys
from feedback.core.settings import Settings
from youwesaid.tracker.sharing import calendars

PUBLIC_PARTS = (
    youwesaid.front.views.bp,
    feedback.stories.views.bp,
    surveys.journey.views.bp,
    surveys.results.views.bp,
    surveys.asking.views.bp,
    surveys.journey.media.bp,
    youwesaid.tracker.helped.views.bp,
    youwesaid.tracker.views.bp,
    youwesaid.tracker.sharing.views.bp,
    youwesaid.tracker.sharing.feed_views.bp,
    youwesaid.tracker.sharing.data.bp,
    youwesaid.tracker.sharing.api.bp,
    youwesaid.tracker.formats.sounds.bp,
    youwesaid.plans.views.bp,
    youwesaid.plans.life.views.bp,
    youwesaid.involvement.views.bp,
    youwesaid.tracker.following.views.bp,
    youwesaid.insights.evidence_views.bp,
    youwesaid.insights.barriers.views.bp,
)
STAFF_PARTS = (
    youwesaid.desk.staff.bp,
    feedback.reading.staff.bp,
    feedback.reading.care_staff.bp,
    feedback.reading.file_staff.bp,
    feedback.reading.held_staff.bp,
    feedback.reading.import_staff.bp,
    feedback.reading.coded_staff.bp,
    feedback.safeguarding.staff.bp,
    feedback.safeguarding.phrase_staff.bp,
    feedback.redaction.measure_staff.bp,
    feedback.reading.hiding_staff.bp,
    feedback.coding.desk.blueprint.bp,
    feedback.coding.bulk.staff.bp,
    feedback.coding.findings.staff.bp,
    feedback.coding.exchange.staff.bp,
    feedback.coding.agreement.blueprint.bp,
    feedback.coding.codebook.staff.bp,
    feedback.coding.codebook.act_staff.bp,
    feedback.coding.codebook.split_staff.bp,
    feedback.coding.codebook.history_staff.bp,
    feedback.coding.tagging.staff.bp,
    surveys.building.staff.bp,
    surveys.building.build_staff.bp,
    surveys.translating.staff.bp,
    surveys.translating.files_staff.bp,
    surveys.translating.variants_staff.bp,
    surveys.asking.blueprint.bp,
    surveys.results.staff.bp,
    surveys.results.reach_staff.bp,
    surveys.exchange.import_staff.bp,
    surveys.exchange.out_staff.bp,
    surveys.journey.media.bp,
    youwesaid.tracker.following.staff.bp,
    youwesaid.involvement.staff.bp,
    youwesaid.involvement.joining_staff.bp,
    youwesaid.involvement.skills_staff.bp,
    youwesaid.involvement.paying_staff.bp,
    youwesaid.plans.documents.staff.bp,
    youwesaid.plans.staff.bp,
    youwesaid.plans.life.blueprint.bp,
    youwesaid.insights.staff.bp,
    youwesaid.insights.barriers.staff.bp,
    youwesaid.insights.reviewing.staff.bp,
    youwesaid.insights.reviewing.views.bp,
    youwesaid.tracker.owning.staff.bp,
    youwesaid.tracker.helped.staff.bp,
    youwesaid.tracker.staff.bp,
    youwesaid.packs.staff.bp,
    youwesaid.tracker.formats.sounds.bp,
    youwesaid.tracker.formats.staff.bp,
    youwesaid.partnership.staff.bp,
    feedback.accounts.staff.bp,
    feedback.audit.staff.bp,
    feedback.outbox.staff.bp,
)
LARGEST_POST = 1024 * 1024  # bytes; a story of the greatest length takes at most 120 kB
LARGEST_FILE = 32 * 1024 * 1024  # bytes, staff only: imports
LOOPBACK = ("127.0.0.1", "localhost")


def create_app(side: Side, settings: Settings, *, keyring: Keyring | None = None) -> Flask:
    """One of the two web applications. The public one is never given a private key."""
    app = Flask(
        "youwesaid",
        template_folder=str(paths.TEMPLATES),
        static_folder=str(paths.STATIC),
        static_url_path="/static",
    )
    app.request_class = uploads.Request
    is_public = side is Side.PUBLIC
    own_url = settings.public_url if is_public else settings.staff_url
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_POST if is_public else LARGEST_FILE,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        MAX_FORM_PARTS=1000,
        TRUSTED_HOSTS=trusted_hosts(own_url, settings.hosts),
        # The public side has no cookie, so a forged post has nothing to borrow; see decision 3.
        WTF_CSRF_ENABLED=not is_public,
        WTF_CSRF_TIME_LIMIT=None,
    )
    keys.init_app(app, keyring or load_keys(settings.keys, private=not is_public))
    db.init_app(app, settings)
    i18n.init_app(app, settings)
    templating.init_app(app, settings)
    headers.init_app(app, own_url=own_url)
    errors.init_app(app)
    app.view_functions["static"] = audience.public(app.view_functions["static"])
    if is_public:
        audience.init_app(app, side=side, gate=gate.nobody)
    else:
        audience.init_app(
            app,
            side=side,
            gate=youwesaid.insights.reviewing.gate.held_roles,
            sign_in="accounts.sign_in",
            guest_sign_in="reviewers.sign_in",
        )
        signing_in.init_app(app, settings)
    for part in PUBLIC_PARTS if is_public else STAFF_PARTS:
        app.register_blueprint(part)
    _listen()
    return app


def trusted_hosts(own_url: str, further: Sequence[str]) -> list[str]:
    """The host names that this side answers to; every other is refused before a view is asked."""
    own = urlsplit(own_url).hostname or ""
    # A machine has two names for itself, and people type either.
    return [*(LOOPBACK if own in LOOPBACK else (own,)), *further]


def worker_app(settings: Settings) -> Flask:
    """The application of the worker, of commands and of tests: no addresses, all keys."""
    app = Flask("youwesaid", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.update(SERVER_NAME=None)
    keys.init_app(app, load_keys(settings.keys, private=True))
    db.init_app(app, settings)
    i18n.init_app(app, settings)
    app.extensions["side"] = Side.STAFF
    templating.init_app(app, settings)
    _listen()
    return app


def _listen() -> None:
    """Let parts hear of what happens below them; doing it again changes nothing."""
    feedback.reading.forgetting.connect()
    feedback.coding.desk.anchoring.connect()
    feedback.coding.agreement.services.connect()
    surveys.linking.connect()
    youwesaid.insights.linking.connect()
    youwesaid.plans.life.linking.connect()
    youwesaid.tracker.linking.connect()
    youwesaid.tracker.following.linking.connect()
    calendars.add_source("take part", youwesaid.involvement.dates.invitations)
    youwesaid.packs.linking.connect()
    youwesaid.insights.owning.linking.connect()
    youwesaid.tracker.owning.linking.connect()
    youwesaid.tracker.helped.linking.connect()

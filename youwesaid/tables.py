"""Every table of the product, imported in one place for migrations and checks."""

import uuid

import feedback.accounts.models
import feedback.audit.models
import feedback.coding.agreement.models
import feedback.coding.codebook.models
import feedback.coding.desk.models
import feedback.coding.exchange.models
import feedback.coding.findings.models
import feedback.coding.models
import feedback.contributions.models
import feedback.outbox.models
import feedback.reading.models
import feedback.redaction.models
import feedback.safeguarding.duty_models
import feedback.safeguarding.models
import surveys.versions.models
import youwesaid.insights.barriers.models
import youwesaid.insights.models
import youwesaid.insights.owning.models
import youwesaid.insights.reviewing.models
import youwesaid.involvement.models
import youwesaid.partnership.models
import youwesaid.plans.documents.models
import youwesaid.plans.life.models
import youwesaid.plans.models
import youwesaid.tracker.following.models
import youwesaid.tracker.formats.models
import youwesaid.tracker.helped.models
import youwesaid.tracker.models
import youwesaid.tracker.sharing.models
from feedback.core.db import Base

PARTS = (
    feedback.accounts.models,
    feedback.audit.models,
    feedback.coding.codebook.models,
    feedback.coding.models,
    feedback.coding.findings.models,
    feedback.coding.desk.models,
    feedback.coding.exchange.models,
    feedback.coding.agreement.models,
    feedback.contributions.models,
    feedback.outbox.models,
    feedback.reading.models,
    feedback.redaction.models,
    feedback.safeguarding.duty_models,
    feedback.safeguarding.models,
    surveys.versions.models,
    youwesaid.insights.barriers.models,
    youwesaid.insights.models,
    youwesaid.insights.owning.models,
    youwesaid.insights.reviewing.models,
    youwesaid.involvement.models,
    youwesaid.partnership.models,
    youwesaid.plans.life.models,
    youwesaid.plans.models,
    youwesaid.plans.documents.models,
    youwesaid.tracker.helped.models,
    youwesaid.tracker.following.models,
    youwesaid.tracker.models,
    youwesaid.tracker.formats.models,
    youwesaid.tracker.sharing.models,
)
METADATA = Base.metadata
NO_ROW = uuid.UUID(int=0)  # a place that no row has, for trying keys

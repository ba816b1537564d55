"""Fields that several kinds of records have."""

from flask_babel import lazy_gettext as _l

from youwesaid.plans.life import offers, wording
from youwesaid.plans.life.fields import Asked, How

ITEMS = Asked(name="items", label=_l("Parts of the plan that this is about"), how=How.ITEMS)
SENSITIVE = Asked(name="is_sensitive", label=_l("Keep this off the public pages"), how=How.TICK)
POST = Asked(
    name="post",
    label=_l("Post that owns it"),
    how=How.POST,
    hint=_l("A post of an agency, never a person's name. It may stay open."),
)
OWNER = Asked(
    name="owner",
    label=_l("Role that owns it, where it is not in the list"),
    how=How.LINE,
    is_main=True,
)
STATUS = Asked(
    name="status",
    label=_l("Status"),
    how=How.OFFERED,
    offered=offers.statuses,
    words=wording.STATUSES,
    is_main=True,
)
RAG = Asked(
    name="rag",
    label=_l("Red, amber or green"),
    how=How.OFFERED,
    offered=offers.rags,
    words=wording.RAG,
    hint=_l("A judgement of its own. It is not taken from the status."),
    is_main=True,
)
FINISHED = Asked(
    name="finished_on",
    label=_l("Finished on"),
    how=How.DAY,
    hint=_l("With a day here it is finished, whatever its status is called."),
)
MEASURE = Asked(
    name="measure",
    label=_l("Measure"),
    how=How.MEASURE,
    needed=_l("Choose the measure."),
    is_main=True,
)

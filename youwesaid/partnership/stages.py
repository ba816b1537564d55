"""How far people were involved: understand, design, test, deliver, evaluate."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class InvolvementStage(StrEnum):
    """At which stage of a change people with lived experience took part."""

    UNDERSTAND = "understand"
    DESIGN = "design"
    TEST = "test"
    DELIVER = "deliver"
    EVALUATE = "evaluate"


STAGES: Mapping[InvolvementStage, LazyString] = {
    InvolvementStage.UNDERSTAND: _l("Understanding the problem"),
    InvolvementStage.DESIGN: _l("Designing the change"),
    InvolvementStage.TEST: _l("Testing it"),
    InvolvementStage.DELIVER: _l("Carrying it out"),
    InvolvementStage.EVALUATE: _l("Judging how it went"),
}

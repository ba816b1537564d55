"""All invented plans with their files."""

from collections.abc import Callable

from tests.youwesaid.plans.documents import harder, layouts, pdf_layouts
from tests.youwesaid.plans.documents.invented import COUNCIL, FIRE, HEALTH, POLICE, Invented
from tests.youwesaid.plans.documents.invented_more import (
    CARDS,
    OUTCOME,
    PLAIN,
    PROSE,
    REGIONAL,
    TABLE,
)

PLANS: tuple[tuple[Invented, Callable[[], bytes]], ...] = (
    (HEALTH, layouts.health),
    (POLICE, layouts.police),
    (COUNCIL, pdf_layouts.council),
    (FIRE, layouts.fire),
    (PROSE, layouts.prose),
    (TABLE, layouts.table),
    (OUTCOME, pdf_layouts.outcomes),
    (PLAIN, layouts.plain),
    (CARDS, layouts.cards),
    (REGIONAL, layouts.regional),
    (harder.CITY, harder.city),
    (harder.BUSINESS, harder.business),
    (harder.JUSTICE, harder.justice),
    (harder.TOWN, harder.town),
    (harder.VIOLENCE, harder.violence),
    (harder.COMMUNITY, harder.community),
)

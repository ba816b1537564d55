"""What each kind of record holds: one description serves form, page, list, history and file."""

from collections.abc import Mapping, Sequence

from youwesaid.plans.life import asked_figures, asked_work
from youwesaid.plans.life.fields import Asked
from youwesaid.plans.life.words import Kind

ASKED: Mapping[Kind, Sequence[Asked]] = {
    Kind.READING: asked_figures.READING,
    Kind.WORK: asked_work.WORK,
    Kind.ROW: asked_work.ROW,
    Kind.DEADLINE: asked_figures.DEADLINE,
    Kind.REVIEW: asked_work.REVIEW,
    Kind.RISK: asked_figures.RISK,
    Kind.TEST: asked_work.TEST,
    Kind.MESSAGE: asked_work.MESSAGE,
}

"""Public records of measures, and of the whole."""

from collections.abc import Sequence

from feedback.core.i18n import current_language, switched_on
from feedback.core.templating import settings
from youwesaid.plans import targets
from youwesaid.plans.life import queries as life
from youwesaid.plans.life import sentences
from youwesaid.plans.life.models import Reading
from youwesaid.plans.models import Plan, PlanItem
from youwesaid.tracker.sharing import addresses, queries, snapshots
from youwesaid.tracker.sharing.records import AboutRecord, MeasureRecord, ReadingRecord


def measure_records(plan: Plan) -> Sequence[MeasureRecord]:
    """The measures of a plan with those of their readings that may be public, guarded."""
    measures = life.measures(plan)
    ids = [measure.id for measure in measures]
    readings = life.readings(ids, for_public=True)
    return [
        MeasureRecord(
            plan=plan.key,
            key=measure.key,
            label=measure.label,
            ref=measure.ref,
            wording=measure.wording,
            names=dict(measure.public_names),
            target=_target(measure),
            better=sentences.which_way(measure),
            not_when=sentences.when_not(measure, current_language().code),
            readings=[_reading(each) for each in readings.get(measure.id, ())],
            url=addresses.item_page(plan.key, measure.key),
        )
        for measure in measures
    ]


def _target(measure: PlanItem) -> str:
    return str(targets.target(measure))


def _reading(reading: Reading) -> ReadingRecord:
    threshold = settings().count_threshold
    return ReadingRecord(
        taken_on=reading.taken_on,
        period=reading.period,
        figure=sentences.figure(reading, threshold=threshold),
        value=sentences.share_value(reading, threshold=threshold),
        said=reading.said,
        source=reading.source,
        caveat=reading.caveat,
        is_baseline=reading.is_baseline,
    )


def about_record() -> AboutRecord:
    """Whose data this is, and where to find more."""
    config, newest = settings(), queries.newest_snapshot()
    entries, changed_on = queries.extent()
    return AboutRecord(
        partnership=config.partnership,
        licence=config.licence,
        licence_url=config.licence_url,
        languages=[language.code for language in switched_on()],
        entries=entries,
        changed_on=changed_on,
        newest_snapshot=snapshots.name_of(newest.quarter) if newest else None,
        description=addresses.absolute(f"{addresses.API}/openapi.json"),
        documentation=addresses.absolute("/en/share/api"),
        open_data=addresses.absolute("/data/datapackage.json"),
    )

"""Formats of entries, for staff: the list of work, the grid of one entry, and its desks."""

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from feedback.accounts.gate import current_staff
from feedback.accounts.roles import Role
from feedback.core.audience import staff
from feedback.core.db import writes
from feedback.core.i18n import BY_CODE, Language, switched_on
from feedback.core.recordings import NotARecording
from youwesaid.tracker import queries as tracker
from youwesaid.tracker import wording as tracker_words
from youwesaid.tracker.formats import desk, forms, queries, services, standing, wording
from youwesaid.tracker.models import Entry
from youwesaid.tracker.pieces import EASY, easy_sentences, pieces_of
from youwesaid.tracker.services import IdentityNotAsked

bp = Blueprint("formats", __name__, url_prefix="/tracker")
tracker_words.register(bp)
bp.context_processor(wording.for_templates)
MAKERS = (Role.EDITOR, Role.PUBLISHER)


@bp.get("/formats/")
@staff(*MAKERS)
def work() -> ResponseReturnValue:
    """What was asked for and is not there, by language; what waits for a second person."""
    return render_template(
        "tracker/formats/work.html", tasks=desk.tasks(), waiting=queries.all_waiting()
    )


@bp.get("/<slug>/formats")
@staff(*MAKERS)
def show(slug: str) -> ResponseReturnValue:
    """What there is of one entry, what is missing and what is out of date."""
    return _page(tracker.entry_by_slug(slug), forms.FilmForm(), _sound_form())


@bp.post("/<slug>/formats/ask")
@staff(*MAKERS)
@writes
def ask(slug: str) -> ResponseReturnValue:
    """Send it to all formats that are switched on."""
    number = services.ask_for_all(tracker.entry_by_slug(slug), by=current_staff())
    if number:
        words = ngettext(
            "%(num)s format is on the list of work now.",
            "%(num)s formats are on the list of work now.",
            number,
        )
    else:
        words = _("Every format is there, or was asked for already.")
    flash(words)
    return _back(slug)


@bp.route("/<slug>/formats/words/<code>", methods=["GET", "POST"])
@staff(*MAKERS)
@writes
def words(slug: str, code: str) -> ResponseReturnValue:
    """The words of one language beside the English ones."""
    entry, asked = tracker.entry_by_slug(slug), _language(code)
    pieces = pieces_of(tracker.contents_of_entry(entry))
    earlier = standing.earlier_words(standing.frozen(entry), code)
    written = {piece.english: piece.texts.get(code, "") for piece in pieces}
    waiting = {each.source: each.text for each in queries.waiting(entry) if each.language == code}
    sources = [piece.english for piece in pieces]
    start = forms.starting(sources, {**written, **earlier, **waiting})
    form = forms.words_form(pieces)(data=start)
    if form.validate_on_submit():
        try:
            services.write_words(entry, language=code, words=form.given(), by=current_staff())
        except services.NothingMade:
            form.listed()[0].errors = [_("Nothing is other than what is public already.")]
        else:
            flash(_("Handed over. A second person must check it before people read it."))
            return _back(slug)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template(
        "tracker/formats/words.html",
        entry=entry,
        form=form,
        rows=list(zip(pieces, form.listed(), strict=True)),
        told=asked,
        earlier=earlier,
        outdated=standing.outdated_words(standing.frozen(entry), code, services.confirmed(entry)),
    ), status


@bp.route("/<slug>/formats/pictures", methods=["GET", "POST"])
@staff(*MAKERS)
@writes
def pictures(slug: str) -> ResponseReturnValue:
    """A picture beside each sentence of Easy Read."""
    entry = tracker.entry_by_slug(slug)
    contents = tracker.contents_of_entry(entry)
    told = easy_sentences(contents)
    waiting = {each.source: each.text for each in queries.waiting(entry) if each.language == EASY}
    form = forms.pictures_form(told)(data=forms.starting(told, {**contents.pictures, **waiting}))
    if told and form.validate_on_submit():
        try:
            services.choose_pictures(entry, pictures=form.given(), by=current_staff())
        except services.NothingMade:
            form.listed()[0].errors = [_("Nothing is other than what is public already.")]
        else:
            flash(_("Handed over. A second person must check it before people read it."))
            return _back(slug)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_template("tracker/formats/pictures.html", entry=entry, form=form), status


@bp.post("/<slug>/formats/film")
@staff(*MAKERS)
@writes
def film(slug: str) -> ResponseReturnValue:
    """Say where it is told in British Sign Language."""
    entry, form = tracker.entry_by_slug(slug), forms.FilmForm()
    if form.validate_on_submit():
        try:
            services.give_film(entry, url=str(form.url.data), by=current_staff())
        except services.NotSafe:
            form.reject("url", _("The address must begin with https://."))
        else:
            flash(_("Handed over. A second person must check it before people read it."))
            return _back(slug)
    return _page(entry, form, _sound_form()), HTTPStatus.BAD_REQUEST


@bp.post("/<slug>/formats/sound")
@staff(*MAKERS)
@writes
def sound(slug: str) -> ResponseReturnValue:
    """Keep a recording of it read aloud."""
    entry, form = tracker.entry_by_slug(slug), _sound_form()
    if form.validate_on_submit():
        content = form.file.data.read(services.LARGEST_SOUND + 1)
        try:
            services.give_sound(
                entry, language=form.spoken.data, content=content, by=current_staff()
            )
        except services.NotReadYet:
            form.reject("spoken", _("First write the words in that language."))
        except NotARecording as problem:
            form.reject("file", wording.complaint(problem.why))
        else:
            flash(_("Handed over. A second person must check it before people read it."))
            return _back(slug)
    return _page(entry, forms.FilmForm(formdata=None), form), HTTPStatus.BAD_REQUEST


@bp.post("/<slug>/formats/check")
@staff(Role.PUBLISHER)
@writes
def check(slug: str) -> ResponseReturnValue:
    """Make public what somebody else made: the next version."""
    entry, form = tracker.entry_by_slug(slug), forms.CheckForm()
    waiting = {str(made.id): made.id for made in queries.waiting(entry)}
    form.made.choices = [SelectChoice(each, each) for each in waiting]
    chosen = [waiting[each] for each in form.made.data or () if each in waiting]
    try:
        services.make_public(
            entry, made_ids=chosen, by=current_staff(), nobody_would_know=form.nobody.data
        )
    except services.NothingWaits:
        flash(_("Tick what you have checked."), "error")
    except services.OwnWork:
        flash(_("You made some of it yourself: somebody else must check that."), "error")
    except IdentityNotAsked:
        flash(_("First answer if someone could work out who this is."), "error")
    else:
        flash(_("It is public now, as a new version."))
    return _back(slug)


def _page(entry: Entry, film_form: forms.FilmForm, sound_form: forms.SoundForm) -> str:
    return render_template(
        "tracker/formats/show.html",
        entry=entry,
        contents=tracker.contents_of_entry(entry),
        grid=desk.grid(entry),
        waiting=desk.waiting(entry),
        asks_identity=services.retells_said(
            tracker.contents_of_entry(entry), queries.waiting(entry)
        ),
        wishes=queries.wishes_of(entry),
        film_form=film_form,
        sound_form=sound_form,
        form=film_form if film_form.errors else sound_form,
        me=current_staff(),
    )


def _sound_form() -> forms.SoundForm:
    form = forms.SoundForm()
    form.spoken.choices = [SelectChoice(each.code, each.autonym) for each in switched_on()]
    return form


def _language(code: str) -> Language:
    if code == "en" or code not in {each.code for each in switched_on()}:
        abort(HTTPStatus.NOT_FOUND)
    return BY_CODE[code]


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("formats.show", slug=slug), HTTPStatus.SEE_OTHER)

"""The macros that every page is made of: labels, hints, complaints, whole-row targets."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, current_app
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core import i18n, paths, templating
from feedback.core.paging import Page
from feedback.core.settings import Settings

FORM = '{% import "components/form.html" as form_parts %}'


class AddressForm(Form):
    """A form inside a form."""

    street = StringField("Street", [InputRequired("Write the street")])


class TellForm(Form):
    """One field of each kind."""

    words = TextAreaField(
        "What happened?",
        [InputRequired("Write something before you send it"), Length(max=50)],
        description="Short is fine.",
    )
    people = IntegerField("How many people?", [InputRequired("Write a number")])
    topic = RadioField(
        "What is it about?",
        [InputRequired("Choose one")],
        choices=[SelectChoice("home", "My home"), SelectChoice("other", "Something else")],
    )
    helped = SelectMultipleField(
        "What helped?",
        choices=[SelectChoice("listened", "Somebody listened"), SelectChoice("call", "A call")],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    group = SelectField("Who answers?", choices=[SelectChoice("police", "Police")])
    allowed = BooleanField("You may use my words", description="You can change this later.")
    heard = DateField("When did you hear?", format=["%d %m %Y", "%Y-%m-%d"])
    home = FormField(AddressForm)
    topic_before = HiddenField(default="kept")


@pytest.fixture
def drawing() -> Iterator[Flask]:
    """An application that can draw templates, and does nothing else."""
    app = Flask("drawing", template_folder=str(paths.TEMPLATES))
    i18n.init_app(app, Settings())
    templating.init_app(app, Settings())
    app.extensions["side"] = "public"
    with app.test_request_context("/list?state=done&page=2&_external=1"):
        yield app


@pytest.fixture
def refused() -> TellForm:
    """A form that was sent with everything wrong."""
    form = TellForm(MultiDict({"words": "", "people": "many", "heard": ["31", "2", "2026"]}))
    assert not form.validate()
    return form


def draw(source: str, **context: object) -> BeautifulSoup:
    template = current_app.jinja_env.from_string(FORM + source)
    return BeautifulSoup(template.render(**context), "html.parser")


def one(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def draw_field(field: Field, arguments: str = "") -> BeautifulSoup:
    return draw("{{ form_parts.field_row(field" + arguments + ") }}", field=field)


@pytest.mark.usefixtures("drawing")
class TestForms:
    def test_every_complaint_links_to_a_field_that_is_there(self, refused):
        page = draw(
            "{{ form_parts.error_summary(form) }}"
            "{% for field in form if not field.flags.hidden and not field.form is defined %}"
            "{{ form_parts.field_row(field) }}{% endfor %}"
            "{{ form_parts.field_row(form.home.street) }}",
            form=refused,
        )

        links = page.select(".error-summary a")
        assert [link.text for link in links][:3] == [
            "Write something before you send it",
            "Not a valid integer value.",
            "Choose one",
        ]
        assert "Write the street" in [link.text for link in links]
        for link in links:
            target = one(page, f'[id="{str(link["href"])[1:]}"]')
            assert target.name in {"input", "textarea", "select"}

    def test_a_form_without_a_complaint_has_no_summary(self):
        assert draw("{{ form_parts.error_summary(form) }}", form=TellForm()).find() is None

    def test_hint_complaint_and_count_all_describe_the_field(self, refused):
        page = draw_field(refused.words, ", limit=50, rows=4")

        box = one(page, "textarea")
        assert box["aria-describedby"] == "words-hint words-error words-count"
        for each in str(box["aria-describedby"]).split():
            assert one(page, f"#{each}").text.strip()
        assert one(page, ".error").text.strip().startswith("Error:")
        assert one(page, 'label[for="words"]')

    def test_nothing_stops_the_browser_from_sending_what_was_typed(self, refused):
        page = draw(
            "{% for field in form if not field.flags.hidden and not field.form is defined %}"
            "{{ form_parts.field_row(field) }}{% endfor %}",
            form=refused,
        )

        assert not page.select("[required], [maxlength], [min], [max], [pattern]")

    def test_a_number_is_typed_into_a_text_box(self):
        box = one(draw_field(TellForm().people), "input")

        assert (box["type"], box["inputmode"]) == ("text", "numeric")

    @pytest.mark.parametrize("name", ["topic", "helped"])
    def test_choices_are_a_group_with_a_legend_and_labels(self, name):
        page = draw_field(TellForm()[name])

        assert one(page, "fieldset > legend").text.strip() == TellForm()[name].label.text
        for box in page.select("input"):
            assert one(page, f'label[for="{box["id"]}"]').text.strip()

    def test_a_chosen_answer_stays_chosen(self):
        form = TellForm(MultiDict({"topic": "other", "helped": ["call"], "allowed": "y"}))

        for field, value in ((form.topic, "other"), (form.helped, "call"), (form.allowed, "y")):
            assert [box["value"] for box in draw_field(field).select("[checked]")] == [value]

    def test_three_boxes_of_a_date_have_one_name_and_keep_what_was_typed(self, refused):
        page = draw("{{ form_parts.date_boxes(field) }}", field=refused.heard)

        assert [box["value"] for box in page.select('[name="heard"]')] == ["31", "2", "2026"]

    def test_a_date_in_three_boxes_is_read(self):
        assert str(TellForm(MultiDict({"heard": ["3", "2", "2026"]})).heard.data) == "2026-02-03"

    def test_hidden_answers_travel_along(self):
        page = draw("{{ form_parts.hidden_fields(form) }}", form=TellForm())

        assert [(box["name"], box["value"]) for box in page.select("input")] == [
            ("topic_before", "kept")
        ]

    def test_what_was_typed_is_only_ever_text(self):
        form = TellForm(MultiDict({"words": "<script>alert(1)</script>"}))

        assert draw_field(form.words).find("script") is None

    def test_a_button_says_which_key_presses_it(self):
        page = draw('{{ form_parts.submit("Hide", kind="secondary", key="H", name="act") }}')

        button = one(page, "button")
        assert (button["data-key"], button["data-key-label"]) == ("H", "Hide")
        assert one(page, "kbd")["aria-hidden"] == "true"


@pytest.mark.usefixtures("drawing")
class TestParts:
    @pytest.mark.parametrize(
        ("state", "word"),
        [
            ("heard", "Heard"),
            ("looking", "Looking"),
            ("doing", "Doing"),
            ("done", "Done"),
            ("part", "Part done"),
            ("cannot", "Cannot"),
            ("passed_on", "Passed on"),
            ("people_disagree", "People disagree"),
            ("kept_doing", "Kept doing"),
        ],
    )
    def test_every_state_is_a_word_and_a_picture(self, state, word):
        page = draw(
            '{% from "components/status.html" import state_word, state_meaning %}'
            "{{ state_word(state) }}<p>{{ state_meaning(state) }}</p>",
            state=state,
        )

        assert one(page, ".state").text.strip() == word
        assert one(page, ".state svg")["aria-hidden"] == "true"
        assert one(page, "p").text.strip()

    def test_a_blank_answer_says_so(self):
        page = draw(
            '{% from "components/summary.html" import summary_list %}'
            '{{ summary_list([{"key": "Name", "value": "", "change": "/name"}]) }}'
        )

        assert one(page, "dd .blank").text == "You left this blank"
        assert one(page, "a").text == "Change Name"

    def test_a_count_that_is_not_shown_has_a_bar_that_says_nothing(self):
        page = draw(
            '{% from "components/bars.html" import bar_chart %}{{ bar_chart("Said", rows) }}',
            rows=[
                {"label": "Waiting", "text": "about 45", "share": 0.5},
                {"label": "Money", "text": "fewer than 10", "share": None},
                {"label": "Nothing", "text": "none", "share": 0},
            ],
        )

        assert [bar["width"] for bar in page.select(".bar-fill")] == ["50.0", "4", "0"]
        assert one(page, ".bar--unknown")

    def test_the_pages_of_a_list_keep_its_filters(self):
        page = draw(
            '{% from "components/paging.html" import paging %}{{ paging(page) }}',
            page=Page(rows=[], number=2, total=70),
        )

        assert [link["href"] for link in page.select("a")] == [
            "?page=1&state=done&_external=1",
            "?page=3&state=done&_external=1",
        ]

    def test_one_stage_is_the_present_one(self):
        page = draw('{% from "components/stages.html" import stages %}{{ stages(3) }}')

        assert "Grouped with others" in one(page, '[aria-current="step"]').text
        assert len(page.select(".stage--past")) == 2

    def test_a_table_names_each_cell_on_a_narrow_screen(self):
        page = draw(
            '{% from "components/table.html" import data_table %}'
            '{{ data_table("Items", heads, rows) }}',
            heads=["Item", {"text": "People", "numeric": True}],
            rows=[[{"text": "1.2", "url": "/1"}, None]],
        )

        assert one(page, "td")["data-head"] == "People"
        assert one(page, "td .blank").text == "not given"
        assert one(page, "th[scope=row] a")["href"] == "/1"

    def test_an_empty_table_says_that_it_is_empty(self):
        page = draw(
            '{% from "components/table.html" import data_table %}{{ data_table("Items", []) }}'
        )

        assert page.text.strip() == "There is nothing here yet."
